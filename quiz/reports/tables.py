"""The reports as tables to take along, for spreadsheets and for other programs."""

import csv
import io
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _
from openpyxl import Workbook

from history.packs import guard
from history.packs.export import LONGEST_CELL, NO_CELL
from quiz import kinds
from quiz.bank import chronicle_for
from quiz.facts import told
from quiz.models import Classroom, Memory
from quiz.reports import items, marks, roster, stuck
from quiz.speaking import here

Cell = str | int | float | None
Table = list[list[Cell]]


def pupils(classroom: Classroom, at: datetime) -> Table:
    """Each pupil with what they hold of the class's topic, their answers and their marks."""
    facts = set(told(here(chronicle_for(classroom.topic)))) if classroom.topic else set()
    members = list(roster.pupils(classroom))
    held: dict[int, int] = defaultdict(int)
    lit = Memory.objects.filter(player__in=[member.player_id for member in members]).lit(at)
    for player, fact in lit.values_list("player_id", "fact"):
        held[player] += fact in facts
    book = marks.book(classroom)
    sums = {player: (len(one.marks), float(sum(one.marks))) for player, one in book.items()}
    head: list[Cell] = [_("pupil"), _("facts held"), _("answers"), _("marks")]
    return [head] + [
        [member.nickname, held[member.player_id], *sums.get(member.player_id, (0, 0.0))]
        for member in members
    ]


def facts(classroom: Classroom, at: datetime) -> Table:
    """Pupils by facts: held, faded, wrong, or empty where a pupil was never asked."""
    known = told(here(chronicle_for(classroom.topic))) if classroom.topic else {}
    members = list(roster.pupils(classroom))
    states: dict[int, dict[str, str]] = defaultdict(dict)
    rows = Memory.objects.filter(player__in=[member.player_id for member in members])
    words = {stuck.HELD: _("held"), stuck.FADED: _("faded"), stuck.WRONG: _("wrong")}
    for player, fact, since, until in rows.values_list(
        "player_id", "fact", "held_since", "fresh_until"
    ):
        states[player][fact] = words[stuck.state(since, until, at)]
    head: list[Cell] = [_("pupil"), *(fact.says for fact in known.values())]
    return [head] + [
        [member.nickname, *(states[member.player_id].get(fact, "") for fact in known)]
        for member in members
    ]


def questions(classroom: Classroom, at: datetime) -> Table:
    head: list[Cell] = [
        _("question"),
        _("kind"),
        _("answers"),
        _("facility"),
        _("discrimination"),
    ]
    labels = dict(kinds.choices())
    book = marks.book(classroom)
    found = items.items(classroom, book, items.asked(book), with_shares=False)
    return [head] + [
        [
            item.stem,
            str(labels.get(item.kind, item.kind)),
            item.answers,
            *(_figures(item) if item.is_enough else (_("not enough answers"), "")),
        ]
        for item in found
    ]


def _figures(item: items.Item) -> Iterable[Cell]:
    return (
        None if figure is None else round(figure, 3)
        for figure in (item.facility, item.discrimination)
    )


TABLES = {"pupils": pupils, "facts": facts, "questions": questions}


def safe(cell: Cell) -> Cell:
    """No cell is a formula, and none holds what a spreadsheet cannot."""
    return guard.put_on(NO_CELL.sub("", cell))[:LONGEST_CELL] if isinstance(cell, str) else cell


def as_csv(table: Table) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows([safe(cell) for cell in row] for row in table)
    # The mark tells spreadsheets that what follows is UTF-8.
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(table: Table) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in table:
        sheet.append([safe(cell) for cell in row])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()
