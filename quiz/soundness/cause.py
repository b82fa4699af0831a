"""Cause: whether the key is a reason that somebody gives.

`refuted_reasons` sees to the other options; where events are the options, `chain` has the rules.
"""

import re
from collections.abc import Iterator

from history import rules
from history.chronicle import Chronicle
from quiz.draft import Draft
from quiz.soundness import chain
from quiz.soundness.check import check
from quiz.soundness.citing import unattributed
from quiz.soundness.distractor_dates import three_options
from quiz.soundness.reading import distractors, keyed, meaning, offers_events, tested_causes, way
from quiz.soundness.reasons import as_cause, check_of, effect_of, wrong_causes
from quiz.soundness.refuted_reasons import off_graph, one_defensible_answer, refuted_distractors
from quiz.soundness.speech import ROLE_WORDS, say
from quiz.soundness.text import holds, plain

# "The cause" says that there is one only.
THE_CAUSE = re.compile(r"\b(?:the|la|el)(?: \w+)? (?:reason|cause|causa|motivo|razón)\b")
TO_CHOOSE_ALL = ("all that apply", "todas las que", "всё что подходит")


@check_of("as-recorded", events=chain.as_recorded)
def as_recorded(draft: Draft, chronicle: Chronicle) -> Iterator[str]:
    effect = effect_of(draft, chronicle)
    if not holds(draft.shown["stem"], effect.title):
        yield say(
            "The stem does not name “%(event)s”, whose cause it asks for.", event=effect.title
        )
    for option in draft.shown["options"]:
        cause = as_cause(draft, option, chronicle)
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
    effect = effect_of(draft, chronicle)
    for option, cause in wrong_causes(draft, chronicle):
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
