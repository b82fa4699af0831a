"""Where the right options stand among the others, by each of the looks of their texts."""

import re
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from itertools import combinations
from typing import Any, NamedTuple

from quiz.kinds._weights import Shares

SMALL_WORDS = frozenset(
    "the and for with from into over its his her their are was out not that this had were "
    "los las del por con para una sus".split()
)
# How a wrong option stands to a right one, in a number that can be added up over all wrong ones.
BELOW, EQUAL = 1 << 16, 1


class Looks(NamedTuple):
    length: int
    alphabet: str
    names: int


# The same texts are looked at for draft after draft.
@lru_cache(maxsize=2**15)
def looks(text: str) -> Looks:
    words = re.findall(r"[^\W_]+", text)
    names = sum(word[0].isupper() or word[0].isdigit() for word in words[1:])
    return Looks(len(text), " ".join(words).casefold(), names)


@lru_cache(maxsize=2**15)
def words_of(text: str) -> frozenset[str]:
    """Those that say something, whether of one or of many."""
    found = re.findall(r"[^\W_]+", re.sub("['’]", "", text.casefold()))
    return frozenset(w.removesuffix("s") for w in found if len(w) > 2 and w not in SMALL_WORDS)


class Beside(NamedTuple):
    """How a wrong option stands to each of the right ones."""

    by_looks: list[list[int]]
    words: frozenset[str]
    shared: list[int]  # words


def standings_of(right: list[str], wrong: list[str]) -> tuple[Shares, ...]:
    """By each of the looks, where the right ones stand."""
    return comparison(right)(wrong)


def comparison(right: list[str]) -> Callable[[list[str]], tuple[Shares, ...]]:
    """The standings of the right ones beside set after set of wrong ones."""
    ours = [sorted(column) for column in zip(*map(looks, right), strict=True)]
    words = [words_of(text) for text in right]
    akin = [sum(len(one & other) for other in words) - len(one) for one in words]

    # Of a few texts all the sets are made.
    @cache
    def beside(text: str) -> Beside:
        by_looks = zip(ours, looks(text), strict=True)
        mine = words_of(text)
        shared = [len(mine & other) for other in words]
        to_each = [[_stands_to(one, its) for one in column] for column, its in by_looks]
        return Beside(to_each, mine, shared)

    def compare(wrong: list[str]) -> tuple[Shares, ...]:
        found = [beside(text) for text in wrong]
        places = len(right) + len(wrong)
        length, *others = (
            tuple(map(sum, zip(*columns, strict=True)))
            for columns in zip(*[one.by_looks for one in found], strict=True)
        )
        return (
            _shares(length, places, True),
            *(_shares(one, places) for one in others),
            standing(*_kinship(akin, found)),
        )

    return compare


def by_luck(right: int, wrong: int) -> tuple[Shares, Shares]:
    """How likely each of the places is where nothing tells: by length, and by all else."""
    nothing = (wrong,) * right  # equal to all of the wrong ones
    places = right + wrong
    return _shares(nothing, places, True), _shares(nothing, places)


def _kinship(akin: list[int], wrong: list[Beside]) -> tuple[list[int], list[int]]:
    """How many words each has in common with the others; `akin` are those among the right ones."""
    ours = list(map(sum, zip(akin, *[one.shared for one in wrong], strict=True)))
    theirs = [sum(one.shared) for one in wrong]
    for (n, one), (m, other) in combinations(enumerate(wrong), 2):
        shared = len(one.words & other.words)
        theirs[n] += shared
        theirs[m] += shared
    return sorted(ours), theirs


def _stands_to(right: Any, wrong: Any) -> int:
    return BELOW if wrong < right else EQUAL if wrong == right else 0


def standing(right: Sequence[Any], wrong: Sequence[Any]) -> Shares:
    """For each set of places from the least to the greatest, how likely the right ones have it.

    The right ones are given in order.
    """
    found = tuple([sum([_stands_to(one, other) for other in wrong]) for one in right])
    return _shares(found, len(right) + len(wrong))


@lru_cache(maxsize=2**10)
def _shares(found: tuple[int, ...], places: int, each: bool = False) -> Shares:
    """`found` tells for each right one how many wrong ones are below it and equal to it.

    Equals may stand in either order, so that all of their places are alike. Where the right ones
    are half, those who go by looks take the least, the middle or the greatest: all else is one,
    unless `each` is wanted, since somebody may take the one longest and leave it at that.
    """
    counts = [divmod(one, BELOW) for one in found]
    together: list[bool] = []
    scattered: list[bool] = []
    for taken in combinations(range(places), len(found)):
        pairs = enumerate(zip(taken, counts, strict=True))
        fits = all(below <= place - n <= below + equal for n, (place, (below, equal)) in pairs)
        in_a_row = taken[-1] - taken[0] < len(found)
        alone = each or in_a_row or 2 * len(found) != places
        (together if alone else scattered).append(fits)
    whole = sum(together) + sum(scattered)
    in_rows = [one / whole for one in together]
    return (*in_rows, sum(scattered) / whole) if scattered else tuple(in_rows)
