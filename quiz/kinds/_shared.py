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
    return {
        "reason": f"{with_both_styles(event.date)}: {event.title}",
        "refers_to": event.slug,
        "evidence": [evidence(claim) for claim in dating(event)[:1]],
    }


def dating(event: Event) -> list[DateClaim]:
    """What dates it, the best first: the very date that stands beside it, which nobody disputes.

    Whoever is trusted most may only know the year, or mean another day.
    """
    dated: list[DateClaim] = by_trust(claim for claim in event.claims if claim.date)
    return sorted(dated, key=lambda claim: (not _is_its_date(claim, event), bool(claim.dispute)))


def _is_its_date(claim: DateClaim, event: Event) -> bool:
    said = claim.date
    return bool(said and said.contains(event.date) and event.date.contains(said))


def needs_naming(claims: Iterable[DateClaim] | Iterable[CauseClaim]) -> bool:
    """Whether a stem must say who says so: one witness only, or none that is disinterested."""
    sources = {claim.source.slug: claim.source.kind for claim in claims}
    kinds = set(sources.values())
    return len(sources) == 1 or kinds <= {"tertiary"} or kinds <= {"official"}


def by_trust(claims: Iterable[Any]) -> list[Any]:
    return sorted(claims, key=lambda claim: (TRUST.index(claim.source.kind), claim.source.slug))


def best_claim(event: Event) -> DateClaim:
    """The claim that tells best when it was; of an event that has one."""
    return dating(event)[0]


def nameable(sources: Sequence[Source]) -> Source | None:
    """The first that can be named without a number: a year in a name gives answers away."""
    return next((s for s in sources if not any(c.isdigit() for c in s.short_name)), None)


def according_to(question: str, source: Source | None) -> str:
    """The question as one source's word, where somebody has to be named."""
    if source is None:
        return question
    name = source.short_name
    if name == source.title:
        pattern = gettext("According to “%(source)s”, %(question)s")
    else:
        # An office wants an article, a person none, and which of them it is, nobody has said.
        pattern = gettext("According to this source (%(source)s), %(question)s")
    # Spanish puts a mark before its first letter; a title within quotation marks stays.
    asked = re.sub(r"^¿?\w", lambda begun: begun[0].lower(), question)
    return pattern % {"source": name, "question": asked}
