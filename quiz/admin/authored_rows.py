"""Rows of a file as teachers' own questions, judged like those that are typed into the page."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.contrib.auth.models import User
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from history.models import Event, Source, Topic
from history.packs.archive import Refused
from history.packs.pack import BadPack, Pack, Problem, Row
from history.packs.plan import Edit, Plan
from quiz.admin.authored_forms import OPTIONS, PLACES, AuthoredForm, OptionForm
from quiz.admin.authored_table import (
    COLUMNS,
    MOST_OPTIONS,
    NO,
    OPTION_COLUMNS,
    PLAIN,
    QUESTIONS,
    YES,
    as_row,
)
from quiz.models import AuthoredOption, AuthoredQuestion

MOST_ROWS = 300
REFERENCES: Mapping[str, type[models.Model]] = {"topic": Topic, "event": Event, "source": Source}
MISSING = {
    "topic": gettext_noop("there is no topic “%(slug)s” in the library."),
    "event": gettext_noop("there is no event “%(slug)s” in the library."),
    "source": gettext_noop("there is no source “%(slug)s” in the library."),
}
ANSWERS = {YES: True, "true": True, "1": True, NO: False, "false": False, "0": False}

Whole = tuple[AuthoredQuestion, list[AuthoredOption]]


@dataclass
class Known:
    """What the rows refer to, and what the store has of them, in a fixed number of queries."""

    ids: dict[str, dict[str, int]]
    by_slug: dict[str, AuthoredQuestion]
    by_stem: dict[tuple[str, str], AuthoredQuestion]
    taken: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, rows: Sequence[Row]) -> "Known":
        ids = {
            name: dict(
                model._default_manager.filter(slug__in={row[name] for row in rows}).values_list(
                    "slug", "pk"
                )
            )
            for name, model in REFERENCES.items()
        }
        alike = Q(slug__in={r["slug"] for r in rows}) | Q(stem__in={r["stem"] for r in rows})
        found = list(AuthoredQuestion.objects.filter(alike).whole())
        by_stem = {(question.topic.slug, question.stem): question for question in found}
        return cls(ids, {question.slug: question for question in found}, by_stem)

    def stored(self, row: Row) -> AuthoredQuestion | None:
        """By its slug; one without is known by what it asks."""
        if row["slug"]:
            return self.by_slug.get(row["slug"])
        return self.by_stem.get((row["topic"], row["stem"]))


@dataclass
class Sheet:
    """What a file would make of the store: the plan of it, and the questions to be written."""

    plan: Plan = field(default_factory=lambda: Plan(QUESTIONS))
    whole: list[Whole] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read(pack: Pack, by: User) -> Sheet:
    """Raises Refused or, with every problem by its row and column, BadPack."""
    rows = pack.rows(QUESTIONS.name)
    if len(rows) > MOST_ROWS:
        text = _("This has %(number)d questions, and at most %(most)d are read at a time.")
        raise Refused(text % {"number": len(rows), "most": MOST_ROWS})
    sheet = Sheet(problems=[*pack.problems, *_unreadable(rows)])
    if not sheet.problems:
        known = Known.of(rows)
        for row in rows:
            _take(sheet, row, known, by)
    if sheet.problems:
        raise BadPack(sheet.problems)
    return sheet


def _unreadable(rows: Sequence[Row]) -> Iterator[Problem]:
    first: dict[tuple[str, ...], Row] = {}
    for row in rows:
        for column in COLUMNS:
            if "\0" in row[column]:
                says = _("it holds a NUL character, which no text needs; delete it.")
                yield row.problem(column, says)
        for key in (("slug",), ("topic", "stem")):
            same = first.setdefault((*key, *row.values(key)), row) if row[key[0]] else row
            if same is not row:
                text = _("row %(number)d has the same; give each question one row.")
                yield row.problem(key[-1], text % {"number": same.line})


def _take(sheet: Sheet, row: Row, known: Known, by: User) -> None:
    stored = known.stored(row)
    before = as_row(stored, stored.in_order()) if stored else None
    problems = list(_bad_references(row, known)) + list(_bad_answers(row))
    form = _form(row, known, stored, by)
    options = _options(row)
    problems += _errors(form, row, {problem.column for problem in problems})
    for number, option in options.items():
        columns = {name: f"{OPTION_COLUMNS[name]}_{number}" for name in OPTION_COLUMNS}
        for name, said in option.errors.items():
            problems.append(
                row.problem(columns.get(name, columns["text"]), " ".join(map(str, said)))
            )
    if not problems:
        problems = _remarks(form, [option.instance for option in options.values()], row)
    sheet.problems += problems
    if not problems:
        _plan(sheet, before, (form.instance, [option.instance for option in options.values()]))


def _form(row: Row, known: Known, stored: AuthoredQuestion | None, by: User) -> AuthoredForm:
    data = {name: row[name] for name in PLAIN}
    data |= {name: str(known.ids[name].get(row[name], "")) for name in REFERENCES}
    data["accepted"] = row["accepted"]
    if ANSWERS.get(row["active"].lower(), True):
        data["active"] = "on"
    if not row["slug"] and row["stem"]:
        free = AuthoredQuestion.objects.free_slug(row["stem"], known.taken)
        data["slug"] = stored.slug if stored else free
    known.taken.add(data["slug"])
    form = AuthoredForm(data, instance=stored)
    form.by = by
    return form


def _options(row: Row) -> dict[int, OptionForm]:
    found = {}
    for number in range(1, MOST_OPTIONS + 1):
        cells = {name: row[f"{column}_{number}"] for name, column in OPTION_COLUMNS.items()}
        if any(cells.values()):
            is_right = ANSWERS.get(cells.pop("is_right").lower(), False)
            data = cells | {"position": str(number)} | ({"is_right": "on"} if is_right else {})
            found[number] = OptionForm(data)
    return found


def _bad_references(row: Row, known: Known) -> Iterator[Problem]:
    for name in REFERENCES:
        if row[name] and row[name] not in known.ids[name]:
            yield row.problem(name, _(MISSING[name]) % {"slug": row[name]})


def _bad_answers(row: Row) -> Iterator[Problem]:
    for column in ("active", *(f"right_{n}" for n in range(1, MOST_OPTIONS + 1))):
        if row[column] and row[column].lower() not in ANSWERS:
            text = _("“%(value)s” is neither %(yes)s nor %(no)s.")
            yield row.problem(column, text % {"value": row[column], "yes": YES, "no": NO})


def _errors(form: AuthoredForm, row: Row, told: set[str]) -> list[Problem]:
    return [
        row.problem(name if name in COLUMNS else "stem", " ".join(map(str, said)))
        for name, said in form.errors.items()
        if name not in told
    ]


def _remarks(form: AuthoredForm, options: list[AuthoredOption], row: Row) -> list[Problem]:
    """What the gate says, each where it can be mended; what was overruled is no problem."""
    form.hear(options)
    problems = []
    for remark in form.remarks:
        place = PLACES.get(remark.check, "stem")
        if remark.is_hard:
            problems.append(row.problem("option_1" if place == OPTIONS else place, remark.why))
        elif not form.instance.overruled_reason:
            text = _("%(why)s Mend it, or say in this column why it may stand all the same.")
            problems.append(row.problem("overruled_reason", text % {"why": remark.why}))
    return problems


def _plan(sheet: Sheet, before: Row | None, whole: Whole) -> None:
    after = as_row(*whole)
    cells = {c: (before[c], after[c]) for c in COLUMNS if before and before[c] != after[c]}
    if before is None:
        sheet.plan.new.append(after)
    elif cells:
        sheet.plan.edits.append(Edit(after, cells))
    else:
        sheet.plan.unchanged += 1
        return
    sheet.whole.append(whole)
