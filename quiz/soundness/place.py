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
from quiz.soundness.speech import UNIT_WORDS, say
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
        yield say("The stem does not name “%(event)s”, which it asks about.", event=event.title)
    for option in draft.shown["options"]:
        earlier, later = sides = _sides(draft, option, chronicle)
        sense = BETWEEN if earlier and later else AFTER if earlier else BEFORE
        told = [f"{e.title} {words.unit_in_words(e.date.earliest, unit)}" for e in sides if e]
        text = plain(option["text"])
        named = [text.find(plain(one)) for one in told]
        if not sense.match(text) or -1 in named or named != sorted(named):
            yield say("“%(option)s” is not the gap that it stands for.", option=option["text"])


@check("key-supported")
def key_supported(draft: Draft, chronicle: Chronicle) -> Iterator[str]:
    event = asked_event(draft, chronicle)
    if draft.facts != (f"when:{event.slug}",):
        yield say(
            "The draft asks about %(slug)s and tests %(facts)s.",
            slug=event.slug,
            facts=", ".join(draft.facts),
        )
    if not dated_claims(event):
        yield say("No claim dates “%(event)s”.", event=event.title)


@check("separable")
def separable(draft: Draft, chronicle: Chronicle) -> Iterator[str]:
    """All that is said of the event puts it on one side of each of the others, and into the key."""
    event = asked_event(draft, chronicle)
    for other in _others(draft, chronicle):
        first, last = _span(event)
        if first <= other.hull[1] and other.hull[0] <= last:
            yield say(
                "It is not decided whether it was before “%(other)s” or after.", other=other.title
            )
    for option in keyed(draft):
        if not _lies_in(_span(event), _sides(draft, option, chronicle)):
            yield say(
                "“%(event)s” does not surely belong here: %(option)s.",
                event=event.title,
                option=option["text"],
            )


@check("one-defensible-answer")
def one_defensible_answer(draft: Draft, chronicle: Chronicle) -> Iterator[str]:
    event, (key,) = asked_event(draft, chronicle), keyed(draft)
    for other in namesakes_of(event, chronicle):
        if not _lies_in(known_span(other), _sides(draft, key, chronicle)):
            yield say("“%(other)s” may be meant too, and belongs elsewhere.", other=other.title)


@check("honest-precision")
def honest_precision(draft: Draft, chronicle: Chronicle) -> Iterator[str]:
    """What is shown of the others is said by somebody and disputed by nobody, in any calendar."""
    unit = UNITS[draft.key["asks"]["unit"]]
    for other in _others(draft, chronicle):
        first, last = with_twin(other, other.hull)
        if not dated_claims(other):
            yield say("No claim dates “%(event)s”.", event=other.title)
        if step(first, unit) != step(last, unit):
            yield say(
                "The %(unit)s of “%(other)s” is not certain.",
                unit=UNIT_WORDS[draft.key["asks"]["unit"]],
                other=other.title,
            )


@check("three-options")
def three_options(draft: Draft, chronicle: Chronicle) -> Iterator[str]:
    others, gaps = len(_others(draft, chronicle)), len(draft.shown["options"])
    if not 3 <= others <= 4 or gaps != others + 1:
        yield say(
            "There are %(gaps)s gaps between %(events)s events, not all those of three or four.",
            gaps=gaps,
            events=others,
        )


@check("spacing")
def spacing(draft: Draft, chronicle: Chronicle) -> Iterator[str]:
    event, unit = asked_event(draft, chronicle), UNITS[draft.key["asks"]["unit"]]
    at = [step(day, unit) for day in event.hull]
    age = max(0, step(chronicle.events[-1].date.earliest, unit) - at[1])
    process = {other.slug for other in same_process(event, chronicle)}
    for other in _others(draft, chronicle):
        steps = [abs(step(day, unit) - one) for day in other.hull for one in at]
        if min(steps) < 1 + age // 100:
            yield say(
                "“%(other)s” is too close to “%(event)s” for something so long ago.",
                other=other.title,
                event=event.title,
            )
        if other.slug in process:
            yield say("“%(other)s” is of the same process.", other=other.title)


@check("no-rank-cue")
def no_rank_cue(draft: Draft, chronicle: Chronicle) -> Iterator[str]:
    gaps = [gap(meaning(draft, option)) for option in draft.shown["options"]]
    chain = ["", *(later for _earlier, later in gaps)]
    if [earlier for earlier, _later in gaps] != chain[:-1] or chain[-1]:
        yield say("The gaps do not follow each other from the earliest to the latest.")
    unit, widths = UNITS[draft.key["asks"]["unit"]], []
    for one, other in pairwise(_others(draft, chronicle)):
        widths.append(step(other.hull[0], unit) - step(one.hull[1], unit))
        if widths[-1] < 1:
            yield say(
                "“%(one)s” is not shown to be before “%(other)s”.", one=one.title, other=other.title
            )
    if widths and max(widths) > WIDEST * min(widths):
        yield say(
            "The gaps between the others are %(widths)s %(unit)ss wide.",
            widths=widths,
            unit=UNIT_WORDS[draft.key["asks"]["unit"]],
        )


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
