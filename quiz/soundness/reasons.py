"""Reasons as options: which rows of the store they stand for, and rules that events have apart."""

from collections.abc import Callable, Iterable, Iterator

from history.chronicle import Chronicle
from history.records import Cause, Event
from quiz.draft import Draft, Option
from quiz.soundness.check import Check, Rule
from quiz.soundness.reading import distractors, meaning, offers_events, tested_causes


def check_of(name: str, *, events: Rule) -> Callable[[Rule], Check]:
    """A check with a rule for events as options beside the one for reasons that it decorates."""

    def with_both(reasons: Rule) -> Check:
        def rule(draft: Draft, chronicle: Chronicle) -> Iterable[str]:
            return (events if offers_events(draft) else reasons)(draft, chronicle)

        return Check(name, rule)

    return with_both


def effect_of(draft: Draft, chronicle: Chronicle) -> Event:
    return chronicle.by_slug[tested_causes(draft, chronicle)[0].effect]


def as_cause(draft: Draft, option: Option, chronicle: Chronicle) -> Cause | None:
    about, _, slug = meaning(draft, option).partition(":")
    return chronicle.causes[slug] if about == "cause" else None


def wrong_causes(draft: Draft, chronicle: Chronicle) -> Iterator[tuple[Option, Cause]]:
    for option in distractors(draft):
        cause = as_cause(draft, option, chronicle)
        if cause:
            yield option, cause
