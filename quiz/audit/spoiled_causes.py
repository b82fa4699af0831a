"""Mutants of the store behind questions on causes: an edit, or what a bug would let through."""

from dataclasses import replace
from random import Random

from history.chronicle import Chronicle
from history.dates import Precision
from history.records import Cause
from quiz.audit.mutants import Mutants, Pair
from quiz.audit.spoiling import (
    asking,
    copy,
    in_unit,
    is_choice,
    restated,
    right_and_wrong,
    with_cause,
    with_events,
    with_stem,
)
from quiz.draft import Draft

mutant = Mutants()


def _cause(draft: Draft, chronicle: Chronicle) -> Cause | None:
    """The reason that is keyed, of a question that has one among others to choose from."""
    slug = draft.facts[0].removeprefix("why:")
    return chronicle.causes[slug] if is_choice(draft, "cause") else None


def _wrong_causes(draft: Draft, chronicle: Chronicle) -> list[Cause]:
    meant = [draft.key["stands_for"][option["id"]] for option in right_and_wrong(draft)[1]]
    return [chronicle.causes[m[6:]] for m in meant if m.startswith("cause:")]


def _accepted(
    draft: Draft, chronicle: Chronicle, rng: Random, cause: Cause
) -> tuple[str, Chronicle, Cause]:
    """A wrong option, and a store in which what it says is another cause of the effect."""
    option = rng.choice(right_and_wrong(draft)[1])
    effect = chronicle.by_slug[cause.effect]
    another = replace(cause, slug=f"{cause.slug}-too", cause="", statement=option["text"])
    causes = (*effect.causes, another)
    return option["id"], with_events(chronicle, replace(effect, causes=causes)), another


@mutant("well-formed")
def the_cause_is_deleted(draft: Draft, chronicle: Chronicle, rng: Random) -> Pair | None:
    if draft.kind != "cause":
        return None
    slug = draft.facts[0].removeprefix("why:")
    effect = chronicle.by_slug[chronicle.causes[slug].effect]
    causes = tuple(cause for cause in effect.causes if cause.slug != slug)
    return draft, with_events(chronicle, replace(effect, causes=causes))


@mutant("one-defensible-answer")
def a_wrong_reason_proves_true(draft: Draft, chronicle: Chronicle, rng: Random) -> Pair | None:
    cause = _cause(draft, chronicle)
    if cause is None:
        return None
    return draft, _accepted(draft, chronicle, rng, cause)[1]


@mutant("multiplicity")
def another_accepted_cause_is_an_option(
    draft: Draft, chronicle: Chronicle, rng: Random
) -> Pair | None:
    cause = _cause(draft, chronicle)
    if cause is None:
        return None
    option, spoiled, another = _accepted(draft, chronicle, rng, cause)
    copied = copy(draft)
    copied.key["stands_for"][option] = f"cause:{another.slug}"
    return copied, spoiled


@mutant("multiplicity")
def the_cause_is_asked_for_where_there_are_several(
    draft: Draft, chronicle: Chronicle, rng: Random
) -> Pair | None:
    cause = _cause(draft, chronicle)
    if cause is None or len(chronicle.by_slug[cause.effect].causes) < 2:
        return None
    title = chronicle.by_slug[cause.effect].title
    return with_stem(draft, f"What was the main cause of “{title}”?"), chronicle


@mutant("arrow-of-time")
def the_cause_is_put_after_its_effect(
    draft: Draft, chronicle: Chronicle, rng: Random
) -> Pair | None:
    cause = _cause(draft, chronicle)
    earlier = chronicle.by_slug.get(cause.cause) if cause else None
    if cause is None or earlier is None:
        return None
    late = in_unit(2400, Precision.YEAR)
    return draft, with_events(chronicle, replace(earlier, date=late))


@mutant("off-graph")
def a_wrong_reason_leads_to_the_effect(
    draft: Draft, chronicle: Chronicle, rng: Random
) -> Pair | None:
    cause = _cause(draft, chronicle)
    others = [c for c in _wrong_causes(draft, chronicle) if c.cause] if cause else []
    if cause is None or not others:
        return None
    edge = (rng.choice(others).cause, cause.effect)
    return draft, with_events(chronicle, edges=(edge,))


@mutant("refuted-distractors")
def the_corrections_are_lost(draft: Draft, chronicle: Chronicle, rng: Random) -> Pair | None:
    cause = _cause(draft, chronicle)
    if cause is None or len(_wrong_causes(draft, chronicle)) == len(right_and_wrong(draft)[1]):
        return None
    effect = chronicle.by_slug[cause.effect]
    beliefs = tuple(replace(belief, correction="") for belief in effect.misconceptions)
    return draft, with_events(chronicle, replace(effect, misconceptions=beliefs))


@mutant("refuted-distractors")
def nothing_says_that_a_wrong_reason_came_later(
    draft: Draft, chronicle: Chronicle, rng: Random
) -> Pair | None:
    others = _wrong_causes(draft, chronicle) if _cause(draft, chronicle) else []
    if not others:
        return None
    return draft, with_cause(chronicle, rng.choice(others), cause="")


@mutant("asserted")
def nobody_asserts_the_cause(draft: Draft, chronicle: Chronicle, rng: Random) -> Pair | None:
    cause = _cause(draft, chronicle)
    if cause is None:
        return None
    return draft, with_cause(chronicle, cause, claims=())


@mutant("attributed")
def a_motive_is_told_as_a_fact(draft: Draft, chronicle: Chronicle, rng: Random) -> Pair | None:
    cause = _cause(draft, chronicle)
    if cause is None or draft.key["asks"]["source"]:
        return None
    return draft, with_cause(chronicle, cause, role="motive")


@mutant("no-length-cue")
def the_key_is_padded(draft: Draft, chronicle: Chronicle, rng: Random) -> Pair | None:
    cause = _cause(draft, chronicle)
    said = "as those who were there have written down at length in their letters and diaries"
    if cause is None:
        return None
    return restated(draft, chronicle, cause, f"{cause.statement}, {said}")


@mutant("no-clang")
def the_key_alone_speaks_in_absolutes(
    draft: Draft, chronicle: Chronicle, rng: Random
) -> Pair | None:
    cause = _cause(draft, chronicle)
    if cause is None:
        return None
    return restated(draft, chronicle, cause, f"{cause.statement}, as always")


@mutant("no-clang")
def the_key_takes_a_word_from_the_stem(
    draft: Draft, chronicle: Chronicle, rng: Random
) -> Pair | None:
    cause = _cause(draft, chronicle)
    if cause is None:
        return None
    spoiled, store = restated(draft, chronicle, cause, f"{cause.statement} of Zanzibar")
    return asking(spoiled, "in Zanzibar"), store


@mutant("no-leak")
def the_event_behind_the_cause_stands_in_the_stem(
    draft: Draft, chronicle: Chronicle, rng: Random
) -> Pair | None:
    cause = _cause(draft, chronicle)
    earlier = chronicle.by_slug.get(cause.cause) if cause else None
    return (asking(draft, f"after “{earlier.title}”"), chronicle) if earlier else None
