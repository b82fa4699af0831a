"""Reasons as options: choose the one that a source gives, or all of them."""

from collections.abc import Iterator, Sequence
from random import Random

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from history.chronicle import Chronicle
from history.records import Cause, Event, Source
from quiz.draft import Draft, Mistaken, Rejection
from quiz.kinds._choice import Asked, Choice, in_any_order
from quiz.kinds._shared import according_to, by_trust, nameable
from quiz.kinds._witness import is_somebodys, told, who_says_all, witnesses
from quiz.kinds._wrong_reasons import wrong_reasons

WRONG_OPTIONS = 2
# How many right and how many wrong reasons stand together where all right ones are to be chosen:
# a number that varies, so that it tells nothing; and the last resort where wrong ones are few.
SIZES, SMALLEST = ((2, 2), (2, 2), (3, 1)), (2, 1)
# A topic in which looks tell no more than this is asked for all reasons: small ones have few.
TELLING = 0.7

STEMS = {
    "trigger": gettext_noop("Which of these helped to bring about %(event)s?"),
    "background": gettext_noop("Which of these helped to bring about %(event)s?"),
    "sustaining": gettext_noop("Which of these helped to keep this going: %(event)s?"),
    "motive": gettext_noop("Which of these was a reason for %(event)s?"),
}
STEMS_OF_SEVERAL = STEMS | {"motive": gettext_noop("Which of these were reasons for %(event)s?")}


def choose_one(
    chronicle: Chronicle, cause: Cause, rng: Random, difficulty: float, mistaken: Mistaken
) -> Draft | Rejection:
    target, effect = f"why:{cause.slug}", chronicle.by_slug[cause.effect]
    named = None
    # One reason out of several is somebody's to give.
    if is_somebodys(cause) or len(effect.causes) > 1:
        named = who_says_all([cause])
        if named is None:
            title = by_trust(cause.claims)[0].source.title
            return Rejection("source-leaks-year", target, title, certain=True)
    wrong = wrong_reasons(
        chronicle, effect, [cause.statement], WRONG_OPTIONS, rng, difficulty, mistaken
    )
    if not wrong:
        return Rejection("too-few-distractors", target, cause.statement)
    asked = Asked(
        stem=according_to(_about(STEMS[cause.role], effect), named),
        asks=_asks("choose", cause, named),
        facts=(target,),
        events=(effect.slug,),
        evidence=told([cause], named),
    )
    return in_any_order("cause", chronicle, asked, [_right(cause, named)], wrong, rng)


def choose_all(
    chronicle: Chronicle, cause: Cause, rng: Random, difficulty: float, mistaken: Mistaken
) -> Draft | Rejection:
    target, effect = f"why:{cause.slug}", chronicle.by_slug[cause.effect]
    others = [o for o in effect.causes if o is not cause and o.claims and _alike(o, cause)]
    if not others:
        return Rejection("one-reason-only", target, effect.title, certain=True)
    told_together = list(_told_together(cause, others))
    if not told_together:
        return Rejection("no-common-source", target, cause.statement, certain=True)
    named, fellows = rng.choice(told_together)
    for rights, wrongs in (*rng.sample(SIZES, len(SIZES)), SMALLEST):
        if len(fellows) < rights - 1:
            continue
        right = [cause, *rng.sample(fellows, rights - 1)]
        statements = [one.statement for one in right]
        wrong = wrong_reasons(
            chronicle, effect, statements, wrongs, rng, difficulty, mistaken, TELLING
        )
        if wrong:
            return _all_of(chronicle, effect, right, wrong, named, rng)
    return Rejection("too-few-distractors", target, cause.statement)


def _alike(one: Cause, other: Cause) -> bool:
    """What kept a thing going and what began it are no answers to one question."""
    return (one.role == "sustaining") == (other.role == "sustaining")


def _told_together(
    cause: Cause, others: Sequence[Cause]
) -> Iterator[tuple[Source | None, list[Cause]]]:
    """Reasons that can be asked for together: all beyond doubt, or else all one source's."""
    certain = [other for other in others if not is_somebodys(other)]
    if certain and not is_somebodys(cause):
        yield None, certain
        return
    for source in (claim.source for claim in by_trust(cause.claims)):
        fellows = [other for other in others if source.slug in witnesses(other)]
        if fellows and nameable([source]):
            yield source, fellows


def _all_of(
    chronicle: Chronicle,
    effect: Event,
    right: list[Cause],
    wrong: list[Choice],
    named: Source | None,
    rng: Random,
) -> Draft:
    roles = {cause.role for cause in right}
    role = roles.pop() if len(roles) == 1 else "background"
    question = _("%(question)s Choose all that apply.") % {
        "question": _about(STEMS_OF_SEVERAL[role], effect)
    }
    asked = Asked(
        stem=according_to(question, named),
        asks=_asks("all", right[0], named),
        facts=tuple(f"why:{cause.slug}" for cause in right),
        events=(effect.slug,),
        evidence=told(right, named),
        mode="multiple",
    )
    reasons = [_right(cause, named) for cause in right]
    return in_any_order("cause", chronicle, asked, reasons, wrong, rng)


def _about(stem: str, effect: Event) -> str:
    return _(stem) % {"event": _("“%(title)s”") % {"title": effect.title}}


def _asks(way: str, cause: Cause, named: Source | None) -> dict[str, str]:
    source = named.slug if named else ""
    return {"way": way, "fact": f"why:{cause.slug}", "effect": cause.effect, "source": source}


def _right(cause: Cause, named: Source | None) -> Choice:
    return Choice(
        cause.statement,
        f"cause:{cause.slug}",
        cause.explanation,
        cause.cause,
        told([cause], named),
    )
