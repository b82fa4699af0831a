from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from history.calendars import civil, day_number, days_in_month, julian, julian_day_number

FIVE_MILLION_YEARS = 5_000_000 * 366
days = st.integers(-FIVE_MILLION_YEARS, FIVE_MILLION_YEARS)


@given(st.dates())
def test_days_are_counted_as_python_counts_them(day):
    assert day_number(day.year, day.month, day.day) == day.toordinal()
    assert civil(day.toordinal()) == (day.year, day.month, day.day)


@given(days)
def test_every_day_has_one_gregorian_date(day):
    assert day_number(*civil(day)) == day


@given(days)
def test_every_day_has_one_julian_date(day):
    assert julian_day_number(*julian(day)) == day


@given(days)
def test_the_next_day_has_a_later_date_in_either_calendar(day):
    assert civil(day) < civil(day + 1)
    assert julian(day) < julian(day + 1)


@pytest.mark.parametrize("year", [201_400_000, -201_400_000])
def test_years_of_the_age_of_the_earth_have_days(year):
    assert civil(day_number(year, 2, 29)) == (year, 2, 29)
    assert day_number(year + 400, 1, 1) - day_number(year, 1, 1) == 146_097


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ((1917, 10, 25), (1917, 11, 7)),  # the October Revolution
        ((1582, 10, 5), (1582, 10, 15)),  # the first day of the Gregorian calendar
        ((1752, 9, 3), (1752, 9, 14)),  # Britain's
        ((1900, 2, 29), (1900, 3, 13)),
        ((1, 1, 1), (0, 12, 30)),
        ((-4712, 1, 1), (-4713, 11, 24)),  # where astronomers begin to count
    ],
)
def test_known_days_agree_between_the_calendars(old, new):
    assert julian_day_number(*old) == day_number(*new)
    assert julian(day_number(*new)) == old
    assert civil(julian_day_number(*old)) == new


@given(st.integers(-10_000, 10_000), st.integers(1, 12), st.booleans())
def test_a_month_is_as_long_as_the_way_to_the_next(year, month, is_julian):
    count = julian_day_number if is_julian else day_number
    after = (year + 1, 1, 1) if month == 12 else (year, month + 1, 1)
    assert count(*after) - count(year, month, 1) == days_in_month(year, month, is_julian)


@given(st.dates(max_value=date(9998, 12, 31)))
def test_the_last_day_of_february_is_the_day_before_march(day):
    assert days_in_month(day.year, 2) == (date(day.year, 3, 1) - date(day.year, 2, 1)).days


@pytest.mark.parametrize("impossible", [(1933, 2, 29), (1900, 2, 29), (1933, 4, 31), (1933, 1, 0)])
def test_an_impossible_day_has_no_number(impossible):
    with pytest.raises(ValueError, match="days"):
        day_number(*impossible)


def test_an_impossible_julian_day_has_no_number():
    with pytest.raises(ValueError, match="29 days"):
        julian_day_number(1900, 2, 30)


@pytest.mark.parametrize("month", [0, 13])
def test_there_are_twelve_months(month):
    with pytest.raises(ValueError, match="no month"):
        day_number(1933, month, 1)
