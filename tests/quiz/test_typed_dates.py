"""Dates that are typed: what can be read, what it earns, and how a question asks for it."""

from contextlib import suppress

import pytest
from django.utils import translation
from hypothesis import assume, given
from hypothesis import strategies as st

from history.calendars import civil
from history.dates import BadDate, Precision, parse
from history.words import in_words, unit_in_words
from quiz.draft import Draft
from quiz.kinds import date
from quiz.kinds._moment import unit_text
from quiz.kinds._typed_date import read
from tests.quiz.world import build, dated, drafts, event, world

TOWER = "tower-1809"
FIRST_DAY, LAST_DAY = -1_000_000, 738_000


def ask(chronicle, slug=TOWER, seed=1, difficulty=0.5):
    return build("date", chronicle, f"when:{slug}", seed, difficulty, "type")


def grade(draft, typed):
    form = date.form(draft.shown, {"answer": typed})
    assert form.is_valid(), form.errors
    return date.grade(draft.key, form.cleaned_data["answer"])


def refusal(draft, typed):
    form = date.form(draft.shown, {"answer": typed})
    assert not form.is_valid()
    return " ".join(form.errors["answer"])


# Reading.


@pytest.mark.parametrize(
    ("typed", "edtf"),
    [
        ("1933", "1933"),
        (" 1933 ", "1933"),
        ("476", "0476"),
        ("1933-11-16", "1933-11-16"),
        ("1933-11", "1933-11"),
        ("1933~", "1933~"),
        ("193x", "193X"),
        ("1933/1935", "1933/1935"),
        ("Nov 1933", "1933-11"),
        ("Nov. 1933", "1933-11"),
        ("Nov 1933?", "1933-11"),
        ("sept 1933", "1933-09"),
        ("November 1933", "1933-11"),
        ("16 November 1933", "1933-11-16"),
        ("16th of November, 1933", "1933-11-16"),
        ("November 16, 1933", "1933-11-16"),
        ("16-nov-1933", "1933-11-16"),
        ("about 1933", "1933"),
        ("c. 1933", "1933"),
        ("in the year 1933", "1933"),
        ("the 1930s", "193X"),
        ("1930's", "193X"),
        ("1900s", "19XX"),
        ("44 BC", "-0043"),
        ("44 bce", "-0043"),
        ("44 B.C.E.", "-0043"),
        ("44 a. C.", "-0043"),
        ("44 a.C.", "-0043"),
        ("15 March 44 BC", "-0043-03-15"),
        ("1 BC", "0000"),
        ("-0043", "-0043"),
        ("AD 44", "0044"),
        ("44 CE", "0044"),
        ("30,000 BC", "Y-30000"),
        ("12,345 AD", "Y12345"),
        ("25 October 1917 (Old Style)", "1917-10-25"),
        ("１９３３", "1933"),
    ],
)
def test_what_people_type_is_read(typed, edtf):
    assert read(typed) == edtf


@pytest.mark.parametrize(
    ("typed", "edtf"),
    [
        ("16 de noviembre de 1933", "1933-11-16"),
        ("noviembre 1933", "1933-11"),
        ("ene 1801", "1801-01"),
        ("año 1933", "1933"),
        ("hacia 1933", "1933"),
        ("44 d. C.", "0044"),
        ("15 de marzo de 44 a. C.", "-0043-03-15"),
        ("la década de 1920", "192X"),
        ("los años 1920", "192X"),
        ("16 ноября 1933 г.", "1933-11-16"),
        ("16 НОЯБРЯ 1933 года", "1933-11-16"),
        ("16ноября1933г", "1933-11-16"),
        ("ноябрь 1933", "1933-11"),
        ("в мае 1945 года", "1945-05"),
        ("май 1945", "1945-05"),
        ("около 1933 г.", "1933"),
        ("в 1933 году", "1933"),
        ("25 октября 1917 г. (по старому стилю)", "1917-10-25"),
        ("44 г. до н. э.", "-0043"),
        ("15 марта 44 г. до н.э.", "-0043-03-15"),
        ("44 до нашей эры", "-0043"),
        ("79 г. н. э.", "0079"),
        ("44 г. до Р. Х.", "-0043"),
        ("1920-е гг.", "192X"),
        ("1920-е годы", "192X"),
    ],
)
@pytest.mark.parametrize("reader", ["en", "es", "ru"])
def test_words_are_read_in_every_language_whatever_that_of_the_reader(reader, typed, edtf):
    with translation.override(reader):
        assert read(typed) == edtf


