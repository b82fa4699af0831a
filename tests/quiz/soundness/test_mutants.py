"""A check that never fails is not a check, and one that fails on everything is none either."""

import pytest

from quiz.soundness import CHECKS
from quiz.soundness.date import CHECKS as OF_DATES
from quiz.soundness.ordering import CHECKS as OF_ORDERS
from quiz.soundness.place import CHECKS as OF_PLACES
from tests.quiz.soundness import (
    mutants_of_all_kinds,
    mutants_of_authored,
    mutants_of_causes,
    mutants_of_chains,
    mutants_of_dates,
    mutants_of_disputes,
    mutants_of_orderings,
    mutants_of_several_reasons,
    mutants_of_ways,
)

FAMILIES = (
    mutants_of_all_kinds,
    mutants_of_dates,
    mutants_of_orderings,
    mutants_of_causes,
    mutants_of_several_reasons,
    mutants_of_chains,
    mutants_of_ways,
    mutants_of_authored,
    mutants_of_disputes,
)
MUTANTS = [mutant for family in FAMILIES for mutant in family.mutant]


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.sentence)
def test_a_spoiled_draft_is_named_by_its_check_and_by_no_other(mutant):
    case = mutant.sound()
    mutant.spoil(case)
    assert {b.check for b in case.breaches()} == mutant.checks, case.breaches()


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.sentence)
def test_a_breach_is_one_sentence(mutant):
    case = mutant.sound()
    mutant.spoil(case)
    for breach in case.breaches():
        assert breach.why.endswith(".")
        assert "\n" not in breach.why


def test_every_check_has_a_mutant():
    spoiled = {(mutant.sound().kind, name) for mutant in MUTANTS for name in mutant.checks}
    everywhere = {name for _kind, name in spoiled}
    own = {kind: {c.name for c in checks} for kind, checks in CHECKS.items()}
    shared = set.intersection(*own.values())
    assert shared <= everywhere
    for kind, names in own.items():
        assert {name for name in names - shared if (kind, name) not in spoiled} == set()


def spoiled_in(kind, way):
    """The checks that have a mutant of this way."""
    cases = [(mutant.sound(), mutant.checks) for mutant in MUTANTS]
    return {
        name
        for case, names in cases
        for name in names
        if (case.kind, case.key["asks"].get("way", "")) == (kind, way)
    }


CAN_FAIL = {
    ("date", "place"): {check.name for check in OF_PLACES} | {"no-leak", "cited", "well-formed"},
    ("ordering", "first"): {check.name for check in OF_ORDERS} | {"no-leak", "well-formed"},
    # No wrong dates are shown, so there is nothing about them to be checked.
    ("date", "type"): {check.name for check in OF_DATES}
    | {"three-options", "no-leak", "cited", "feedback-complete", "well-formed"},
}


@pytest.mark.parametrize(("kind", "way"), CAN_FAIL)
def test_every_check_that_can_fail_in_a_way_has_a_mutant_of_it(kind, way):
    assert spoiled_in(kind, way) >= CAN_FAIL[kind, way]


@pytest.mark.parametrize("kind", CHECKS)
def test_each_check_of_a_kind_has_a_name_of_its_own(kind):
    names = [check.name for check in CHECKS[kind]]
    assert len(names) == len(set(names))
