"""Cause: whether the key is a reason that somebody gives, and the other options are none.

Where events are the options, `chain` says what is sound.
"""

import re
from collections.abc import Callable, Iterable, Iterator

from history import rules
from history.chronicle import Chronicle
from history.records import Cause, Event
from quiz.draft import Draft, Option
from quiz.soundness import chain
from quiz.soundness.check import Check, Rule, check
from quiz.soundness.citing import unattributed
from quiz.soundness.distractor_dates import three_options
from quiz.soundness.reading import (
    distractors,
    keyed,
    meaning,
    offers_events,
    tested_causes,
    way,
)
from quiz.soundness.speech import ROLE_WORDS, say
from quiz.soundness.text import holds, plain

# "The cause" says that there is one only.
THE_CAUSE = re.compile(r"\b(?:the|la|el)(?: \w+)? (?:reason|cause|causa|motivo|razón)\b")
TO_CHOOSE_ALL = ("all that apply", "todas las que", "всё что подходит")


def check_of(name: str, *, events: Rule) -> Callable[[Rule], Check]:
    """A check with a rule for events as options beside the one for reasons that it decorates."""

    def with_both(reasons: Rule) -> Check:
        def rule(draft: Draft, chronicle: Chronicle) -> Iterable[str]:
            return (events if offers_events(draft) else reasons)(draft, chronicle)

        return Check(name, rule)

    return with_both


def _effect(draft: Draft, chronicle: Chronicle) -> Event:
    return chronicle.by_slug[tested_causes(draft, chronicle)[0].effect]


def _as_cause(draft: Draft, option: Option, chronicle: Chronicle) -> Cause | None:
    about, _, slug = meaning(draft, option).partition(":")
    return chronicle.causes[slug] if about == "cause" else None


def _wrong_causes(draft: Draft, chronicle: Chronicle) -> Iterator[tuple[Option, Cause]]:
    for option in distractors(draft):
        cause = _as_cause(draft, option, chronicle)
        if cause:
            yield option, cause


@check_of("as-recorded", events=chain.as_recorded)
def as_recorded(draft: Draft, chronicle: Chronicle) -> Iterator[str]:
    effect = _effect(draft, chronicle)
    if not holds(draft.shown["stem"], effect.title):
        yield say(
            "The stem does not name “%(event)s”, whose cause it asks for.", event=effect.title
        )
    for option in draft.shown["options"]:
        cause = _as_cause(draft, option, chronicle)
        if cause and plain(option["text"]) != plain(cause.statement):
            yield say(
                "“%(option)s” is not how %(cause)s is stated.",
                option=option["text"],
                cause=cause.slug,
            )


@check_of("key-supported", events=chain.key_supported)
def key_supported(draft: Draft, chronicle: Chronicle) -> Iterator[str]:
    causes = tested_causes(draft, chronicle)
    untested = {meaning(draft, option) for option in keyed(draft)} ^ {
        f"cause:{cause.slug}" for cause in causes
    }
    if untested:
        yield say(
            "What is keyed is not what is tested: %(untested)s.",
            untested=", ".join(sorted(untested)),
        )
    for cause in causes:
        if not draft.key["asks"]["effect"] == draft.events[0] == cause.effect:
            yield say(
                "%(cause)s is a cause of %(effect)s; %(event)s is asked about.",
                cause=cause.slug,
                effect=cause.effect,
                event=draft.events[0],
            )


@check("asserted")
def asserted(draft: Draft, chronicle: Chronicle) -> Iterator[str]:
    for cause in tested_causes(draft, chronicle):
        if not cause.claims:
            yield say("No source says “%(cause)s”.", cause=cause.statement)


@check("arrow-of-time")
def arrow_of_time(draft: Draft, chronicle: Chronicle) -> Iterator[str]:
    for cause in tested_causes(draft, chronicle):
        earlier, effect = chronicle.by_slug.get(cause.cause), chronicle.by_slug[cause.effect]
        if earlier and rules.begins_too_late(earlier.date, effect.date, cause.role):
            yield say(
                "“%(cause)s” begins too late to be a %(role)s of “%(event)s”.",
                cause=earlier.title,
                role=ROLE_WORDS.get(cause.role, cause.role),
                event=effect.title,
            )
        if offers_events(draft) and cause.role == rules.LATER_ALLOWED:
            yield say(
                "“%(event)s” may have begun before it was sustained by %(cause)s.",
                event=effect.title,
                cause=cause.cause,
            )


