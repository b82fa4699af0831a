"""Tools for those who spoil: copies of drafts and chronicles with something changed."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from typing import Any

from history.calendars import civil
from history.chronicle import Chronicle
from history.dates import BadDate, HistoricalDate, Precision, parse
from history.records import Cause, DateClaim, Event
from quiz.draft import Draft, Option

MONTHS = 12
YEARS = {Precision.YEAR: 1, Precision.DECADE: 10, Precision.CENTURY: 100}


def copy(draft: Draft) -> Draft:
    return replace(draft, shown=deepcopy(draft.shown), key=deepcopy(draft.key))


def with_stem(draft: Draft, stem: str) -> Draft:
    copied = copy(draft)
    copied.shown["stem"] = stem
    return copied


def asking(draft: Draft, words: str) -> Draft:
    """With words added at the end of the question, before its mark."""
    stem = draft.shown["stem"]
    return with_stem(draft, f"{stem[:-1]} {words}{stem[-1]}")


def right_and_wrong(draft: Draft) -> tuple[list[Option], list[Option]]:
    """The options of the draft itself: who changes one changes what is shown."""
    right = [o for o in draft.shown["options"] if o["id"] in draft.key["answer"]]
    return right, [o for o in draft.shown["options"] if o not in right]


def is_choice(draft: Draft, kind: str) -> bool:
    """One option of several, in the way that the kind asks first of all."""
    one_of = draft.kind == kind and draft.shown["mode"] == "single"
    return one_of and draft.key["asks"].get("way") == "choose"


def asked_event(draft: Draft, chronicle: Chronicle) -> Event:
    return chronicle.by_slug[draft.events[0]]


def with_events(
    chronicle: Chronicle, *events: Event, edges: tuple[tuple[str, str], ...] = ()
) -> Chronicle:
    """The chronicle with these events in the place of those of their names."""
    held = {**chronicle.by_slug, **{event.slug: event for event in events}}
    more = (*chronicle.edges, *edges)
    made = Chronicle(chronicle.slug, chronicle.version, chronicle.title, held.values(), more)
    return made.with_extras(chronicle.extras)


def with_cause(chronicle: Chronicle, cause: Cause, /, **changes: Any) -> Chronicle:
    effect = chronicle.by_slug[cause.effect]
    causes = tuple(replace(c, **changes) if c.slug == cause.slug else c for c in effect.causes)
    return with_events(chronicle, replace(effect, causes=causes))


def saying(event: Event, date: HistoricalDate | None) -> Event:
    """The event with this date in all its claims that give one."""
    claims = tuple(replace(c, date=date) if c.date else c for c in event.claims)
    return replace(event, claims=claims)


def renamed(draft: Draft, chronicle: Chronicle, slug: str, title: str) -> tuple[Draft, Chronicle]:
    """An event under a new title, in the store and wherever the question shows it."""
    event, copied = chronicle.by_slug[slug], copy(draft)
    copied.shown["stem"] = copied.shown["stem"].replace(event.title, title)
    for option in copied.shown["options"]:
        option["text"] = option["text"].replace(event.title, title)
    return copied, with_events(chronicle, replace(event, title=title))


def restated(
    draft: Draft, chronicle: Chronicle, cause: Cause, statement: str
) -> tuple[Draft, Chronicle]:
    """A cause in other words, in the store and among the options."""
    copied = copy(draft)
    for option in copied.shown["options"]:
        if option["text"] == cause.statement:
            option["text"] = statement
    return copied, with_cause(chronicle, cause, statement=statement)


def with_ids(draft: Draft, ids: dict[str, str]) -> Draft:
    """The same draft with other option ids, everywhere."""
    copied, key = copy(draft), draft.key
    for option in copied.shown["options"]:
        option["id"] = ids[option["id"]]
    copied.key["answer"] = [ids[i] for i in key["answer"]]
    copied.key["pairs"] = key["pairs"] and [[ids[i] for i in pair] for pair in key["pairs"]]
    copied.key["stands_for"] = {ids[i]: meant for i, meant in key["stands_for"].items()}
    copied.key["truths"] = {ids.get(i, i): truth for i, truth in key["truths"].items()}
    return copied


def date_of(draft: Draft, option: Option) -> HistoricalDate | None:
    try:
        return parse(draft.key["stands_for"][option["id"]])
    except BadDate:
        return None


def beside(date: HistoricalDate, steps: int = 1) -> HistoricalDate:
    """The day, month, year, decade or century so many steps after a plain date."""
    year, month, _day = civil(date.earliest)
    if date.precision == Precision.DAY:
        after = civil(date.earliest + steps)
        return parse(f"{_year(after.year)}-{after.month:02}-{after.day:02}")
    if date.precision == Precision.MONTH:
        years, months = divmod(year * MONTHS + month - 1 + steps, MONTHS)
        return parse(f"{_year(years)}-{months + 1:02}")
    return in_unit(year + steps * YEARS.get(date.precision, 1), date.precision)


def in_unit(year: int, unit: Precision) -> HistoricalDate:
    """The year, or the decade or century that it lies in."""
    cut = {Precision.DECADE: 1, Precision.CENTURY: 2}.get(unit, 0)
    text = _year(year)
    return parse(text[: len(text) - cut] + "X" * cut)


def _year(year: int) -> str:
    return f"-{-year:04}" if year < 0 else f"{year:04}"


def way_of(draft: Draft) -> str:
    """In which way a dispute is asked about; of all other kinds nothing."""
    return draft.key["asks"].get("way", "") if draft.kind == "dispute" else ""


def with_claims(
    draft: Draft, chronicle: Chronicle, edit: Callable[[DateClaim], DateClaim | None]
) -> Chronicle:
    """The store with each claim on the event as edited, or without it."""
    event = asked_event(draft, chronicle)
    edited = (edit(claim) for claim in event.claims)
    return with_events(chronicle, replace(event, claims=tuple(c for c in edited if c)))
