"""Events dealt out in threes, of which any may be the one asked about and the others be wrong.

Who sees three dates that were made for one of them finds it by how they lie: the wrong ones are
put around the right one, or beyond it. So chance deals out many events at a time, and whichever
of the three is asked about, the other two come with it: nothing about them can tell which it is.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from random import Random

from history.chronicle import Chronicle
from history.dates import Precision
from quiz.kinds._cards import Card, by_unit, fit, in_time
from quiz.kinds._wrong_dates import least_gap

HARDEST = 1.0
# So many of those that fit, the nearest in time, are drawn from: more of them when easy.
FEWEST, MORE = 4, 10

Three = tuple[Card, Card, Card]


def dealt(
    chronicle: Chronicle, cards: list[Card], rng: Random, difficulty: float
) -> Iterator[Three]:
    """As many threes as can be made: those first that have to be asked by centuries or decades.

    Of what is left over some can stand closer together, or be asked by the month.
    """
    units = sorted({card.asked.unit for card in cards}, reverse=True)
    goes = [(unit, {unit}, apart) for apart in (difficulty, HARDEST) for unit in units]
    goes += [(Precision.MONTH, set(units), apart) for apart in (difficulty, HARDEST)]
    for unit, usual, apart in goes:
        usable = {card.slug: c for card in cards if (c := by_unit(card, unit))}
        due = [c.slug for c in cards if c.slug in usable and c.asked.unit in usual]
        fitting = _fitting(chronicle, usable.values(), apart) if due else {}
        made = _made(usable, due, fitting, rng, difficulty)
        yield from made
        gone = {card.slug for three in made for card in three}
        cards = [card for card in cards if card.slug not in gone]


def _made(
    cards: Mapping[str, Card],
    due: list[str],
    fitting: dict[str, set[str]],
    rng: Random,
    difficulty: float,
) -> list[Three]:
    """Threes with one at least of those that are due, with which the fewest fit first."""
    lot = {slug: rng.random() for slug in cards}
    threes: list[Three] = []
    while due:
        first = min(due, key=lambda slug: (len(fitting[slug]), lot[slug]))
        pair = _pair(cards[first], cards, fitting, rng, difficulty)
        _take_out((first, *pair), fitting)
        due = [slug for slug in due if slug in fitting]
        if pair:
            threes.append((cards[first], cards[pair[0]], cards[pair[1]]))
    return threes


def _fitting(chronicle: Chronicle, cards: Iterable[Card], apart: float) -> dict[str, set[str]]:
    """For each of them the others that fit."""
    waiting = in_time(cards)
    found: dict[str, set[str]] = {card.slug: set() for card in waiting}
    for n, later in enumerate(waiting):
        gap = least_gap(chronicle, later.asked, apart)
        for one in waiting[:n]:
            if later.date.earliest - one.date.latest < gap:
                break  # as the rest of them are nearer still
            if fit(chronicle, one, later, gap):
                found[one.slug].add(later.slug)
                found[later.slug].add(one.slug)
    return found


def _pair(
    first: Card,
    cards: Mapping[str, Card],
    fitting: Mapping[str, set[str]],
    rng: Random,
    difficulty: float,
) -> Sequence[str]:
    """Two of those nearest to it that fit each other too; none if there are none."""

    def away(slug: str) -> tuple[int, str]:
        return abs(cards[slug].date.earliest - first.date.earliest), slug

    nearest = sorted(fitting[first.slug], key=away)
    some = FEWEST + round((1 - difficulty) * MORE)
    for near in (nearest[:some], nearest):
        pairs = [pair for pair in combinations(near, 2) if pair[0] in fitting[pair[1]]]
        if pairs:
            return rng.choice(pairs)
    return ()


def _take_out(slugs: Iterable[str], fitting: dict[str, set[str]]) -> None:
    for slug in slugs:
        for other in fitting.pop(slug):
            if other in fitting:
                fitting[other].discard(slug)
