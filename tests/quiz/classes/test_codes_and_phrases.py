"""Codes and phrases: too many to guess, and forgiving in how they are typed."""

import math

import pytest

from quiz.classes import codes, phrases
from quiz.classes.insults import ALONE, ANYWHERE


def test_a_code_is_worth_forty_bits():
    assert len(set(codes.ALPHABET)) ** codes.LENGTH == 2**40
    assert len({codes.new() for _ in range(1000)}) == 1000


@pytest.mark.parametrize(
    "typed",
    ["7K3F0W1Z", "7k3f0w1z", "7K3F-0W1Z", " 7k3f 0w1z ", "7K3FOWIZ", "7k3fowlz", "7K3F–0W1Z"],
)
def test_a_code_is_read_however_it_is_typed(typed):
    assert codes.read(typed) == "7K3F0W1Z"


def test_a_written_code_is_read_again():
    code = codes.new()
    assert codes.read(codes.written(code)) == code


def test_a_phrase_is_worth_thirty_nine_bits_and_more():
    assert len(set(phrases.SHORT)) == 256
    assert 2 * phrases.WORDS * math.log2(len(phrases.SHORT)) == 48
    assert len({phrases.new() for _ in range(1000)}) == 1000


def test_no_two_phrases_read_alike():
    assert {len(word) for word in phrases.SHORT} == {4}


@pytest.mark.parametrize(
    "typed",
    ["MOSSBELL larktide  inchrope", "moss bell lark tide inch rope", "mossbell-larktide-inchrope."],
)
def test_a_phrase_is_compared_however_it_is_typed(typed):
    assert phrases.letters(typed) == phrases.letters("mossbell larktide inchrope")


def test_no_word_of_a_phrase_is_rude():
    together = " ".join(one + other for one in phrases.SHORT for other in phrases.SHORT)
    assert not [word for word in ANYWHERE if word in together]
    assert not ALONE.intersection(together.split())
