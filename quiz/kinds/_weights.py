"""Weights by which sets of options are drawn, so that no place is likelier than it should be."""

from collections.abc import Sequence
from functools import lru_cache
from operator import mul

# How likely the right ones are to stand in each of the places they might have.
Shares = tuple[float, ...]
# The same by each of the looks.
Standing = tuple[Shares, ...]
# For each kind of standing the places that it may have, with their shares.
Places = tuple[tuple[tuple[int, float], ...], ...]

# So often at most the weights are mended by each of the looks in turn, until they hardly change.
ROUNDS, CLOSE = 12, 0.03


def evened(
    standings: Sequence[Standing], goals: Sequence[Shares], weights: list[float]
) -> list[float]:
    """The weights changed as little as can be for the shares to come to their goals together.

    Iterative scaling: each of the looks in turn lowers what is too likely and lifts what is not
    likely enough, again and again.
    """
    # Those that stand alike by all of the looks are weighed alike: as one, therefore.
    alike = {standing: number for number, standing in enumerate(dict.fromkeys(standings))}
    numbers = [alike[standing] for standing in standings]
    masses = [0.0] * len(alike)
    for number, weight in zip(numbers, weights, strict=True):
        masses[number] += weight
    factors = [
        after / m if m else 1.0
        for after, m in zip(_scaled(list(alike), goals, masses), masses, strict=True)
    ]
    return [weight * factors[number] for weight, number in zip(weights, numbers, strict=True)]


def _scaled(
    standings: Sequence[Standing], goals: Sequence[Shares], weights: list[float]
) -> list[float]:
    columns = []
    for column, goal in zip(zip(*standings, strict=True), goals, strict=True):
        kinds = {shares: number for number, shares in enumerate(dict.fromkeys(column))}
        if len(kinds) > 1:
            columns.append(([kinds[shares] for shares in column], *_places(tuple(kinds)), goal))
    for _ in range(ROUNDS):
        before = weights
        for numbers, of_places, of_kinds, goal in columns:
            mass = [0.0] * len(of_kinds)
            for number, weight in zip(numbers, weights, strict=True):
                mass[number] += weight
            factors = _factors(of_places, of_kinds, mass, goal)
            weights = [w * factors[n] for w, n in zip(weights, numbers, strict=True)]
        if max(map(_change, weights, before)) <= CLOSE:
            break
    return weights


def _change(weight: float, before: float) -> float:
    return abs(weight - before) / before if before else 0.0


def surest(column: Sequence[Shares]) -> list[float]:
    """How likely each of the places is at the least, however the sets are weighed."""
    return list(map(min, zip(*set(column), strict=True)))


def likely(column: Sequence[Shares], weights: Sequence[float]) -> list[float]:
    """How likely each of the places is."""
    whole = sum(weights)
    return [sum(map(mul, weights, shares)) / whole for shares in zip(*column, strict=True)]


@lru_cache(maxsize=2**10)
def _places(kinds: tuple[Shares, ...]) -> tuple[tuple[Shares, ...], Places]:
    """For each place the shares of the kinds; for each kind the places that it may have."""
    of_kinds = tuple(
        tuple((place, share) for place, share in enumerate(shares) if share) for shares in kinds
    )
    return tuple(zip(*kinds, strict=True)), of_kinds


def _factors(
    of_places: tuple[Shares, ...], of_kinds: Places, mass: list[float], goal: Shares
) -> list[float]:
    """By what each kind of standing must grow, for every place to become as likely as its goal."""
    whole = sum(mass)
    now = [sum(map(mul, mass, shares)) for shares in of_places]
    lift = [up * whole / have if have else 1.0 for up, have in zip(goal, now, strict=True)]
    if goal[-1] > goal[0]:
        # Nobody goes for those that stand scattered: they may have whatever the others have not.
        lift = [*(min(1.0, up) for up in lift[:-1]), 1.0]
    factors = []
    for places in of_kinds:
        factor = 1.0
        for place, share in places:
            factor *= lift[place] if share == 1.0 else lift[place] ** share
        factors.append(factor)
    return factors
