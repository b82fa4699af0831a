"""Cause: whether the wrong options are no reasons, whatever row they were taken from."""

from collections.abc import Iterator

from history.chronicle import Chronicle
from history.records import Cause, Event
from quiz.draft import Draft
from quiz.soundness import chain
from quiz.soundness.reading import distractors, meaning
from quiz.soundness.reasons import as_cause, check_of, effect_of, wrong_causes
from quiz.soundness.speech import say
from quiz.soundness.text import holds, plain


@check_of("one-defensible-answer", events=chain.one_defensible_answer)
def one_defensible_answer(draft: Draft, chronicle: Chronicle) -> Iterator[str]:
    """By what the options say and point to, whatever row they were taken from."""
    effect = effect_of(draft, chronicle)
    for option in distractors(draft):
        for accepted in effect.causes:
            if _says(option["text"], accepted.statement):
                yield say(
                    "“%(option)s” says what the cause %(cause)s says.",
                    option=option["text"],
                    cause=accepted.slug,
                )
    for option, cause in wrong_causes(draft, chronicle):
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
    effect = effect_of(draft, chronicle)
    for option in distractors(draft):
        cause = as_cause(draft, option, chronicle)
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
    effect = effect_of(draft, chronicle)
    for option, cause in wrong_causes(draft, chronicle):
        # A condition points to no event, and still leads on through what it caused.
        led = (c for c in (cause.cause, cause.effect) if chronicle.led_to(c, effect.slug))
        for slug in sorted(led):
            yield say(
                "“%(option)s” leads to “%(event)s” through %(slug)s.",
                option=option["text"],
                event=effect.title,
                slug=slug,
            )
