"""Wrong dates to choose from: each the date of something else, and none that anybody gives."""

from random import Random
from typing import NamedTuple

from history.chronicle import Chronicle
from history.dates import HistoricalDate, Precision, parse
from history.records import Event
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
# In a topic of thousands the nearest hundreds are more than enough to choose from.
NEAREST = 400


class Candidate(NamedTuple):
    """A wrong date, and the event that it is the date of."""

    value: str
    event: Event
    distance: int


def wrong_dates(
    chronicle: Chronicle, event: Event, asked: Asked, rng: Random, difficulty: float
) -> list[Candidate]:
    """Two wrong dates, so that the right one is the first, second or third in time alike."""
    found = candidates(chronicle, event, asked, difficulty)
    before = [c for c in found if c.distance < 0]
    after = [c for c in found if c.distance > 0]
    reach = 2 + round((1 - difficulty) * 6)
    places = list(range(WRONG_OPTIONS + 1))
    rng.shuffle(places)
    for place in places:
        earlier = pick(before, place, reach, rng)
        later = pick(after, WRONG_OPTIONS - place, reach, rng)
        if len(earlier) + len(later) == WRONG_OPTIONS:
            return earlier + later
    return []


def pick(found: list[Candidate], count: int, reach: int, rng: Random) -> list[Candidate]:
    """`count` of the nearest `reach`, well known events preferred where a value has several."""
    by_value: dict[str, Candidate] = {}
    for candidate in sorted(found, key=lambda c: (-c.event.importance, abs(c.distance))):
        by_value.setdefault(candidate.value, candidate)
    nearest = sorted(by_value.values(), key=lambda c: (abs(c.distance), c.value))[:reach]
    return rng.sample(nearest, count) if len(nearest) >= count else []


def candidates(
    chronicle: Chronicle, event: Event, asked: Asked, difficulty: float
) -> list[Candidate]:
    """Dates of other events, certain at this unit, that nobody gives for this one."""
    barred = _days_of(event)
    gap = least_gap(chronicle, asked, difficulty)
    found = []
    for other in chronicle.near(event.slug, NEAREST):
        first, last = other.hull
        value = unit_text(first, asked.unit) if last - first <= DAYS[asked.unit] * 2 else ""
        if not value or value != unit_text(last, asked.unit):
            continue
        date = parse(value)
        distance = _distance(date, asked)
        if abs(distance) < gap or _touches(date, *barred):
            continue
        if not _same_process(chronicle, event, other):
            found.append(Candidate(value, other, distance))
    return found


def _days_of(event: Event) -> tuple[int, int]:
    """All the days that somebody gives for the event, with its twin and a day around them."""
    first, last = event.hull
    twin = TWIN if event.date.calendar else 0
    return first - twin - ZONE, last + twin + ZONE


def least_gap(chronicle: Chronicle, asked: Asked, difficulty: float) -> float:
    """How far off a wrong date must be, in days: further for older times, nearer when hard."""
    unit = DAYS[asked.unit]
    age = max(0, chronicle.events[-1].date.earliest - asked.last) / unit
    return unit * (1 + age / 100) * (1 + 4 * (1 - difficulty))


def _distance(date: HistoricalDate, asked: Asked) -> int:
    """Days from the moment asked for to the date, negative where it lies before."""
    key = parse(asked.value)
    if date.latest < key.earliest:
        return date.latest - key.earliest
    return max(0, date.earliest - key.latest)


def _touches(date: HistoricalDate, first: int, last: int) -> bool:
    return date.earliest <= last and first <= date.latest


def _same_process(chronicle: Chronicle, event: Event, other: Event) -> bool:
    linked = chronicle.led_to(other.slug, event.slug) or chronicle.led_to(event.slug, other.slug)
    apart = max(other.hull[0] - event.hull[1], event.hull[0] - other.hull[1])
    return linked and apart <= SAME_PROCESS
