"""Tools that several kinds need: citations, and whom a stem must name."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext

from history.records import CauseClaim, DateClaim, Event, Source
from history.words import with_both_styles
from quiz.draft import Evidence, Truth

# Whom to name first where a stem must name somebody.
TRUST = ("primary", "secondary", "official", "tertiary")


def evidence(claim: DateClaim | CauseClaim) -> Evidence:
    source = claim.source
    dated = claim if isinstance(claim, DateClaim) else None
    return {
        "source": source.slug,
        "title": source.title,
        "locator": claim.locator,
        "gist": claim.gist,
        "quote": claim.quote,
        "says": dated.date.text if dated and dated.date else "",
        "calendar": dated.date.calendar if dated and dated.date else "",
        "note": dated.note if dated else "",
        "url": source.url,
        "viewpoint": source.viewpoint,
        "language": source.language,
    }


def truth_of(event: Event) -> Truth:
    """What happened and when, in both styles, with the best claim to it."""
    dated = by_trust(claim for claim in event.claims if claim.date)
    return {
        "reason": f"{with_both_styles(event.date)}: {event.title}",
        "refers_to": event.slug,
        "evidence": [evidence(claim) for claim in dated[:1]],
    }


def needs_naming(claims: Iterable[DateClaim] | Iterable[CauseClaim]) -> bool:
    """Whether a stem must say who says so: one witness only, or none that is disinterested."""
    sources = {claim.source.slug: claim.source.kind for claim in claims}
    kinds = set(sources.values())
    return len(sources) == 1 or kinds <= {"tertiary"} or kinds <= {"official"}


def by_trust(claims: Iterable[Any]) -> list[Any]:
    return sorted(claims, key=lambda claim: (TRUST.index(claim.source.kind), claim.source.slug))


def best_claim(event: Event) -> DateClaim:
    """The claim that tells best when it was; of an event that has one."""
    claim: DateClaim = by_trust(claim for claim in event.claims if claim.date)[0]
    return claim


def nameable(sources: Sequence[Source]) -> Source | None:
    """The first that can be named without a number: a year in a name gives answers away."""
    return next((s for s in sources if not any(c.isdigit() for c in s.short_name)), None)


def according_to(question: str, source: Source | None) -> str:
    """The question as one source's word, where somebody has to be named."""
    if source is None:
        return question
    name = source.short_name
    # A title reads as one only within quotation marks; a person or an office is named without.
    values = {
        "source": gettext("“%(title)s”") % {"title": name} if name == source.title else name,
        # Spanish puts a mark before its first letter; a title within quotation marks stays.
        "question": re.sub(r"^¿?\w", lambda begun: begun[0].lower(), question),
    }
    return gettext("According to %(source)s, %(question)s") % values
