import pytest
from hypothesis import given

from history.calendars import civil, day_number
from history.dates import BEGINNING, END, BadDate, Precision, new_style, old_style, parse
from tests.history.texts import calendars, days, months, plain, qualified, qualifiers


def bounds(text, calendar=""):
    """The first and last day as Gregorian dates."""
    date = parse(text, calendar)
    return civil(date.earliest), civil(date.latest)


# What a text means


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("1933-11-16", (1933, 11, 16), (1933, 11, 16), Precision.DAY),
        ("1933-11", (1933, 11, 1), (1933, 11, 30), Precision.MONTH),
        ("1985-04-XX", (1985, 4, 1), (1985, 4, 30), Precision.MONTH),
        ("2001-21", (2001, 3, 1), (2001, 5, 31), Precision.SEASON),
        ("2001-24", (2001, 12, 1), (2002, 2, 28), Precision.SEASON),
        ("1933", (1933, 1, 1), (1933, 12, 31), Precision.YEAR),
        ("2004-XX", (2004, 1, 1), (2004, 12, 31), Precision.YEAR),
        ("1985-XX-XX", (1985, 1, 1), (1985, 12, 31), Precision.YEAR),
        ("192X", (1920, 1, 1), (1929, 12, 31), Precision.DECADE),
        ("19XX", (1900, 1, 1), (1999, 12, 31), Precision.CENTURY),
        ("-0043-03-15", (-43, 3, 15), (-43, 3, 15), Precision.DAY),
        ("0000", (0, 1, 1), (0, 12, 31), Precision.YEAR),
        ("-004X", (-49, 1, 1), (-40, 12, 31), Precision.DECADE),
        ("Y170002", (170002, 1, 1), (170002, 12, 31), Precision.YEAR),
        ("Y-201400000", (-201400000, 1, 1), (-201400000, 12, 31), Precision.YEAR),
    ],
)
def test_a_date_is_all_the_days_it_may_mean(text, first, last, precision):
    assert bounds(text) == (first, last)
    assert parse(text).precision == precision


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("1918~", (1917, 1, 1), (1919, 12, 31)),
        ("1918?", (1917, 1, 1), (1919, 12, 31)),
        ("1918%", (1916, 1, 1), (1920, 12, 31)),
        ("1918-01~", (1917, 12, 1), (1918, 2, 28)),
        ("1918-01-01%", (1917, 12, 30), (1918, 1, 3)),
        ("1918-22?", (1918, 3, 1), (1918, 11, 30)),
        ("192X~", (1910, 1, 1), (1939, 12, 31)),
        ("19XX%", (1700, 1, 1), (2199, 12, 31)),
    ],
)
def test_doubt_widens_a_date_by_its_own_units(text, first, last):
    assert bounds(text) == (first, last)
    assert parse(text).qualifier == text[-1]


def test_precisions_compare_by_coarseness():
    texts = ["1933-11-16", "1933-11", "1933-21", "1933", "193X", "19XX"]
    precisions = [parse(text).precision for text in texts]
    assert precisions == sorted(set(precisions))


@given(months, qualifiers)
def test_a_month_lies_within_its_year_and_a_year_within_its_decade(month, qualifier):
    year = month[:-3]
    assert parse(year + qualifier).contains(parse(month))
    assert parse(year[:-1] + "X").contains(parse(year))
    assert parse(year[:-2] + "XX").contains(parse(year))


@given(plain, calendars)
def test_the_more_doubt_the_wider_the_bounds(text, calendar):
    sure, doubtful, very = (parse(text + mark, calendar) for mark in ("", "~", "%"))
    assert very.contains(doubtful)
    assert doubtful.contains(sure)
    assert not sure.contains(doubtful)
    assert not doubtful.contains(very)


@given(qualified, calendars)
def test_a_date_can_be_read_again_from_what_was_kept_of_it(text, calendar):
    date = parse(f" {text}\n", calendar)
    assert date.text == text
    assert parse(date.text, date.calendar) == date
    assert BEGINNING < date.earliest <= date.latest < END
    assert not date.is_interval
    assert date.begin == date.end == date


# Intervals


@given(qualified, qualified, calendars)
def test_an_interval_runs_from_its_begin_to_its_end(first, second, calendar):
    ends = sorted((first, second), key=lambda text: parse(text.rstrip("?~%"), calendar).earliest)
    interval = parse("/".join(ends), calendar)
    assert (interval.begin.text, interval.end.text) == tuple(ends)
    assert interval.earliest == interval.begin.earliest <= interval.end.latest == interval.latest
    assert interval.precision == max(interval.begin.precision, interval.end.precision)
    assert interval.is_interval
    assert not interval.is_open


