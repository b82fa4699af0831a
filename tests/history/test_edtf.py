import pytest
from django.core.exceptions import ValidationError
from edtf import parse_edtf
from hypothesis import assume, example, given
from hypothesis import strategies as st

from history.calendars import day_number
from history.dates import BadDate, parse, validate_edtf
from tests.history.texts import centuries, common, days, decades, long_years, months, seasons, years


def reason(text, calendar=""):
    with pytest.raises(BadDate) as caught:
        parse(text, calendar)
    return caught.value.reason


# What is no date


@pytest.mark.parametrize(
    "text",
    [
        "",
        "30 February 1933",
        "16 Brumaire II",
        "1933-1-5",
        "33",
        "19330105",
        "XXXX-03-25",  # level 2, like the next seven
        "1XXX",
        "192X-05",
        "1985-XX-05",
        "{1933,1934}",
        "?1933",
        "1933?-11",
        "Y17E7",
        "-0000",
        "Y1933",
        "Y01933",
        "+1933",
        "1933~~",
        "2001-25",
        "١٩٣٣",  # 1933, but in Arabic digits
        "19\u00b33",
        "1933\0",
        "1933\n1934",
        "1941/1943/1945",
        "1941/33",
        "/",
    ],
)
def test_a_text_that_is_no_date_is_refused_in_a_sentence(text):
    with pytest.raises(BadDate) as caught:
        parse(text)
    assert len(str(caught.value).split()) > 3


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("1933-02-30", "February 1933 has 28 days"),
        ("-0043-02-30", "February -0043 has 28 days"),
        ("1933-04-00", "April 1933 has 30 days"),
        ("1933-13", "there is no month 13"),
        ("1933-00-05", "there is no month 0"),
        ("1933-11-16T10:00", "a date has no time of day"),
        ("Y12345678901", "a year has at most ten digits"),
        ("../..", "an interval has a beginning, an end or both"),
        ("1933" * 17, "a date has at most 64 characters"),
        ("1933/" * 13, "a date has at most 64 characters"),
    ],
)
def test_a_mistake_is_named_where_it_is_known(text, why):
    assert reason(text) == why


def test_a_calendar_must_be_one_of_ours():
    assert reason("1933", "Mayan") == "there is no calendar “Mayan”"


EXAMPLES = "Write 1933-11-16, 1933-11, 1933, 1941/1945, 192X, 1918~ or -0043 (44 BC)."


def test_the_message_shows_what_is_wrong_and_what_is_right():
    assert str(BadDate("30 February 1933")) == (
        f"“30 February 1933” is not a date Footnote can read. {EXAMPLES}"
    )
    assert str(BadDate("1933-02-30", "February 1933 has 28 days")) == (
        "“1933-02-30” is not a date Footnote can read: February 1933 has 28 days. " + EXAMPLES
    )


def test_the_message_quotes_hostile_text_harmlessly():
    message = str(BadDate("1933\0\u202e" + "9" * 1000))
    assert message.startswith("“1933��999")
    assert len(message) < 250


@given(st.text() | st.text("0123456789-XY/.?~% ", max_size=24))
@example("Y-9999999999%/Y9999999999%")
@example("-9999-01-01%")
def test_any_text_is_a_date_or_a_bad_date(text):
    try:
        date = parse(text, "unstated")
    except BadDate:
        return
    assert date.earliest <= date.latest


def test_a_form_field_passes_the_message_on():
    validate_edtf("1933-11-16")
    with pytest.raises(ValidationError, match="28 days") as caught:
        validate_edtf("1933-02-30")
    assert caught.value.code == "bad-date"


# A second opinion: the edtf package, wherever it has one.


def as_day_number(moment):
    return day_number(*moment[:3])


@given(common)
def test_the_edtf_package_agrees_on_plain_dates(text):
    """Except -0001-XX and the like, which it has run backwards, from December to January."""
    assume(not (text.startswith("-") and text.endswith("-XX")))
    theirs, ours = parse_edtf(text), parse(text)
    assert ours.earliest == as_day_number(theirs.lower_strict())
    assert ours.latest == as_day_number(theirs.upper_strict())


@given(long_years)
def test_the_edtf_package_agrees_on_long_years(text):
    assert parse(text).written.day.year == parse_edtf(text).lower_strict()[0]


@given(st.one_of(years, decades, centuries), st.sampled_from("?~%"))
def test_the_edtf_package_agrees_on_doubtful_years(text, qualifier):
    theirs, ours = parse_edtf(text + qualifier), parse(text + qualifier)
    assert ours.earliest == as_day_number(theirs.lower_fuzzy())
    assert ours.latest == as_day_number(theirs.upper_fuzzy())


@given(st.one_of(months, days), st.sampled_from("?~%"))
def test_the_edtf_package_doubts_months_and_days_more_than_we_do(text, qualifier):
    """It pads every part, so that 1933-11~ reaches a year and a month; we pad the last part."""
    theirs, ours = parse_edtf(text + qualifier), parse(text + qualifier)
    assert as_day_number(theirs.lower_fuzzy()) < ours.earliest
    assert ours.earliest < as_day_number(theirs.lower_strict())
    assert as_day_number(theirs.upper_strict()) < ours.latest
    assert ours.latest < as_day_number(theirs.upper_fuzzy())


@given(seasons)
def test_the_edtf_package_agrees_on_seasons_but_ends_winter_with_the_year(text):
    """It keeps only December of a winter, so that seasons sort; ours runs to its February."""
    theirs, ours = parse_edtf(text), parse(text)
    assert ours.earliest == as_day_number(theirs.lower_strict())
    after = ours.latest - as_day_number(theirs.upper_strict())
    assert after in ((31 + 28, 31 + 29) if text.endswith("24") else (0,))


@given(st.lists(years | months | days, min_size=2, max_size=2))
def test_the_edtf_package_agrees_on_intervals(pair):
    """Except open ones, bounded ten years away or at a float, and those with X: it reads few."""
    text = "/".join(sorted(pair, key=lambda text: parse(text).earliest))
    theirs, ours = parse_edtf(text), parse(text)
    assert ours.earliest == as_day_number(theirs.lower_strict())
    assert ours.latest == as_day_number(theirs.upper_strict())
