"""Every check is needed: without it some spoiled draft would be asked.

Each is taken out in turn, and a mutant that it alone speaks against must then go unnoticed, so
that the tests of the mutants fail.
"""

from functools import cache
from types import MappingProxyType

import pytest

from quiz import soundness
from quiz.soundness import CHECKS
from tests.quiz.soundness.test_mutants import MUTANTS

EACH = [(kind, check.name) for kind, checks in CHECKS.items() for check in checks]
# It is asked before all others, so that none of these meets a draft which it cannot read.
FIRST = "well-formed"


@cache
def spoiled(kind, name):
    """The mutants of this kind that are this check's alone."""
    return [m for m in MUTANTS if m.checks == {name} and m.sound().kind == kind]


def anywhere(name):
    return [mutant for kind in CHECKS for mutant in spoiled(kind, name)]


def take_out(monkeypatch, name):
    """A silent one in the place of the check, in every kind."""
    left = {
        kind: tuple(soundness.Check(c.name, nothing) if c.name == name else c for c in checks)
        for kind, checks in CHECKS.items()
    }
    monkeypatch.setattr(soundness, "CHECKS", MappingProxyType(left))


def nothing(_draft, _chronicle):
    return ()


def speaking(mutant):
    case = mutant.sound()
    mutant.spoil(case)
    try:
        return case.speaking()
    except (KeyError, IndexError, ValueError, AttributeError):
        return {"a check stumbles"}


@pytest.mark.parametrize(("kind", "name"), EACH)
def test_without_the_check_a_mutant_goes_unnoticed(kind, name, monkeypatch):
    mutants = spoiled(kind, name) or anywhere(name)
    assert mutants, "no mutant is this check's alone"
    assert all(speaking(mutant) == {name} for mutant in mutants)
    take_out(monkeypatch, name)
    unnoticed = [mutant for mutant in mutants if not speaking(mutant)]
    assert unnoticed
    if name != FIRST:
        assert unnoticed == mutants
