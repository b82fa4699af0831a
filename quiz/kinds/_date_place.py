"""Where does it go? One event to be put into one of the gaps between others of known date.

An option stands for `gap:EARLIER/LATER`, two slugs, of which one is empty before the first of
the others and after the last.
"""

from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise
from random import Random

from django.utils.translation import gettext as _

from history.chronicle import Chronicle
from history.dates import END, Precision, parse
from history.records import DateClaim, Event, Source
from history.words import in_words, with_both_styles
from quiz.draft import Draft, Key, Rejection, Shown, Truth, opaque_ids
from quiz.kinds import _date_stems as stems
from quiz.kinds._dated import can_be_shown, ends_before
from quiz.kinds._moment import Asked, unit_text
from quiz.kinds._shared import best_claim, evidence, truth_of
from quiz.kinds._standings import words_of
from quiz.kinds._wrong_dates import (
    BEST_KNOWN,
    TWIN,
    Candidate,
    Dates,
    around,
    days_of,
    least_gap,
    same_process,
)

UNITS = (Precision.YEAR, Precision.DECADE, Precision.CENTURY)
HARD = 0.75
# Steps of its own process are kept from beside the event, so the others keep that much more.
FURTHER = 1.1

Gap = tuple[Candidate | None, Candidate | None]


def whole(event: Event) -> Asked | None:
    """All of the event, as all claims have it; None while one side of it is open."""
    first, last = event.hull
    if max(-first, last) >= END:
        return None
    years = [unit_text(day, Precision.YEAR) for day in event.hull]
    return Asked("point", first, last, Precision.YEAR, "/".join(dict.fromkeys(years)))


def build(
    chronicle: Chronicle,
    event: Event,
    claims: list[DateClaim],
    asked: Asked,
    named: Source | None,
    rng: Random,
    difficulty: float,
) -> Draft | Rejection:
    count = 4 if difficulty >= HARD else 3
    for unit in UNITS:
        asked = asked._replace(unit=unit)
        others = _others(chronicle, event, asked, count, rng, difficulty)
        if others:
            return _draft(chronicle, event, claims, asked, others, named, rng)
    return Rejection("too-few-neighbours", f"when:{event.slug}")


def _others(
    chronicle: Chronicle, event: Event, asked: Asked, count: int, rng: Random, difficulty: float
) -> list[Candidate]:
    """Some before and some after, in order of time: from nearer by when the question is hard.

    Where either side has too few for all of them there are none: an event that could not stand
    in every gap would make some gaps likelier.
    """
    place = rng.randrange(count + 1)
    for share, alike in ((0.2 + 0.8 * difficulty, False), (1.0, False), (1.0, True)):
        fits = _fits(chronicle, event, asked.unit, share, alike, rng)
        sides = around(chronicle, asked, least_gap(chronicle, asked, 1.0))
        earlier, later = (_every_other(chronicle, asked, side, fits, count) for side in sides)
        if len(earlier) == len(later) == count:
            return [*earlier[:place][::-1], *later[: count - place]]
    return []


def _fits(
    chronicle: Chronicle, event: Event, unit: Precision, share: float, alike: bool, rng: Random
) -> Callable[[Dates], Event | None]:
    """What of a date may be shown: of a share of the dates, the best known event that is sure.

    Its title has no word of the asked one's, unless it has to: steps of one matter lie near each
    other in time, and who sees the same name goes for the gap beside it.
    """
    first, last = days_of(event)
    told = words_of(event.title)

    def best(date: Dates) -> Event | None:
        if date.earliest <= last and first <= date.latest:
            return None
        for other in date.events[:BEST_KNOWN]:
            if rng.random() < share ** (1 / other.importance) and (
                _is_sure(other, date.value, unit)
                and (alike or told.isdisjoint(words_of(other.title)))
                and not same_process(chronicle, event, other)
            ):
                return other
        return None

    return best


