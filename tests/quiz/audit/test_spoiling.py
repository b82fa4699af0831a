"""The tools of the mutants, and the mutants on Kelpwick."""

from collections import Counter
from random import Random

import pytest

from history.dates import parse
from quiz import kinds, soundness
from quiz.audit import mutants, spoiling
from quiz.audit.drafts import every_way
from quiz.audit.inquiry import MUTANTS
from tests.quiz.world import drafts, with_more_reasons, world


@pytest.mark.parametrize(
    ("date", "after"),
    [
        ("1933-12-31", "1934-01-01"),
        ("1933-12", "1934-01"),
        ("1933", "1934"),
        ("0009", "0010"),
        ("-0001", "0000"),
        ("192X", "193X"),
        ("19XX", "20XX"),
    ],
)
def test_what_lies_beside_a_date_is_the_next_of_its_unit(date, after):
    assert spoiling.beside(parse(date)).text == after


def test_mutants_of_a_chronicle_leave_the_chronicle_as_it_was():
    held = world()
    before = held.events
    for kind in kinds.all_kinds():
        for draft in drafts(kind, held)[:5]:
            digest = draft.digest
            for mutant in MUTANTS:
                mutant.spoil(draft, held, Random(1))
            assert draft.digest == digest
    assert held.events == before


def test_every_mutant_finds_something_to_spoil_and_is_caught():
    held, found = with_more_reasons(), {}
    for kind, way in every_way():
        options = {"seeds": (1, 2), "way": way}
        built = [d for hard in (0.5, 1) for d in drafts(kind, held, difficulty=hard, **options)]
        sound = [draft for draft in built if not soundness.examine(draft, held)]
        found = mutants.added(found, mutants.run(MUTANTS, sound[::4], held, 1))
    unused = {mutant.name for mutant in MUTANTS} - set(found)
    assert unused <= {"the cause is asked for where there are several"}, unused
    assert len(found) >= 12
    assert mutants.share(found) >= mutants.GOAL, found


def test_a_mutant_that_nobody_notices_survives_with_what_was_said():
    untouched = mutants.Mutant("untouched", frozenset({"no-leak"}), lambda d, c, rng: (d, c))
    (draft, *_others) = drafts("date", world())
    found = mutants.run([untouched], [draft], world(), 1)
    assert (found["untouched"].made, found["untouched"].caught) == (1, 0)
    assert found["untouched"].survivors == Counter({"no check speaks": 1})
    assert draft.shown["stem"] in found["untouched"].example
    assert mutants.share(found) == 0
    both = mutants.added(found, found)["untouched"]
    assert (both.made, both.survivors["no check speaks"]) == (2, 2)


def test_without_mutants_nothing_has_gone_unnoticed():
    assert mutants.share({}) == 1
