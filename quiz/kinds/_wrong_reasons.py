"""Reasons that are none: what students wrongly believe, and what is true of something later."""

import re
from collections.abc import Iterable
from functools import lru_cache
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

LONGER = re.compile(r"[^\W\d_]{4,}")
MOST_TRIED = 6
# How much sooner a belief is taken than a reason for something later, what was confused, and what
# says by a name of which later thing it speaks: a date refutes little of what is told vaguely.
SOONEST, SOONER, NAMING = 1000.0, 100.0, 20.0
MOST_NAMING = 8


class Later(NamedTuple):
    """A reason for an event, and what it came of; told in words only if it is drawn."""

    cause: Cause
    origin: Event
    event: Event

    def names(self, effect: Event) -> bool:
        """Whether the reason has a name out of the title of what it came of, and not the effect's.

        Of two titles in another language none may have it; then it only seems vague.
        """
        return bool(
            names_in(self.cause.statement) & names_in(self.origin.title) - names_in(effect.title)
        )


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
    confused = taken[:wanted]
    rest = [one for one in later if one not in confused]
    naming = [one for one in rest if one.names(effect)]
    naming = (lot or rng).sample(naming, len(naming))[:MOST_NAMING]
    others = [one for one in some_of(keys, rest, _statement, lot or rng) if one not in naming]
    options: list[Choice | Later] = [*beliefs, *confused, *naming, *others]

    def welcome(some: Iterable[Choice | Later]) -> float:
        return prod(_welcome(one, confused, naming) for one in some)

    sets = (some for some in combinations(options, wanted) if not _come_of_one(some))
    drawn = draw_even(keys, sets, _statements, rng, welcome, telling=telling, lot=lot) or ()
    return [one if isinstance(one, Choice) else later_one(*one) for one in drawn]


def _welcome(one: Choice | Later, confused: list[Later], naming: list[Later]) -> float:
    if isinstance(one, Choice):
        return SOONEST
    return SOONER if one in confused else NAMING if one in naming else 1.0


# The same statements and titles are read for draft after draft.
@lru_cache(maxsize=2**14)
def names_in(text: str) -> frozenset[str]:
    """Its words with a capital letter, but for short ones: most languages give one to names."""
    return frozenset(word for word in LONGER.findall(text) if word[0].isupper())


def _come_of_one(some: Iterable[Choice | Later]) -> bool:
    """Two reasons that came of one event are one and the same in other words, or seem to be."""
    origins = [one.cause.cause for one in some if isinstance(one, Later)]
    return len(set(origins)) < len(origins)


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
