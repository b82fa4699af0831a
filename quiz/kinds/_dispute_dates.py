"""Who gives which date: the date that a source gives, or the source that gives a date."""

from itertools import combinations
from random import Random

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from history.chronicle import Chronicle
from history.dates import HistoricalDate, parse
from history.records import DateClaim, Event
from history.words import in_words, with_both_styles
from quiz.draft import Draft, Rejection
from quiz.kinds._dispute_draft import (
    Choice,
    Question,
    assemble,
    cited,
    claim_date,
    full_name,
    hides,
    names_on,
    titled,
)
from quiz.kinds._dispute_positions import Position, Split, splits
from quiz.kinds._moment import unit_text
from quiz.kinds._shared import by_trust, evidence

WRONG_OPTIONS = 2
# How many events before and after may lend their date.
NEAREST = 25
NEIGHBOURS = 4
# What an Old Style twin or a time zone may move a date by.
MARGIN = 14

SAYS = {
    "point": gettext_noop("According to %(source)s, when did this happen: %(event)s?"),
    "begin": gettext_noop("According to %(source)s, when did this begin: %(event)s?"),
    "end": gettext_noop("According to %(source)s, when did this end: %(event)s?"),
}
WHO = {
    "point": gettext_noop("Which of these sources gives %(date)s as the date of %(event)s?"),
    "begin": gettext_noop("Which of these sources gives %(date)s as the beginning of %(event)s?"),
    "end": gettext_noop("Which of these sources gives %(date)s as the end of %(event)s?"),
}


def says(chronicle: Chronicle, event: Event, rng: Random, difficulty: float) -> Draft | Rejection:
    """Which of the dates that are given does this source give?"""
    chosen = _chosen(event, rng)
    if isinstance(chosen, Rejection):
        return chosen
    split, right = chosen
    named = names_on(event)
    if not named[right.source]:
        return Rejection("source-without-name", f"when:{event.slug}", right.source)
    others = [value for value in split.values if value != right.value]
    wrong = [_first(split, value) for value in rng.sample(others, min(WRONG_OPTIONS, len(others)))]
    options = [_date_of(position, named) for position in (right, *wrong)]
    if len(options) <= WRONG_OPTIONS:
        lent = _lent(chronicle, event, split, right, rng)
        if lent is None:
            return Rejection("too-few-distractors", f"when:{event.slug}")
        options.append(lent)
    asks = {"way": "says", "source": right.source}
    stem = _(SAYS[split.of]) % {"source": named[right.source], "event": titled(event)}
    question = _question(stem, asks, event, split, (right, *wrong))
    question = question._replace(events=(event.slug, *(o.refers_to for o in options)))
    in_order = sorted(options, key=lambda option: parse(option.stands_for).earliest)
    return assemble(chronicle, in_order, options[0], question, rng)


def who(chronicle: Chronicle, event: Event, rng: Random, difficulty: float) -> Draft | Rejection:
    """Which of these sources gives this date?"""
    found = witnesses(event)
    if not found:
        return Rejection("too-few-sources", f"when:{event.slug}")
    split, right, *wrong = rng.choice(found)
    named, date = names_on(event), parse(right.value)
    options = [_witness(position, named) for position in (right, *wrong)]
    key = options[0]
    stem = _(WHO[split.of]) % {"date": in_words(date), "event": titled(event)}
    asks = {"way": "who", "source": right.source, "said": right.value}
    rng.shuffle(options)
    return assemble(
        chronicle, options, key, _question(stem, asks, event, split, (right, *wrong)), rng
    )


def witnesses(event: Event) -> list[tuple[Split, Position, Position, Position]]:
    """Who can be asked for by a date, beside two whose every word speaks against that date."""
    named, found = names_on(event), []
    for split in splits(event):
        able = [p for p in split.positions if named[p.source]]
        for right in able:
            date = parse(right.value)
            others = [p for p in able if not _may_say(event, p, date)]
            for one, other in combinations(others, WRONG_OPTIONS):
                if hides(named[right.source], [named[one.source], named[other.source]]):
                    found.append((split, right, one, other))
    return found


