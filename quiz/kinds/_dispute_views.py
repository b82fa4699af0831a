"""Whose view is it? One of three sources that hold three recorded views of one matter."""

from collections.abc import Iterator
from random import Random

from django.utils.translation import gettext as _

from history.chronicle import Chronicle
from history.records import DateClaim, Event, Source
from quiz.draft import Draft, Rejection
from quiz.kinds._dispute_draft import Choice, Question, assemble, cited, names_on, stems
from quiz.kinds._shared import evidence

VIEWS = ("interpretation", "definition")


def viewpoint(
    chronicle: Chronicle, event: Event, rng: Random, difficulty: float
) -> Draft | Rejection:
    """Whose view is this? Three sources with three recorded views of one matter."""
    target, named = f"when:{event.slug}", names_on(event)
    found = [group for group in views(event) if all(named[claim.source.slug] for claim in group)]
    if not found:
        return Rejection("no-three-views", target)
    right, *others = rng.choice(found)
    chosen = [right, *others]
    options = [_viewed(claim, named) for claim in chosen]
    key = options[0]
    rng.shuffle(options)
    stem = _("Which of these sources says this of %(event)s?")
    question = Question(
        stem % {"event": _("“%(title)s”") % {"title": event.title}},
        _("In our words: %(gist)s") % {"gist": right.gist},
        {"way": "viewpoint", "fact": target, "source": right.source.slug, "gist": right.gist},
        (event.slug,),
        right.note,
        cited(chosen, right.note),
    )
    return assemble(chronicle, options, key, question, rng)


def views(event: Event) -> Iterator[tuple[DateClaim, DateClaim, DateClaim]]:
    """A view whose words do not tell who holds it, and those of two other sources beside it."""
    for right in event.claims:
        if right.dispute not in VIEWS:
            continue
        others = {
            claim.source.slug: claim
            for claim in event.claims
            if claim.dispute == right.dispute
            and claim.source.slug != right.source.slug
            and not _much_alike(claim.gist, right.gist)
        }
        slugs = sorted(others)
        for n, one in enumerate(slugs):
            for other in slugs[n + 1 :]:
                sources = (right.source, others[one].source, others[other].source)
                if not any(_tells(right.gist, source) for source in sources):
                    yield right, others[one], others[other]


def _much_alike(one: str, other: str) -> bool:
    ours, theirs = stems(one), stems(other)
    return 2 * len(ours & theirs) >= min(len(ours), len(theirs))


def _tells(gist: str, source: Source) -> bool:
    """Whether words of the gist name or describe the source."""
    described = " ".join((source.title, source.author, source.publisher, source.viewpoint))
    return bool(stems(gist) & stems(described))


def _viewed(claim: DateClaim, named: dict[str, str]) -> Choice:
    slug = claim.source.slug
    values = {"source": named[slug], "place": claim.locator, "gist": claim.gist}
    reason = _("%(source)s (%(place)s): %(gist)s") % values
    return Choice(named[slug], f"source:{slug}", reason, claim.event, [evidence(claim)])
