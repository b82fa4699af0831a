"""Options whose looks do not tell which of them are right.

Who knows nothing goes by how long an option is, where it stands in the alphabet, how many names
and numbers are in it, and which words it shares with the others. Of all sets of wrong options one
is drawn by lot, with such weights that by each of these the right ones may stand anywhere alike.
"""

from collections.abc import Callable, Iterable, Sequence
from random import Random
from statistics import fmean
from typing import TypeVar

from quiz.kinds._standings import by_luck, comparison, looks
from quiz.kinds._weights import Shares, evened, likely, surest

Set = TypeVar("Set")

# A key that is longer than the rest is chosen by those who know nothing.
LONGEST_KEY, LONG_ENOUGH = 1.25, 0.85
SHORTER, LONGER = 0.8, 1.3
# So many options that are shorter, longer, ... than the right ones are tried.
EITHER_SIDE, MOST_SETS = 3, 128
# Where a way can do without a target, its looks may tell no more than this.
TELLING = 0.12


def hides(right: Sequence[int], wrong: Sequence[int]) -> bool:
    mean = sum(right) / len(right)
    return mean * len(wrong) <= LONGEST_KEY * sum(wrong) and max(wrong) >= LONG_ENOUGH * mean


def some_of(
    right: list[str], others: Sequence[Set], text: Callable[[Set], str], rng: Random
) -> list[Set]:
    """A few of many, but on either side of the right ones by each of their looks, if there are.

    Of like length sooner: beside much shorter ones the right one would not be hidden.
    """
    shuffled = rng.sample(others, len(others))
    length = fmean(map(len, right))
    shuffled.sort(key=lambda one: not SHORTER <= len(text(one)) / length <= LONGER)
    seen = [looks(text(one)) for one in shuffled]
    kept: dict[int, None] = {}
    for place, ours in enumerate(zip(*map(looks, right), strict=True)):
        below = [n for n, one in enumerate(seen) if one[place] < min(ours)]
        above = [n for n, one in enumerate(seen) if one[place] > max(ours)]
        kept |= dict.fromkeys([*below[:EITHER_SIDE], *above[:EITHER_SIDE]])
    return [shuffled[n] for n in kept]


def draw_even(
    right: list[str],
    sets: Iterable[Set],
    texts: Callable[[Set], list[str]],
    rng: Random,
    weigh: Callable[[Set], float] = lambda _: 1.0,
    stands: Callable[[Set], tuple[Shares, ...]] = lambda _: (),
    telling: float = 1.0,
    lot: Random | None = None,
) -> Set | None:
    """One of these sets of wrong options, or None if the right ones are too long for all of them.

    `weigh` says how welcome a set is, as far as its looks allow; `stands` where the right ones
    stand beside it by what else may tell. None as well, if by one of the looks some place would
    be likelier than it should be by more than `telling`. With a `lot` of the target's own it is
    the same sets that are weighed at each draw, so that None is the last word.
    """
    lengths = [len(text) for text in right]
    hiding = [one for one in sets if hides(lengths, list(map(len, texts(one))))]
    if not hiding:
        return None
    hiding = _some_sets(hiding, weigh, lot or rng)
    compare = comparison(right)
    standings = [(*compare(texts(one)), *stands(one)) for one in hiding]
    length, others = by_luck(len(right), len(texts(hiding[0])))
    goals = [length, *[others] * (len(standings[0]) - 1)]
    columns = list(zip(*standings, strict=True))
    # What stands so in each of the sets, no weights can mend.
    if _tell_too_much(map(surest, columns), goals, telling):
        return None
    weights = evened(standings, goals, [weigh(one) for one in hiding])
    weighed = (likely(column, weights) for column in columns)
    if telling < 1 and _tell_too_much(weighed, goals, telling):
        return None
    return rng.choices(hiding, weights)[0]


def _some_sets(sets: list[Set], weigh: Callable[[Set], float], rng: Random) -> list[Set]:
    """As many as are weighed: half of them the most welcome ones, which no lot shall leave out."""
    sets = rng.sample(sets, len(sets))
    if len(sets) > MOST_SETS:
        sets.sort(key=lambda one: -weigh(one))
        half = MOST_SETS // 2
        sets[half:] = rng.sample(sets[half:], half)
    return sets


def _tell_too_much(
    columns: Iterable[Sequence[float]], goals: Sequence[Shares], telling: float
) -> bool:
    pairs = zip(columns, goals, strict=True)
    return any(_tell_more(now, goal) > telling for now, goal in pairs)


def _tell_more(now: Sequence[float], goal: Shares) -> float:
    """By how much the likeliest place is too likely, of those that somebody may go for."""
    return max(have - wanted for have, wanted in zip(now, goal, strict=True) if wanted == goal[0])
