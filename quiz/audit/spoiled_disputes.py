"""What may go wrong with a question on a dispute, or with the claims that it rests on."""

from collections.abc import Iterator
from dataclasses import replace
from random import Random

from history.chronicle import Chronicle
from history.records import DateClaim
from quiz.audit.mutants import Mutants, Pair
from quiz.audit.spoiling import (
    asked_event,
    asking,
    beside,
    copy,
    right_and_wrong,
    way_of,
    with_claims,
    with_events,
    with_stem,
)
from quiz.draft import Draft

mutant = Mutants()

AT_ODDS = ("dispute:error", "dispute:definition")


def _also_said(draft: Draft, chronicle: Chronicle, by: str, of: str) -> Chronicle | None:
    """The store in which one source says elsewhere what another one says."""
    event = asked_event(draft, chronicle)
    mine = next((c for c in event.claims if c.source.slug == by), None)
    if mine is None:
        return None
    more = (
        replace(claim, source=mine.source, locator="p. 999", dispute="", note="")
        for claim in event.claims
        if claim.source.slug == of
    )
    return with_events(chronicle, replace(event, claims=(*event.claims, *more)))


def _key(draft: Draft) -> str:
    return draft.key["stands_for"][draft.key["answer"][0]]


def _wrong_sources(draft: Draft) -> Iterator[str]:
    for option in right_and_wrong(draft)[1]:
        yield draft.key["stands_for"][option["id"]].removeprefix("source:")


@mutant("both-stand")
def the_note_is_left_out(draft: Draft, chronicle: Chronicle, rng: Random) -> Pair | None:
    if way_of(draft) in ("", "both"):
        return None
    copied = copy(draft)
    copied.key["explanation"] = "That is so."
    return copied, chronicle


@mutant("both-stand")
def one_side_alone_is_cited(draft: Draft, chronicle: Chronicle, rng: Random) -> Pair | None:
    if not way_of(draft):
        return None
    copied = copy(draft)
    source = draft.key["asks"]["source"]
    copied.key["evidence"] = [e for e in copied.key["evidence"] if e["source"] == source]
    return copied, chronicle


@mutant("both-stand", "key-supported")
def nobody_disputes_it_any_more(draft: Draft, chronicle: Chronicle, rng: Random) -> Pair | None:
    if way_of(draft) in ("", "both") or _key(draft) == "dispute:precision":
        return None
    return draft, with_claims(draft, chronicle, lambda c: replace(c, dispute="", note=""))


@mutant("key-supported", "well-formed")
def the_source_is_dropped(draft: Draft, chronicle: Chronicle, rng: Random) -> Pair | None:
    if way_of(draft) in ("", "both"):
        return None
    source = draft.key["asks"]["source"]
    return draft, with_claims(draft, chronicle, lambda c: None if c.source.slug == source else c)


@mutant("key-supported", "honest-precision", "one-defensible-answer", "refuted-distractors")
def the_source_is_read_a_year_later(draft: Draft, chronicle: Chronicle, rng: Random) -> Pair | None:
    if way_of(draft) not in ("says", "who"):
        return None
    source = draft.key["asks"]["source"]

    def moved(claim: DateClaim) -> DateClaim:
        if claim.source.slug != source or not claim.date or claim.date.is_interval:
            return claim
        return replace(claim, date=beside(claim.date, 400))

    if all(moved(claim) == claim for claim in asked_event(draft, chronicle).claims):
        return None
    return draft, with_claims(draft, chronicle, moved)


@mutant("key-supported")
def the_source_is_found_to_be_mistaken(
    draft: Draft, chronicle: Chronicle, rng: Random
) -> Pair | None:
    if way_of(draft) not in ("says", "who"):
        return None
    source = draft.key["asks"]["source"]

    def marked(claim: DateClaim) -> DateClaim:
        if claim.source.slug != source:
            return claim
        return replace(claim, dispute="error", note="A slip.")

    return draft, with_claims(draft, chronicle, marked)


@mutant("one-defensible-answer")
def another_source_says_so_too(draft: Draft, chronicle: Chronicle, rng: Random) -> Pair | None:
    if way_of(draft) not in ("who", "viewpoint"):
        return None
    other = rng.choice(list(_wrong_sources(draft)))
    spoiled = _also_said(draft, chronicle, other, draft.key["asks"]["source"])
    return (draft, spoiled) if spoiled else None


@mutant("one-defensible-answer")
def the_source_says_what_the_others_say(
    draft: Draft, chronicle: Chronicle, rng: Random
) -> Pair | None:
    """Where the other one only tells the year or the month, agreeing with it is no news."""
    asks = draft.key["asks"]
    if way_of(draft) == "view":
        other = rng.choice(list(_wrong_sources(draft)))
    elif way_of(draft) == "same" and _key(draft) in AT_ODDS:
        other = asks["other"]
    else:
        return None
    spoiled = _also_said(draft, chronicle, asks["source"], other)
    return (draft, spoiled) if spoiled else None


@mutant("key-supported")
def the_dispute_is_of_another_kind(draft: Draft, chronicle: Chronicle, rng: Random) -> Pair | None:
    if way_of(draft) != "same":
        return None
    other = "definition" if _key(draft) != "dispute:definition" else "error"
    by, said = draft.key["asks"]["source"], draft.key["asks"]["said"]

    def marked(claim: DateClaim) -> DateClaim:
        if not claim.date or (claim.source.slug, claim.date.text) != (by, said):
            return claim
        return replace(claim, dispute=other, note="Otherwise.")

    return draft, with_claims(draft, chronicle, marked)


@mutant("refuted-distractors")
def a_mistake_is_offered_beside_another_meaning(
    draft: Draft, chronicle: Chronicle, rng: Random
) -> Pair | None:
    if way_of(draft) != "same" or _key(draft) not in AT_ODDS:
        return None
    copied = copy(draft)
    option = rng.choice(right_and_wrong(draft)[1])
    other = "definition" if _key(draft) == "dispute:error" else "error"
    copied.key["stands_for"][option["id"]] = f"dispute:{other}"
    return copied, chronicle


@mutant("on-record")
def a_date_is_offered_that_nobody_gives(
    draft: Draft, chronicle: Chronicle, rng: Random
) -> Pair | None:
    if way_of(draft) != "says":
        return None
    copied = copy(draft)
    option = rng.choice(right_and_wrong(copied)[1])
    copied.key["stands_for"][option["id"]] = "1234"
    return copied, chronicle


@mutant("attributed")
def whose_word_it_is_goes_unsaid(draft: Draft, chronicle: Chronicle, rng: Random) -> Pair | None:
    """A source that bears the name of the event seems to be named still."""
    if way_of(draft) not in ("says", "view"):
        return None
    title = asked_event(draft, chronicle).title
    return with_stem(draft, f"Which of these is right of “{title}”?"), chronicle


@mutant("as-recorded")
def a_position_is_reworded(draft: Draft, chronicle: Chronicle, rng: Random) -> Pair | None:
    if way_of(draft) not in ("says", "who", "viewpoint", "view", "both"):
        return None
    copied = copy(draft)
    rng.choice(right_and_wrong(copied)[0])["text"] += " indeed"
    return copied, chronicle


@mutant("no-leak")
def the_source_that_is_sought_is_named(
    draft: Draft, chronicle: Chronicle, rng: Random
) -> Pair | None:
    if way_of(draft) not in ("who", "viewpoint"):
        return None
    (right,), _wrong = right_and_wrong(draft)
    return asking(draft, f"as {right['text']} does"), chronicle
