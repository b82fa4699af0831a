"""Names of checks, refusals and ways stay as they are; what stands behind them is translated."""

import re

import pytest
from django.utils import translation

from config.settings import BASE_DIR
from quiz import kinds, soundness
from quiz.templatetags import names

NAME = re.compile(r'"([a-z]+(?:-[a-z]+)+)"')


def refusals():
    """Every name with a hyphen that a kind writes down, but for a form of questions."""
    files = (BASE_DIR / "quiz" / "kinds").rglob("*.py")
    return {n for path in files for n in NAME.findall(path.read_text("utf-8"))} - {"true-false"}


def test_every_check_every_refusal_and_every_way_has_words():
    assert names.CHECKS.keys() == {c.name for each in soundness.CHECKS.values() for c in each}
    assert names.REFUSALS.keys() == refusals()
    ways = {f"{kind}, {way}" for kind, module in kinds.all_kinds().items() for way in module.ways}
    assert names.WAYS.keys() == ways


@pytest.mark.parametrize("told", [names.CHECKS, names.REFUSALS, names.WAYS])
def test_no_two_names_say_the_same(told):
    for language in ("en", "es", "ru"):
        with translation.override(language):
            assert len({str(words) for words in told.values()}) == len(told)


def test_words_are_in_the_language_of_the_reader():
    with translation.override("es"):
        assert names.check_in_words("well-formed") == "está completa"
        assert names.refusal_in_words("date: no-dated-claim") == "ninguna afirmación da una fecha"
        assert names.refusal_in_words("no-leak") == names.CHECKS["no-leak"]
        assert names.way_in_words("date", "type") == "fecha: escribir la fecha"
        assert names.way_in_words("date, type") == "fecha: escribir la fecha"


def test_a_name_nobody_knows_is_shown_without_words():
    assert names.check_in_words("new-check") == names.refusal_in_words("date: new-check") == ""
    assert names.way_in_words("date, new") == "date"
