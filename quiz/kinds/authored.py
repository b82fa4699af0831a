"""A teacher's own question, in the form in which the teacher wrote it."""

from collections.abc import Iterable, Mapping
from itertools import combinations
from random import Random
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from history.chronicle import Chronicle
from history.dates import HistoricalDate, Precision, new_style, old_style, parse
from quiz.draft import Draft, Evidence, Key, Mode, Rejection, Shown, Truth, opaque_ids
from quiz.kinds import _own_marks as own_marks
from quiz.kinds._choice_form import choice_form
from quiz.kinds._order_form import OrderForm
from quiz.kinds._short_form import ShortForm
from quiz.kinds._typed_form import TypedDateForm
from quiz.own import OwnOption, OwnQuestion, own_questions

label = _("own question")
grade = own_marks.grade

MODES: Mapping[str, Mode] = {
    "single": "single",
    "multiple": "multiple",
    "true-false": "single",
    "short": "text",
    "date": "text",
    "ordering": "order",
}
ways = tuple(MODES)
HINTS: Mapping[str, Promise] = {
    "multiple": _("Choose all that are right."),
    "short": _("Write one word, or a few."),
}
HOW_EXACTLY: Mapping[Precision, Promise] = {
    Precision.DAY: _("Write the day, the month as a word, and the year."),
    Precision.MONTH: _("Write the month as a word, and the year."),
}
FEWEST_TO_ORDER = 3


def targets(chronicle: Chronicle) -> Iterable[str]:
    return [fact for fact, question in own_questions(chronicle).items() if question.active]


def build(
    chronicle: Chronicle, target: str, rng: Random, difficulty: float, way: str = ""
) -> Draft | Rejection:
    question = own_questions(chronicle)[target]
    if way not in ("", question.form):
        return Rejection("other-form", target, str(_("the teacher asks it in another form")))
    if lack := _lack(question):
        return Rejection(lack[0], target, str(lack[1]))
    mode = MODES[question.form]
    options = question.options if mode != "text" else ()
    by_id = dict(zip(opaque_ids(rng, len(options)), options, strict=True))
    order = _as_shown(question, by_id, rng)
    shown: Shown = {
        "stem": question.stem,
        "mode": mode,
        "options": [{"id": i, "text": by_id[i].text} for i in order],
        "hint": _hint(question),
    }
    if question.form == "date":
        shown["expects"] = "date"
    key = _key(question, by_id, order)
    events = (question.event,) if question.event else ()
    return Draft("authored", chronicle.slug, 0, shown, key, (question.fact,), events)


def _lack(question: OwnQuestion) -> tuple[str, Promise] | None:
    """What a question of this form cannot do without."""
    if question.form == "ordering" and len(question.options) < FEWEST_TO_ORDER:
        return "too-few-items", _("three items at least can be ordered")
    if question.form == "date" and question.date is None:
        return "no-date", _("there is no date to be typed")
    if question.form == "short" and not question.accepted:
        return "no-accepted-answer", _("no answer would be right")
    return None


def _as_shown(question: OwnQuestion, ids: Iterable[str], rng: Random) -> list[str]:
    """True before false; anything else by chance, and what is to be ordered never in order."""
    in_order = list(ids)
    if question.form == "true-false":
        return in_order
    shuffled = rng.sample(in_order, len(in_order))
    while question.form == "ordering" and shuffled in (in_order, in_order[::-1]):
        rng.shuffle(shuffled)
    return shuffled


def _hint(question: OwnQuestion) -> str:
    if question.form != "date" or question.date is None:
        return str(HINTS.get(question.form, ""))
    if question.date.is_interval:
        return str(_("Write a date within that time."))
    return str(HOW_EXACTLY.get(question.date.precision, _("Write the year.")))


def _key(question: OwnQuestion, by_id: Mapping[str, OwnOption], shown: list[str]) -> Key:
    right = [i for i in shown if by_id[i].is_right]
    truths = {i: _truth(question, option) for i, option in by_id.items()}
    asks = {"way": question.form, "fact": question.fact, "form": question.form}
    is_order = question.form == "ordering"
    if is_order:
        right = list(by_id)
    elif question.form == "short":
        right = list(question.accepted)
    elif question.date:
        right = [new_style(question.date) or question.date.text]
        asks |= _what_of(question.date)
    if MODES[question.form] == "text":
        truths = {typed: _truth(question) for typed in right}
    return {
        "answer": right,
        "pairs": [[a, b] for a, b in combinations(right, 2)] if is_order else None,
        "stands_for": {i: f"option:{n}" for n, i in enumerate(by_id)},
        "asks": asks,
        "truths": truths,
        "explanation": question.explanation,
        "evidence": [_evidence(question)],
    }


def _what_of(date: HistoricalDate) -> dict[str, str]:
    """How exactly it is asked for; where the calendar matters, the day's other name too."""
    old = ""
    if date.calendar:
        old = date.text if date.calendar == "OS" else old_style(parse(date.text)) or ""
    unit = {Precision.DAY: "day", Precision.MONTH: "month"}.get(date.precision, "year")
    return {"unit": "year" if date.is_interval else unit, "of": "point", "old_style": old}


def _truth(question: OwnQuestion, option: OwnOption | None = None) -> Truth:
    is_right = option is None or (option.is_right and question.form != "ordering")
    if option is None or is_right:
        reason, event, cited = question.explanation, question.event, [_evidence(question)]
    else:
        reason, event, cited = option.why_wrong, "", []
    truth: Truth = {"reason": reason, "refers_to": event, "evidence": cited}
    return {**truth, "tag": option.tag} if option and option.tag else truth


def _evidence(question: OwnQuestion) -> Evidence:
    source = question.source
    return {
        "source": source.slug,
        "title": source.title,
        "locator": question.locator,
        "gist": "",
        "quote": "",
        "says": "",
        "calendar": "",
        "note": "",
        "url": source.url,
        "viewpoint": source.viewpoint,
        "language": source.language,
    }


def form(shown: Shown, data: Any = None) -> forms.Form:
    if shown["mode"] == "order":
        return OrderForm(shown, data)
    if shown["mode"] == "text":
        return TypedDateForm(shown, data) if shown.get("expects") == "date" else ShortForm(data)
    return choice_form(shown, data)
