"""Mutants of the store behind questions on dates and orders: an edit, or a slip of the pen."""

from dataclasses import replace
from itertools import combinations
from random import Random

from history.calendars import civil
from history.chronicle import Chronicle
from history.dates import BadDate, HistoricalDate, Precision, parse
from history.records import Event
from quiz.audit.mutants import Mutants, Pair
from quiz.audit.spoiling import (
    asked_event,
    beside,
    date_of,
    in_unit,
    is_choice,
    renamed,
    right_and_wrong,
    saying,
    with_events,
)
from quiz.draft import Draft

mutant = Mutants()


def _key(draft: Draft) -> HistoricalDate | None:
    """The date that is keyed, of a question that has one among others to choose from."""
    return date_of(draft, right_and_wrong(draft)[0][0]) if is_choice(draft, "date") else None


def _cards(draft: Draft, chronicle: Chronicle) -> list[Event]:
    if draft.shown["mode"] != "order":
        return []
    slugs = draft.key["stands_for"].values()
    return [chronicle.by_slug[slug] for slug in slugs if slug in chronicle.by_slug]


@mutant("key-supported", "honest-precision", "point-or-span")
def a_claim_gives_a_year_more(draft: Draft, chronicle: Chronicle, rng: Random) -> Pair | None:
    key, event = _key(draft), asked_event(draft, chronicle)
    if key is None:
        return None
    claims = list(event.claims)
    here = rng.choice([n for n, claim in enumerate(claims) if claim.date])
    claims[here] = replace(claims[here], date=beside(key))
    return draft, with_events(chronicle, replace(event, claims=tuple(claims)))


@mutant("key-supported", "honest-precision", "point-or-span")
def the_event_is_put_a_year_later(draft: Draft, chronicle: Chronicle, rng: Random) -> Pair | None:
    key, event = _key(draft), asked_event(draft, chronicle)
    if key is None:
        return None
    return draft, with_events(chronicle, replace(event, date=beside(key)))


@mutant("key-supported", "honest-precision")
def the_calendars_are_swapped(draft: Draft, chronicle: Chronicle, rng: Random) -> Pair | None:
    """Where that moves the event out of what is keyed; most years do not care."""
    key, event = _key(draft), asked_event(draft, chronicle)
    if key is None or event.date.is_interval:
        return None
    try:
        old = parse(event.date.text, "" if event.date.calendar == "OS" else "OS")
    except BadDate:
        return None
    if key.contains(old):
        return None
    return draft, with_events(chronicle, saying(replace(event, date=old), old))


@mutant("calendar")
def the_two_styles_come_to_matter(draft: Draft, chronicle: Chronicle, rng: Random) -> Pair | None:
    """An event early in January, asked by its year, turns out to be dated in the New Style."""
    key, event = _key(draft), asked_event(draft, chronicle)
    plain = key is not None and key.precision == Precision.YEAR and not event.date.calendar
    if key is None or not plain or not 1600 < civil(key.earliest).year < 1950:
        return None
    january = parse(f"{key.text}-01-05", "NS")
    return draft, with_events(chronicle, saying(replace(event, date=january), january))


@mutant("honest-precision")
def the_claims_know_the_century_alone(
    draft: Draft, chronicle: Chronicle, rng: Random
) -> Pair | None:
    key, event = _key(draft), asked_event(draft, chronicle)
    if key is None or key.precision == Precision.CENTURY:
        return None
    century = in_unit(civil(key.earliest).year, Precision.CENTURY)
    return draft, with_events(chronicle, saying(event, century))


@mutant("key-supported")
def the_claims_lose_their_dates(draft: Draft, chronicle: Chronicle, rng: Random) -> Pair | None:
    cards = _cards(draft, chronicle)
    if _key(draft) is None and not cards:
        return None
    event = rng.choice(cards) if cards else asked_event(draft, chronicle)
    return draft, with_events(chronicle, saying(event, None))


@mutant("point-or-span")
def the_event_lasted_for_years(draft: Draft, chronicle: Chronicle, rng: Random) -> Pair | None:
    key, event = _key(draft), asked_event(draft, chronicle)
    if key is None or draft.key["asks"]["of"] != "point":
        return None
    first, last = civil(key.earliest).year, civil(key.latest).year + 9
    span = f"{in_unit(first, Precision.YEAR).text}/{in_unit(last, Precision.YEAR).text}"
    return draft, with_events(chronicle, replace(event, date=parse(span)))


@mutant("no-leak", "no-order-leak")
def the_year_gets_into_a_title(draft: Draft, chronicle: Chronicle, rng: Random) -> Pair | None:
    cards = _cards(draft, chronicle)
    if draft.kind != "date" and not cards:
        return None
    event = rng.choice(cards) if cards else asked_event(draft, chronicle)
    year = civil(event.date.earliest).year
    if abs(year) > 9999:
        return None
    said = f"of {year}" if year > 0 else f"of {1 - year} BC"
    return renamed(draft, chronicle, event.slug, f"{event.title} {said}")


@mutant("one-defensible-answer", "distractors-miss")
def somebody_gives_a_wrong_date(draft: Draft, chronicle: Chronicle, rng: Random) -> Pair | None:
    event = asked_event(draft, chronicle)
    if _key(draft) is None:
        return None
    wrong = date_of(draft, rng.choice(right_and_wrong(draft)[1]))
    claim = replace(event.claims[0], date=wrong, dispute="error", note="They differ.")
    return draft, with_events(chronicle, replace(event, claims=(*event.claims, claim)))


@mutant("one-defensible-answer")
def a_wrong_date_is_that_of_a_namesake(
    draft: Draft, chronicle: Chronicle, rng: Random
) -> Pair | None:
    event = asked_event(draft, chronicle)
    if _key(draft) is None:
        return None
    wrong = rng.choice(right_and_wrong(draft)[1])
    other = chronicle.by_slug.get(draft.key["truths"][wrong["id"]]["refers_to"])
    if other is None:
        return None
    return draft, with_events(chronicle, replace(other, title=f"{event.title}, in the north"))


@mutant("attributed")
def one_witness_is_left(draft: Draft, chronicle: Chronicle, rng: Random) -> Pair | None:
    event = asked_event(draft, chronicle)
    if draft.kind != "date" or draft.key["asks"].get("source", "") or not event.claims:
        return None
    witness = rng.choice([claim for claim in event.claims if claim.date])
    claims = tuple(claim for claim in event.claims if claim.source == witness.source)
    return draft, with_events(chronicle, replace(event, claims=claims))


@mutant("separable")
def two_events_tie(draft: Draft, chronicle: Chronicle, rng: Random) -> Pair | None:
    cards = _cards(draft, chronicle)
    if not cards:
        return None
    one, other = rng.sample(cards, 2)
    return draft, with_events(chronicle, saying(replace(one, date=other.date), other.date))


@mutant("no-order-leak")
def titles_count_their_events(draft: Draft, chronicle: Chronicle, rng: Random) -> Pair | None:
    cards = _cards(draft, chronicle)
    if not cards:
        return None
    one, other = rng.choice(list(combinations(cards, 2)))
    spoiled = renamed(draft, chronicle, one.slug, "First congress of the printers")
    return renamed(*spoiled, other.slug, "Second congress of the printers")


@mutant("well-formed")
def the_event_is_taken_out(draft: Draft, chronicle: Chronicle, rng: Random) -> Pair | None:
    kept = [event for event in chronicle.events if event.slug != draft.events[0]]
    fields = chronicle.slug, chronicle.version, chronicle.title
    return draft, Chronicle(*fields, kept, chronicle.edges)
