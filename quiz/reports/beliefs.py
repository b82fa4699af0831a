"""Misconceptions by name: what pupils chose, where what they chose is a wrong belief.

A pupil counts as holding one if they chose it the last time it was offered to them, so that who
has learned better since counts no more.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, NamedTuple

from django.db.models import Min

from history.models import Event
from quiz.models import Classroom, Question
from quiz.models.round import AnswerQuerySet
from quiz.reports import roster
from quiz.reports.per_pupil import Kept
from quiz.reports.roster import texts_of

LOOKED_BACK = timedelta(weeks=4)
MOST_TOLD = 12
PREFIX = "misconception:"
CHUNK = 2000
NOTHING: tuple[str, list["Option"]] = ("", [])


class Option(NamedTuple):
    """A wrong belief as an answer to choose."""

    event: str
    statement: str
    correction: str


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


class Offer(NamedTuple):
    """Of two at the same time, that of the later question is the last."""

    when: datetime
    question: int
    chosen: bool


class Offered(NamedTuple):
    """To one pupil since then, each for the last time."""

    since: datetime
    last: dict[Option, Offer]


NEVER = Offer(datetime.min.replace(tzinfo=UTC), 0, False)


_kept: Kept[Offered] = Kept()


def beliefs(classroom: Classroom, at: datetime) -> list[Belief]:
    """Those that two pupils or more hold, in six queries at most."""
    since = at - LOOKED_BACK
    # A clock that was set back looks back further than was read.
    kept = _kept.of(classroom, partial(_read, classroom, since), lambda one: one.since <= since)
    chosen_by: dict[Option, dict[int, bool]] = defaultdict(dict)
    for player, offered in kept.items():
        for option, offer in offered.last.items():
            if offer.when > since:
                chosen_by[option][player] = offer.chosen
    return _told(chosen_by)


def _read(classroom: Classroom, since: datetime, players: Collection[int]) -> dict[int, Offered]:
    lately = roster.answers_of(classroom, players).filter(created__gt=since, restored=None)
    offers = _offers(lately)
    offering = lately.filter(question__kind__in={kind for kind, _options in offers.values()})
    wrongly = _wrongly_chosen(offering)
    found = {player: Offered(since, {}) for player in players}
    rows = offering.values_list(
        "question__round__player", "question__likeness", "created", "question"
    )
    # In no order, since to sort all of them takes longer than to keep the last of each.
    for player, likeness, when, question in rows.iterator(CHUNK):
        last = found[player].last
        for option in offers.get(likeness, NOTHING)[1]:
            chosen = option.statement in wrongly.get(question, ())
            last[option] = max(last.get(option, NEVER), Offer(when, question, chosen))
    return found


def _told(chosen_by: dict[Option, dict[int, bool]]) -> list[Belief]:
    shared = [(option, by) for option, by in chosen_by.items() if sum(by.values()) > 1]
    shared.sort(key=lambda one: (-sum(one[1].values()), len(one[1]), one[0]))
    del shared[MOST_TOLD:]
    about = [option.event for option, _ in shared]
    events = Event.objects.prefetch_related("topics").in_bulk(about, field_name="slug")
    return [
        Belief(option.statement, option.correction, events.get(option.event), by)
        for option, by in shared
    ]


def _offers(lately: AnswerQuerySet) -> dict[str, tuple[str, list[Option]]]:
    """The kind and the wrong beliefs of each likeness that has any; one example tells."""
    examples = lately.order_by().values("question__likeness").annotate(one=Min("question"))
    rows = Question.objects.filter(pk__in=examples.values("one"))
    found = {
        likeness: (kind, list(_options(options, key)))
        for likeness, kind, options, key in rows.values_list(
            "likeness", "kind", "shown__options", "key"
        )
    }
    return {likeness: offered for likeness, offered in found.items() if offered[1]}


def _options(options: Any, key: Any) -> Iterator[Option]:
    for option in options:
        meant = key["stands_for"].get(option["id"], "")
        if meant.startswith(PREFIX):
            reason = key["truths"][option["id"]]["reason"]
            yield Option(meant.removeprefix(PREFIX), option["text"], reason)


def _wrongly_chosen(offering: AnswerQuerySet) -> dict[int, set[str]]:
    """The texts that were chosen in each answer that was not all right."""
    rows = offering.filter(accuracy__lt=1).values_list(
        "question", "given", "question__shown__options"
    )
    return {question: texts_of(given, options) for question, given, options in rows}
