"""In which order did they happen? Only pairs that every claim keeps apart are graded."""

import re
from collections.abc import Iterable, Mapping
from itertools import combinations
from random import Random
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from history.chronicle import Chronicle
from history.records import Event
from history.words import in_words, with_both_styles
from quiz.draft import Draft, Grade, Key, Rejection, Shown, Truth
from quiz.kinds._order_form import OrderForm
from quiz.kinds._shared import by_trust, evidence, opaque_ids

label = _("ordering")
ways = ("all",)

# A year in a title tells its place. Ordinals and the like tell it only beside another title, which
# is for the checks to see: a draft that they refuse is built again with other cards.
YEAR = re.compile(r"\d{3}")


def targets(chronicle: Chronicle) -> Iterable[str]:
    return [f"when:{event.slug}" for event in chronicle.events]


def build(
    chronicle: Chronicle, target: str, rng: Random, difficulty: float, way: str = ""
) -> Draft | Rejection:
    event = chronicle.by_slug[target.removeprefix("when:")]
    if not _is_dated(event):
        return Rejection("no-dated-claim", target, gettext("no source gives a date"))
    if found := YEAR.search(event.title):
        return Rejection("title-leaks-year", target, found.group())
    size = 3 + round(2 * difficulty)
    chosen = _companions(chronicle, event, size, rng, difficulty)
    if len(chosen) < 3:
        return Rejection("same-time", target, gettext("too few events that are surely apart"))
    return _draft(chronicle, event, chosen, rng)


def _is_dated(event: Event) -> bool:
    return any(claim.date for claim in event.claims)


def _companions(
    chronicle: Chronicle, event: Event, size: int, rng: Random, difficulty: float
) -> list[Event]:
    """Events around it in time, well known ones sooner, each surely apart from all others."""
    reach = size * 2 + round((1 - difficulty) * 60)
    around = [e for e in chronicle.near(event.slug, reach) if _is_dated(e)]
    around = [e for e in around if not YEAR.search(e.title)]
    around.sort(key=lambda e: rng.random() ** (1 / e.importance), reverse=True)
    chosen = [event]
    for other in around:
        if len(chosen) < size and all(_apart(other, one) for one in chosen):
            chosen.append(other)
    return chosen


def _apart(one: Event, other: Event) -> bool:
    return _before(one, other) or _before(other, one)


def _before(one: Event, other: Event) -> bool:
    return one.hull[1] < other.hull[0]


def _draft(chronicle: Chronicle, event: Event, chosen: list[Event], rng: Random) -> Draft:
    in_order = sorted(chosen, key=lambda e: e.hull)
    ids = dict(zip((e.slug for e in in_order), opaque_ids(rng, len(chosen)), strict=True))
    shuffled = list(in_order)
    # Neither the right order nor its reverse: without the one alone, the cards as they lie would
    # lean towards the other, and so tell something.
    while shuffled in (in_order, in_order[::-1]):
        rng.shuffle(shuffled)
    shown: Shown = {
        "stem": gettext("Put these in order, from the earliest to the latest."),
        "mode": "order",
        "options": [{"id": ids[e.slug], "text": e.title} for e in shuffled],
        "hint": "",
    }
    facts = {ids[e.slug]: f"when:{e.slug}" for e in in_order}
    key: Key = {
        "answer": [ids[e.slug] for e in in_order],
        "pairs": [[ids[a.slug], ids[b.slug]] for a, b in combinations(in_order, 2)],
        "stands_for": {ids[e.slug]: e.slug for e in in_order},
        "asks": {"way": "all", "fact": f"when:{event.slug}", "from": "earliest"},
        "truths": {ids[e.slug]: _truth(e) for e in in_order},
        "explanation": _from_first_to_last(in_order),
        "evidence": [evidence(_best_claim(e)) for e in in_order],
    }
    others = [e.slug for e in in_order if e is not event]
    return Draft(
        "ordering", chronicle.slug, 0, shown, key, tuple(facts.values()), (event.slug, *others)
    )


def _from_first_to_last(in_order: list[Event]) -> str:
    first, last = in_order[0], in_order[-1]
    values = {
        "first": first.title,
        "began": in_words(first.date),
        "last": last.title,
        "ended": in_words(last.date),
    }
    return gettext("It runs from “%(first)s” (%(began)s) to “%(last)s” (%(ended)s).") % values


def _best_claim(event: Event) -> Any:
    return by_trust(claim for claim in event.claims if claim.date)[0]


def _truth(event: Event) -> Truth:
    return {
        "reason": with_both_styles(event.date),
        "refers_to": event.slug,
        "evidence": [evidence(_best_claim(event))],
    }


def form(shown: Shown, data: Any = None) -> forms.Form:
    return OrderForm(shown, data)


def grade(key: Key, answer: Any) -> Grade:
    """Share of the graded pairs in order, C, as max(0, 2C - 1): luck is worth little.

    Each event's own mark is worked out in the same way from the pairs that it is part of.
    """
    place = {option: n for n, option in enumerate(answer)}
    right = [(a, b) for a, b in key["pairs"] or [] if place[a] < place[b]]
    pairs = [(a, b) for a, b in key["pairs"] or []]
    marks = {
        f"when:{slug}": _marks(_with(option, right), _with(option, pairs))
        for option, slug in key["stands_for"].items()
    }
    out = _out_of_place(answer, pairs, place)
    feedback = {
        "right_pairs": len(right),
        "pairs": len(pairs),
        "out_of_place": [
            _where_it_belongs(option, out, key["answer"])
            for option in key["answer"]
            if option in out
        ],
    }
    return Grade(_marks(len(right), len(pairs)), marks, feedback)


def _where_it_belongs(option: str, out: list[str], order: list[str]) -> dict[str, str]:
    """Before which of the cards that lie right, or after the last of them."""
    later = order[order.index(option) + 1 :]
    following = next((other for other in later if other not in out), None)
    if following:
        return {"id": option, "before": following}
    lying_right = [other for other in order if other not in out]
    return {"id": option, "after": lying_right[-1]} if lying_right else {"id": option}


def _with(option: str, pairs: list[tuple[str, str]]) -> int:
    return sum(option in pair for pair in pairs)


def _marks(right: int, pairs: int) -> float:
    return max(0.0, 2 * right / pairs - 1) if pairs else 1.0


def _out_of_place(
    answer: list[str], pairs: list[tuple[str, str]], place: Mapping[str, int]
) -> list[str]:
    """The fewest cards to take out so that those left stand in order."""
    inverted = [{a, b} for a, b in pairs if place[a] > place[b]]
    for count in range(len(answer)):
        for taken in combinations(answer, count):
            if all(pair & set(taken) for pair in inverted):
                return list(taken)
    return list(answer)
