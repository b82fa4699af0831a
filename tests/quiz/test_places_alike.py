"""Where the right option stands tells nothing, in any way of asking that has options."""

from collections import Counter, defaultdict
from itertools import chain, count, islice
from math import erfc, exp, gamma

import pytest

from quiz import kinds
from quiz.draft import Draft
from tests.quiz import own, world
from tests.quiz.test_kinds_contract import ASKINGS

RENDERINGS = 4000
# Nothing to choose from, nothing but an order of everything, or always “True” before “False”.
WITHOUT_PLACES = {
    ("authored", "date"),
    ("authored", "ordering"),
    ("authored", "short"),
    ("authored", "true-false"),
    ("date", "type"),
    ("ordering", "all"),
}
WITH_PLACES = [asking for asking in ASKINGS if asking not in WITHOUT_PLACES]
EACH = -(-RENDERINGS // len(WITH_PLACES))
CHANCE = 0.001


@pytest.fixture(scope="module")
def shipped(us_russia):
    return own.beside(us_russia, own.SINGLE, own.MULTIPLE)


def rendered(asking, chronicle):
    """Drafts of every target, with one seed after another; a target that gives none is left out."""
    targets = list(kinds.all_kinds()[asking.kind].targets(chronicle))
    for seed in count(1):
        outcomes = [world.build(asking.kind, chronicle, t, seed, way=asking.way) for t in targets]
        made = [outcome for outcome in outcomes if isinstance(outcome, Draft)]
        assert made
        yield from made
        targets = [draft.key["asks"]["fact"] for draft in made] if seed == 1 else targets


def chance(counts):
    """That fair counts lie at least as far apart as these: the chi-square test, in closed form."""
    expected, freedom = sum(counts) / len(counts), len(counts) - 1
    half = sum((found - expected) ** 2 / expected for found in counts) / 2
    odd = freedom % 2 / 2
    tail = sum(half ** (n + odd) / gamma(n + odd + 1) for n in range(freedom // 2))
    return exp(-half) * tail + (erfc(half**0.5) if odd else 0)


def places(drafts):
    """By how many options there are: how often a right one is first, second, ..."""
    found = defaultdict(Counter)
    for draft in drafts:
        ids = [option["id"] for option in draft.shown["options"]]
        # Of several that are right it is one that is looked for, whichever comes first.
        sought = min(draft.key["answer"], key=draft.key["stands_for"].get)
        found[len(ids)][ids.index(sought)] += 1
    return [[counted[place] for place in range(among)] for among, counted in found.items()]


def test_every_way_with_options_has_its_part_in_the_renderings():
    assert len(WITH_PLACES) * EACH >= RENDERINGS
    assert set(ASKINGS) > WITHOUT_PLACES


@pytest.mark.parametrize("asking", WITH_PLACES, ids="-".join)
def test_the_right_option_stands_in_each_place_alike(shipped, asking):
    counted = places(islice(rendered(asking, shipped), EACH))
    assert sum(chain.from_iterable(counted)) == EACH
    assert all(chance(counts) > CHANCE for counts in counted), counted


def test_the_statistic_tells_fair_from_unfair():
    for n in (2, 3, 4, 5):
        assert chance([100] * n) == pytest.approx(1)
        assert chance([EACH, *[0] * (n - 1)]) < CHANCE / 1000
    assert chance([110, 90]) == pytest.approx(0.1573, abs=0.0001)
    assert chance([120, 90, 90]) == pytest.approx(0.0498, abs=0.0001)
    assert chance([120, 90, 100, 90]) == pytest.approx(0.1116, abs=0.0001)
    assert chance([120, 90, 100, 90, 100]) == pytest.approx(0.1991, abs=0.0001)