@given(
    st.sampled_from(["en", "es", "ru"]),
    st.integers(-3_600_000, 3_600_000),
    st.sampled_from([Precision.DAY, Precision.MONTH, Precision.YEAR]),
)
def test_what_the_program_writes_can_be_typed(language, day, precision):
    with translation.override(language):
        said = unit_in_words(day, precision)
        assert unit_in_words(parse(read(said)).earliest, precision) == said
        assert parse(read(said)).precision == precision


@pytest.mark.parametrize(
    "typed",
    [
        *("", "-", "?", "x", "long ago", "null", "<1933>", "1933; drop table", "\0"),
        *("33", "0", "-1", "-500", "0 BC", "²", "٣٣٣٣", "1.5", "99999999999 BC"),
        *("4/7/1776", "16.11.1933", "1933 1934", "November", "Nov 16", "ma 1933", "20th century"),
        *("31 November 1933", "1933-13", "29 February 1900", "1933 BC AD", "nov dec 1933"),
        "9" * 5000,
    ],
    ids=lambda typed: repr(typed[:20]),
)
def test_what_is_no_date_or_could_be_two_is_not_read(typed):
    with pytest.raises(BadDate):
        read(typed)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("33", "the year needs all its digits"),
        ("31 November 1933", "November 1933 has 30 days"),
        ("0 BC", "there is no year 0"),
        ("1933-13", "there is no month 13"),
        ("x" * 5000, "at most 64 characters"),
    ],
)
def test_what_is_wrong_with_it_is_said(typed, why):
    with pytest.raises(BadDate) as refused:
        read(typed)
    assert why in refused.value.reason


@given(st.text(max_size=80))
def test_whatever_is_typed_is_a_date_or_refused(typed):
    with suppress(BadDate):
        assert parse(read(typed))


@given(st.integers(FIRST_DAY, LAST_DAY), st.sampled_from([Precision.DAY, Precision.YEAR]))
def test_every_date_can_be_typed_as_it_is_shown(day, unit):
    shown = in_words(parse(unit_text(day, unit)))
    assert read(shown) == unit_text(day, unit)


# The form.


def test_the_answer_keeps_what_was_typed_beside_its_reading():
    form = date.form(ask(world()).shown, {"answer": "  Sept. 1809 "})
    assert form.is_valid()
    assert form.cleaned_data["answer"] == {"typed": "Sept. 1809", "edtf": "1809-09"}


@pytest.mark.parametrize("typed", ["", "long ago", "\0", "33", "1" * 5000])
def test_a_refusal_shows_a_right_one(typed):
    draft = ask(world())
    assert draft.shown["hint"] in refusal(draft, typed)
    assert date.form(draft.shown, {"answer": example(draft)}).is_valid()


def example(draft):
    return draft.shown["hint"].partition("such as ")[2].removesuffix(".")


# Grading: laws that hold for any date.


def key_for(day, unit):
    names = {"unit": unit.name.lower(), "fact": "when:x", "way": "type", "old_style": ""}
    return {"answer": [unit_text(day, unit)], "asks": names}


def accuracy(key, edtf):
    marks = date.grade(key, {"typed": edtf, "edtf": edtf})
    assert marks.facts == {"when:x": marks.accuracy}
    return marks.accuracy


