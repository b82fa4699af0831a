"""Which reason do both give? A cause that two sources assert, who part on others."""

from collections.abc import Iterator
from itertools import combinations
from random import Random
from typing import NamedTuple

from django.utils.translation import gettext as _

from history.chronicle import Chronicle
from history.records import Cause, CauseClaim, Event
from history.words import in_words
from quiz.draft import Draft, Rejection
from quiz.kinds._dispute_draft import Choice, Question, assemble, hides, name
from quiz.kinds._shared import by_trust, evidence

WRONG_OPTIONS = 2
MOST_TRIED = 6


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
        return Rejection("one-source", target, cause.statement)
    chosen = rng.choice(found)
    sources = [chosen.one.source, chosen.other.source]
    names = [name(source, sources) for source in sources]
    if not all(names):
        return Rejection("source-without-name", target, sources[names.index("")].title)
    wrong = _wrong(chronicle, effect, cause, rng, difficulty)
    if not wrong:
        return Rejection("too-few-distractors", target, cause.statement)
    told = [evidence(chosen.one), evidence(chosen.other)]
    right = Choice(cause.statement, f"cause:{cause.slug}", cause.explanation, cause.cause, told)
    options = [right, *wrong]
    rng.shuffle(options)
    asks = {"way": "both", "fact": target, "effect": effect.slug}
    asks |= {"source": sources[0].slug, "other": sources[1].slug}
    question = Question(
        _stem(effect, names),
        "",
        asks,
        (effect.slug, cause.cause, *(choice.refers_to for choice in wrong)),
        _parting(chosen, names),
        told,
    )
    return assemble(chronicle, options, right, question, rng)


def _stem(effect: Event, names: list[str]) -> str:
    values = {"event": _("“%(title)s”") % {"title": effect.title}}
    values |= {"one": names[0], "other": names[1]}
    return _("Which reason for %(event)s stands in %(one)s and also in %(other)s?") % values


def _parting(chosen: Shared, names: list[str]) -> str:
    """Where the two part; that one of them gives no more is only what we have found."""
    ours, theirs = chosen.alone
    values = {"one": names[0], "ours": ours.statement}
    values |= {"other": names[1], "theirs": theirs.statement}
    return (
        _(
            "On other reasons they part, as far as we have found. Of the two, only %(one)s"
            " gives this one: “%(ours)s”. Only %(other)s gives this one: “%(theirs)s”."
        )
        % values
    )


def _wrong(
    chronicle: Chronicle, effect: Event, cause: Cause, rng: Random, difficulty: float
) -> list[Choice]:
    """What students wrongly believe, as far as that hides the key; and what came too late."""
    beliefs = [
        Choice(m.statement, f"misconception:{effect.slug}", m.correction, "", [])
        for m in effect.misconceptions
        if m.about == "why"
    ]
    later = list(_later(chronicle, effect, 12 + round((1 - difficulty) * 40)))
    rng.shuffle(beliefs)
    rng.shuffle(later)
    rank, second_best = rng.randrange(WRONG_OPTIONS + 1), list[Choice]()
    for chosen in _choices(beliefs, later):
        if hides(cause.statement, [choice.text for choice in chosen]):
            if _longer(cause.statement, chosen) == rank:
                return chosen
            second_best = second_best or chosen
    return second_best


def _choices(beliefs: list[Choice], later: list[Choice]) -> Iterator[list[Choice]]:
    for count in range(min(WRONG_OPTIONS, len(beliefs)), -1, -1):
        for of_beliefs in combinations(beliefs[:MOST_TRIED], count):
            for others in combinations(later[:MOST_TRIED], WRONG_OPTIONS - count):
                yield [*of_beliefs, *others]


def _longer(key: str, wrong: list[Choice]) -> int:
    """How many wrong options are longer: each number is as likely, for those who go by length."""
    return sum(len(choice.text) > len(key) for choice in wrong)


def _later(chronicle: Chronicle, effect: Event, reach: int) -> Iterator[Choice]:
    """True reasons for something else, which came too late to be a reason for this."""
    for event in chronicle.near(effect.slug, reach):
        for cause in event.causes:
            origin = chronicle.by_slug.get(cause.cause)
            if origin and origin.hull[0] > effect.hull[1]:
                values = {
                    "date": in_words(origin.date),
                    "origin": origin.title,
                    "event": event.title,
                }
                reason = _("That came later: “%(origin)s” (%(date)s), and it led to “%(event)s”.")
                told = [evidence(claim) for claim in by_trust(cause.claims)[:1]]
                meaning = f"cause:{cause.slug}"
                yield Choice(cause.statement, meaning, reason % values, origin.slug, told)