def _chosen(event: Event, rng: Random) -> tuple[Split, Position] | Rejection:
    """A split and a position in it: each of the dates that are given is asked alike."""
    found = splits(event)
    if not found:
        disputed = any(claim.dispute for claim in event.claims)
        name = "no-dates-at-odds" if disputed else "no-dispute"
        return Rejection(name, f"when:{event.slug}")
    split = rng.choice(found)
    value = rng.choice(split.values)
    return split, rng.choice([p for p in split.positions if p.value == value])


def _first(split: Split, value: str) -> Position:
    return next(p for p in split.positions if p.value == value)


def _may_say(event: Event, position: Position, date: HistoricalDate) -> bool:
    """Whether any claim of the source allows this date."""
    claims = [c for c in event.claims if c.source.slug == position.source]
    return any(claim.date.overlaps(date) for claim in claims if claim.date)


def _date_of(position: Position, named: dict[str, str]) -> Choice:
    text = in_words(parse(position.value))
    return _choice(text, position.value, position.claims[0], named)


def _witness(position: Position, named: dict[str, str]) -> Choice:
    source = position.source
    return _choice(named[source], f"source:{source}", position.claims[0], named)


def _choice(text: str, meaning: str, claim: DateClaim, named: dict[str, str]) -> Choice:
    source = named[claim.source.slug] or full_name(claim.source)
    values = {"source": source, "date": with_both_styles(claim_date(claim))}
    reason = _("%(source)s says: %(date)s.") % values
    return Choice(text, meaning, reason, claim.event, [evidence(claim)])


def _lent(
    chronicle: Chronicle, event: Event, split: Split, right: Position, rng: Random
) -> Choice | None:
    """The date of another event, so that the right one is first, second and third alike."""
    first, last = split.values[0], split.values[-1]
    is_outermost = rng.random() < 2 / 3
    before, after = _around(chronicle, event, split)
    ordered = sorted([first, last], key=lambda value: parse(value).earliest)
    sides = [after, before] if (right.value == ordered[0]) == is_outermost else [before, after]
    for side in sides:
        if side:
            return rng.choice(side)
    return None


def _around(chronicle: Chronicle, event: Event, split: Split) -> tuple[list[Choice], list[Choice]]:
    """The nearest dates of other events, earlier and later than all that is given for this."""
    first, last = event.hull[0] - MARGIN, event.hull[1] + MARGIN
    before, after = dict[str, Event](), dict[str, Event]()
    for other in chronicle.near(event.slug, NEAREST):
        value = unit_text(other.hull[0], split.unit)
        if not value or value != unit_text(other.hull[1], split.unit):
            continue
        date = parse(value)
        if date.latest < first:
            before[value] = other
        elif date.earliest > last:
            after.setdefault(value, other)
    return (
        [_borrowed(value, other) for value, other in list(before.items())[-NEIGHBOURS:]],
        [_borrowed(value, other) for value, other in list(after.items())[:NEIGHBOURS]],
    )


def _borrowed(value: str, other: Event) -> Choice:
    told = by_trust(claim for claim in other.claims if claim.date)
    reason = f"{with_both_styles(other.date)}: {other.title}"
    return Choice(
        in_words(parse(value)), value, reason, other.slug, [evidence(c) for c in told[:1]]
    )


def _question(
    stem: str, asks: dict[str, str], event: Event, split: Split, positions: tuple[Position, ...]
) -> Question:
    claims = [claim for position in positions for claim in position.claims]
    marked = [claim for claim in split.marked if claim not in claims]
    asks |= {"fact": f"when:{event.slug}", "unit": split.unit.name.lower(), "of": split.of}
    told = cited([*claims, *marked[:1]] if not _explained(claims) else claims, split.note)
    return Question(stem, "", asks, (event.slug,), split.note, told)


def _explained(claims: list[DateClaim]) -> bool:
    return any(claim.dispute for claim in claims)
