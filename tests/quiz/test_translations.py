"""What the Spanish and Russian messages keep of the English ones, whatever words they use."""

import re
from functools import cache

import pytest

from quiz.management import catalogs

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]")
TAG = re.compile(r"</?[a-z]+>")
ENGLISH_QUOTES = re.compile(r"[“”]|\w'\w")
DOUBTFUL_YEAR = re.compile(r"\d\?")
# Values that may end in a full stop of their own, as "44 a. C." does.
DATED = "date other_date when then example early began ended later year day effect_date".split()
TWO_STOPS = re.compile(rf"%\((?:{'|'.join(DATED)})\)s\.")

pytestmark = pytest.mark.parametrize("language", catalogs.LANGUAGES)


@cache
def entries(language):
    return [entry for entry in catalogs.read(language) if not entry.obsolete]


def pairs(language):
    """Each English text with its translation; of a plural every form beside the English plural."""
    for entry in entries(language):
        if not entry.msgid_plural:
            yield entry.msgid, entry.msgstr
        yield from ((entry.msgid_plural, told) for told in entry.msgstr_plural.values())


def differing(language, what):
    return [(said, told) for said, told in pairs(language) if what(said) != what(told)]


def test_everything_is_said_and_nothing_is_in_doubt(language):
    assert {catalogs.key_of(entry) for entry in entries(language)} == set(catalogs.in_the_code())
    assert catalogs.untranslated(entries(language)) == []
    assert catalogs.read(language).fuzzy_entries() == []


def test_there_is_a_form_for_every_sort_of_number(language):
    forms = catalogs.forms_in(catalogs.read(language))
    plurals = [entry for entry in entries(language) if entry.msgid_plural]
    assert plurals
    assert [entry for entry in plurals if len(entry.msgstr_plural) != forms] == []


def test_the_same_values_are_filled_in(language):
    differ = differing(language, lambda text: sorted(PLACEHOLDER.findall(text)))
    # A language without a name such as "the 1900s" calls the century by both its ends.
    century = catalogs.read(language).find("the %(first)ss", msgctxt="century").msgstr
    assert PLACEHOLDER.findall(century) == ["%(first)s", "%(last)s"]
    differ.remove(("the %(first)ss", century))
    # "One question": a form that is said of one thing alone may leave the number out.
    of_one = {e.msgstr_plural[0] for e in entries(language) if e.msgid_plural}
    if language == "ru":  # where 21 takes the form of 1
        of_one = set()
    assert [(said, told) for said, told in differ if told not in of_one] == []
    for said, told in differ:
        assert set(PLACEHOLDER.findall(told)) < set(PLACEHOLDER.findall(said))


def test_the_same_is_marked_up(language):
    assert differing(language, TAG.findall) == []


def test_no_sentence_ends_twice_after_a_date(language):
    assert [told for _, told in pairs(language) if TWO_STOPS.search(told)] == []


def test_what_is_compiled_is_what_is_written(language):
    written = catalogs.compiled(catalogs.read(language))
    assert catalogs.path_of(language).with_suffix(".mo").read_bytes() == written


def test_nothing_is_kept_that_nobody_says(language):
    assert catalogs.read(language).obsolete_entries() == []


def test_texts_begin_and_end_alike(language):
    assert differing(language, lambda text: (text[:1].isspace(), text[-1:].isspace())) == []


def test_quotation_marks_are_those_of_the_language(language):
    assert [told for _, told in pairs(language) if ENGLISH_QUOTES.search(told)] == []


def test_what_is_opened_is_closed(language):
    marks = ["«»", "()", *(["¿?", "¡!"] if language == "es" else [])]
    for _, told in pairs(language):
        text = DOUBTFUL_YEAR.sub("", told)
        for opening, closing in marks:
            assert text.count(opening) == text.count(closing), told
