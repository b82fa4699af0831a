"""The missing link: one event led to another by way of a third; which of these is the third?"""

from collections.abc import Iterable
from random import Random
from typing import NamedTuple

from django.utils.translation import gettext as _

from history.chronicle import Chronicle
from history.records import Cause, Event, Source
from quiz.draft import Draft, Mistaken, Rejection
from quiz.kinds._choice import Asked, Choice, in_any_order
from quiz.kinds._dated import ends_before
from quiz.kinds._neighbours import around, dates_of, origin_of, unfit, wrong_events
from quiz.kinds._shared import according_to, best_claim, evidence
from quiz.kinds._witness import is_somebodys, told, who_says_all


class Chain(NamedTuple):
    """Three events in a row, the causes that link them, and whom the stem names for both."""

    first: Event
    middle: Event
    last: Event
    links: tuple[Cause, Cause]
    named: Source | None


def choose_link(
    chronicle: Chronicle, cause: Cause, rng: Random, difficulty: float, mistaken: Mistaken
) -> Draft | Rejection:
    """The cause is the second link of the chain; each event that led to its event is a first."""
    target = f"why:{cause.slug}"
    middle, last = origin_of(chronicle, cause), chronicle.by_slug[cause.effect]
    if middle is None:
        return Rejection("no-cause-event", target, cause.statement, certain=True)
    before = [c for c in middle.causes if c.claims and origin_of(chronicle, c)]
    if not before:
        return Rejection("no-chain", target, middle.title, certain=True)
    chains = list(_chains(chronicle, before, middle, last, cause))
    if not chains:
        return Rejection("no-common-source", target, cause.statement, certain=True)
    chain = rng.choice(chains)
    stem = _stem(chain)
    if rejection := unfit(target, stem, chain.first, middle, last):
        return rejection
    wrong = _wrong(chronicle, chain, rng, difficulty, mistaken)
    if not wrong:
        return Rejection("too-few-distractors", target, middle.title, certain=True)
    return _draft(chronicle, chain, stem, wrong, rng)


def _chains(
    chronicle: Chronicle, before: Iterable[Cause], middle: Event, last: Event, cause: Cause
) -> Iterable[Chain]:
    """Those whose two links are beyond doubt, or both given by a source that can be named."""
    for earlier in before:
        links = (earlier, cause)
        named = who_says_all(links) if any(map(is_somebodys, links)) else None
        if named or not any(map(is_somebodys, links)):
            yield Chain(chronicle.by_slug[earlier.cause], middle, last, links, named)


def _stem(chain: Chain) -> str:
    titles = {"first": chain.first.title, "last": chain.last.title}
    question = _("Through which of these did “%(first)s” lead to “%(last)s”?") % titles
    return according_to(question, chain.named)


def _wrong(
    chronicle: Chronicle, chain: Chain, rng: Random, difficulty: float, mistaken: Mistaken
) -> list[Event]:
    first, middle, last = chain.first, chain.middle, chain.last

    def stands_between(event: Event) -> bool:
        return chronicle.led_to(first.slug, event.slug) and chronicle.led_to(event.slug, last.slug)

    earlier = [e for e in around(chronicle, first, difficulty) if ends_before(e, first)]
    later = [e for e in around(chronicle, last, difficulty) if ends_before(last, e)]
    earlier, later = ([e for e in side if not stands_between(e)] for side in (earlier, later))
    linked = {cause.cause for cause in first.causes}
    tempting = [e for e in earlier if e.slug in linked]
    tempting += [e for e in later if chronicle.led_to(last.slug, e.slug)]
    return wrong_events(middle, (first, last), mistaken, tempting, earlier, later, rng, difficulty)


def _draft(chronicle: Chronicle, chain: Chain, stem: str, wrong: list[Event], rng: Random) -> Draft:
    earlier, later = (f"why:{cause.slug}" for cause in chain.links)
    asked = Asked(
        stem=stem,
        hint=_("The answer resulted from the first event and helped to bring about the second."),
        asks={
            "way": "link",
            "fact": later,
            "earlier_fact": earlier,
            "cause": chain.first.slug,
            "effect": chain.last.slug,
            "source": chain.named.slug if chain.named else "",
        },
        facts=(later, earlier),
        events=(chain.last.slug, chain.middle.slug, chain.first.slug),
        evidence=told(chain.links, chain.named),
    )
    right = Choice(
        chain.middle.title,
        f"event:{chain.middle.slug}",
        " ".join(cause.explanation for cause in chain.links),
        chain.middle.slug,
        asked.evidence,
    )
    others = [_outside(event, chain) for event in wrong]
    return in_any_order("cause", chronicle, asked, [right], others, rng)


def _outside(event: Event, chain: Chain) -> Choice:
    if ends_before(event, chain.first):
        values = dates_of(event, chain.first)
        reason = _("That was over by then: %(when)s. “%(other)s” came later: %(then)s.")
    else:
        values = dates_of(event, chain.last)
        reason = _("That came too late: %(when)s. “%(other)s” came before it: %(then)s.")
    cited = [evidence(best_claim(event))]
    return Choice(event.title, f"event:{event.slug}", reason % values, event.slug, cited)
