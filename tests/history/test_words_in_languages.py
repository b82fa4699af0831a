"""Dates as Spanish and Russian readers write them, for whatever date there is."""

import re

import pytest
from django.utils import translation
from django.utils.dates import MONTHS, MONTHS_ALT
from hypothesis import given
from hypothesis import strategies as st

from history import words
from history.calendars import civil
from history.dates import Precision, parse


def spaced(told):
    """What is told, with plain spaces where a line must not break."""
    return lambda *asked: told(*asked).replace("\xa0", " ")


in_words = spaced(words.in_words)
with_both_styles = spaced(words.with_both_styles)
unit_in_words = spaced(words.unit_in_words)

SAID = [
    ("1933-11-16", "16 de noviembre de 1933", "16 ноября 1933 г."),
    ("1933-05-01", "1 de mayo de 1933", "1 мая 1933 г."),
    ("1933-11", "noviembre de 1933", "ноябрь 1933 г."),
    ("1933", "1933", "1933 г."),
    ("1933-21", "primavera de 1933", "весна 1933 г."),
    ("192X", "la década de 1920", "1920-е гг."),
    ("190X", "1900 a 1909", "1900–1909 гг."),
    ("19XX", "1900 a 1999", "1900–1999 гг."),
    ("-0043", "44 a. C.", "44 г. до н. э."),
    ("0000", "1 a. C.", "1 г. до н. э."),
    ("-0043-03-15", "15 de marzo de 44 a. C.", "15 марта 44 г. до н. э."),
    ("-0043-03", "marzo de 44 a. C.", "март 44 г. до н. э."),
    ("0079-08-24", "24 de agosto de 79 d. C.", "24 августа 79 г. н. э."),
    ("-004X", "50 a 41 a. C.", "50–41 гг. до н. э."),
    ("Y-201400000", "201 400 000 a. C.", "201 400 000 г. до н. э."),
    ("1918~", "hacia 1918", "примерно 1918 г."),
    ("1918?", "1918 (incierto)", "1918 г. (неточно)"),
    ("1918%", "hacia 1918 (incierto)", "примерно 1918 г. (неточно)"),
    ("1918-11~", "hacia noviembre de 1918", "примерно ноябрь 1918 г."),
    ("1941/1945", "1941 a 1945", "1941–1945 гг."),
    ("-0430/-0403", "431 a 404 a. C.", "431–404 гг. до н. э."),
    ("-0043/0014", "44 a. C. a 14 d. C.", "44 г. до н. э. – 14 г. н. э."),
    ("1945-02-04/1945-02-11", "4 al 11 de febrero de 1945", "4–11 февраля 1945 г."),
    (
        "1945-02-04/1945-03-11",
        "4 de febrero a 11 de marzo de 1945",
        "4 февраля – 11 марта 1945 г.",
    ),
    ("1945-02/1945-03", "febrero a marzo de 1945", "февраль – март 1945 г."),
    ("1991-12-26/..", "desde 26 de diciembre de 1991", "26 декабря 1991 г. и позднее"),
    ("../1933", "hasta 1933", "1933 г. и ранее"),
    ("1920~/1923~", "principios de la década de 1920", "начало 1920-х гг."),
    ("1923~/1926~", "mediados de la década de 1920", "середина 1920-х гг."),
    ("1927~/1929~", "finales de la década de 1920", "конец 1920-х гг."),
]


@pytest.mark.parametrize(("text", "spanish", "russian"), SAID)
def test_a_date_reads_as_people_write_it(text, spanish, russian):
    for language, said in (("es", spanish), ("ru", russian)):
        with translation.override(language):
            assert in_words(parse(text)) == said


def test_a_line_does_not_break_before_what_belongs_to_a_year():
    with translation.override("ru"):
        assert words.in_words(parse("-0043-03-15")) == "15 марта 44\xa0г.\xa0до н. э."
    with translation.override("es"):
        assert words.in_words(parse("-0043")) == "44\xa0a. C."


