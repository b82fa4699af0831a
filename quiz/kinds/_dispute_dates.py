"""Who gives which date: the date that a source gives, or the source that gives a date.

The options are settled before the answer is drawn from among them, each as likely as the others:
whatever an option looks like, that tells nothing. So there are as many options as there are
positions on record, two or three; no date is added that nobody gives. A mistaken date is none of
them, so that knowing when it was is no harm.
"""

from collections.abc import Iterator
from itertools import combinations
from random import Random
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from history.chronicle import Chronicle
from history.dates import parse
from history.records import DateClaim, Event
from history.words import in_words, with_both_styles
from quiz.draft import Draft, Rejection
from quiz.kinds._choice import Asked, Choice, in_this_order
from quiz.kinds._dispute_names import cited, cue, full_name, names_alike, names_on, titled
from quiz.kinds._dispute_positions import Position, Split, side, splits
from quiz.kinds._shared import evidence

MOST_OPTIONS = 3

# Sources stand by themselves, in brackets: whether a name wants an article, only people know, and
# a title that asks something brings a mark of its own.
SAYS = {
    "point": gettext_noop("Which date does this source (%(source)s) give for %(event)s?"),
    "begin": gettext_noop(
        "Which date does this source (%(source)s) give for the beginning of %(event)s?"
    ),
    "end": gettext_noop("Which date does this source (%(source)s) give for the end of %(event)s?"),
}
WHO = {
    "point": gettext_noop("Which of these sources gives %(date)s as the date of %(event)s?"),
    "begin": gettext_noop("Which of these sources gives %(date)s as the beginning of %(event)s?"),
    "end": gettext_noop("Which of these sources gives %(date)s as the end of %(event)s?"),
}


class Witnesses(NamedTuple):
    """Sources of which each gives a date that all the words of the others speak against."""

    split: Split
    positions: tuple[Position, ...]
    names: list[str]


def says(chronicle: Chronicle, event: Event, rng: Random, difficulty: float) -> Draft | Rejection:
    """Which of the dates that are given does this source give?"""
    target, named = f"when:{event.slug}", names_on(event)
    found = splits(event)
    if not found:
        return Rejection("no-dates-at-odds", target, certain=True)
    split = rng.choice(found)
    givers = _offered([p for p in split.positions if named[p.source]], rng)
    if not givers:
        return Rejection("source-without-name", target)
    texts = [in_words(parse(giver.value)) for giver in givers]
    if why := cue("", texts):
        return Rejection(why, target, "; ".join(texts))
    options = [
        _choice(text, giver.value, giver, named) for text, giver in zip(texts, givers, strict=True)
    ]
    drawn = rng.randrange(len(givers))
    stem = _(SAYS[split.of]) % {
        "source": named[givers[drawn].source],
        "event": titled(event, split.unit),
    }
    asked = _asked("says", stem, event, split, givers, drawn)
    return in_this_order("dispute", chronicle, asked, options, [options[drawn]], rng)


def _offered(able: list[Position], rng: Random) -> list[Position]:
    """Some of the dates in order of time, each as one source gives it."""
    values = sorted({p.value for p in able}, key=lambda value: parse(value).earliest)
    givers = [rng.choice([p for p in able if p.value == value]) for value in values]
    sets = list(combinations(givers, min(MOST_OPTIONS, len(givers))))
    return list(rng.choice(sets)) if len(values) > 1 else []


def who(chronicle: Chronicle, event: Event, rng: Random, difficulty: float) -> Draft | Rejection:
    """Which of these sources gives this date?"""
    target = f"when:{event.slug}"
    found = list(witnesses(event))
    if not found:
        return Rejection(why_no_witnesses(event), target, certain=True)
    split, positions, names = rng.choice(found)
    order = rng.sample(range(len(positions)), len(positions))
    givers = [positions[n] for n in order]
    named = {positions[n].source: names[n] for n in order}
    options = [_choice(named[p.source], f"source:{p.source}", p, named) for p in givers]
    drawn = rng.randrange(len(givers))
    values = {"date": in_words(parse(givers[drawn].value)), "event": titled(event, split.unit)}
    asked = _asked("who", _(WHO[split.of]) % values, event, split, givers, drawn)
    asked.asks["said"] = givers[drawn].value
    return in_this_order("dispute", chronicle, asked, options, [options[drawn]], rng)


def witnesses(event: Event) -> Iterator[Witnesses]:
    for split in splits(event):
        for positions in _apart(event, split):
            stem = _(WHO[split.of]) % {"date": "", "event": titled(event, split.unit)}
            names, _why = names_alike(event, [p.source for p in positions], stem)
            if names:
                yield Witnesses(split, positions, names)


def why_no_witnesses(event: Event) -> str:
    for split in splits(event):
        for positions in _apart(event, split):
            stem = _(WHO[split.of]) % {"date": "", "event": titled(event, split.unit)}
            return names_alike(event, [p.source for p in positions], stem)[1]
    return "too-few-sources"


def _apart(event: Event, split: Split) -> Iterator[tuple[Position, ...]]:
    """Positions of which none may be another's in other words, with one that is explained."""
    for size in (MOST_OPTIONS, 2):
        for some in combinations(split.positions, size):
            explained = any(claim in split.marked for p in some for claim in p.claims)
            if not explained:
                continue
            if not any(
                _may_say(event, one, other) or _may_say(event, other, one)
                for one, other in combinations(some, 2)
            ):
                yield some


def _may_say(event: Event, position: Position, other: Position) -> bool:
    """Whether any claim of the one source allows the other's date."""
    claims = [c for c in event.claims if c.source.slug == position.source]
    return any(claim.date.overlaps(parse(other.value)) for claim in claims if claim.date)


def _choice(text: str, meaning: str, position: Position, named: dict[str, str]) -> Choice:
    claim = position.claims[0]
    source = named.get(claim.source.slug) or full_name(claim.source)
    date = with_both_styles(claim.date) if claim.date else text
    reason = _("%(source)s: %(date)s.") % {"source": source, "date": date}
    return Choice(text, meaning, reason, claim.event, [evidence(claim)])


def _asked(
    way: str, stem: str, event: Event, split: Split, givers: list[Position], drawn: int
) -> Asked:
    """The position asked for is cited first; of the others, whichever are shown."""
    cast = [givers[drawn], *(giver for giver in givers if giver is not givers[drawn])]
    claims = [claim for position in cast for claim in position.claims]
    marked = [claim for claim in claims if claim in split.marked]
    more = [] if marked else _at_odds_first(event, split.marked)[:1]
    note = _at_odds_first(event, marked or more)[0].note
    fact = f"when:{event.slug}"
    asks = {"way": way, "fact": fact, "source": givers[drawn].source}
    asks |= {"unit": split.unit.name.lower(), "of": split.of}
    if way == "who" or not _is_when_it_was(event, split.of, givers[drawn]):
        asks["tests"] = "source"
    told = cited([*claims, *more], note)
    return Asked(stem, asks, (fact,), (event.slug,), told, explanation=note)


def _at_odds_first(event: Event, claims: list[DateClaim]) -> list[DateClaim]:
    """What a note on the very date explains may be another matter than the one asked about."""
    return sorted(claims, key=lambda c: bool(c.date and c.date.overlaps(event.date)))


def _is_when_it_was(event: Event, of: str, position: Position) -> bool:
    date = side(event.date, of)
    return date is not None and parse(position.value).contains(date)
