"""Wrong dates to choose from: each the date of something else, and none that anybody gives."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from random import Random
from typing import NamedTuple

from history.chronicle import Chronicle
from history.dates import Precision, parse
from history.records import Event
from quiz.draft import NOT_MISTAKEN, Mistaken
from quiz.kinds._moment import Asked, unit_text

WRONG_OPTIONS = 2
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
# So many dates on either side, and events for each of them, are enough to choose from.
NEAREST, BEST_KNOWN = 16, 3


class Dates(NamedTuple):
    """A day, year, decade, ... and the events that are certain to lie in it, best known first."""

    value: str
    earliest: int
    latest: int
    events: tuple[Event, ...]


class Candidate(NamedTuple):
    """A wrong date, and the event that it is the date of."""

    value: str
    event: Event
    distance: int


def wrong_dates(
    chronicle: Chronicle,
    event: Event,
    asked: Asked,
    rng: Random,
    difficulty: float,
    mistaken: Mistaken = NOT_MISTAKEN,
) -> list[Candidate]:
    """Two wrong dates, so that the right one is the first, second or third in time alike.

    Chance says how many come before it; of those, the ones that students were mistaken in first.
    """
    found = candidates(chronicle, event, asked, difficulty)
    before = [c for c in found if c.distance < 0]
    after = [c for c in found if c.distance > 0]
    reach = 2 + round((1 - difficulty) * 6)
    places = list(range(WRONG_OPTIONS + 1))
    rng.shuffle(places)
    for place in places:
        earlier = pick(before, place, reach, rng, mistaken)
        later = pick(after, WRONG_OPTIONS - place, reach, rng, mistaken)
        if len(earlier) + len(later) == WRONG_OPTIONS:
            return earlier + later
    return []


def pick(
    found: list[Candidate],
    count: int,
    reach: int,
    rng: Random,
    mistaken: Mistaken = NOT_MISTAKEN,
) -> list[Candidate]:
    """`count` of the nearest `reach`, well known events preferred where a value has several."""

    def students(candidate: Candidate) -> int:
        return mistaken.get(f"event:{candidate.event.slug}", 0)

    by_value: dict[str, Candidate] = {}
    best_first = sorted(found, key=lambda c: (-students(c), -c.event.importance, abs(c.distance)))
    for candidate in best_first:
        by_value.setdefault(candidate.value, candidate)
    in_order = sorted(by_value.values(), key=lambda c: (abs(c.distance), c.value))
    confused = sorted(filter(students, in_order), key=students, reverse=True)[:count]
    nearest = [c for c in in_order if c not in confused][:reach]
    if len(confused) + len(nearest) < count:
        return []
    return confused + rng.sample(nearest, count - len(confused))


def candidates(
    chronicle: Chronicle, event: Event, asked: Asked, difficulty: float
) -> list[Candidate]:
    """Dates of other events, certain at this unit, that nobody gives for this one.

    On either side the nearest few: of a topic of thousands to look at all would take long.
    """
    sides = around(chronicle, asked, least_gap(chronicle, asked, difficulty))
    return [c for side in sides for c in _nearest(side, chronicle, event, asked)]


def _nearest(
    dates: Iterable[Dates], chronicle: Chronicle, event: Event, asked: Asked
) -> Iterator[Candidate]:
    barred, key, enough = days_of(event), parse(asked.value), 0
    for date in dates:
        if date.earliest <= barred[1] and barred[0] <= date.latest:
            continue
        distance = max(0, date.earliest - key.latest) or min(0, date.latest - key.earliest)
        fair = (e for e in date.events if not same_process(chronicle, event, e))
        found = [Candidate(date.value, e, distance) for e in islice(fair, BEST_KNOWN)]
        yield from found
        enough += bool(found)
        if enough == NEAREST:
            return


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
