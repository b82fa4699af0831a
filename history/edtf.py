"""Reading a single date of EDTF level 1; `history.dates` gives it its days.

The grammar is the Library of Congress's Extended Date/Time Format, level 1, without times:
https://www.loc.gov/standards/datetime/.
"""

import enum
import re
from collections.abc import Callable
from typing import NamedTuple

from django.utils.dates import MONTHS
from django.utils.translation import gettext as _

from history.calendars import Day, days_in_month

LONGEST = 64
PART = re.compile(
    r"""
    (?: Y (?P<long> -?[1-9][0-9]{4,9} )
    |   (?P<vague> -?[0-9]{2} (?: [0-9]X | XX ) )
    |   (?P<year> (?!-0000) -?[0-9]{4} )
        (?: -XX (?: -XX )?
        |   -2 (?P<season> [1-4] )
        |   - (?P<month> [0-9]{2} ) (?: -XX | - (?P<day> [0-9]{2} ) )?
        )?
    )
    (?P<qualifier> [?~%]? )
    """,
    re.VERBOSE,
)


class BadDate(ValueError):
    """A text that is no date; as a string, what is wrong and what would be right."""

    def __init__(self, text: str, reason: str = "") -> None:
        super().__init__(text, reason)
        self.text, self.reason = text, reason

    def __str__(self) -> str:
        shown = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in self.text)
        values = {
            "text": shown if len(shown) <= LONGEST else shown[:LONGEST] + "…",
            "reason": self.reason,
            "examples": _("1933-11-16, 1933-11, 1933, 1941/1945, 192X, 1918~ or -0043 (44 BC)"),
        }
        if not self.reason:
            return _("“%(text)s” is not a date Footnote can read. Write %(examples)s.") % values
        return (
            _("“%(text)s” is not a date Footnote can read: %(reason)s. Write %(examples)s.")
            % values
        )


class Precision(enum.IntEnum):
    """How exactly a date is written: the coarser, the greater."""

    DAY = 1
    MONTH = 2
    SEASON = 3
    YEAR = 4
    DECADE = 5
    CENTURY = 6


MONTHS_LONG = {
    Precision.MONTH: 1,
    Precision.SEASON: 3,
    Precision.YEAR: 12,
    Precision.DECADE: 120,
    Precision.CENTURY: 1200,
}


class Written(NamedTuple):
    """A single date as written: its first day in its own calendar, and its precision."""

    day: Day
    precision: Precision
    qualifier: str = ""

    def bounds(self, count: Callable[[int, int, int], int], padding: int = 0) -> tuple[int, int]:
        """Its first and last day as numbered by `count`, padded on both sides by whole units."""
        if self.precision == Precision.DAY:
            number = count(*self.day)
            return number - padding, number + padding
        length = MONTHS_LONG[self.precision]
        start = self.day.year * 12 + self.day.month - 1
        first, after = start - padding * length, start + (padding + 1) * length
        return (
            count(first // 12, first % 12 + 1, 1),
            count(after // 12, after % 12 + 1, 1) - 1,
        )


def read(text: str, julian: bool = False) -> Written:
    """Raise BadDate, as for a day that is not in the calendar."""
    match = PART.fullmatch(text)
    if not match:
        raise BadDate(text, _reason(text))
    if match["vague"]:
        first = min(int(match["vague"].replace("X", digit)) for digit in "09")
        precision = Precision.CENTURY if "XX" in match["vague"] else Precision.DECADE
        return Written(Day(first, 1, 1), precision, match["qualifier"])
    year, month, day, precision = int(match["long"] or match["year"]), 1, 1, Precision.YEAR
    if match["season"]:
        month, precision = 3 * int(match["season"]), Precision.SEASON
    elif match["month"]:
        month, precision = int(match["month"]), Precision.MONTH
    if match["day"]:
        day, precision = int(match["day"]), Precision.DAY
    _check(text, Day(year, month, day), julian)
    return Written(Day(year, month, day), precision, match["qualifier"])


def write_day(day: Day) -> str:
    """The day as EDTF; empty where the year has more than four digits."""
    sign = "-" if day.year < 0 else ""
    return f"{sign}{abs(day.year):04}-{day.month:02}-{day.day:02}" if abs(day.year) < 10000 else ""


def _reason(text: str) -> str:
    if len(text) > LONGEST:
        return _("a date has at most %(most)s characters") % {"most": LONGEST}
    if re.search("[0-9]T", text):
        return _("a date has no time of day")
    if re.fullmatch("Y-?[0-9]{11,}", text):
        return _("a year has at most ten digits")
    return ""


def _check(text: str, day: Day, julian: bool) -> None:
    if not 1 <= day.month <= 12:
        raise BadDate(text, _("there is no month %(month)s") % {"month": day.month})
    length = days_in_month(day.year, day.month, julian)
    if not 1 <= day.day <= length:
        month, year = MONTHS[day.month], text.rpartition("-")[0].rpartition("-")[0]
        values = {"month": month, "year": year, "days": length}
        raise BadDate(text, _("%(month)s %(year)s has %(days)s days") % values)
