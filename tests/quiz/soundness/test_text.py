import pytest

from quiz.soundness.text import content_words, holds, named_years, plain


def test_case_width_and_punctuation_do_not_count():
    assert plain("“The Keeper’s  ＬＯＧ.”") == plain("the keepers log")


@pytest.mark.parametrize(
    ("text", "part"),
    [("7 November 1917", "1917"), ("The Treaty of Ghent signed", "treaty of Ghent")],
)
def test_a_text_holds_its_words(text, part):
    assert holds(text, part)


@pytest.mark.parametrize(
    ("text", "part"), [("1917", "191"), ("19th century", "9th century"), ("Something", "")]
)
def test_a_text_does_not_hold_pieces_of_words_nor_nothing(text, part):
    assert not holds(text, part)


def test_content_words_are_told_without_their_plural():
    assert content_words("The ships and a ship’s boats") == {"ship", "boat"}


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("in 1917.", 1917, 1917),
        ("the 1930s", 1930, 1939),
        ("the 1930’s", 1930, 1939),
        ("the 1900s", 1900, 1999),
        ("1939–45", 1939, 1945),
        ("1939-1945", 1939, 1945),
        ("1933-11-16", 1933, 1933),
        ("44 BC", -43, -43),
        ("the 40s BC", -48, -39),
        ("1917", 1917, 1917),
        ("from 15-2010", 2010, 2010),
    ],
)
def test_years_are_found_as_they_are_written(text, first, last):
    assert (first, last) in {(begin, end) for _shown, begin, end in named_years(text)}


@pytest.mark.parametrize("text", ["19178", "U2", "b1917", "1917th"])
def test_other_numbers_are_no_years(text):
    assert list(named_years(text)) == []
