"""Where sources disagree: who says what, and why they differ. Never who is right."""

from collections.abc import Callable, Iterable
from functools import lru_cache
from random import Random
from typing import Any

from django.utils.translation import gettext_lazy as _

from history.chronicle import Chronicle
from history.records import Event
from quiz.draft import Draft, Grade, Key, Rejection
from quiz.kinds._dispute_dates import says, who, witnesses
from quiz.kinds._dispute_positions import splits
from quiz.kinds._dispute_reasons import both, shared
from quiz.kinds._dispute_same import opposed, same
from quiz.kinds._dispute_views import viewpoint, views
from quiz.kinds._shared import choice_form

Way = Callable[[Chronicle, Event, Random, float], Draft | Rejection]

label = _("dispute")
form = choice_form

OF_DATES: dict[str, Way] = {"says": says, "who": who, "same": same, "viewpoint": viewpoint}
ways = (*OF_DATES, "both")


def targets(chronicle: Chronicle) -> Iterable[str]:
    """Disputed events that a way suits, and reasons shared by sources who part on others."""
    disputed = [event.slug for event in chronicle.events if _suited(event)]
    reasons = [slug for slug, cause in chronicle.causes.items() if shared(chronicle, cause)]
    return [*(f"when:{slug}" for slug in disputed), *(f"why:{slug}" for slug in reasons)]


def _suited(event: Event) -> tuple[str, ...]:
    return _ways_of(event) if any(claim.dispute for claim in event.claims) else ()


# The few disputed events of a topic are asked about over and over.
@lru_cache(maxsize=2**10)
def _ways_of(event: Event) -> tuple[str, ...]:
    suited = {
        "says": splits(event),
        "who": witnesses(event),
        "same": opposed(event),
        "viewpoint": next(views(event), None),
    }
    return tuple(way for way in OF_DATES if suited[way])


def build(
    chronicle: Chronicle, target: str, rng: Random, difficulty: float, way: str = ""
) -> Draft | Rejection:
    """Without a way, the first that gives a draft, in an order of chance."""
    about, _colon, slug = target.partition(":")
    suited = ("both",) if about == "why" else _suited(chronicle.by_slug[slug])
    if way and way not in suited:
        return Rejection("way-does-not-fit", target, way)
    built: Draft | Rejection = Rejection("no-dispute", target)
    for each in [way] if way else rng.sample(suited, len(suited)):
        built = _build(chronicle, slug, rng, difficulty, each)
        if isinstance(built, Draft):
            break
    return built


def _build(
    chronicle: Chronicle, slug: str, rng: Random, difficulty: float, way: str
) -> Draft | Rejection:
    if way == "both":
        return both(chronicle, chronicle.causes[slug], rng, difficulty)
    return OF_DATES[way](chronicle, chronicle.by_slug[slug], rng, difficulty)


def grade(key: Key, answer: Any) -> Grade:
    accuracy = 1.0 if [answer] == key["answer"] else 0.0
    return Grade(accuracy, {key["asks"]["fact"]: accuracy})
