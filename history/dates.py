"""Historical dates: the days which an EDTF date or interval may mean.

Days are counted as in `history.calendars`, texts are read by `history.edtf`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from history.calendars import Day, civil, day_number, julian, julian_day_number
from history.edtf import LONGEST, BadDate, Precision, Written, read, write_day

__all__ = [
    "BEGINNING",
    "END",
    "BadDate",
    "HistoricalDate",
    "Precision",
    "new_style",
    "old_style",
    "parse",
    "validate_edtf",
]

# Further off than any day of a ten-digit year, and still a 64-bit database integer.
BEGINNING, END = -(10**13), 10**13

OPEN_ENDS = ("", "..")
PADDING = {"": 0, "?": 1, "~": 1, "%": 2}
READINGS = {
    "": (day_number,),
    "NS": (day_number,),
    "OS": (julian_day_number,),
    "unstated": (day_number, julian_day_number),
}


@dataclass(frozen=True, slots=True)
class HistoricalDate:
    """A date or an interval, with the inclusive day numbers between which it lies.

    The bounds count what is doubtful in: a date with `?` or `~` reaches one unit of its
    precision further on both sides, with `%` two, and one of unstated calendar covers both
    its Gregorian and its Julian reading. An open side is bounded by BEGINNING or END. An
    interval has the precision of its coarser end, and the qualifier of its ends, % if they
    have two different ones.
    """

    text: str
    calendar: str
    earliest: int
    latest: int
    precision: Precision
    is_interval: bool = False
    is_open: bool = False
    qualifier: str = ""

    @property
    def begin(self) -> "HistoricalDate | None":
        """The date an interval begins with, None if open; a single date itself."""
        return self._half(0)

    @property
    def end(self) -> "HistoricalDate | None":
        """The date an interval ends with, None if open; a single date itself."""
        return self._half(-1)

    @property
    def written(self) -> Written:
        """The parts of a single date, in its own calendar; BadDate for an interval."""
        return read(self.text, julian=self.calendar == "OS")

    def contains(self, other: "HistoricalDate") -> bool:
        return self.earliest <= other.earliest and other.latest <= self.latest

    def overlaps(self, other: "HistoricalDate") -> bool:
        return self.earliest <= other.latest and other.earliest <= self.latest

    def _half(self, side: int) -> "HistoricalDate | None":
        text = self.text.split("/")[side]
        return None if text in OPEN_ENDS else parse(text, self.calendar)


# Enough for the dates of a topic of tens of thousands of events, which are read again and again.
@lru_cache(maxsize=2**16)
def parse(text: str, calendar: str = "") -> HistoricalDate:
    """Read a date written in the calendar "" or "NS", "OS" or "unstated".

    A day of unstated calendar has to exist in both. A winter is December to February, and
    belongs to the year of its December. Raise BadDate for everything else.
    """
    text = "/".join(half.strip() for half in text.split("/"))
    if calendar not in READINGS:
        raise BadDate(text, _("there is no calendar “%(name)s”") % {"name": calendar})
    if "/" in text and len(text) <= LONGEST:
        return _interval(text, calendar)
    written = read(text, julian=calendar == "OS")
    padding = PADDING[written.qualifier]
    bounds = [written.bounds(count, padding) for count in READINGS[calendar]]
    return HistoricalDate(
        text,
        calendar,
        earliest=min(first for first, _last in bounds),
        latest=max(last for _first, last in bounds),
        precision=written.precision,
        qualifier=written.qualifier,
    )


def _interval(text: str, calendar: str) -> HistoricalDate:
    halves = text.split("/")
    if len(halves) != 2 or all(half in OPEN_ENDS for half in halves):
        raise BadDate(text, _("an interval has a beginning, an end or both"))
    known = [parse(half, calendar) for half in halves if half not in OPEN_ENDS]
    if len(known) == 2 and _is_backward(*known):
        raise BadDate(text, _("its end comes before its beginning"))
    qualifiers = {end.qualifier for end in known} - {""}
    return HistoricalDate(
        text,
        calendar,
        earliest=BEGINNING if halves[0] in OPEN_ENDS else known[0].earliest,
        latest=END if halves[1] in OPEN_ENDS else known[-1].latest,
        precision=max(end.precision for end in known),
        is_interval=True,
        is_open=len(known) == 1,
        qualifier="%" if len(qualifiers) > 1 else "".join(qualifiers),
    )


def _is_backward(begin: HistoricalDate, end: HistoricalDate) -> bool:
    # As written: the doubt that pads the bounds does not excuse an end before the beginning.
    count = READINGS[begin.calendar][0]
    return end.written.bounds(count)[1] < begin.written.bounds(count)[0]


def old_style(date: HistoricalDate) -> str | None:
    """The Julian twin, as EDTF, of a Gregorian day or interval of days.

    None for other calendars and coarser dates, and where the twin's year has five digits.
    """
    return _twin(date, julian) if date.calendar in ("", "NS") else None


def new_style(date: HistoricalDate) -> str | None:
    """The Gregorian twin of an Old Style day or interval of days; None as in `old_style`."""
    return _twin(date, civil) if date.calendar == "OS" else None


def _twin(date: HistoricalDate, other_calendar: Callable[[int], Day]) -> str | None:
    if date.precision != Precision.DAY:
        return None
    count, halves = READINGS[date.calendar][0], date.text.split("/")
    for side, half in enumerate(halves):
        if half not in OPEN_ENDS:
            day, _precision, qualifier = read(half, julian=date.calendar == "OS")
            twin = write_day(other_calendar(count(*day)))
            if not twin:
                return None
            halves[side] = twin + qualifier
    return "/".join(halves)


def validate_edtf(value: str) -> None:
    """The validator of a field of Gregorian dates; it refuses a Julian 29 February 1900."""
    try:
        parse(value)
    except BadDate as error:
        raise ValidationError(str(error), code="bad-date") from error