days = st.integers(FIRST_DAY, LAST_DAY)
units = st.sampled_from([Precision.DAY, Precision.MONTH, Precision.YEAR])
near = st.integers(-40_000, 40_000)
far = st.integers(1, 40_000)
sides = st.sampled_from([-1, 1])


def century(day):
    """By the digits that a reader sees."""
    year = civil(day).year
    return (year > 0, (year if year > 0 else 1 - year) // 100)


@given(days, units)
def test_within_the_unit_asked_for_everything_is_earned(day, unit):
    key = key_for(day, unit)
    right = parse(key["answer"][0])
    for inside in (right.earliest, day, right.latest):
        assert accuracy(key, unit_text(inside, Precision.DAY)) == 1
    assert accuracy(key, right.text) == 1


@given(days, units, near)
def test_nothing_else_earns_more_than_half(day, unit, off):
    key = key_for(day, unit)
    typed = unit_text(day + off, Precision.DAY)
    assume(not parse(key["answer"][0]).contains(parse(typed)))
    assert 0 <= accuracy(key, typed) <= 0.5


@given(days, units, far, far, sides)
def test_who_is_further_off_on_the_same_side_never_earns_more(day, unit, one, other, side):
    key = key_for(day, unit)
    nearer, farther = (unit_text(day + side * off, unit) for off in sorted((one, other)))
    assert accuracy(key, nearer) >= accuracy(key, farther)


@given(days, units, far, sides)
def test_another_century_earns_nothing(day, unit, off, side):
    while century(day) == century(day + side * off):
        off *= 2
    assert accuracy(key_for(day, unit), unit_text(day + side * off, unit)) == 0


@given(days, units, near)
def test_a_vague_answer_earns_no_more_than_any_date_within_it(day, unit, off):
    key = key_for(day, unit)
    vague = unit_text(day + off, Precision.DECADE)
    exact = unit_text(day + off, unit)
    assume(parse(vague).contains(parse(exact)))
    assert accuracy(key, vague) <= accuracy(key, exact)


@given(days, units, near, st.sampled_from("?~%"))
def test_a_doubt_that_is_typed_costs_nothing(day, unit, off, doubt):
    key, typed = key_for(day, unit), unit_text(day + off, unit)
    assert accuracy(key, typed + doubt) == accuracy(key, typed)


@pytest.mark.parametrize(
    ("key", "typed", "earned"),
    [
        ("1933", "1934", 0.5),
        ("1933", "1932", 0.5),
        ("1933", "1938", 0.26),
        ("1933", "1943", 0),
        ("1803", "1813", 0.2),
        ("-0043", "-0050", 0.47),
        ("-0043", "0001", 0),
        ("1803", "1799", 0),
        ("1933", "1930/1939", 0.2),
        ("1933", "1933/..", 0),
        ("1933", "19XX", 0),
    ],
)
def test_the_curve_is_wider_for_older_dates(key, typed, earned):
    assert accuracy(key_for(parse(key).earliest, Precision.YEAR), typed) == pytest.approx(
        earned, abs=0.005
    )


def test_who_knows_the_year_of_a_day_earns_something():
    key = key_for(parse("1933-11-16").earliest, Precision.DAY)
    assert 0.3 < accuracy(key, "1933") < 0.5
    assert accuracy(key, "1933") < accuracy(key, "1933-11") < accuracy(key, "1933-11-17")


@pytest.mark.parametrize(
    ("typed", "off", "side"),
    [("1805", 4, "early"), ("1820", 11, "late"), ("1800s", 90, "wide"), ("1809", 0, "wide")],
)
def test_the_feedback_says_how_far_off_and_on_which_side(typed, off, side):
    told = grade(ask(world()), typed).feedback
    assert (told["off"], told["side"], told["unit"]) == (off, side, "year")


# Old Style.


def ferry(day="1901-01-05", calendar="NS"):
    return world(event(TOWER, date=day, calendar=calendar))


@pytest.mark.parametrize("typed", ["23 December 1900", "December 1900", "1900"])
def test_an_old_style_answer_is_right_and_noted(typed):
    marks = grade(ask(ferry()), typed)
    assert marks.accuracy == 1
    assert marks.feedback["old_style"]


@pytest.mark.parametrize("typed", ["November 1900", "24 December 1900", "1899", "1900s"])
def test_what_is_not_the_old_style_date_is_not_taken_for_it(typed):
    marks = grade(ask(ferry()), typed)
    assert marks.accuracy < 1
    assert not marks.feedback["old_style"]


def test_the_new_style_answer_needs_no_note():
    assert not grade(ask(ferry()), "5 January 1901").feedback["old_style"]
    assert grade(ask(ferry()), "5 January 1901").accuracy == 1


def test_an_old_style_day_is_taken_where_a_day_is_asked_for():
    draft = ask(ferry("1809-09-01"), difficulty=1.0)
    assert draft.key["answer"] == ["1809-09-01"]
    assert grade(draft, "20 August 1809 (Old Style)").accuracy == 1
    assert grade(draft, "20 August 1809").feedback["old_style"]
    assert not grade(draft, "21 August 1809").feedback["old_style"]


def test_an_event_written_in_old_style_takes_its_own_name():
    draft = ask(ferry("1809-12-25", "OS"))
    assert draft.key["answer"] == ["1810"]
    assert grade(draft, "1809").feedback["old_style"]


def test_an_old_style_year_may_be_of_another_century():
    marks = grade(ask(ferry("1900-01-05")), "24 December 1899")
    assert (marks.accuracy, marks.feedback["old_style"]) == (1, True)


def test_an_event_without_a_calendar_has_no_old_style():
    assert ask(world(event(TOWER, date="1901-01-05"))).key["asks"]["old_style"] == ""


# What is asked.


def test_nothing_is_shown_but_the_question_and_an_example():
    shown = ask(world()).shown
    assert shown["mode"] == "text"
    assert shown["options"] == []
    assert shown["stem"] == "In which year did this happen: “The stone tower is lit”?"
    assert shown["hint"].startswith("Type a year, such as ")


def test_the_key_is_edtf_and_tells_the_truth_of_it():
    key = ask(world()).key
    assert key["answer"] == ["1809"]
    assert key["truths"]["1809"]["reason"] == "1 September 1809: The stone tower is lit"


@pytest.mark.parametrize("says", ["180X", "1805~"])
def test_a_decade_is_not_to_be_typed(says):
    vague = event(TOWER, says={"log": "1809", "history": says})
    assert ask(world(vague)).name == "too-vague"


def test_only_the_hardest_questions_want_a_day_typed():
    assert ask(world(), difficulty=0.5).key["asks"]["unit"] == "year"
    hard = ask(world(), difficulty=1.0)
    assert hard.key["answer"] == ["1809-09-01"]
    assert hard.shown["hint"].startswith("Type a day, such as ")


@pytest.mark.parametrize("difficulty", [0.5, 1.0])
def test_an_example_is_a_date_that_can_be_read_and_is_not_the_key(us_russia, difficulty):
    for draft in drafts("date", us_russia, seeds=(1, 2), difficulty=difficulty, way="type"):
        shown = parse(read(example(draft)))
        assert not shown.overlaps(parse(draft.key["answer"][0]))
        assert shown.precision == parse(draft.key["answer"][0]).precision


def test_where_a_topic_goes_back_before_christ_the_example_does_too():
    ancient = dated("-0218", "-0043", "0079", "1066")
    for seed in range(8):
        for slug in ("event-2", "event-4"):
            draft = ask(ancient, slug, seed)
            assert isinstance(draft, Draft)
            early = example(draft).partition(" or ")[2]
            assert early.endswith(" BC")
            assert read(early) not in draft.key["answer"]
    assert " or " not in ask(world()).shown["hint"]
