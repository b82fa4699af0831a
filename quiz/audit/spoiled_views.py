"""What may go wrong with a view that a source holds, or with a reason that two sources share."""

from dataclasses import replace
from random import Random

from history.chronicle import Chronicle
from quiz.audit.mutants import Mutants, Pair
from quiz.audit.spoiling import asked_event, copy, way_of, with_cause, with_claims
from quiz.draft import Draft

mutant = Mutants()


@mutant("no-name-cue")
def a_view_is_told_in_words_that_name_its_holder(
    draft: Draft, chronicle: Chronicle, rng: Random
) -> Pair | None:
    if way_of(draft) != "viewpoint":
        return None
    asks = draft.key["asks"]
    held = next(c for c in asked_event(draft, chronicle).claims if c.gist == asks["gist"])
    told = f"{held.gist} So says {held.source.title}."
    copied = copy(draft)
    copied.key["asks"]["gist"] = told
    copied.shown["hint"] = copied.shown["hint"].replace(held.gist, told)
    return copied, with_claims(
        draft, chronicle, lambda c: replace(c, gist=told) if c is held else c
    )


@mutant("key-supported")
def one_of_the_two_no_longer_gives_the_reason(
    draft: Draft, chronicle: Chronicle, rng: Random
) -> Pair | None:
    if way_of(draft) != "both":
        return None
    cause = chronicle.causes[draft.facts[0].removeprefix("why:")]
    source = draft.key["asks"][rng.choice(["source", "other"])]
    claims = tuple(claim for claim in cause.claims if claim.source.slug != source)
    return draft, with_cause(chronicle, cause, claims=claims)


@mutant("as-recorded", "attributed")
def one_of_the_two_statements_is_not_shown(
    draft: Draft, chronicle: Chronicle, rng: Random
) -> Pair | None:
    if way_of(draft) not in ("same", "viewpoint"):
        return None
    copied = copy(draft)
    copied.shown["hint"] = "\n".join(copied.shown["hint"].split("\n")[1:])
    return copied, chronicle
