"""How far dates keep from each other, and which lie around one."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from history.chronicle import Chronicle
from history.dates import Precision, parse
from history.records import Event
from quiz.kinds._moment import Asked, unit_text

DAYS = {
    Precision.DAY: 1,
    Precision.MONTH: 30,
    Precision.YEAR: 365,
    Precision.DECADE: 3652,
    Precision.CENTURY: 36524,
}
# Steps of one process follow each other within this time; the one is no fair trap for the other.
SAME_PROCESS = 3 * 365
# What an Old Style twin or a time zone may move a date by.
TWIN, ZONE = 13, 1
# So many events of a date are enough to choose from.
BEST_KNOWN = 3


class Dates(NamedTuple):
    """A day, year, decade, ... and the events that are certain to lie in it, best known first."""

    value: str
    earliest: int
    latest: int
    events: tuple[Event, ...]


class Candidate(NamedTuple):
    """A date beside the one asked for, and the event that it is the date of."""

    value: str
    event: Event
    distance: int


def around(
    chronicle: Chronicle, asked: Asked, gap: float
) -> tuple[Iterator[Dates], Iterator[Dates]]:
    """The dates that lie before and after by the gap at least, the nearest first."""
    dates, key = chronicle.worked_out(_dates_in_time, asked.unit), parse(asked.value)
    last = bisect_right(dates, key.earliest - gap, key=lambda date: date.latest)
    first = bisect_left(dates, key.latest + gap, key=lambda date: date.earliest)
    return (
        (dates[n] for n in range(last - 1, -1, -1)),
        (dates[n] for n in range(first, len(dates))),
    )


def _dates_in_time(chronicle: Chronicle, unit: Precision) -> list[Dates]:
    """All dates of the chronicle in this unit, in order."""
    by_value: dict[str, list[Event]] = defaultdict(list)
    for event in chronicle.events:
        first, last = event.hull
        value = unit_text(first, unit) if last - first <= DAYS[unit] * 2 else ""
        if value and (first == last or value == unit_text(last, unit)):
            by_value[value].append(event)
    dates = []
    for value, events in by_value.items():
        date = parse(value)
        best_first = sorted(events, key=lambda e: e.importance, reverse=True)
        dates.append(Dates(value, date.earliest, date.latest, tuple(best_first)))
    return sorted(dates, key=lambda date: date.earliest)


def days_of(event: Event) -> tuple[int, int]:
    """All the days that somebody gives for the event, with its twin and a day around them."""
    first, last = event.hull
    twin = TWIN if event.date.calendar else 0
    return first - twin - ZONE, last + twin + ZONE


def least_gap(chronicle: Chronicle, asked: Asked, difficulty: float) -> float:
    """How far off a wrong date must be, in days: further for older times, nearer when hard."""
    unit = DAYS[asked.unit]
    age = max(0, chronicle.events[-1].date.earliest - asked.last) / unit
    return unit * (1 + age / 100) * (1 + 4 * (1 - difficulty))


def same_process(chronicle: Chronicle, event: Event, other: Event) -> bool:
    apart = max(other.hull[0] - event.hull[1], event.hull[0] - other.hull[1])
    return apart <= SAME_PROCESS and (
        chronicle.led_to(other.slug, event.slug) or chronicle.led_to(event.slug, other.slug)
    )
