"""What a check says is said in the language of whoever hears it."""

import ast
import re

import pytest
from django.utils import translation

from config.settings import BASE_DIR
from quiz import soundness
from quiz.management import catalogs
from quiz.soundness import speech
from quiz.soundness.times import PARTS, UNITS
from tests.quiz import world
from tests.quiz.soundness.test_mutants import MUTANTS

MODULES = sorted((BASE_DIR / "quiz" / "soundness").rglob("*.py"))
WORD = re.compile(r"[^\W\d_]+")


def said_in(language, mutant):
    case = mutant.sound()
    mutant.spoil(case)
    with translation.override(language):
        return [breach.why for breach in case.breaches()]


@pytest.mark.parametrize("language", catalogs.LANGUAGES)
@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.sentence)
def test_every_breach_is_said_in_the_language(mutant, language):
    english, told = said_in("en", mutant), said_in(language, mutant)
    assert english
    assert set(english).isdisjoint(told)


def bare_sentences(source):
    """What is yielded without being translated: words with spaces between them."""
    for node in ast.walk(ast.parse(source)):
        told = getattr(node, "value" if isinstance(node, ast.Yield) else "elt", None)
        parts = told.values if isinstance(told, ast.JoinedStr) else [told]
        text = "".join(str(part.value) for part in parts if isinstance(part, ast.Constant))
        if " " in text and WORD.search(text):
            yield text


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
def test_no_check_says_anything_that_a_translator_never_sees(path):
    assert list(bare_sentences(path.read_text(encoding="utf-8"))) == []


def test_bare_sentences_are_found():
    assert list(bare_sentences('def f(a):\n    yield f"{a} fails."')) == [" fails."]
    assert list(bare_sentences('def f(a):\n    yield "It fails."')) == ["It fails."]
    assert list(bare_sentences('def f(a):\n    return [f"It {b}" for b in a]')) == ["It "]
    assert not list(bare_sentences('def f(a):\n    yield say("It fails.")\n    yield a'))


def test_units_and_sides_have_words():
    assert speech.UNIT_WORDS.keys() == UNITS.keys()
    assert speech.SIDE_WORDS.keys() == PARTS.keys()


def test_a_reader_hears_of_a_draft_in_another_language_in_their_own():
    chronicle = world.world()
    draft = world.drafts("date", chronicle)[0]
    draft.shown["language"] = "es"
    draft.key["explanation"] = " "
    with translation.override("ru"):
        assert "Ответ не объяснён." in [b.why for b in soundness.examine(draft, chronicle)]
        assert translation.get_language() == "ru"
    assert "The answer is not explained." in [b.why for b in soundness.examine(draft, chronicle)]