def _every_other(
    chronicle: Chronicle,
    asked: Asked,
    side: Iterable[Dates],
    fits: Callable[[Dates], Event | None],
    count: int,
) -> list[Candidate]:
    """The first, third, fifth on one side of the event, each well apart from the one before.

    The right gap holds the event; so that it is no wider than others, and no better a guess,
    each of these holds one that is left out.
    """
    steps: list[Candidate] = []
    key, least, edge = parse(asked.value), least_gap(chronicle, asked, 1.0), 0
    for date in side:
        distance = max(date.earliest - key.latest, key.earliest - date.latest)
        if distance - edge < (least * FURTHER if steps else least):
            continue
        other = fits(date)
        if other:
            steps.append(Candidate(date.value, other, distance))
            edge = distance + date.latest - date.earliest
        if len(steps) == 2 * count - 1:
            break
    return steps[: 2 * count - 1 : 2]


def _is_sure(event: Event, value: str, unit: Precision) -> bool:
    """Whether the unit shown is its date in both calendars, and its title tells no other."""
    same = not event.date.calendar or unit_text(event.hull[0] - TWIN, unit) == value
    return same and can_be_shown(event)


def _draft(
    chronicle: Chronicle,
    event: Event,
    claims: list[DateClaim],
    asked: Asked,
    others: list[Candidate],
    named: Source | None,
    rng: Random,
) -> Draft:
    gaps: list[Gap] = list(pairwise([None, *others, None]))
    by_id = dict(zip(opaque_ids(rng, len(gaps)), gaps, strict=True))
    shown: Shown = {
        "stem": stems.where_it_goes(event, named),
        "mode": "single",
        "options": [{"id": i, "text": _in_words(gap)} for i, gap in by_id.items()],
        "hint": "",
    }
    key = _key(event, claims, asked, named, by_id)
    events = (event.slug, *(other.event.slug for other in others))
    return Draft("date", chronicle.slug, 0, shown, key, (f"when:{event.slug}",), events)


def _key(
    event: Event,
    claims: list[DateClaim],
    asked: Asked,
    named: Source | None,
    by_id: Mapping[str, Gap],
) -> Key:
    right = next(i for i, gap in by_id.items() if _holds(gap, event))
    return {
        "answer": [right],
        "pairs": None,
        "stands_for": {i: _meaning(gap) for i, gap in by_id.items()},
        "asks": {
            "way": "place",
            "fact": f"when:{event.slug}",
            "unit": asked.unit.name.lower(),
            "of": asked.of,
            "source": named.slug if named else "",
        },
        "truths": {
            i: truth_of(event) if i == right else _why_not(gap, event) for i, gap in by_id.items()
        },
        "explanation": event.summary,
        "evidence": [evidence(claim) for claim in claims],
    }


def _holds(gap: Gap, event: Event) -> bool:
    earlier, later = gap
    return (earlier is None or ends_before(earlier.event, event)) and (
        later is None or ends_before(event, later.event)
    )


def _meaning(gap: Gap) -> str:
    return "gap:" + "/".join(side.event.slug if side else "" for side in gap)


def _in_words(gap: Gap) -> str:
    earlier, later = (side and _dated(side) for side in gap)
    if not earlier:
        return _("Before %(event)s") % {"event": later}
    if not later:
        return _("After %(event)s") % {"event": earlier}
    return _("Between %(earlier)s and %(later)s") % {"earlier": earlier, "later": later}


def _dated(other: Candidate) -> str:
    values = {"title": other.event.title, "date": in_words(parse(other.value))}
    return _("“%(title)s” (%(date)s)") % values


def _why_not(gap: Gap, event: Event) -> Truth:
    """By the one of its two events that lies on the wrong side."""
    others = [side.event for side in gap if side]
    if gap[0] and ends_before(event, others[0]):
        return _told(others[0], _("It came before this: %(date)s, “%(title)s”."))
    return _told(others[-1], _("It came after this: %(date)s, “%(title)s”."))


def _told(other: Event, pattern: str) -> Truth:
    return {
        "reason": pattern % {"title": other.title, "date": with_both_styles(other.date)},
        "refers_to": other.slug,
        "evidence": [evidence(best_claim(other))],
    }
