"""Counting days in the Gregorian and Julian calendars, in integers of any size.

Python's own dates end at the years 1 and 9999; history does not. A day number here is
`datetime.date.toordinal` carried on in both directions: day 1 is 1 January of the year 1
in the proleptic Gregorian calendar. Years are astronomical: 0 is 1 BC, -43 is 44 BC.
"""

from bisect import bisect_right
from typing import NamedTuple

MONTH_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
# Days of a leap year before each of its months.
MONTHS_BEFORE = (0, 31, 60, 91, 121, 152, 182, 213, 244, 274, 305, 335)
FOUR_YEARS = 4 * 365 + 1
CENTURY = 25 * FOUR_YEARS - 1
FOUR_CENTURIES = 4 * CENTURY + 1

# 1 January of the Julian year 1 is 30 December of the Gregorian year 0, which is day -1.
JULIAN_OFFSET = -2


class Day(NamedTuple):
    """A day as a calendar writes it, which calendar being known from elsewhere."""

    year: int
    month: int
    day: int


def is_leap(year: int, julian: bool = False) -> bool:
    return year % 4 == 0 and (julian or year % 100 != 0 or year % 400 == 0)


def days_in_month(year: int, month: int, julian: bool = False) -> int:
    """Raise ValueError for a month outside 1 to 12."""
    if not 1 <= month <= 12:
        raise ValueError(f"there is no month {month}")
    return MONTH_LENGTHS[month - 1] + (month == 2 and is_leap(year, julian))


def day_number(year: int, month: int, day: int) -> int:
    """Raise ValueError for a day the Gregorian calendar does not have."""
    past = year - 1
    leap_days = past // 4 - past // 100 + past // 400
    return past * 365 + leap_days + _day_of_year(year, month, day, julian=False)


def civil(day: int) -> Day:
    """The Gregorian date of a day number."""
    cycles, rest = divmod(day - 1, FOUR_CENTURIES)
    # The last century and the last year of their cycles are a day longer than the others.
    centuries = min(rest // CENTURY, 3)
    leaps, rest = divmod(rest - centuries * CENTURY, FOUR_YEARS)
    years = min(rest // 365, 3)
    year = cycles * 400 + centuries * 100 + leaps * 4 + years + 1
    return _day_in_year(year, rest - years * 365, julian=False)


def julian_day_number(year: int, month: int, day: int) -> int:
    """The day number of a Julian date, not the astronomers' Julian Day.

    Raise ValueError for a day the Julian calendar does not have.
    """
    past = year - 1
    in_year = _day_of_year(year, month, day, julian=True)
    return past * 365 + past // 4 + in_year + JULIAN_OFFSET


def julian(day: int) -> Day:
    """The Julian date of a day number."""
    leaps, rest = divmod(day - JULIAN_OFFSET - 1, FOUR_YEARS)
    years = min(rest // 365, 3)
    return _day_in_year(leaps * 4 + years + 1, rest - years * 365, julian=True)


def _day_of_year(year: int, month: int, day: int, julian: bool) -> int:
    length = days_in_month(year, month, julian)
    if not 1 <= day <= length:
        raise ValueError(f"month {month} of {year} has {length} days, so no day {day}")
    return sum(days_in_month(year, earlier, julian) for earlier in range(1, month)) + day


def _day_in_year(year: int, rest: int, julian: bool) -> Day:
    # As if each year had a 29 February, of which all months then keep their places.
    if rest >= MONTHS_BEFORE[2] - 1 and not is_leap(year, julian):
        rest += 1
    month = bisect_right(MONTHS_BEFORE, rest)
    return Day(year, month, rest - MONTHS_BEFORE[month - 1] + 1)
