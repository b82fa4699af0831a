"""In which order did they happen? Only pairs that every claim keeps apart are graded."""

from collections.abc import Iterable, Mapping
from itertools import combinations
from random import Random
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from history.chronicle import Chronicle
from history.records import Event
from history.words import in_words
from quiz.draft import Draft, Grade, Key, Rejection, Shown, opaque_ids
from quiz.kinds._apart import companions, rival, truth
from quiz.kinds._choice_form import choice_form
from quiz.kinds._dated import YEAR, is_dated
from quiz.kinds._order_form import OrderForm
from quiz.kinds._shared import best_claim, evidence

label = _("ordering")
ways = ("all", "first")


def targets(chronicle: Chronicle) -> Iterable[str]:
    return [f"when:{event.slug}" for event in chronicle.events]


def build(
    chronicle: Chronicle, target: str, rng: Random, difficulty: float, way: str = ""
) -> Draft | Rejection:
    event = chronicle.by_slug[target.removeprefix("when:")]
    if not is_dated(event):
        return Rejection("no-dated-claim", target, gettext("no source gives a date"))
    if found := YEAR.search(event.title):
        return Rejection("title-leaks-year", target, found.group())
    if way == "first":
        other = rival(chronicle, event, rng, difficulty)
        if other is None:
            return Rejection("same-time", target, gettext("no event to tell it from in time"))
        return _draft_of_two(chronicle, event, other, rng)
    size = 3 + round(2 * difficulty)
    chosen = companions(chronicle, event, size, rng, difficulty)
    if len(chosen) < 3:
        return Rejection("same-time", target, gettext("too few events that are surely apart"))
    return _draft(chronicle, event, chosen, rng)


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
        "truths": {ids[e.slug]: truth(e) for e in in_order},
        "explanation": _from_first_to_last(in_order),
        "evidence": [evidence(best_claim(e)) for e in in_order],
    }
    others = [e.slug for e in in_order if e is not event]
    return Draft(
        "ordering", chronicle.slug, 0, shown, key, tuple(facts.values()), (event.slug, *others)
    )


def _draft_of_two(chronicle: Chronicle, event: Event, other: Event, rng: Random) -> Draft:
    in_order = sorted([event, other], key=lambda e: e.hull)
    shuffled = rng.sample(in_order, 2)
    ids = dict(zip((e.slug for e in shuffled), opaque_ids(rng, 2), strict=True))
    shown: Shown = {
        "stem": gettext("Which of these came first?"),
        "mode": "single",
        "options": [{"id": ids[e.slug], "text": e.title} for e in shuffled],
        "hint": "",
    }
    key: Key = {
        "answer": [ids[in_order[0].slug]],
        "pairs": None,
        "stands_for": {ids[e.slug]: e.slug for e in shuffled},
        "asks": {"way": "first", "fact": f"when:{event.slug}", "from": "earliest"},
        "truths": {ids[e.slug]: truth(e) for e in in_order},
        "explanation": _one_before_the_other(*in_order),
        "evidence": [evidence(best_claim(e)) for e in in_order],
    }
    # Who tells them apart knows both dates better than before, and who guesses is right half the
    # time; so both are tested, and neither is asked again in the round.
    facts = (f"when:{event.slug}", f"when:{other.slug}")
    return Draft("ordering", chronicle.slug, 0, shown, key, facts, (event.slug, other.slug))


def _from_first_to_last(in_order: list[Event]) -> str:
    first, last = in_order[0], in_order[-1]
    values = {
        "first": first.title,
        "began": in_words(first.date),
        "last": last.title,
        "ended": in_words(last.date),
    }
    return gettext("It runs from “%(first)s” (%(began)s) to “%(last)s” (%(ended)s).") % values


def _one_before_the_other(first: Event, last: Event) -> str:
    values = {
        "first": first.title,
        "when": in_words(first.date),
        "last": last.title,
        "later": in_words(last.date),
    }
    return gettext("“%(first)s” (%(when)s) came before “%(last)s” (%(later)s).") % values


def form(shown: Shown, data: Any = None) -> forms.Form:
    return OrderForm(shown, data) if shown["mode"] == "order" else choice_form(shown, data)


def grade(key: Key, answer: Any) -> Grade:
    """Share of the graded pairs in order, C, as max(0, 2C - 1): luck is worth little.

    Each event's own mark is worked out in the same way from the pairs that it is part of. Of two
    events the first alone is chosen, and that is the whole order.
    """
    if isinstance(answer, str):
        accuracy = 1.0 if [answer] == key["answer"] else 0.0
        return Grade(accuracy, {f"when:{slug}": accuracy for slug in key["stands_for"].values()})
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