def test_both_calendars_are_told():
    with translation.override("es"):
        said = with_both_styles(parse("1917-11-07", "NS"))
        assert said == "7 de noviembre de 1917 (25 de octubre, estilo antiguo)"
    with translation.override("ru"):
        said = with_both_styles(parse("1917-11-07", "NS"))
        assert said == "7 ноября 1917 г. (25 октября по старому стилю)"
        said = with_both_styles(parse("1918-01-08", "NS"))
        assert said == "8 января 1918 г. (26 декабря 1917 г. по старому стилю)"


@st.composite
def dates(draw):
    """Any date or interval that EDTF level 1 can write, doubt and both calendars included."""

    def single():
        year = draw(st.integers(-9999, 9999))
        number = f"-{-year:04}" if year < 0 else f"{year:04}"
        tail = draw(st.sampled_from(["", "-{m:02}", "-{m:02}-{d:02}", "-{s}", "X", "XX"]))
        if "X" in tail:
            number = number[: -len(tail)]
        numbers = {"m": draw(st.integers(1, 12)), "d": draw(st.integers(1, 28))}
        season = draw(st.integers(21, 24))
        doubt = draw(st.sampled_from(["", "", "?", "~", "%"]))
        return f"{number}{tail.format(**numbers, s=season)}{doubt}"

    text = single()
    if draw(st.booleans()):
        ends = sorted([text, single()], key=lambda one: parse(one).earliest)
        text = draw(st.sampled_from(["{0}/{1}", "{0}/..", "../{1}"])).format(*ends)
    try:
        return parse(text, draw(st.sampled_from(["", "NS", "OS", "unstated"])))
    except ValueError:
        return parse("1933")


ENGLISH = re.compile(
    r"\b(to|of|the|about|from|until|early|late|mid|style|old|new|uncertain|bc|ad|"
    r"spring|summer|autumn|winter|january|february|march|april|may|june|july|august|"
    r"september|october|november|december)\b",
    re.IGNORECASE,
)


@given(dates())
def test_no_english_is_left_in_any_date(date):
    with translation.override("es"):
        for said in (in_words(date), with_both_styles(date)):
            assert not ENGLISH.search(said.replace("a. C.", "").replace("d. C.", ""))
            assert not re.search("[а-яё]|%", said)
    with translation.override("ru"):
        for said in (in_words(date), with_both_styles(date)):
            assert not re.search("[a-z]|%", said, re.IGNORECASE)


@given(dates())
def test_nothing_is_said_twice_or_left_open(date):
    for language in ("es", "ru"):
        with translation.override(language):
            said = with_both_styles(date)
        assert said == said.strip()
        assert not re.search(r"\s\s|\bг\. г\.|гг\. г\.|\.\.|\bde de\b|\(\)|\( ", said)
        assert said.count("(") == said.count(")")


@given(st.integers(-4_000_000, 4_000_000))
def test_a_year_is_counted_as_people_count_it(day):
    year = civil(day).year
    marks = {"es": ("a. C.", "d. C."), "ru": ("до н. э.", " г. н. э.")}
    for language, (before, after) in marks.items():
        with translation.override(language):
            said = unit_in_words(day, Precision.YEAR)
        number = int(re.sub(r"\D", "", said))
        assert number == (year if year > 0 else 1 - year if year > -10_000 else -year)
        assert (before in said) == (year <= 0)
        assert (after in said) == (0 < year < 100)


@given(st.integers(-4_000_000, 4_000_000))
def test_a_month_bends_beside_a_day_and_stands_straight_without(day):
    month, of_month = civil(day).month, civil(day).day
    with translation.override("ru"):
        in_day, alone = unit_in_words(day, Precision.DAY), unit_in_words(day, Precision.MONTH)
        assert in_day.startswith(f"{of_month} {MONTHS_ALT[month]} ")
        assert alone.startswith(f"{str(MONTHS[month]).lower()} ")
    with translation.override("es"):
        in_day, alone = unit_in_words(day, Precision.DAY), unit_in_words(day, Precision.MONTH)
        assert in_day.startswith(f"{of_month} de {MONTHS[month]} de ")
        assert alone.startswith(f"{MONTHS[month]} de ")
