"""Which events can be put in order: those that sources date, and that all claims keep apart."""

import re
from collections.abc import Iterable
from itertools import combinations
from random import Random

from history.chronicle import Chronicle
from history.records import DateClaim, Event
from history.words import with_both_styles
from quiz.draft import Truth
from quiz.kinds._shared import dating, evidence
from quiz.kinds._standings import Looks, looks, standings_of
from quiz.kinds._weights import Shares, evened

# A year in a title tells its place. Ordinals and the like tell it only beside another title, which
# is for the checks to see: a draft that they refuse is built again with other cards.
YEAR = re.compile(r"\d{3}")

# The longer of two titles tells nothing only if it is not much longer.
ALIKE = 0.85
# How many events around one can be its rival, and among how many of like distance one is drawn.
AROUND, DRAWN_FROM = 60, 12
# How many sets of cards are looked at, and how they should be ordered by their looks.
SETS, EVEN = 10, ((0.5, 0.5),) * len(Looks._fields)


def is_dated(event: Event) -> bool:
    return any(claim.date for claim in event.claims)


def can_stand_beside(events: Iterable[Event]) -> list[Event]:
    return [e for e in events if is_dated(e) and not YEAR.search(e.title)]


def before(one: Event, other: Event) -> bool:
    return one.hull[1] < other.hull[0]


def apart(one: Event, other: Event) -> bool:
    return before(one, other) or before(other, one)


def companions(
    chronicle: Chronicle, event: Event, size: int, rng: Random, difficulty: float
) -> list[Event]:
    """Events around it in time, well known ones sooner, each surely apart from all others.

    Of several such sets one is drawn, so that titles in order of the alphabet, of length or of
    names are as often in the order of time as in its reverse.
    """
    reach = size * 2 + round((1 - difficulty) * 60)
    around = can_stand_beside(chronicle.near(event.slug, reach))
    sets = [_some_apart(event, around, size, rng) for _ in range(SETS)]
    sets = [one for one in sets if len(one) == max(map(len, sets))]
    standings = [_in_order(sorted(one, key=lambda e: e.hull)) for one in sets]
    return rng.choices(sets, evened(standings, EVEN, [1.0] * len(sets)))[0]


def _in_order(events: list[Event]) -> tuple[Shares, ...]:
    """By each of the looks of their titles, how many pairs are in order, and how many are not."""
    if len(events) < 2:
        return EVEN
    found = []
    for values in zip(*(looks(event.title) for event in events), strict=True):
        pairs = list(combinations(values, 2))
        risen = sum((a < b) + (a == b) / 2 for a, b in pairs) / len(pairs)
        found.append((risen, 1 - risen))
    return tuple(found)


def _some_apart(event: Event, around: list[Event], size: int, rng: Random) -> list[Event]:
    around.sort(key=lambda e: rng.random() ** (1 / e.importance), reverse=True)
    chosen = [event]
    for other in around:
        if len(chosen) < size and all(apart(other, one) for one in chosen):
            chosen.append(other)
    return chosen


def rival(chronicle: Chronicle, event: Event, rng: Random, difficulty: float) -> Event | None:
    """One event to tell it from: among the nearest when hard, among the further half when easy."""
    around = can_stand_beside(chronicle.near(event.slug, AROUND))
    around = [e for e in around if apart(e, event) and _as_long(e.title, event.title)]
    around.sort(key=lambda e: (_days_between(e, event), e.slug))
    passed_over = round((1 - difficulty) * len(around) / 2)
    found = around[passed_over : passed_over + DRAWN_FROM]
    if not found:
        return None
    pairs = [sorted([event, other], key=lambda e: e.hull) for other in found]
    standings = [tuple(standings_of([a.title], [b.title])) for a, b in pairs]
    goals = [(0.5, 0.5)] * len(standings[0])
    return rng.choices(found, evened(standings, goals, [float(e.importance) for e in found]))[0]


def _as_long(one: str, other: str) -> bool:
    lengths = len(one), len(other)
    return min(lengths) >= ALIKE * max(lengths)


def _days_between(one: Event, other: Event) -> int:
    return max(one.hull[0] - other.hull[1], other.hull[0] - one.hull[1])


def best_claim(event: Event) -> DateClaim:
    return dating(event)[0]


def truth(event: Event) -> Truth:
    return {
        "reason": with_both_styles(event.date),
        "refers_to": event.slug,
        "evidence": [evidence(best_claim(event))],
    }
