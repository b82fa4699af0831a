"""Which reason do both give? A cause that two sources assert, who part on others.

The right reason is the shortest, the middle one and the longest in turn, and shares no word with
the others or with the question that these do not share too. A reason beside which that cannot be
done is refused: the same few are asked for over and over, and their look would soon be known.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, combinations
from random import Random
from typing import NamedTuple

from django.utils.translation import gettext as _

from history.chronicle import Chronicle
from history.records import Cause, CauseClaim, Event
from quiz.draft import Draft, Rejection
from quiz.kinds._choice import Asked, Choice, in_this_order
from quiz.kinds._dispute_names import name, words
from quiz.kinds._looks import draw_even, hides
from quiz.kinds._shared import by_trust, evidence
from quiz.kinds._wrong_reasons import beliefs_about, later_one, later_reasons

WRONG_OPTIONS = 2
MOST_TRIED = 16  # of each sort
SOONER, TELLING = 4, 0.7


class Shared(NamedTuple):
    """A cause that two sources give, and what we have found in each of the two alone."""

    one: CauseClaim
    other: CauseClaim
    alone: tuple[Cause, Cause]


def shared(chronicle: Chronicle, cause: Cause) -> list[Shared]:
    effect = chronicle.by_slug[cause.effect]
    claims = list({claim.source.slug: claim for claim in by_trust(cause.claims)}.values())
    found = []
    for one, other in combinations(claims, 2):
        ours, theirs = (_only(effect, *two) for two in ((one, other), (other, one)))
        if ours and theirs:
            found.append(Shared(one, other, (ours[0], theirs[0])))
    return found


def _only(effect: Event, mine: CauseClaim, yours: CauseClaim) -> list[Cause]:
    """The effect's causes that the one source gives and the other, for all we have found, not."""
    given = {c.slug: {claim.source.slug for claim in c.claims} for c in effect.causes}
    return [
        c
        for c in effect.causes
        if mine.source.slug in given[c.slug] and yours.source.slug not in given[c.slug]
    ]


def both(chronicle: Chronicle, cause: Cause, rng: Random, difficulty: float) -> Draft | Rejection:
    target, effect = f"why:{cause.slug}", chronicle.by_slug[cause.effect]
    found = shared(chronicle, cause)
    if not found:
        return Rejection("one-source", target, cause.statement, certain=True)
    chosen = rng.choice(found)
    sources = [chosen.one.source, chosen.other.source]
    names = [name(source, sources) for source in sources]
    if not all(names):
        return Rejection("source-without-name", target, sources[names.index("")].title)
    stem = _stem(effect, names)
    wrong = _wrong(chronicle, effect, cause, stem, rng, difficulty)
    if isinstance(wrong, Rejection):
        # Chance has had its part in which sources are named, and in nothing before.
        return replace(wrong, certain=len(found) == 1)
    told = [evidence(chosen.one), evidence(chosen.other)]
    right = Choice(cause.statement, f"cause:{cause.slug}", cause.explanation, cause.cause, told)
    asks = {"way": "both", "fact": target, "effect": effect.slug}
    asks |= {"source": sources[0].slug, "other": sources[1].slug}
    explained = f"{cause.explanation} {_parting(chosen, names)}"
    asked = Asked(stem, asks, (target,), (effect.slug, cause.cause), told, explanation=explained)
    options = rng.sample([right, *wrong], 1 + len(wrong))
    return in_this_order("dispute", chronicle, asked, options, [right], rng)


def _stem(effect: Event, names: list[str]) -> str:
    values = {"event": _("“%(title)s”") % {"title": effect.title}}
    values |= {"one": names[0], "other": names[1]}
    return _("Which reason for %(event)s do these two sources (%(one)s; %(other)s) share?") % values


def _parting(chosen: Shared, names: list[str]) -> str:
    """Where the two part; that one of them gives no more is only what we have found."""
    ours, theirs = chosen.alone
    values = {"one": names[0], "ours": ours.statement}
    values |= {"other": names[1], "theirs": theirs.statement}
    return (
        _(
            "On other reasons the two part, as far as we have found: one alone says “%(ours)s”"
            " (%(one)s), the other alone “%(theirs)s” (%(other)s)."
        )
        % values
    )


def _wrong(
    chronicle: Chronicle, effect: Event, cause: Cause, stem: str, rng: Random, difficulty: float
) -> list[Choice] | Rejection:
    """Beside these the right reason is in that place by its length which chance has drawn."""
    target = f"why:{cause.slug}"
    beliefs, later = beliefs_about(effect), later_reasons(chronicle, effect, difficulty)
    pool = [*beliefs[:MOST_TRIED], *(later_one(*one) for one in later[:MOST_TRIED])]
    if len(pool) < WRONG_OPTIONS:
        return Rejection("too-few-distractors", target, cause.statement)
    fitting = list(_without_cue(cause.statement, pool, stem))
    if not fitting:
        return Rejection("word-cue", target, cause.statement)
    ranked: list[list[list[Choice]]] = [[] for _place in range(1 + WRONG_OPTIONS)]
    for some in fitting:
        lengths = [len(choice.text) for choice in some]
        if len(cause.statement) not in lengths and hides([len(cause.statement)], lengths):
            ranked[sum(length < len(cause.statement) for length in lengths)].append(some)
    if not all(ranked):
        return Rejection("length-cue", target, cause.statement)
    drawn = draw_even(
        [cause.statement],
        chain.from_iterable(ranked),
        lambda some: [choice.text for choice in some],
        rng,
        # Sooner those with most of what students really believe.
        lambda some: float(SOONER ** sum(c in beliefs for c in some)),
        telling=TELLING,
        lot=Random(cause.slug),
    )
    return drawn or Rejection("length-cue", target, cause.statement)


def _without_cue(key: str, pool: list[Choice], stem: str) -> Iterator[list[Choice]]:
    """Wrong reasons that share as much with the question, and with each other, as the key does."""
    asked = words(stem)
    of = {choice.text: words(choice.text) for choice in pool} | {key: words(key)}
    alike = [c for c in pool if len(of[c.text] & asked) == len(of[key] & asked)]
    for some in combinations(alike, WRONG_OPTIONS):
        texts = [key, *(choice.text for choice in some)]
        common = {len(of[one] & of[other]) for one, other in combinations(texts, 2)}
        if len(common) == 1:
            yield list(some)
