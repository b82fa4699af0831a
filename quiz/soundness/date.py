"""Date: whether the keyed date is what the sources say, no more exactly than they say it."""

import re
from collections.abc import Iterator

from history import dates, words
from history.chronicle import Chronicle
from history.dates import HistoricalDate, Precision
from history.records import Event
from quiz.draft import Draft
from quiz.soundness.check import check
from quiz.soundness.citing import unattributed
from quiz.soundness.reading import asked_event, is_typed, key_date, value
from quiz.soundness.speech import SIDE_WORDS, UNIT_WORDS, Word, say
from quiz.soundness.text import holds, plain
from quiz.soundness.times import NEW_STYLE, PARTS, UNITS, dated, dated_claims, with_twin

SAYS_WHICH_END = {
    "begin": re.compile(
        r"\b(?:beg[aiu]n|start|broke out|break out|comenz|comienz|empez|empiez|inici|начал|начин)"
    ),
    "end": re.compile(
        r"\b(?:end(?:s|ed|ing)?\b|finish|over\b|final|termin|acab|законч|оконч|конц|конец|заверш)"
    ),
}


def asked_parts(draft: Draft, event: Event) -> Iterator[tuple[Word, HistoricalDate | None]]:
    """Who dates the event, and the part of that date which is asked for; None where left open."""
    part = PARTS[draft.key["asks"]["of"]]
    yield from ((who, part(date)) for who, date in dated(event))


@check("as-recorded")
def as_recorded(draft: Draft, chronicle: Chronicle) -> Iterator[str]:
    event = asked_event(draft, chronicle)
    if not holds(draft.shown["stem"], event.title):
        yield say("The stem does not name “%(event)s”, which it asks about.", event=event.title)
    options = draft.shown["options"]
    meant = words.in_one_form([value(draft, option) for option in options])
    for option, text in zip(options, meant, strict=True):
        if plain(option["text"]) != plain(text):
            yield say(
                "“%(option)s” is not %(value)s in words.",
                option=option["text"],
                value=value(draft, option).text,
            )


@check("key-supported")
def key_supported(draft: Draft, chronicle: Chronicle) -> Iterator[str]:
    event, key = asked_event(draft, chronicle), key_date(draft)
    if draft.facts != (f"when:{event.slug}",):
        yield say(
            "The draft asks about %(slug)s and tests %(facts)s.",
            slug=event.slug,
            facts=", ".join(draft.facts),
        )
    part = PARTS[draft.key["asks"]["of"]]
    claimed = [part(date) for _claim, date in dated_claims(event)]
    if not any(date and key.contains(date) for date in claimed):
        yield say("No claim says %(key)s.", key=key.text)
    for who, date in asked_parts(draft, event):
        if date and not date.overlaps(key):
            yield say(
                "disputed-date: the key is %(key)s, but %(who)s says %(said)s.",
                key=key.text,
                who=who,
                said=date.text,
            )


@check("honest-precision")
def honest_precision(draft: Draft, chronicle: Chronicle) -> Iterator[str]:
    key, asks = key_date(draft), draft.key["asks"]
    unit = UNITS[asks["unit"]]
    if key.precision != unit or key.is_interval or key.qualifier:
        yield say(
            "A %(unit)s is asked for, and the key is %(key)s.",
            unit=UNIT_WORDS[asks["unit"]],
            key=key.text,
        )
    if is_typed(draft) and unit > Precision.YEAR:
        yield say(
            "A %(unit)s has more names than can be read where it is typed.",
            unit=UNIT_WORDS[asks["unit"]],
        )
    for who, date in asked_parts(draft, asked_event(draft, chronicle)):
        if date is None:
            yield say("%(who)s leaves the %(side)s open.", who=who, side=SIDE_WORDS[asks["of"]])
        elif date.is_interval or not date.overlaps(key):
            continue  # these are for point-or-span and for key-supported to judge
        elif date.precision > unit:
            yield say(
                "%(who)s says %(said)s, which is coarser than a %(unit)s.",
                who=who,
                said=date.text,
                unit=UNIT_WORDS[asks["unit"]],
            )
        elif not key.contains(date):
            yield say(
                "%(who)s says %(said)s, which is not sure to lie in %(key)s.",
                who=who,
                said=date.text,
                key=key.text,
            )


@check("point-or-span")
def point_or_span(draft: Draft, chronicle: Chronicle) -> Iterator[str]:
    event, of = asked_event(draft, chronicle), draft.key["asks"]["of"]
    if of == "point":
        for who, date in dated(event):
            if date.is_interval and not key_date(draft).contains(date):
                yield say(
                    "%(who)s says %(said)s, which is longer than the key.", who=who, said=date.text
                )
    elif not event.date.is_interval:
        yield say("“%(event)s” has no %(side)s of its own.", event=event.title, side=SIDE_WORDS[of])
    elif not SAYS_WHICH_END[of].search(_without(event.title, draft.shown["stem"])):
        yield say("The stem does not say that it asks for the %(side)s.", side=SIDE_WORDS[of])


def _without(title: str, stem: str) -> str:
    """A title may have "begins" in it while the question is about the end."""
    return plain(stem).replace(plain(title), " ")


@check("calendar")
def calendar(draft: Draft, chronicle: Chronicle) -> Iterator[str]:
    """Where the two styles name different dates, the student has to know which one is meant."""
    event, key = asked_event(draft, chronicle), key_date(draft)
    date = PARTS[draft.key["asks"]["of"]](event.date)
    if is_typed(draft) and draft.key["asks"].get("old_style", "") != _old_style_name(date):
        yield say(
            "A typed Old Style date of “%(event)s” is not taken for what it is.", event=event.title
        )
    if date is None or date.calendar not in ("NS", "OS") or not _styles_differ(event, date, key):
        return
    shown = [draft.shown["stem"], draft.shown["hint"], *(o["text"] for o in draft.shown["options"])]
    if not any(holds(text, style) for text in shown for style in NEW_STYLE):
        yield say(
            "“%(event)s” has an Old Style date too, and nothing says New Style.", event=event.title
        )


def _old_style_name(date: HistoricalDate | None) -> str:
    if date is None or date.calendar not in ("NS", "OS"):
        return ""
    return date.text if date.calendar == "OS" else dates.old_style(date) or ""


def _styles_differ(event: Event, date: HistoricalDate, key: HistoricalDate) -> bool:
    twin, _last = with_twin(event, (date.earliest, date.latest))
    # The Old Style name of a whole year is the same year; that of a day may be in another one.
    in_another = date.precision == Precision.DAY and not key.earliest <= twin <= key.latest
    return key.precision < Precision.YEAR or in_another


@check("attributed")
def attributed(draft: Draft, chronicle: Chronicle) -> Iterator[str]:
    part, key = PARTS[draft.key["asks"]["of"]], key_date(draft)
    claims = dated_claims(asked_event(draft, chronicle))
    support = [claim.source for claim, date in claims if (p := part(date)) and p.overlaps(key)]
    yield from unattributed(draft, support)


CHECKS = (
    as_recorded,
    key_supported,
    honest_precision,
    point_or_span,
    calendar,
    attributed,
)
