"""Dates that students took for the right one, in the place of those that chance dealt beside it.

The three stand as they stood: the right date is the first, second or third in time as before, and
the same one is alone. So this tells nobody which is right.
"""

from collections.abc import Iterable
from itertools import combinations

from history.chronicle import Chronicle
from quiz.draft import Mistaken
from quiz.kinds._cards import Card, by_unit, fit, in_time
from quiz.kinds._dealing import Three
from quiz.kinds._wrong_dates import least_gap


def with_mistaken(
    chronicle: Chronicle,
    three: Three,
    cards: Iterable[Card],
    difficulty: float,
    mistaken: Mistaken,
) -> Three:
    """The first of the three is right; of the others what most students took for it comes first."""
    if not mistaken:
        return three
    right, *dealt = three

    def students(pair: Iterable[Card]) -> list[int]:
        return sorted((mistaken.get(f"event:{c.slug}", 0) for c in pair), reverse=True)

    found = [(dealt[0], dealt[1])]
    in_its_unit = in_time(c for card in cards if (c := by_unit(card, right.asked.unit)))
    for pair in combinations(in_its_unit, 2):
        if (
            any(students(pair))
            and _stand(right, pair) == _stand(right, dealt)
            and _all_fit(chronicle, in_time((right, *pair)), difficulty)
        ):
            found.append(pair)
    one, other = max(found, key=students)
    return right, one, other


def _all_fit(chronicle: Chronicle, cards: list[Card], apart: float) -> bool:
    return all(
        fit(chronicle, one, other, least_gap(chronicle, other.asked, apart))
        for one, other in combinations(cards, 2)
    )


def _stand(right: Card, pair: Iterable[Card]) -> tuple[int, bool, bool]:
    """How many come before the right one, and whether the first or the last stands alone."""
    key, *wrong = (card.middle for card in (right, *pair))
    first, second, last = sorted((key, *wrong))
    alone = second - first > last - second, second - first < last - second
    return sum(day < key for day in wrong), *alone
