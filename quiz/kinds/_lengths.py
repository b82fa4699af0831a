"""Options whose lengths do not tell which of them are right."""

from collections.abc import Callable, Iterable
from random import Random
from statistics import fmean
from typing import TypeVar

Set = TypeVar("Set")

# A key that is longer than the rest is chosen by those who know nothing.
LONGEST_KEY, LONG_ENOUGH = 1.25, 0.85


def hides(right: list[int], wrong: list[int]) -> bool:
    return fmean(right) <= LONGEST_KEY * fmean(wrong) and max(wrong) >= LONG_ENOUGH * fmean(right)


def places_of_chance(right: int, wrong: int, rng: Random) -> list[int]:
    """Where the right ones are to stand among all options from the shortest to the longest."""
    return sorted(rng.sample(range(right + wrong), right))


def most_even(
    right: list[int],
    sets: Iterable[Set],
    lengths: Callable[[Set], list[int]],
    wanted: list[int],
) -> Set | None:
    """Of these sets of wrong options the one beside which the right ones stand as wanted.

    The right one is then as often the longest as the shortest, as far as the sets allow. Of sets
    that are equally even the first is taken.
    """

    def amiss(one: Set) -> int:
        ranked = sorted([*((n, True) for n in right), *((n, False) for n in lengths(one))])
        places = [place for place, (_length, is_right) in enumerate(ranked) if is_right]
        return sum(abs(a - b) for a, b in zip(places, wanted, strict=True))

    return min((one for one in sets if hides(right, lengths(one))), key=amiss, default=None)
