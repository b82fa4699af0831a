"""What came of an event? One thing that it led to, among others that were over before it began."""

from random import Random

from django.utils.translation import gettext as _

from history.chronicle import Chronicle
from history.records import Cause, Event
from quiz.draft import Draft, Mistaken, Rejection
from quiz.kinds._choice import Asked, Choice, lay_out
from quiz.kinds._neighbours import (
    around,
    can_be_shown,
    dates_of,
    dating,
    is_over,
    origin_of,
    unfit,
    wrong_events,
)
from quiz.kinds._shared import according_to, by_trust, evidence
from quiz.kinds._witness import is_somebodys, told, who_says_all


def choose_consequence(
    chronicle: Chronicle, cause: Cause, rng: Random, difficulty: float, mistaken: Mistaken
) -> Draft | Rejection:
    target = f"why:{cause.slug}"
    origin, effect = origin_of(chronicle, cause), chronicle.by_slug[cause.effect]
    if origin is None:
        return Rejection("no-cause-event", target, cause.statement)
    named = who_says_all([cause]) if is_somebodys(cause) else None
    if named is None and is_somebodys(cause):
        return Rejection("source-leaks-year", target, by_trust(cause.claims)[0].source.title)
    question = _("Which of these was a consequence of “%(event)s”?") % {"event": origin.title}
    stem = according_to(question, named)
    if rejection := unfit(target, stem, origin, effect):
        return rejection
    wrong = _wrong(chronicle, origin, effect, rng, difficulty, mistaken)
    if not wrong:
        return Rejection("too-few-distractors", target, effect.title)
    asked = Asked(
        stem=stem,
        asks={
            "way": "consequence",
            "fact": target,
            "cause": origin.slug,
            "effect": effect.slug,
            "source": named.slug if named else "",
        },
        facts=(target,),
        events=(effect.slug, origin.slug),
        evidence=told([cause], named),
    )
    right = Choice(
        effect.title, f"event:{effect.slug}", cause.explanation, effect.slug, asked.evidence
    )
    return lay_out(chronicle, asked, [right], [_earlier(e, origin) for e in wrong], rng)


def _wrong(
    chronicle: Chronicle,
    origin: Event,
    effect: Event,
    rng: Random,
    difficulty: float,
    mistaken: Mistaken,
) -> list[Event]:
    """Causes of the event first, for those who mistake one for the other."""
    causes = [chronicle.by_slug.get(cause.cause) for cause in origin.causes]

    def fits(event: Event) -> bool:
        return is_over(event, origin) and not chronicle.led_to(origin.slug, event.slug)

    return wrong_events(
        effect,
        (origin,),
        mistaken,
        [e for e in causes if e and can_be_shown(e) and fits(e)],
        [e for e in around(chronicle, origin, difficulty) if fits(e)],
        rng,
        difficulty,
    )


def _earlier(event: Event, origin: Event) -> Choice:
    values = dates_of(event, origin)
    cause = next((c for c in origin.causes if c.cause == event.slug and c.claims), None)
    if cause:
        reason = _(
            "The other way round: this (%(when)s) helped to bring about “%(other)s” (%(then)s)."
        )
    else:
        reason = _("That was over by then: %(when)s. “%(other)s” came later: %(then)s.")
    cited = [*by_trust(cause.claims)[:1], *dating(event)] if cause else dating(event)
    return Choice(
        event.title,
        f"event:{event.slug}",
        reason % values,
        event.slug,
        [evidence(claim) for claim in cited],
    )
