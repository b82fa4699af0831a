"""What all ways of asking about a dispute share: names of sources, options, and the draft."""

import re
from collections.abc import Iterable, Sequence
from random import Random
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from history.chronicle import Chronicle
from history.dates import HistoricalDate
from history.records import DateClaim, Event, Source
from quiz.draft import Draft, Evidence, Key, Shown
from quiz.kinds._shared import evidence, opaque_ids

# A key that is longer than the rest is chosen by those who know nothing.
LONGEST_KEY, LONG_ENOUGH = 1.25, 0.85
SUBTITLE = re.compile(r"[,:;(]")


class Choice(NamedTuple):
    """An option: what it says, what it is, and what is said of it afterwards."""

    text: str
    stands_for: str
    reason: str
    refers_to: str
    evidence: list[Evidence]


class Question(NamedTuple):
    """What is asked, whichever the way, and what the answer rests on."""

    stem: str
    hint: str
    asks: dict[str, str]
    events: Sequence[str]
    explanation: str
    evidence: list[Evidence]


def sources_on(event: Event) -> list[Source]:
    """Each source that says anything of the event's date, by slug."""
    found = {claim.source.slug: claim.source for claim in event.claims}
    return [found[slug] for slug in sorted(found)]


def name(source: Source, among: Iterable[Source]) -> str:
    """A name without a number that none of the others could be meant by; empty if it has none."""
    others = [s for s in among if s.slug != source.slug]
    taken = {n for s in others for n in (s.title, s.author, s.publisher) if n}
    for candidate in (source.short_name, SUBTITLE.split(source.title)[0].strip(), source.title):
        if not candidate or any(c.isdigit() for c in candidate):
            continue
        if not any(candidate in other or other in candidate for other in taken):
            is_title = source.title.startswith(candidate)
            return _("“%(title)s”") % {"title": candidate} if is_title else candidate
    return ""


def names_on(event: Event) -> dict[str, str]:
    """How a question names each source on the event, by slug."""
    sources = sources_on(event)
    return {source.slug: name(source, sources) for source in sources}


def full_name(source: Source) -> str:
    """For the feedback, where a year gives nothing away any more."""
    return _("“%(title)s”") % {"title": source.title}


def claim_date(claim: DateClaim) -> HistoricalDate:
    """The date of a claim that is known to give one."""
    if claim.date is None:
        raise ValueError(claim.locator)
    return claim.date


def titled(event: Event) -> str:
    """The event's title; where a day has an Old Style twin, with the style that is meant."""
    has_twin = event.date.calendar in ("NS", "OS")
    pattern = _("“%(title)s” (New Style)") if has_twin else _("“%(title)s”")
    return pattern % {"title": event.title}


def cited(claims: Iterable[Any], explained: str) -> list[Evidence]:
    """The claims, but for a note that the explanation gives already."""
    found = [evidence(claim) for claim in claims]
    return [told | {"note": ""} if told["note"] == explained else told for told in found]


def stems(text: str) -> set[str]:
    """The longer words, without their endings, so that "calendar" is found in "calendars"."""
    return {word[:6] for word in re.findall(r"\w{5,}", text.casefold())}


def hides(key: str, wrong: Sequence[str]) -> bool:
    """Whether the key does not stand out among the wrong options by its length."""
    lengths = [len(text) for text in wrong]
    not_longest = len(key) <= LONGEST_KEY * sum(lengths) / len(lengths)
    return not_longest and max(lengths) >= LONG_ENOUGH * len(key)


def assemble(
    chronicle: Chronicle, options: list[Choice], right: Choice, question: Question, rng: Random
) -> Draft:
    """The draft with its options in the order given."""
    ids = opaque_ids(rng, len(options))
    by_id = dict(zip(ids, options, strict=True))
    shown: Shown = {
        "stem": question.stem,
        "mode": "single",
        "options": [{"id": i, "text": one.text} for i, one in by_id.items()],
        "hint": question.hint,
    }
    key: Key = {
        "answer": [i for i, one in by_id.items() if one is right],
        "pairs": None,
        "stands_for": {i: one.stands_for for i, one in by_id.items()},
        "asks": question.asks,
        "truths": {
            i: {"reason": one.reason, "refers_to": one.refers_to, "evidence": one.evidence}
            for i, one in by_id.items()
        },
        "explanation": question.explanation,
        "evidence": question.evidence,
    }
    events = tuple(slug for slug in dict.fromkeys(question.events) if slug)
    return Draft("dispute", chronicle.slug, 0, shown, key, (question.asks["fact"],), events)
