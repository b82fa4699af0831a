"""Whether what is said is backed by claims that the chronicle really holds."""

from collections.abc import Collection, Iterator

from history.chronicle import Chronicle
from history.records import Cause, Event, Source
from quiz.draft import Draft, Evidence, Option, Truth
from quiz.soundness.check import check
from quiz.soundness.reading import is_typed
from quiz.soundness.speech import say
from quiz.soundness.text import holds

Citation = tuple[str, str, str]  # source, locator, says


def citations_of_dates(event: Event) -> set[Citation]:
    return {(c.source.slug, c.locator, c.date.text if c.date else "") for c in event.claims}


def citations_of_cause(cause: Cause) -> set[Citation]:
    return {(claim.source.slug, claim.locator, "") for claim in cause.claims}


def _behind(draft: Draft, chronicle: Chronicle) -> set[Citation]:
    """The claims that the key can rest on: those of the facts it tests."""
    found: set[Citation] = set()
    for fact in draft.facts:
        about, _, slug = fact.partition(":")
        if about == "when":
            found |= citations_of_dates(chronicle.by_slug[slug])
        elif about == "why":
            found |= citations_of_cause(chronicle.causes[slug])
    return found


def _about_options(draft: Draft, chronicle: Chronicle) -> set[Citation]:
    """The claims on every event and cause that the draft has to do with."""
    found = _behind(draft, chronicle)
    for event in (chronicle.by_slug[slug] for slug in draft.events if slug in chronicle.by_slug):
        found = found.union(citations_of_dates(event), *map(citations_of_cause, event.causes))
    for stands_for in draft.key["stands_for"].values():
        cause = chronicle.causes.get(stands_for.removeprefix("cause:"))
        found |= citations_of_cause(cause) if cause else set()
    return found


def _strangers(evidence: Collection[Evidence], real: set[Citation]) -> Iterator[str]:
    for cited in evidence:
        if not cited["source"] or not cited["locator"]:
            yield say(
                "A citation of “%(source)s” lacks its source or its place in it.",
                source=cited["title"],
            )
        elif (cited["source"], cited["locator"], cited["says"]) not in real:
            yield say(
                "No claim here stands in %(source)s, %(locator)s.",
                source=cited["source"],
                locator=cited["locator"],
            )


@check("cited")
def cited(draft: Draft, chronicle: Chronicle) -> Iterator[str]:
    if not draft.key["evidence"]:
        yield say("No claim is cited for the key.")
    yield from _strangers(draft.key["evidence"], _behind(draft, chronicle))


@check("feedback-complete")
def feedback_complete(draft: Draft, chronicle: Chronicle) -> Iterator[str]:
    truths, options = draft.key["truths"], _answers(draft)
    if not draft.key["explanation"].strip():
        yield say("The answer is not explained.")
    if set(truths) - {option["id"] for option in options}:
        yield say("The feedback speaks of an option that is not there.")
    real = _about_options(draft, chronicle)
    for option in options:
        if option["id"] not in truths or not truths[option["id"]]["reason"].strip():
            yield say("The feedback does not say what “%(option)s” is.", option=option["text"])
        else:
            truth = truths[option["id"]]
            yield from _uncited(truth, option["text"], chronicle)
            yield from _strangers(truth["evidence"], real)
    yield from _said_twice(draft)


def _answers(draft: Draft) -> list[Option]:
    """The options; where the answer is typed, the key stands for itself."""
    if not is_typed(draft):
        return draft.shown["options"]
    return [{"id": text, "text": text} for text in draft.key["answer"]]


def _uncited(truth: Truth, text: str, chronicle: Chronicle) -> Iterator[str]:
    slug = truth["refers_to"]
    if slug and slug not in chronicle.by_slug:
        yield say(
            "The feedback on “%(text)s” points to %(slug)s, which the chronicle does not know.",
            text=text,
            slug=slug,
        )
    elif slug and chronicle.by_slug[slug].claims and not truth["evidence"]:
        yield say(
            "The feedback on “%(text)s” points to %(slug)s and cites nothing.", text=text, slug=slug
        )


def _said_twice(draft: Draft) -> Iterator[str]:
    seen: set[str] = set()
    for truth in draft.key["truths"].values():
        if truth["reason"] in seen:
            yield say(
                "Two options have the same feedback, “%(feedback)s”.", feedback=truth["reason"]
            )
        seen.add(truth["reason"])


def unattributed(
    draft: Draft, support: Collection[Source], interpretive: bool = False
) -> Iterator[str]:
    """What is wrong with how the stem names, or fails to name, whom we have the key from."""
    named = draft.key["asks"].get("source", "")
    kinds = {source.kind for source in support}
    weak = len({s.slug for s in support}) == 1 or kinds in ({"tertiary"}, {"official"})
    if not named:
        if weak or interpretive:
            yield say("The key needs “according to”: its support is weak or an interpretation.")
        return
    source = next((source for source in support if source.slug == named), None)
    if source is None:
        yield say("The stem is attributed to %(source)s, which does not say so.", source=named)
    elif not _names(draft.shown["stem"], source):
        yield say(
            "The stem does not name “%(source)s”, which it is attributed to.", source=source.title
        )


def _names(stem: str, source: Source) -> bool:
    return any(holds(stem, name) for name in (source.title, source.author, source.publisher))


CHECKS = (cited, feedback_complete)
