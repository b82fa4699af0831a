"""What the gate lets pass of a teacher's own, what it refuses, and what may be overruled."""

from dataclasses import replace

import pytest

from history.dates import parse
from quiz.soundness import CHECKS, authored, independent
from tests.quiz.soundness import mutants_of_authored
from tests.quiz.soundness.authored_cases import (
    OWN,
    option,
    short_case,
    single_case,
    true_false_case,
    typed_date_case,
)
from tests.quiz.soundness.cases import date_case
from tests.quiz.soundness.mutants_of_authored import claims
from tests.quiz.soundness.skerrow import BOARD, LOG, PARISH

MUTANTS = mutants_of_authored.mutant
HARD = {check.name for check in authored.HARD}


@pytest.mark.parametrize("case", OWN.values(), ids=OWN)
def test_nothing_speaks_against_a_sound_question(case):
    assert case().breaches() == []


def test_each_check_is_either_hard_or_for_the_teacher_to_judge():
    assert {check.name for check in CHECKS["authored"]} == HARD | authored.MAY_BE_OVERRULED
    assert not HARD & authored.MAY_BE_OVERRULED


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.sentence)
def test_overruling_silences_what_may_be_overruled_and_nothing_else(mutant):
    case = mutant.sound()
    mutant.spoil(case)
    if case.own:
        case.own = replace(case.own, overruled=frozenset(mutant.checks))
    assert case.speaking() == mutant.checks & HARD


def test_what_was_not_overruled_still_speaks():
    case = single_case()
    case.rewrite(
        stem="Which oil did the first keeper burn",
        overruled=frozenset({"plain-form"}),
    )
    assert case.speaking() == {"no-clang"}


def test_another_kind_is_overruled_by_nobody():
    case = date_case()
    case.shown["stem"] = "Skerrow lamp lit"
    assert case.speaking() == {"plain-form"}


def test_a_choice_between_two_things_that_the_stem_names_gives_nothing_away():
    case = single_case()
    case.rewrite(
        stem="Was it seal oil, coal gas or peat and tar that the keeper burnt?",
    )
    assert case.breaches() == []


def test_a_date_on_which_no_source_dates_the_event_rests_on_its_own():
    case = typed_date_case()
    claims(case, "lamp-lit", {})
    case.rewrite(date=parse("1823"))
    assert case.breaches() == []


def test_a_date_without_an_event_rests_on_its_own():
    case = typed_date_case()
    case.rewrite(date=parse("1777"), event="")
    assert case.breaches() == []


def test_a_coarser_claim_agrees():
    case = typed_date_case()
    claims(case, "lamp-lit", {LOG: "1824-09-01", PARISH: "182X"})
    assert case.breaches() == []


@pytest.mark.parametrize("name", ["the report of the board", "the Coast Board"])
def test_an_official_source_that_is_named_will_do(name):
    case = single_case()
    case.rewrite(source=BOARD, stem=f"What, according to {name}, did the first keeper burn?")
    assert case.breaches() == []


def test_true_and_false_say_nothing_to_one_another():
    one, other = true_false_case(), true_false_case()
    other.facts = ("own:8",)
    assert independent([one.draft, other.draft]) == []


def test_an_answer_to_be_typed_may_not_be_read_in_an_earlier_question():
    earlier = single_case()
    earlier.rewrite(options=(*earlier.own.options, option("Bluebell fat")))
    later = short_case()
    later.facts = ("own:8",)
    assert [b.check for b in independent([earlier.draft, later.draft])] == ["independent"]
    assert independent([later.draft, earlier.draft]) == []
