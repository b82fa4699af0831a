"""Misconceptions by name: what pupils chose, where what they chose is a wrong belief.

A pupil counts as holding one if they chose it the last time it was offered to them, so that who
has learned better since counts no more.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import F, TextField
from django.db.models.functions import Cast

from history.models import Event
from quiz.models import Classroom
from quiz.reports import roster

LOOKED_BACK = timedelta(weeks=4)
MOST_TOLD = 12
PREFIX = "misconception:"
CHUNK = 2000


class Offered(NamedTuple):
    """A wrong belief as it was offered to one pupil."""

    event: str
    statement: str


@dataclass(slots=True)
class Belief:
    statement: str
    correction: str
    event: Event | None
    chosen_by: dict[int, bool] = field(default_factory=dict)

    @property
    def believers(self) -> int:
        return sum(self.chosen_by.values())

    @property
    def asked(self) -> int:
        return len(self.chosen_by)


def beliefs(classroom: Classroom, at: datetime) -> list[Belief]:
    """Those that two pupils or more hold, in three queries."""
    chosen_by: dict[Offered, dict[int, bool]] = defaultdict(dict)
    corrections: dict[Offered, str] = {}
    for player, given, options, stands_for, truths in _lately(classroom, at):
        chosen = given if isinstance(given, list) else [given]
        for option in options:
            meant = stands_for.get(option["id"], "")
            if meant.startswith(PREFIX):
                offered = Offered(meant.removeprefix(PREFIX), option["text"])
                chosen_by[offered][player] = option["id"] in chosen
                corrections[offered] = truths[option["id"]]["reason"]
    shared = [(offered, by) for offered, by in chosen_by.items() if sum(by.values()) > 1]
    shared.sort(key=lambda one: (-sum(one[1].values()), len(one[1]), one[0]))
    about = [offered.event for offered, _ in shared]
    events = Event.objects.prefetch_related("topics").in_bulk(about, field_name="slug")
    return [
        Belief(offered.statement, corrections[offered], events.get(offered.event), by)
        for offered, by in shared[:MOST_TOLD]
    ]


def _lately(classroom: Classroom, at: datetime) -> Any:
    """From the first answer to the last: (player, given, options, what they stand for, truths)."""
    lately = roster.answers(classroom).filter(created__gt=at - LOOKED_BACK)
    offering = lately.alias(key_text=Cast("question__key", TextField()))
    return (
        offering.filter(key_text__contains=PREFIX)
        .annotate(player=F("question__round__player"))
        .order_by("created")
        .values_list(
            "player",
            "given",
            "question__shown__options",
            "question__key__stands_for",
            "question__key__truths",
        )
        .iterator(CHUNK)
    )