@check("attributed")
def attributed(draft: Draft, chronicle: Chronicle) -> Iterator[str]:
    for cause in tested_causes(draft, chronicle):
        yield from unattributed(
            draft, [claim.source for claim in cause.claims], interpretive=cause.role == "motive"
        )


@check_of("multiplicity", events=chain.multiplicity)
def multiplicity(draft: Draft, chronicle: Chronicle) -> Iterator[str]:
    if way(draft) == "all":
        yield from _not_for_several(draft)
    effect = _effect(draft, chronicle)
    for option, cause in _wrong_causes(draft, chronicle):
        if cause.effect == effect.slug:
            yield say(
                "“%(option)s” is another cause of “%(event)s”.",
                option=option["text"],
                event=effect.title,
            )
    question = plain(draft.shown["stem"]).replace(plain(effect.title), " ")
    if len(effect.causes) > 1 and THE_CAUSE.search(question):
        yield say(
            "The stem asks for the cause of “%(event)s”, which has %(count)s.",
            event=effect.title,
            count=len(effect.causes),
        )


def _not_for_several(draft: Draft) -> Iterator[str]:
    if not any(holds(draft.shown["stem"], words) for words in TO_CHOOSE_ALL):
        yield say("The stem does not say that all that apply are to be chosen.")
    if len(keyed(draft)) < 2 or not distractors(draft):
        yield say(
            "%(count)s of %(all)s options are right.",
            count=len(keyed(draft)),
            all=len(draft.shown["options"]),
        )


@check_of("one-defensible-answer", events=chain.one_defensible_answer)
def one_defensible_answer(draft: Draft, chronicle: Chronicle) -> Iterator[str]:
    """By what the options say and point to, whatever row they were taken from."""
    effect = _effect(draft, chronicle)
    for option in distractors(draft):
        for accepted in effect.causes:
            if _says(option["text"], accepted.statement):
                yield say(
                    "“%(option)s” says what the cause %(cause)s says.",
                    option=option["text"],
                    cause=accepted.slug,
                )
    for option, cause in _wrong_causes(draft, chronicle):
        if cause.cause and any(cause.cause == accepted.cause for accepted in effect.causes):
            yield say(
                "“%(option)s” points to %(cause)s, which is a cause.",
                option=option["text"],
                cause=cause.cause,
            )


def _says(one: str, other: str) -> bool:
    return holds(one, other) or holds(other, one)


@check_of("refuted-distractors", events=chain.refuted_distractors)
def refuted_distractors(draft: Draft, chronicle: Chronicle) -> Iterator[str]:
    effect = _effect(draft, chronicle)
    for option in distractors(draft):
        cause = _as_cause(draft, option, chronicle)
        if cause:
            if not _came_after(cause, effect, chronicle):
                yield say(
                    "Nothing refutes “%(option)s”: it does not come after the effect.",
                    option=option["text"],
                )
        elif not _is_corrected(meaning(draft, option), option["text"], effect):
            yield say("No teacher's word refutes “%(option)s”.", option=option["text"])


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


@check_of("off-graph", events=chain.off_graph)
def off_graph(draft: Draft, chronicle: Chronicle) -> Iterator[str]:
    effect = _effect(draft, chronicle)
    for option, cause in _wrong_causes(draft, chronicle):
        # A condition points to no event, and still leads on through what it caused.
        led = (c for c in (cause.cause, cause.effect) if chronicle.led_to(c, effect.slug))
        for slug in sorted(led):
            yield say(
                "“%(option)s” leads to “%(event)s” through %(slug)s.",
                option=option["text"],
                event=effect.title,
                slug=slug,
            )


@check_of("no-order-leak", events=chain.no_order_leak)
def no_order_leak(_draft: Draft, _chronicle: Chronicle) -> Iterator[str]:
    """Of reasons nobody asks what came first."""
    return iter(())


@check_of("no-rank-cue", events=chain.no_rank_cue)
def no_rank_cue(_draft: Draft, _chronicle: Chronicle) -> Iterator[str]:
    """Nobody says when a reason was there."""
    return iter(())


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
    no_order_leak,
    no_rank_cue,
    three_options,
)
