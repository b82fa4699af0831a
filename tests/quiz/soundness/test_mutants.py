"""A check that never fails is not a check, and one that fails on everything is none either."""

import pytest

from quiz.soundness import CHECKS
from tests.quiz.soundness import (
    mutants_of_all_kinds,
    mutants_of_authored,
    mutants_of_causes,
    mutants_of_dates,
    mutants_of_orderings,
)

FAMILIES = (mutants_of_all_kinds, mutants_of_dates, mutants_of_orderings, mutants_of_causes)
FAMILIES += (mutants_of_authored,)
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


@pytest.mark.parametrize("kind", CHECKS)
def test_each_check_of_a_kind_has_a_name_of_its_own(kind):
    names = [check.name for check in CHECKS[kind]]
    assert len(names) == len(set(names))
