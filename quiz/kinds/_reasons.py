"""Reasons as options: choose the one that a source gives, or all of them."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from random import Random

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from history.chronicle import Chronicle
from history.records import Cause, Event, Source
from history.words import in_words
from quiz.draft import Draft, Rejection
from quiz.kinds._choice import Asked, Choice, lay_out
from quiz.kinds._looks import draw_even, some_of
from quiz.kinds._shared import according_to, by_trust, evidence, nameable
from quiz.kinds._witness import is_somebodys, told, who_says_all, witnesses

WRONG_OPTIONS = 2
# How many right and how many wrong reasons stand together where all right ones are to be chosen:
# a number that varies, so that it tells nothing; and the last resort where wrong ones are few.
SIZES, SMALLEST = ((2, 2), (2, 2), (3, 1)), (2, 1)
MOST_TRIED = 6
# How much sooner a belief is taken than a reason for something later.
WELCOME = 1000.0

STEMS = {
    "trigger": gettext_noop("Which of these helped to bring about %(event)s?"),
    "background": gettext_noop("Which of these helped to bring about %(event)s?"),
    "sustaining": gettext_noop("Which of these helped to keep this going: %(event)s?"),
    "motive": gettext_noop("Which of these was a reason for %(event)s?"),
}
STEMS_OF_SEVERAL = STEMS | {"motive": gettext_noop("Which of these were reasons for %(event)s?")}


def choose_one(
    chronicle: Chronicle, cause: Cause, rng: Random, difficulty: float
) -> Draft | Rejection:
    target, effect = f"why:{cause.slug}", chronicle.by_slug[cause.effect]
    named = None
    # One reason out of several is somebody's to give.
    if is_somebodys(cause) or len(effect.causes) > 1:
        named = who_says_all([cause])
        if named is None:
            return Rejection("source-leaks-year", target, by_trust(cause.claims)[0].source.title)
    wrong = _wrong(chronicle, effect, [cause.statement], WRONG_OPTIONS, rng, difficulty)
    if not wrong:
        return Rejection("too-few-distractors", target, cause.statement)
    asked = Asked(
        stem=according_to(_about(STEMS[cause.role], effect), named),
        asks=_asks("choose", cause, named),
        facts=(target,),
        events=(effect.slug,),
        evidence=told([cause], named),
    )
    return lay_out(chronicle, asked, [_right(cause, named)], wrong, rng)


def choose_all(
    chronicle: Chronicle, cause: Cause, rng: Random, difficulty: float
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
        wrong = _wrong(chronicle, effect, statements, wrongs, rng, difficulty)
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
    return lay_out(chronicle, asked, [_right(cause, named) for cause in right], wrong, rng)


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


def _wrong(
    chronicle: Chronicle,
    effect: Event,
    keys: list[str],
    wanted: int,
    rng: Random,
    difficulty: float,
) -> list[Choice]:
    """What students wrongly believe, and what is true of something later.

    A belief gives its place to a later reason where the looks would tell the right ones.
    """
    beliefs = [
        Choice(m.statement, f"misconception:{effect.slug}", m.correction, "", [])
        for m in effect.misconceptions
        if m.about == "why"
    ]
    later = _later(chronicle, effect, 12 + round((1 - difficulty) * 40))
    beliefs = rng.sample(beliefs, len(beliefs))[:MOST_TRIED]
    others = [_later_one(*one) for one in some_of(keys, later, _statement, rng)]
    sets = list(combinations([*beliefs, *others], wanted))

    def welcome(choices: Iterable[Choice]) -> float:
        return WELCOME ** sum(choice in beliefs for choice in choices)

    return list(draw_even(keys, sets, _texts, rng, welcome) or ())


def _statement(later: tuple[Cause, Event, Event]) -> str:
    return later[0].statement


def _texts(choices: Iterable[Choice]) -> list[str]:
    return [choice.text for choice in choices]


def _later(chronicle: Chronicle, effect: Event, reach: int) -> list[tuple[Cause, Event, Event]]:
    """True reasons for something else, which came too late to be a reason for this."""
    found = []
    for event in chronicle.near(effect.slug, reach):
        for cause in event.causes:
            origin = chronicle.by_slug.get(cause.cause)
            if origin and origin.hull[0] > effect.hull[1]:
                found.append((cause, origin, event))
    return found


def _later_one(cause: Cause, origin: Event, event: Event) -> Choice:
    values = {"date": in_words(origin.date), "origin": origin.title, "event": event.title}
    reason = _("That came later: “%(origin)s” (%(date)s), and it led to “%(event)s”.") % values
    cited = [evidence(claim) for claim in by_trust(cause.claims)[:1]]
    return Choice(cause.statement, f"cause:{cause.slug}", reason, origin.slug, cited)
