"""Cause: whether the key is a reason that somebody gives, and the other options are none."""

import re
from collections.abc import Iterator

from history import rules
from history.chronicle import Chronicle
from history.records import Cause, Event
from quiz.draft import Draft, Option
from quiz.soundness.check import check
from quiz.soundness.citing import unattributed
from quiz.soundness.distractor_dates import three_options
from quiz.soundness.reading import distractors, keyed, meaning
from quiz.soundness.text import holds, plain

# "The cause" says that there is one only.
THE_CAUSE = re.compile(r"\b(?:the|la|el)(?: \w+)? (?:reason|cause|causa|motivo|razón)\b")


def _asked_cause(draft: Draft, chronicle: Chronicle) -> Cause:
    return chronicle.causes[draft.facts[0].removeprefix("why:")]


def _effect(draft: Draft, chronicle: Chronicle) -> Event:
    return chronicle.by_slug[_asked_cause(draft, chronicle).effect]


def _as_cause(draft: Draft, option: Option, chronicle: Chronicle) -> Cause | None:
    about, _, slug = meaning(draft, option).partition(":")
    return chronicle.causes[slug] if about == "cause" else None


def _wrong_causes(draft: Draft, chronicle: Chronicle) -> Iterator[tuple[Option, Cause]]:
    for option in distractors(draft):
        cause = _as_cause(draft, option, chronicle)
        if cause:
            yield option, cause


@check("as-recorded")
def as_recorded(draft: Draft, chronicle: Chronicle) -> Iterator[str]:
    effect = _effect(draft, chronicle)
    if not holds(draft.shown["stem"], effect.title):
        yield f"The stem does not name “{effect.title}”, whose cause it asks for."
    for option in draft.shown["options"]:
        cause = _as_cause(draft, option, chronicle)
        if cause and plain(option["text"]) != plain(cause.statement):
            yield f"“{option['text']}” is not how {cause.slug} is stated."


@check("key-supported")
def key_supported(draft: Draft, chronicle: Chronicle) -> Iterator[str]:
    cause = _asked_cause(draft, chronicle)
    if meaning(draft, keyed(draft)[0]) != f"cause:{cause.slug}":
        yield f"The key “{keyed(draft)[0]['text']}” is not the cause that the draft tests."
    if not draft.key["asks"]["effect"] == draft.events[0] == cause.effect:
        yield f"{cause.slug} is a cause of {cause.effect}, and {draft.events[0]} is asked about."


@check("asserted")
def asserted(draft: Draft, chronicle: Chronicle) -> Iterator[str]:
    cause = _asked_cause(draft, chronicle)
    if not cause.claims:
        yield f"No source says “{cause.statement}”."


@check("arrow-of-time")
def arrow_of_time(draft: Draft, chronicle: Chronicle) -> Iterator[str]:
    cause, effect = _asked_cause(draft, chronicle), _effect(draft, chronicle)
    earlier = chronicle.by_slug.get(cause.cause)
    if earlier and rules.begins_too_late(earlier.date, effect.date, cause.role):
        yield f"“{earlier.title}” begins too late to be a {cause.role} of “{effect.title}”."


@check("attributed")
def attributed(draft: Draft, chronicle: Chronicle) -> Iterator[str]:
    cause = _asked_cause(draft, chronicle)
    yield from unattributed(
        draft, [claim.source for claim in cause.claims], interpretive=cause.role == "motive"
    )


@check("multiplicity")
def multiplicity(draft: Draft, chronicle: Chronicle) -> Iterator[str]:
    effect = _effect(draft, chronicle)
    for option, cause in _wrong_causes(draft, chronicle):
        if cause.effect == effect.slug:
            yield f"“{option['text']}” is another cause of “{effect.title}”."
    question = plain(draft.shown["stem"]).replace(plain(effect.title), " ")
    if len(effect.causes) > 1 and THE_CAUSE.search(question):
        yield f"The stem asks for the cause of “{effect.title}”, which has {len(effect.causes)}."


@check("one-defensible-answer")
def one_defensible_answer(draft: Draft, chronicle: Chronicle) -> Iterator[str]:
    """By what the options say and point to, whatever row they were taken from."""
    effect = _effect(draft, chronicle)
    for option in distractors(draft):
        for accepted in effect.causes:
            if _says(option["text"], accepted.statement):
                yield f"“{option['text']}” says what the cause {accepted.slug} says."
    for option, cause in _wrong_causes(draft, chronicle):
        if cause.cause and any(cause.cause == accepted.cause for accepted in effect.causes):
            yield f"“{option['text']}” points to {cause.cause}, which is a cause."


def _says(one: str, other: str) -> bool:
    return holds(one, other) or holds(other, one)


@check("refuted-distractors")
def refuted_distractors(draft: Draft, chronicle: Chronicle) -> Iterator[str]:
    effect = _effect(draft, chronicle)
    for option in distractors(draft):
        cause = _as_cause(draft, option, chronicle)
        if cause:
            if not _came_after(cause, effect, chronicle):
                yield f"Nothing refutes “{option['text']}”: it does not come after the effect."
        elif not _is_corrected(meaning(draft, option), option["text"], effect):
            yield f"No teacher's word refutes “{option['text']}”."


def _came_after(cause: Cause, effect: Event, chronicle: Chronicle) -> bool:
    later = chronicle.by_slug.get(cause.cause)
    if later and later.hull[0] > effect.hull[1]:
        return True
    # What a lasting event led to may also have kept it going; of a moment that cannot be.
    return not effect.date.is_interval and chronicle.led_to(effect.slug, cause.cause)


def _is_corrected(stands_for: str, text: str, effect: Event) -> bool:
    return stands_for == f"misconception:{effect.slug}" and any(
        m.about == "why" and m.correction.strip() and plain(m.statement) == plain(text)
        for m in effect.misconceptions
    )


@check("off-graph")
def off_graph(draft: Draft, chronicle: Chronicle) -> Iterator[str]:
    effect = _effect(draft, chronicle)
    reasons = chronicle.reasons_for(effect.slug)
    for option, cause in _wrong_causes(draft, chronicle):
        # A condition points to no event, and still leads on through what it caused.
        for slug in sorted({cause.cause, cause.effect} & reasons):
            yield f"“{option['text']}” leads to “{effect.title}” through {slug}."


CHECKS = (
    as_recorded,
    key_supported,
    asserted,
    arrow_of_time,
    attributed,
    multiplicity,
    one_defensible_answer,
    refuted_distractors,
    off_graph,
    three_options,
)
