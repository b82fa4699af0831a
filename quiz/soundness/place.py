"""Date, placed among others: whether one gap alone is right, and nothing shown tells which."""

import re
from collections.abc import Iterator
from itertools import pairwise

from history import words
from history.chronicle import Chronicle
from history.records import Event
from quiz.draft import Draft, Option
from quiz.soundness.check import check
from quiz.soundness.citing import unattributed
from quiz.soundness.distractor_dates import namesakes_of, same_process
from quiz.soundness.ordering import rank_told
from quiz.soundness.reading import asked_event, gap, keyed, meaning
from quiz.soundness.text import holds, plain
from quiz.soundness.times import UNITS, Span, dated_claims, known_span, step, with_twin

Sides = tuple[Event | None, Event | None]

BEFORE = re.compile("(?:before|antes de|до события) ")
BETWEEN = re.compile("(?:between|entre|между событиями) ")
WIDEST = 6  # times as wide as the narrowest; who guesses takes the widest gap
AFTER = re.compile("(?:after|después de|tras|после события) ")


def _sides(draft: Draft, option: Option, chronicle: Chronicle) -> Sides:
    earlier, later = gap(meaning(draft, option))
    return chronicle.by_slug.get(earlier), chronicle.by_slug.get(later)


def _others(draft: Draft, chronicle: Chronicle) -> list[Event]:
    """The events shown with their dates, in the order in which the options name them."""
    sides = [_sides(draft, option, chronicle) for option in draft.shown["options"]]
    return list({e.slug: e for pair in sides for e in pair if e}.values())


def _span(event: Event) -> Span:
    """When it may have been, with a day for time zones and its days in the other calendar."""
    first, last = with_twin(event, event.hull)
    return first - 1, last + 1


def _lies_in(span: Span, sides: Sides) -> bool:
    earlier, later = sides
    return (earlier is None or earlier.hull[1] < span[0]) and (
        later is None or span[1] < later.hull[0]
    )


@check("as-recorded")
def as_recorded(draft: Draft, chronicle: Chronicle) -> Iterator[str]:
    event, unit = asked_event(draft, chronicle), UNITS[draft.key["asks"]["unit"]]
    if not holds(draft.shown["stem"], event.title):
        yield f"The stem does not name “{event.title}”, which it asks about."
    for option in draft.shown["options"]:
        earlier, later = sides = _sides(draft, option, chronicle)
        sense = BETWEEN if earlier and later else AFTER if earlier else BEFORE
        told = [f"{e.title} {words.unit_in_words(e.date.earliest, unit)}" for e in sides if e]
        text = plain(option["text"])
        named = [text.find(plain(one)) for one in told]
        if not sense.match(text) or -1 in named or named != sorted(named):
            yield f"“{option['text']}” is not the gap that it stands for."


@check("key-supported")
def key_supported(draft: Draft, chronicle: Chronicle) -> Iterator[str]:
    event = asked_event(draft, chronicle)
    if draft.facts != (f"when:{event.slug}",):
        yield f"The draft asks about {event.slug} and tests {', '.join(draft.facts)}."
    if not dated_claims(event):
        yield f"No claim dates “{event.title}”."


@check("separable")
def separable(draft: Draft, chronicle: Chronicle) -> Iterator[str]:
    """All that is said of the event puts it on one side of each of the others, and into the key."""
    event = asked_event(draft, chronicle)
    for other in _others(draft, chronicle):
        first, last = _span(event)
        if first <= other.hull[1] and other.hull[0] <= last:
            yield f"It is not decided whether it was before “{other.title}” or after."
    for option in keyed(draft):
        if not _lies_in(_span(event), _sides(draft, option, chronicle)):
            yield f"“{event.title}” does not surely belong here: {option['text']}."


@check("one-defensible-answer")
def one_defensible_answer(draft: Draft, chronicle: Chronicle) -> Iterator[str]:
    event, (key,) = asked_event(draft, chronicle), keyed(draft)
    for other in namesakes_of(event, chronicle):
        if not _lies_in(known_span(other), _sides(draft, key, chronicle)):
            yield f"“{other.title}” may be meant too, and belongs elsewhere."


@check("honest-precision")
def honest_precision(draft: Draft, chronicle: Chronicle) -> Iterator[str]:
    """What is shown of the others is said by somebody and disputed by nobody, in any calendar."""
    unit = UNITS[draft.key["asks"]["unit"]]
    for other in _others(draft, chronicle):
        first, last = with_twin(other, other.hull)
        if not dated_claims(other):
            yield f"No claim dates “{other.title}”."
        if step(first, unit) != step(last, unit):
            yield f"The {draft.key['asks']['unit']} of “{other.title}” is not certain."


@check("three-options")
def three_options(draft: Draft, chronicle: Chronicle) -> Iterator[str]:
    others, gaps = len(_others(draft, chronicle)), len(draft.shown["options"])
    if not 3 <= others <= 4 or gaps != others + 1:
        yield f"There are {gaps} gaps between {others} events, not all those of three or four."


@check("spacing")
def spacing(draft: Draft, chronicle: Chronicle) -> Iterator[str]:
    event, unit = asked_event(draft, chronicle), UNITS[draft.key["asks"]["unit"]]
    at = [step(day, unit) for day in event.hull]
    age = max(0, step(chronicle.events[-1].date.earliest, unit) - at[1])
    process = {other.slug for other in same_process(event, chronicle)}
    for other in _others(draft, chronicle):
        steps = [abs(step(day, unit) - one) for day in other.hull for one in at]
        if min(steps) < 1 + age // 100:
            yield f"“{other.title}” is too close to “{event.title}” for something so long ago."
        if other.slug in process:
            yield f"“{other.title}” is of the same process."


@check("no-rank-cue")
def no_rank_cue(draft: Draft, chronicle: Chronicle) -> Iterator[str]:
    gaps = [gap(meaning(draft, option)) for option in draft.shown["options"]]
    chain = ["", *(later for _earlier, later in gaps)]
    if [earlier for earlier, _later in gaps] != chain[:-1] or chain[-1]:
        yield "The gaps do not follow each other from the earliest to the latest."
    unit, widths = UNITS[draft.key["asks"]["unit"]], []
    for one, other in pairwise(_others(draft, chronicle)):
        widths.append(step(other.hull[0], unit) - step(one.hull[1], unit))
        if widths[-1] < 1:
            yield f"“{one.title}” is not shown to be before “{other.title}”."
    if widths and max(widths) > WIDEST * min(widths):
        yield f"The gaps between the others are {widths} {unit.name.lower()}s wide."


@check("no-order-leak")
def no_order_leak(draft: Draft, chronicle: Chronicle) -> Iterator[str]:
    for other in _others(draft, chronicle):
        yield from rank_told(asked_event(draft, chronicle).title, other.title)


@check("attributed")
def attributed(draft: Draft, chronicle: Chronicle) -> Iterator[str]:
    claims = dated_claims(asked_event(draft, chronicle))
    yield from unattributed(draft, [claim.source for claim, _date in claims])


CHECKS = (
    as_recorded,
    key_supported,
    separable,
    one_defensible_answer,
    honest_precision,
    three_options,
    spacing,
    no_rank_cue,
    no_order_leak,
    attributed,
)
