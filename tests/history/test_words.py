import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from history.calendars import civil, day_number
from history.dates import Precision, parse
from history.words import in_one_form, in_words, month_name, unit_in_words, with_both_styles


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1933-11-16", "16 November 1933"),
        ("1933-11", "November 1933"),
        ("1985-04-XX", "April 1985"),
        ("1933", "1933"),
        ("1985-XX-XX", "1985"),
        ("1933-21", "spring 1933"),
        ("1933-22", "summer 1933"),
        ("1933-23", "autumn 1933"),
        ("1933-24", "winter 1933"),
        ("192X", "the 1920s"),
        ("19XX", "the 1900s"),
        ("-0043", "44 BC"),
        ("0000", "1 BC"),
        ("-0043-03-15", "15 March 44 BC"),
        ("0079-08-24", "24 August AD 79"),
        ("Y170002", "170,002"),
        ("Y-201400000", "201,400,000 BC"),
    ],
)
def test_a_date_reads_as_people_say_it(text, words):
    assert in_words(parse(text)) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("190X", "1900 to 1909"),  # the 1900s are the century
        ("002X", "AD 20 to AD 29"),  # the 20s are another decade
        ("000X", "1 BC to AD 9"),
        ("-004X", "50 to 41 BC"),  # astronomical years, so not the 40s BC
        ("-00XX", "100 to 1 BC"),
    ],
)
def test_a_decade_without_a_clear_name_reads_as_its_years(text, words):
    assert in_words(parse(text)) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1918~", "about 1918"),
        ("1918?", "1918 (uncertain)"),
        ("1918%", "about 1918 (uncertain)"),
        ("192X~", "about the 1920s"),
        ("1941~/1945", "about 1941 to 1945"),
        ("1945-02~/1945-03", "about February 1945 to March 1945"),
    ],
)
def test_doubt_is_said(text, words):
    assert in_words(parse(text)) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1941/1945", "1941 to 1945"),
        ("-0430/-0403", "431 to 404 BC"),
        ("-0043/0014", "44 BC to AD 14"),
        ("1945-02-04/1945-02-11", "4 to 11 February 1945"),
        ("1945-02-04/1945-03-11", "4 February to 11 March 1945"),
        ("1948-06-24/1949-05-12", "24 June 1948 to 12 May 1949"),
        ("1945-02/1945-03", "February to March 1945"),
        ("1945-02/1945-03-11", "February 1945 to 11 March 1945"),
        ("1945-02-04/1945-02-04", "4 February 1945"),
        ("1933-21/1933-23", "spring 1933 to autumn 1933"),
        ("1991/..", "from 1991"),
        ("1991-12-26/", "from 26 December 1991"),
        ("../1933", "until 1933"),
    ],
)
def test_an_interval_says_what_its_ends_share_only_once(text, words):
    assert in_words(parse(text)) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1920~/1923~", "the early 1920s"),
        ("1923~/1926~", "the mid-1920s"),
        ("1927~/1929~", "the late 1920s"),
        ("1920/1923", "1920 to 1923"),
        ("1920~/1926~", "about 1920 to about 1926"),
        ("1924~/1927~", "about 1924 to about 1927"),
        ("1926~/1929~", "about 1926 to about 1929"),
        ("1919~/1923~", "about 1919 to about 1923"),
        ("1929~/1931~", "about 1929 to about 1931"),
        ("1901~/1903~", "about 1901 to about 1903"),
    ],
)
def test_part_of_a_decade_is_said_of_approximate_years_within_it(text, words):
    assert in_words(parse(text)) == words


def test_an_old_style_date_says_so():
    assert in_words(parse("1917-10-25", "OS")) == "25 October 1917 (Old Style)"
    assert in_words(parse("1917-10-25", "unstated")) == "25 October 1917"
    assert in_words(parse("1917-10-25/1917-10-27", "OS")) == "25 to 27 October 1917 (Old Style)"


@pytest.mark.parametrize(
    ("text", "calendar", "words"),
    [
        ("1917-11-07", "NS", "7 November 1917 (25 October Old Style)"),
        ("1917-10-25", "OS", "7 November 1917 (25 October Old Style)"),
        ("1918-01-08", "NS", "8 January 1918 (26 December 1917 Old Style)"),
        ("1917-11-07/1917-11-09", "NS", "7 to 9 November 1917 (25 to 27 October 1917 Old Style)"),
        ("1917-11", "NS", "November 1917"),
        ("1917-10", "OS", "October 1917 (Old Style)"),
        ("1917-11-07", "", "7 November 1917"),
        ("1917-11-07", "unstated", "7 November 1917"),
    ],
)
def test_both_styles_are_given_for_days_of_a_stated_calendar(text, calendar, words):
    assert with_both_styles(parse(text, calendar)) == words


@pytest.mark.parametrize(
    ("precision", "words", "ancient"),
    [
        (Precision.DAY, "16 January 1933", "16 January 44 BC"),
        (Precision.MONTH, "January 1933", "January 44 BC"),
        (Precision.SEASON, "winter 1932", "winter 45 BC"),
        (Precision.YEAR, "1933", "44 BC"),
        (Precision.DECADE, "the 1930s", "50 to 41 BC"),
        (Precision.CENTURY, "the 1900s", "100 to 1 BC"),
    ],
)
def test_a_quiz_can_ask_for_any_unit_of_a_day(precision, words, ancient):
    assert unit_in_words(day_number(1933, 1, 16), precision) == words
    assert unit_in_words(day_number(-43, 1, 16), precision) == ancient


def test_a_winter_lasts_until_february():
    assert unit_in_words(day_number(1933, 2, 28), Precision.SEASON) == "winter 1932"
    assert unit_in_words(day_number(1933, 3, 1), Precision.SEASON) == "spring 1933"


@given(
    st.integers(-4_000_000, 4_000_000),
    st.sampled_from([Precision.DAY, Precision.MONTH, Precision.YEAR]),
)
def test_a_unit_is_called_as_a_date_of_its_precision(day, precision):
    year, month, of_month = civil(day)
    if abs(year) < 10_000:
        number = f"-{-year:04}" if year < 0 else f"{year:04}"
        text = f"{number}-{month:02}-{of_month:02}"
        length = {Precision.DAY: 6, Precision.MONTH: 3, Precision.YEAR: 0}[precision]
        assert unit_in_words(day, precision) == in_words(parse(text[: len(number) + length]))


def test_months_are_named_in_the_language_of_the_reader():
    assert month_name(11) == "November"
    with translation.override("es"):
        assert month_name(11) == "noviembre"
        assert in_words(parse("1933-11")) == "noviembre de 1933"
    with translation.override("ru"):
        assert "ноября" in in_words(parse("1933-11-16"))
        assert "ноябрь" in in_words(parse("1933-11"))


@pytest.mark.parametrize(
    ("dates", "words"),
    [
        (["184X", "185X"], ["the 1840s", "the 1850s"]),
        (["180X", "185X"], ["1800 to 1809", "1850 to 1859"]),
        (["-005X", "004X"], ["60 to 51 BC", "AD 40 to AD 49"]),
        (["-01XX", "01XX"], ["200 to 101 BC", "100 to 199"]),
        (["1809", "1850-03"], ["1809", "March 1850"]),
    ],
)
def test_decades_and_centuries_side_by_side_have_one_form(dates, words):
    assert in_one_form(list(map(parse, dates))) == words
