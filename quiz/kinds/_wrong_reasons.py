"""Reasons that are none: what students wrongly believe, and what is true of something later."""

from collections.abc import Iterable
from itertools import combinations
from math import prod
from random import Random
from typing import NamedTuple

from django.utils.translation import gettext as _

from history.chronicle import Chronicle
from history.records import Cause, Event
from history.words import in_words
from quiz.draft import NOT_MISTAKEN, Mistaken
from quiz.kinds._choice import Choice
from quiz.kinds._looks import draw_even, some_of
from quiz.kinds._shared import by_trust, evidence

MOST_TRIED = 6
# How much sooner a belief is taken than a reason for something later, and what was confused.
SOONEST, SOONER = 1000.0, 30.0


class Later(NamedTuple):
    """A reason for an event, and what it came of; told in words only if it is drawn."""

    cause: Cause
    origin: Event
    event: Event


def wrong_reasons(
    chronicle: Chronicle,
    effect: Event,
    keys: list[str],
    wanted: int,
    rng: Random,
    difficulty: float,
    mistaken: Mistaken = NOT_MISTAKEN,
    telling: float = 1.0,
) -> list[Choice]:
    """What students wrongly believe, what they took for a reason before, and what is true later.

    The first give their places to the last where the looks would tell the right ones.
    """
    lot = Random("; ".join(keys)) if telling < 1 else None
    beliefs = beliefs_about(effect)
    beliefs = (lot or rng).sample(beliefs, len(beliefs))[:MOST_TRIED]
    later = later_reasons(chronicle, effect, difficulty)
    taken = [one for one in later if f"cause:{one.cause.slug}" in mistaken]
    taken.sort(key=lambda one: -mistaken[f"cause:{one.cause.slug}"])
    rest = some_of(
        keys, [one for one in later if one not in taken[:wanted]], _statement, lot or rng
    )
    confused = taken[:wanted]
    options: list[Choice | Later] = [*beliefs, *confused, *rest]

    def welcome(some: Iterable[Choice | Later]) -> float:
        return prod(
            SOONEST if isinstance(one, Choice) else SOONER if one in confused else 1.0
            for one in some
        )

    sets = combinations(options, wanted)
    drawn = draw_even(keys, sets, _statements, rng, welcome, telling=telling, lot=lot) or ()
    return [one if isinstance(one, Choice) else later_one(*one) for one in drawn]


def _statement(one: Choice | Later) -> str:
    return one.text if isinstance(one, Choice) else one.cause.statement


def _statements(some: Iterable[Choice | Later]) -> list[str]:
    return [_statement(one) for one in some]


def beliefs_about(effect: Event) -> list[Choice]:
    return [
        Choice(m.statement, f"misconception:{effect.slug}", m.correction, "", [])
        for m in effect.misconceptions
        if m.about == "why"
    ]


def later_reasons(chronicle: Chronicle, effect: Event, difficulty: float) -> list[Later]:
    """True reasons for something else, which came too late to be a reason for this."""
    reach = 12 + round((1 - difficulty) * 40)
    found = []
    for event in chronicle.near(effect.slug, reach):
        for cause in event.causes:
            origin = chronicle.by_slug.get(cause.cause)
            if origin and origin.hull[0] > effect.hull[1]:
                found.append(Later(cause, origin, event))
    return found


def later_one(cause: Cause, origin: Event, event: Event) -> Choice:
    values = {"date": in_words(origin.date), "origin": origin.title, "event": event.title}
    reason = _("That came later: “%(origin)s” (%(date)s), and it led to “%(event)s”.") % values
    cited = [evidence(claim) for claim in by_trust(cause.claims)[:1]]
    return Choice(cause.statement, f"cause:{cause.slug}", reason, origin.slug, cited)
