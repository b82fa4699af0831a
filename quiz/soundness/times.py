"""When an event may have happened, by all that is said of it."""

from collections.abc import Callable, Iterator, Mapping
from operator import attrgetter

from history import dates
from history.calendars import civil, julian_day_number
from history.dates import HistoricalDate, Precision
from history.records import DateClaim, Event
from quiz.soundness.speech import OWN_DATE, Word

Span = tuple[int, int]
Part = Callable[[HistoricalDate], HistoricalDate | None]

PARTS: Mapping[str, Part] = {
    "point": lambda date: date,
    "begin": attrgetter("begin"),
    "end": attrgetter("end"),
}
UNITS: Mapping[str, Precision] = {
    "day": Precision.DAY,
    "month": Precision.MONTH,
    "year": Precision.YEAR,
    "decade": Precision.DECADE,
    "century": Precision.CENTURY,
}
# How the calendar of a date is told, in the languages of the questions.
NEW_STYLE = (
    *("New Style", "Gregorian", "Nuevo Estilo", "estilo nuevo", "gregoriano"),
    *("новый стиль", "новому стилю", "нового стиля", "григорианский", "григорианскому"),
)


def is_date(text: str) -> bool:
    try:
        dates.parse(text)
    except dates.BadDate:
        return False
    return True


def dated(event: Event) -> Iterator[tuple[Word, HistoricalDate]]:
    """Who dates the event, and how: the teacher, then every live claim that gives a date."""
    yield OWN_DATE, event.date
    yield from ((claim.source.title, claim.date) for claim in event.claims if claim.date)


def dated_claims(event: Event) -> list[tuple[DateClaim, HistoricalDate]]:
    return [(claim, claim.date) for claim in event.claims if claim.date]


def known_span(event: Event) -> Span:
    """The event's hull, which ends at the side that is known where the other one is open."""
    ends = [end for _who, date in dated(event) for end in (date.begin, date.end) if end]
    return min(end.earliest for end in ends), max(end.latest for end in ends)


def with_twin(event: Event, span: Span) -> Span:
    """The span, widened to the days that the other calendar's names would mean in ours.

    7 November New Style is 25 October Old Style: whoever takes that name for one of our calendar
    thinks of a day 13 days earlier.
    """
    first, last = span
    if not event.date.calendar:
        return span
    return min(first, first - _lag(first)), max(last, last - _lag(last))


def _lag(day: int) -> int:
    return julian_day_number(*civil(day)) - day


def touches(date: HistoricalDate, span: Span) -> bool:
    return date.earliest <= span[1] and span[0] <= date.latest


def step(day: int, unit: Precision) -> int:
    """The number of the unit that a day lies in, so that neighbours differ by one."""
    year, month, _day = civil(day)
    return {
        Precision.DAY: day,
        Precision.MONTH: year * 12 + month,
        Precision.YEAR: year,
        Precision.DECADE: year // 10,
        Precision.CENTURY: year // 100,
    }[unit]