@pytest.mark.parametrize("text", ["1991/..", "1991/"])
def test_an_interval_without_end_goes_on(text):
    date = parse(text)
    assert (date.earliest, date.latest) == (day_number(1991, 1, 1), END)
    assert (date.begin, date.end) == (parse("1991"), None)
    assert date.is_interval
    assert date.is_open


@pytest.mark.parametrize("text", ["../1933", "/1933"])
def test_an_interval_without_beginning_was_always_so(text):
    date = parse(text)
    assert (date.earliest, date.latest) == (BEGINNING, day_number(1933, 12, 31))
    assert (date.begin, date.end) == (None, parse("1933"))
    assert date.is_open


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [("1918/1920", ""), ("1918~/1920", "~"), ("1918~/1920~", "~"), ("1918~/1920?", "%")],
)
def test_an_interval_is_as_doubtful_as_its_ends(text, qualifier):
    assert parse(text).qualifier == qualifier


@pytest.mark.parametrize("text", ["1945/1941", "1945-05/1945-04", "1920~/1919~"])
def test_an_interval_may_not_run_backwards(text):
    with pytest.raises(BadDate, match="before its beginning"):
        parse(text)


def test_an_interval_may_end_in_the_decade_it_begins_in():
    assert bounds("1918/191X") == ((1918, 1, 1), (1919, 12, 31))


def test_spaces_around_a_stroke_are_not_kept():
    assert parse("1941 / 1945").text == "1941/1945"


# Calendars


def test_old_style_days_are_julian():
    assert bounds("1917-10-25", "OS") == ((1917, 11, 7), (1917, 11, 7))
    assert bounds("1917", "OS") == ((1917, 1, 14), (1918, 1, 13))


def test_a_leap_day_only_the_julian_calendar_has_can_only_be_old_style():
    assert bounds("1900-02-29", "OS") == ((1900, 3, 13), (1900, 3, 13))
    for calendar in ("", "NS", "unstated"):
        with pytest.raises(BadDate, match="February 1900 has 28 days"):
            parse("1900-02-29", calendar)


@given(qualified)
def test_a_date_of_unstated_calendar_covers_both_readings(text):
    both, new, old = (parse(text, calendar) for calendar in ("unstated", "NS", "OS"))
    assert both.earliest == min(new.earliest, old.earliest)
    assert both.latest == max(new.latest, old.latest)


@pytest.mark.parametrize(
    ("new", "old"),
    [
        ("1917-11-07", "1917-10-25"),
        ("1918-01-08?", "1917-12-26?"),
        ("-0043-03-13", "-0043-03-15"),  # the Ides of March
        ("1917-11-07~/1917-11-09", "1917-10-25~/1917-10-27"),
        ("1917-11-07/..", "1917-10-25/.."),
    ],
)
def test_a_day_has_a_twin_in_the_other_style(new, old):
    assert old_style(parse(new)) == old_style(parse(new, "NS")) == old
    assert new_style(parse(old, "OS")) == new


@given(days, qualifiers)
def test_a_twin_means_the_same_day(day, qualifier):
    date = parse(day + qualifier, "NS")
    twin = old_style(date)
    if twin:
        same = parse(twin, "OS")
        assert (same.earliest, same.latest) == (date.earliest, date.latest)
        assert new_style(same) == date.text


@pytest.mark.parametrize("text", ["1917-11", "1917", "1917-11/1917-12-01"])
def test_what_is_coarser_than_a_day_has_no_twin(text):
    assert old_style(parse(text, "NS")) is None
    assert new_style(parse(text, "OS")) is None


def test_a_twin_is_only_for_a_known_calendar_and_a_year_of_four_digits():
    assert old_style(parse("1917-10-25", "OS")) is None
    assert old_style(parse("1917-10-25", "unstated")) is None
    assert new_style(parse("1917-11-07", "NS")) is None
    assert new_style(parse("9999-12-31", "OS")) is None


# Beside and between


@pytest.mark.parametrize("text", ["1932/1933", "1933/1934", "1933~", "1932", "1934"])
def test_a_year_does_not_contain_what_reaches_beyond_it(text):
    assert not parse("1933").contains(parse(text))


@given(qualified, qualified)
def test_two_dates_overlap_unless_one_is_over_when_the_other_begins(first, second):
    one, other = parse(first), parse(second)
    apart = one.latest < other.earliest or other.latest < one.earliest
    assert one.overlaps(other) == (not apart)
    assert one.overlaps(other) == other.overlaps(one)
