"""Where sources disagree: who says what, and why they differ. Never who is right."""

from collections.abc import Callable, Iterable, Mapping
from random import Random
from typing import Any

from django.utils.translation import gettext_lazy as _

from history.chronicle import Chronicle
from history.records import Event
from quiz.draft import Draft, Grade, Key, Rejection
from quiz.kinds._choice_form import choice_form
from quiz.kinds._dispute_dates import says, who, witnesses
from quiz.kinds._dispute_positions import splits
from quiz.kinds._dispute_reasons import both, shared
from quiz.kinds._dispute_same import offers, same
from quiz.kinds._dispute_views import told_alike, view, viewpoint, views

Way = Callable[[Chronicle, Event, Random, float], Draft | Rejection]

label = _("dispute")
form = choice_form

OF_DATES: dict[str, Way] = {
    "says": says,
    "who": who,
    "same": same,
    "viewpoint": viewpoint,
    "view": view,
}
ways = (*OF_DATES, "both")


def targets(chronicle: Chronicle) -> Iterable[str]:
    """What a way suits: events that are disputed, or only seem to be; reasons that are shared."""
    events = chronicle.worked_out(_suited)
    reasons = [slug for slug, cause in chronicle.causes.items() if shared(chronicle, cause)]
    return [*(f"when:{slug}" for slug in events), *(f"why:{slug}" for slug in reasons)]


def concerns(chronicle: Chronicle) -> Iterable[str]:
    """All that is disputed, so that a teacher sees why some of it is not asked about."""
    disputed = (e.slug for e in chronicle.events if any(claim.dispute for claim in e.claims))
    return dict.fromkeys([*targets(chronicle), *(f"when:{slug}" for slug in disputed)])


def _suited(chronicle: Chronicle) -> Mapping[str, tuple[str, ...]]:
    """The ways that suit each event, once for all: a few events are asked about over and over."""
    found = {}
    offered = chronicle.worked_out(offers)
    for event in chronicle.events:
        if any(claim.dispute for claim in event.claims) or event.slug in offered:
            suited = {
                "says": bool(splits(event)),
                "who": next(witnesses(event), None),
                "same": event.slug in offered,
                "viewpoint": next(views(event), None),
                "view": next(told_alike(event), None),
            }
            if any(suited.values()):
                found[event.slug] = tuple(way for way in OF_DATES if suited[way])
    return found


def build(
    chronicle: Chronicle, target: str, rng: Random, difficulty: float, way: str = ""
) -> Draft | Rejection:
    """Without a way, the first that gives a draft, in an order of chance."""
    if target.startswith("why:"):
        suited: tuple[str, ...] = ("both",)
    else:
        suited = chronicle.worked_out(_suited).get(target.removeprefix("when:"), ())
    if not way and not suited:
        return Rejection("no-dispute", target, certain=True)
    for each in [way] if way else rng.sample(suited, len(suited)):
        built = _build(chronicle, target, rng, difficulty, each)
        if isinstance(built, Draft):
            break
    return built


def _build(
    chronicle: Chronicle, target: str, rng: Random, difficulty: float, way: str
) -> Draft | Rejection:
    about, _colon, slug = target.partition(":")
    if (about == "why") != (way == "both"):
        return Rejection("way-does-not-fit", target, way, certain=True)
    if way == "both":
        return both(chronicle, chronicle.causes[slug], rng, difficulty)
    return OF_DATES[way](chronicle, chronicle.by_slug[slug], rng, difficulty)


def grade(key: Key, answer: Any) -> Grade:
    """Who says what can be told without knowing when it was, and the other way round."""
    accuracy = 1.0 if [answer] == key["answer"] else 0.0
    is_fact = key["asks"].get("tests") != "source"
    return Grade(accuracy, {key["asks"]["fact"]: accuracy} if is_fact else {})
