"""Whether the answer can be read from what is shown before it."""

import re
from collections.abc import Iterator
from functools import lru_cache

from django.conf import settings
from django.utils.dates import MONTHS_ALT
from django.utils.translation import override

from history import words
from history.calendars import civil
from history.chronicle import Chronicle
from history.records import Event
from quiz.draft import Draft
from quiz.soundness.check import check
from quiz.soundness.dispute_shape import asks_when
from quiz.soundness.reading import (
    asked_event,
    is_place,
    is_typed,
    key_date,
    keyed,
    names_events,
    timed_events,
    value,
    visible,
)
from quiz.soundness.speech import say
from quiz.soundness.text import holds, named_years
from quiz.soundness.times import Span, known_span, with_twin


@check("no-leak")
def no_leak(draft: Draft, chronicle: Chronicle) -> Iterator[str]:
    seen = visible(draft)
    for text in _secret_texts(draft, chronicle):
        if holds(seen, text):
            yield say("The question itself says “%(text)s”.", text=text)
    yield from _options_told(draft)
    yield from _years_told(seen, list(_secret_spans(draft, chronicle)))
    if asks_when(draft) and draft.key["asks"]["unit"] in ("day", "month"):
        yield from _months_told(draft, seen, asked_event(draft, chronicle))


def _options_told(draft: Draft) -> Iterator[str]:
    """Where options name events, one that the question names as well is singled out by that."""
    asked = f"{draft.shown['stem']}\n{draft.shown['hint']}"
    for option in draft.shown["options"] if names_events(draft) else ():
        if holds(asked, option["text"]):
            yield say("The question itself says “%(text)s”.", text=option["text"])


def _secret_texts(draft: Draft, chronicle: Chronicle) -> Iterator[str]:
    # The titles of an ordering are no secret; their order is.
    if not names_events(draft):
        yield from (option["text"] for option in keyed(draft))
    if is_typed(draft):
        yield words.in_words(key_date(draft))
    for fact in draft.facts:
        cause = chronicle.causes.get(fact.removeprefix("why:"))
        # What a chain starts from is named in the question.
        if cause and cause.cause != draft.key["asks"].get("cause"):
            yield from (e.title for e in [chronicle.by_slug.get(cause.cause)] if e)


def _secret_spans(draft: Draft, chronicle: Chronicle) -> Iterator[Span]:
    """The times to be known, in both calendars.

    The wrong dates of a date question belong to them: a year that the stem names is ruled out
    by it, or seems to be meant.
    """
    if draft.kind == "dispute" and not asks_when(draft):
        return  # the dates are what the sources differ over
    for event in timed_events(draft, chronicle):
        yield with_twin(event, known_span(event))
    if asks_when(draft) and not is_place(draft):
        for date in (key_date(draft), *(value(draft, o) for o in draft.shown["options"])):
            yield date.earliest, date.latest


def _years_told(seen: str, spans: list[Span]) -> Iterator[str]:
    secret = [(civil(first).year, civil(last).year) for first, last in spans]
    for shown, begin, end in named_years(seen):
        if any(begin <= last and first <= end for first, last in secret):
            yield say("The question itself says “%(text)s”.", text=shown)


def _months_told(draft: Draft, seen: str, event: Event) -> Iterator[str]:
    key = key_date(draft)
    first, last = with_twin(event, (key.earliest, key.latest))
    for month in sorted({civil(day).month for day in range(first, last + 1)}):
        for name in sorted(_names_of(month)):
            # "march" and "may" are words of every day where months have a capital letter.
            case = re.NOFLAG if name[:1].isupper() else re.IGNORECASE
            if re.search(rf"\b{re.escape(name)}\b", seen, case):
                yield say("The question itself says “%(text)s”.", text=name)


@lru_cache
def _names_of(month: int) -> frozenset[str]:
    """In every language and form: a question in one may name an event by its title in another."""
    names = set()
    for language, _name in settings.LANGUAGES:
        with override(language):
            names |= {words.month_name(month), str(MONTHS_ALT[month])}
    return frozenset(names)


CHECKS = (no_leak,)
