"""Why did it happen? One reason that a source gives, among reasons that are none."""

from collections.abc import Iterable
from itertools import combinations
from random import Random
from statistics import mean
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from history.chronicle import Chronicle
from history.records import Cause, Event, Source
from history.words import in_words
from quiz.draft import Draft, Evidence, Grade, Key, Rejection, Shown
from quiz.kinds._shared import (
    according_to,
    by_trust,
    choice_form,
    evidence,
    nameable,
    needs_naming,
    opaque_ids,
)

label = gettext_lazy("cause")
ways = ("choose",)
form = choice_form

WRONG_OPTIONS = 2
MOST_TRIED = 6  # of each sort: pairs of more than that would hardly differ in length
# A key that is longer than the rest is chosen by those who know nothing.
LONGEST_KEY, LONG_ENOUGH = 1.25, 0.85

STEMS = {
    "trigger": gettext_noop("Which of these helped to bring about %(event)s?"),
    "background": gettext_noop("Which of these helped to bring about %(event)s?"),
    "sustaining": gettext_noop("Which of these helped to keep this going: %(event)s?"),
    "motive": gettext_noop("Which of these was a reason for %(event)s?"),
}


class Wrong(NamedTuple):
    """A reason that is none: what it says, what it is, and why it is wrong."""

    statement: str
    stands_for: str
    reason: str
    refers_to: str
    evidence: list[Evidence]


def targets(chronicle: Chronicle) -> Iterable[str]:
    return [f"why:{slug}" for slug in chronicle.causes]


def build(
    chronicle: Chronicle, target: str, rng: Random, difficulty: float, way: str = ""
) -> Draft | Rejection:
    cause = chronicle.causes[target.removeprefix("why:")]
    effect = chronicle.by_slug[cause.effect]
    if not cause.claims:
        return Rejection("asserted-by-nobody", target, cause.statement)
    claims = by_trust(cause.claims)
    named = None
    if _must_name(cause, effect):
        named = nameable([claim.source for claim in claims])
        if named is None:
            return Rejection("source-leaks-year", target, claims[0].source.title)
        claims.sort(key=lambda claim: claim.source.slug != named.slug)
    wrong = _wrong(chronicle, effect, cause, rng, difficulty)
    if len(wrong) < WRONG_OPTIONS:
        return Rejection("too-few-distractors", target, cause.statement)
    return _draft(chronicle, effect, cause, [evidence(c) for c in claims], wrong, named, rng)


def _must_name(cause: Cause, effect: Event) -> bool:
    """Judgements, single witnesses, and one reason out of several are somebody's to give."""
    return cause.role == "motive" or len(effect.causes) > 1 or needs_naming(cause.claims)


def _wrong(
    chronicle: Chronicle, effect: Event, cause: Cause, rng: Random, difficulty: float
) -> list[Wrong]:
    """What students wrongly believe, as far as that hides the key; then what is true of later."""
    beliefs = [
        Wrong(m.statement, f"misconception:{effect.slug}", m.correction, "", [])
        for m in effect.misconceptions
        if m.about == "why"
    ]
    later = _later(chronicle, effect, 12 + round((1 - difficulty) * 40))
    rng.shuffle(beliefs)
    rng.shuffle(later)
    for count in range(min(WRONG_OPTIONS, len(beliefs)), -1, -1):
        for of_beliefs in combinations(beliefs[:MOST_TRIED], count):
            for others in combinations(later[:MOST_TRIED], WRONG_OPTIONS - count):
                chosen = [*of_beliefs, *(_later_one(*one) for one in others)]
                if _hides_the_key(cause.statement, chosen):
                    return chosen
    return []


def _hides_the_key(key: str, wrong: list[Wrong]) -> bool:
    lengths = [len(w.statement) for w in wrong]
    return (
        bool(lengths)
        and len(key) <= LONGEST_KEY * mean(lengths)
        and max(lengths) >= LONG_ENOUGH * len(key)
    )


def _later(chronicle: Chronicle, effect: Event, reach: int) -> list[tuple[Cause, Event, Event]]:
    """True reasons for something else, which came too late to be a reason for this."""
    found = []
    for event in chronicle.near(effect.slug, reach):
        for cause in event.causes:
            origin = chronicle.by_slug.get(cause.cause)
            if origin and origin.hull[0] > effect.hull[1]:
                found.append((cause, origin, event))
    return found


def _later_one(cause: Cause, origin: Event, event: Event) -> Wrong:
    values = {"date": in_words(origin.date), "origin": origin.title, "event": event.title}
    reason = _("That came later: “%(origin)s” (%(date)s), and it led to “%(event)s”.") % values
    told = [evidence(claim) for claim in by_trust(cause.claims)[:1]]
    return Wrong(cause.statement, f"cause:{cause.slug}", reason, origin.slug, told)


def _draft(
    chronicle: Chronicle,
    effect: Event,
    cause: Cause,
    told: list[Evidence],
    wrong: list[Wrong],
    named: Source | None,
    rng: Random,
) -> Draft:
    # A reason may lie in another topic, of which this chronicle knows no more than the name.
    origin = cause.cause if cause.cause in chronicle.by_slug else ""
    right = Wrong(cause.statement, f"cause:{cause.slug}", cause.explanation, origin, told)
    options = [right, *wrong]
    rng.shuffle(options)
    ids = opaque_ids(rng, len(options))
    by_id = dict(zip(ids, options, strict=True))
    shown: Shown = {
        "stem": _stem(effect, cause, named),
        "mode": "single",
        "options": [{"id": i, "text": one.statement} for i, one in by_id.items()],
        "hint": "",
    }
    fact = f"why:{cause.slug}"
    key: Key = {
        "answer": [i for i, one in by_id.items() if one is right],
        "pairs": None,
        "stands_for": {i: one.stands_for for i, one in by_id.items()},
        "asks": {
            "way": "choose",
            "fact": fact,
            "effect": effect.slug,
            "source": named.slug if named else "",
        },
        "truths": {
            i: {"reason": one.reason, "refers_to": one.refers_to, "evidence": one.evidence}
            for i, one in by_id.items()
        },
        "explanation": cause.explanation,
        "evidence": told,
    }
    events = dict.fromkeys([effect.slug, origin, *(w.refers_to for w in wrong)])
    return Draft("cause", chronicle.slug, 0, shown, key, (fact,), tuple(e for e in events if e))


def _stem(effect: Event, cause: Cause, named: Source | None) -> str:
    question = _(STEMS[cause.role]) % {"event": _("“%(title)s”") % {"title": effect.title}}
    return according_to(question, named)


def grade(key: Key, answer: Any) -> Grade:
    accuracy = 1.0 if [answer] == key["answer"] else 0.0
    return Grade(accuracy, {key["asks"]["fact"]: accuracy})
