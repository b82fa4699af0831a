"""Whose view is it, and which view does a source take? Recorded views of one matter.

A source need not name the event by which a teacher has put its view, so that no question says that
it does. As with dates, the sources are settled before the one that is asked for is drawn from them.
"""

from collections.abc import Iterator
from itertools import combinations
from random import Random
from typing import NamedTuple

from django.utils.translation import gettext as _

from history.chronicle import Chronicle
from history.records import DateClaim, Event, Source
from quiz.draft import Draft, Rejection
from quiz.kinds._choice import Asked, Choice, in_this_order
from quiz.kinds._dispute_names import cited, cue, names_alike, names_on, stems, words
from quiz.kinds._shared import evidence

VIEWS = ("interpretation", "definition")
MOST_OPTIONS = 3


class Views(NamedTuple):
    """Views of as many sources, told in words that name none of them."""

    claims: tuple[DateClaim, ...]
    names: list[str]


def view(chronicle: Chronicle, event: Event, rng: Random, difficulty: float) -> Draft | Rejection:
    """Which of these views does this source take?"""
    target = f"when:{event.slug}"
    found = list(told_alike(event))
    if not found:
        return Rejection(why_none_told(event), target, certain=True)
    claims, names = rng.choice(found)
    order = rng.sample(range(len(claims)), len(claims))
    held = [claims[n] for n in order]
    options = [_told(claims[n], names[n]) for n in order]
    drawn = rng.randrange(len(options))
    stem = _which(event, names[order[drawn]])
    asked = _asked("view", stem, event, held, drawn)
    return in_this_order("dispute", chronicle, asked, options, [options[drawn]], rng)


def told_alike(event: Event) -> Iterator[Views]:
    """Views whose words do not tell, by length or otherwise, which of them is asked for."""
    named = names_on(event)
    for size in (MOST_OPTIONS, 2):
        for claims in _apart(event, size):
            names = [named[claim.source.slug] for claim in claims]
            if all(names) and not cue(_which(event, ""), [claim.gist for claim in claims]):
                yield Views(claims, names)


def why_none_told(event: Event) -> str:
    for claims in _apart(event, 2):
        return cue(_which(event, ""), [claim.gist for claim in claims]) or "source-without-name"
    return why_no_views(event)


def _which(event: Event, source: str) -> str:
    title = _("“%(title)s”") % {"title": event.title}
    return _(
        "These statements bear on %(event)s: which one comes from this source (%(source)s)?"
    ) % {
        "source": source,
        "event": title,
    }


def _told(claim: DateClaim, name: str) -> Choice:
    reason = _("From: %(source)s (%(place)s).") % {"source": name, "place": claim.locator}
    slug = claim.source.slug
    return Choice(claim.gist, f"source:{slug}", reason, claim.event, [evidence(claim)])


def viewpoint(
    chronicle: Chronicle, event: Event, rng: Random, difficulty: float
) -> Draft | Rejection:
    """Whose view is this?"""
    target = f"when:{event.slug}"
    found = list(views(event))
    if not found:
        return Rejection(why_no_views(event), target, certain=True)
    claims, names = rng.choice(found)
    order = rng.sample(range(len(claims)), len(claims))
    options = [_viewed(claims[n], names[n]) for n in order]
    drawn = rng.randrange(len(options))
    held = [claims[n] for n in order]
    shown = _("In our words: %(gist)s") % {"gist": held[drawn].gist}
    asked = _asked("viewpoint", _stem(event), event, held, drawn)._replace(hint=shown)
    return in_this_order("dispute", chronicle, asked, options, [options[drawn]], rng)


def _asked(way: str, stem: str, event: Event, held: list[DateClaim], drawn: int) -> Asked:
    right, target = held[drawn], f"when:{event.slug}"
    asks = {"way": way, "fact": target, "tests": "source"}
    asks |= {"source": right.source.slug, "gist": right.gist}
    told = cited([right, *(claim for claim in held if claim is not right)], right.note)
    return Asked(stem, asks, (target,), (event.slug,), told, explanation=right.note)


def _stem(event: Event) -> str:
    title = _("“%(title)s”") % {"title": event.title}
    return _("This bears on %(event)s: which of these sources says it?") % {"event": title}


def views(event: Event) -> Iterator[Views]:
    for size in (MOST_OPTIONS, 2):
        for claims in _apart(event, size):
            slugs = [claim.source.slug for claim in claims]
            names, _why = names_alike(event, slugs, _stem(event))
            sayings = " ".join(claim.gist for claim in claims)
            if names and not words(sayings) & words(" ".join(names)):
                yield Views(claims, names)


def why_no_views(event: Event) -> str:
    held = [claim for claim in event.claims if claim.dispute in VIEWS]
    if len({claim.source.slug for claim in held}) < 2:
        return "too-few-views"
    if not any(True for _claims in _apart(event, 2)):
        return "view-names-its-source"
    claims = next(_apart(event, 2))
    return names_alike(event, [c.source.slug for c in claims], _stem(event))[1] or "word-cue"


def _apart(event: Event, size: int) -> Iterator[tuple[DateClaim, ...]]:
    """Views of different sources that are not much alike and describe none of these sources."""
    held = [claim for claim in event.claims if claim.dispute in VIEWS and claim.note]
    for some in combinations(held, size):
        if len({claim.source.slug for claim in some}) < size:
            continue
        if any(_tells(one.gist, other.source) for one in some for other in some):
            continue
        if not any(_alike_for(event, one, other) for one in some for other in some):
            yield some


def _alike_for(event: Event, one: DateClaim, other: DateClaim) -> bool:
    """Whether the other source says much the same anywhere on the event."""
    if one is other:
        return False
    said = [c for c in event.claims if c.source.slug == other.source.slug]
    return any(_much_alike(claim.gist, one.gist) for claim in said)


def _much_alike(one: str, other: str) -> bool:
    ours, theirs = stems(one), stems(other)
    return 2 * len(ours & theirs) >= min(len(ours), len(theirs))


def _tells(gist: str, source: Source) -> bool:
    """Whether words of the gist name or describe the source."""
    described = " ".join((source.title, source.author, source.publisher, source.viewpoint))
    return bool(stems(gist) & stems(described) or words(gist) & words(described))


def _viewed(claim: DateClaim, name: str) -> Choice:
    values = {"source": name, "place": claim.locator, "gist": claim.gist}
    reason = _("%(source)s (%(place)s): %(gist)s") % values
    return Choice(name, f"source:{claim.source.slug}", reason, claim.event, [evidence(claim)])
