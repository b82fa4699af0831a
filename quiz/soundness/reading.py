"""What a draft says of itself, in the terms in which the checks speak."""

from collections.abc import Iterator

from history import dates
from history.chronicle import Chronicle
from history.dates import HistoricalDate
from history.records import Event
from quiz.draft import Draft, Option


def keyed(draft: Draft) -> list[Option]:
    return [o for o in draft.shown["options"] if o["id"] in draft.key["answer"]]


def distractors(draft: Draft) -> list[Option]:
    return [o for o in draft.shown["options"] if o["id"] not in draft.key["answer"]]


def meaning(draft: Draft, option: Option) -> str:
    return draft.key["stands_for"][option["id"]]


def way(draft: Draft) -> str:
    return draft.key["asks"].get("way", "")


def value(draft: Draft, option: Option) -> HistoricalDate:
    """The date that an option of a date question offers, in the Gregorian calendar."""
    return dates.parse(meaning(draft, option))


def is_order(draft: Draft) -> bool:
    return draft.shown["mode"] == "order"


def visible(draft: Draft) -> str:
    """The text from which no answer may be read: titles to be ordered belong to it."""
    titles = [o["text"] for o in draft.shown["options"]] if is_order(draft) else []
    return "\n".join([draft.shown["stem"], draft.shown["hint"], *titles])


def asked_event(draft: Draft, chronicle: Chronicle) -> Event:
    return chronicle.by_slug[draft.events[0]]


def timed_events(draft: Draft, chronicle: Chronicle) -> Iterator[Event]:
    """The events whose time the student is to know."""
    for fact in draft.facts:
        about, _, slug = fact.partition(":")
        if about == "when":
            yield chronicle.by_slug[slug]
