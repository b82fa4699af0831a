"""Reasons that are none: what students wrongly believe, and what is true of something later."""

from itertools import combinations, product
from random import Random

from django.utils.translation import gettext as _

from history.chronicle import Chronicle
from history.records import Cause, Event
from history.words import in_words
from quiz.draft import NOT_MISTAKEN, Mistaken
from quiz.kinds._choice import Choice
from quiz.kinds._lengths import most_even, places_of_chance
from quiz.kinds._shared import by_trust, evidence

MOST_TRIED = 6  # of each sort: pairs of more than that would hardly differ in length


def wrong_reasons(
    chronicle: Chronicle,
    effect: Event,
    keys: list[str],
    wanted: int,
    rng: Random,
    difficulty: float,
    mistaken: Mistaken = NOT_MISTAKEN,
) -> list[Choice]:
    """What students wrongly believe, as far as that hides the key; then what is true of later.

    A belief gives its place to a later reason where the key would be the longest by its length
    and chance has not drawn it to be. Of later reasons that hide the key equally well, those come
    first that students took for a reason before.
    """
    beliefs = beliefs_about(effect)
    later = later_reasons(chronicle, effect, difficulty)
    rng.shuffle(beliefs)
    rng.shuffle(later)
    later.sort(key=lambda one: -mistaken.get(f"cause:{one[0].slug}", 0))
    beliefs, others = beliefs[:MOST_TRIED], [later_one(*one) for one in later[:MOST_TRIED]]
    lengths = [len(key) for key in keys]
    places = places_of_chance(len(keys), wanted, rng)
    may_be_longest = places[-1] == len(keys) + wanted - 1
    second_best = None
    for count in range(min(wanted, len(beliefs)), -1, -1):
        pairs = product(combinations(beliefs, count), combinations(others, wanted - count))
        sets = [[*of_beliefs, *of_others] for of_beliefs, of_others in pairs]
        chosen = most_even(lengths, sets, _lengths, places)
        if chosen and (may_be_longest or max(lengths) <= max(_lengths(chosen))):
            return chosen
        second_best = second_best or chosen
    return second_best or []


def _lengths(choices: list[Choice]) -> list[int]:
    return [len(choice.text) for choice in choices]


def beliefs_about(effect: Event) -> list[Choice]:
    return [
        Choice(m.statement, f"misconception:{effect.slug}", m.correction, "", [])
        for m in effect.misconceptions
        if m.about == "why"
    ]


def later_reasons(
    chronicle: Chronicle, effect: Event, difficulty: float
) -> list[tuple[Cause, Event, Event]]:
    """True reasons for something else, which came too late to be a reason for this."""
    reach = 12 + round((1 - difficulty) * 40)
    found = []
    for event in chronicle.near(effect.slug, reach):
        for cause in event.causes:
            origin = chronicle.by_slug.get(cause.cause)
            if origin and origin.hull[0] > effect.hull[1]:
                found.append((cause, origin, event))
    return found


def later_one(cause: Cause, origin: Event, event: Event) -> Choice:
    values = {"date": in_words(origin.date), "origin": origin.title, "event": event.title}
    reason = _("That came later: “%(origin)s” (%(date)s), and it led to “%(event)s”.") % values
    cited = [evidence(claim) for claim in by_trust(cause.claims)[:1]]
    return Choice(cause.statement, f"cause:{cause.slug}", reason, origin.slug, cited)
