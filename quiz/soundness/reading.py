"""What a draft says of itself, in the terms in which the checks speak."""

from collections.abc import Iterator

from history import dates
from history.chronicle import Chronicle
from history.dates import HistoricalDate
from history.records import Cause, Event
from quiz.draft import Draft, Option


def keyed(draft: Draft) -> list[Option]:
    return [o for o in draft.shown["options"] if o["id"] in draft.key["answer"]]


def distractors(draft: Draft) -> list[Option]:
    return [o for o in draft.shown["options"] if o["id"] not in draft.key["answer"]]


def meaning(draft: Draft, option: Option) -> str:
    return draft.key["stands_for"][option["id"]]


def value(draft: Draft, option: Option) -> HistoricalDate:
    """The date that an option of a date question offers, in the Gregorian calendar."""
    return dates.parse(meaning(draft, option))


def offers_events(draft: Draft) -> bool:
    """Whether a cause question has events as its options, not reasons."""
    return draft.kind == "cause" and way(draft) in ("link", "consequence")


def is_order(draft: Draft) -> bool:
    return draft.shown["mode"] == "order"


def way(draft: Draft) -> str:
    """How the kind asks; empty for the usual way of a draft that does not say."""
    return draft.key["asks"].get("way", "")


def is_place(draft: Draft) -> bool:
    """Whether the options are gaps between dated events, into one of which the event belongs."""
    return draft.kind == "date" and way(draft) == "place"


def gap(stands_for: str) -> tuple[str, str]:
    """The slugs of the events before and after a gap, empty where there is none."""
    earlier, _, later = stands_for.removeprefix("gap:").partition("/")
    return earlier, later


def names_events(draft: Draft) -> bool:
    """Whether the options name events: that is no secret then, only when they happened."""
    return is_order(draft) or draft.kind == "ordering" or is_place(draft)


def visible(draft: Draft) -> str:
    """The text from which no answer may be read: titles of events to be placed belong to it."""
    titles = [o["text"] for o in draft.shown["options"]] if names_events(draft) else []
    return "\n".join([draft.shown["stem"], draft.shown["hint"], *titles])


def is_typed(draft: Draft) -> bool:
    """Whether a date is typed, so that there are no options and the key is an EDTF value."""
    return draft.kind == "date" and draft.shown["mode"] == "text"


def key_date(draft: Draft) -> HistoricalDate:
    """The keyed date of a date question."""
    return dates.parse(draft.key["answer"][0]) if is_typed(draft) else value(draft, keyed(draft)[0])


def asked_event(draft: Draft, chronicle: Chronicle) -> Event:
    return chronicle.by_slug[draft.events[0]]


def tested_causes(draft: Draft, chronicle: Chronicle) -> list[Cause]:
    return [chronicle.causes[fact.removeprefix("why:")] for fact in draft.facts]


def timed_events(draft: Draft, chronicle: Chronicle) -> Iterator[Event]:
    """The events whose time the student is to know."""
    for fact in draft.facts:
        about, _, slug = fact.partition(":")
        if about == "when":
            yield chronicle.by_slug[slug]
