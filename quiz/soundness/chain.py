"""Cause, where events are the options: the missing link of a chain, and what came of an event."""

import re
from collections.abc import Iterator, Mapping
from weakref import WeakKeyDictionary

from history import dates, words
from history.chronicle import Chronicle
from history.dates import HistoricalDate
from history.records import Cause, Event
from quiz.draft import Draft, Option
from quiz.soundness.ordering import order_told
from quiz.soundness.reading import distractors, keyed, meaning, tested_causes, way
from quiz.soundness.speech import say
from quiz.soundness.text import holds, plain
from quiz.soundness.times import dated_claims, with_twin

# "The consequence" says that there is one only, and nobody has written them all down.
THE_CONSEQUENCE = re.compile(
    r"\b(?:the|la|el)(?: \w+)? (?:consequence|result|outcome|consecuencia|resultado)\b"
)

# Read once for each chronicle, and gone with it.
_titles: WeakKeyDictionary[Chronicle, Mapping[str, list[str]]] = WeakKeyDictionary()


def _event(draft: Draft, option: Option, chronicle: Chronicle) -> Event:
    return chronicle.by_slug[meaning(draft, option).removeprefix("event:")]


def _start(draft: Draft, chronicle: Chronicle) -> Event:
    return chronicle.by_slug[draft.key["asks"]["cause"]]


def _end(draft: Draft, chronicle: Chronicle) -> Event | None:
    """Where the chain ends; what came of an event may end anywhere."""
    return chronicle.by_slug[draft.key["asks"]["effect"]] if way(draft) == "link" else None


def _until(draft: Draft) -> HistoricalDate | None:
    """The year by the end of which something had come of the event."""
    until = draft.key["asks"].get("until", "")
    return dates.parse(until) if until else None


def _named(draft: Draft, chronicle: Chronicle) -> list[Event]:
    """The events that the stem is about."""
    return [e for e in (_start(draft, chronicle), _end(draft, chronicle)) if e]


def _wrong(draft: Draft, chronicle: Chronicle) -> Iterator[tuple[Option, Event]]:
    yield from ((option, _event(draft, option, chronicle)) for option in distractors(draft))


def as_recorded(draft: Draft, chronicle: Chronicle) -> Iterator[str]:
    for event in _named(draft, chronicle):
        if not holds(draft.shown["stem"], event.title):
            yield say("The stem does not name “%(event)s”, which it asks about.", event=event.title)
    until = _until(draft)
    if until and not holds(draft.shown["stem"], words.in_words(until)):
        yield say(
            "The stem does not say “%(until)s”, by when it had come.", until=words.in_words(until)
        )
    for option in draft.shown["options"]:
        event = _event(draft, option, chronicle)
        if plain(option["text"]) != plain(event.title):
            yield say(
                "“%(option)s” is not the title of %(slug)s.", option=option["text"], slug=event.slug
            )


def key_supported(draft: Draft, chronicle: Chronicle) -> Iterator[str]:
    """The causes tested make one chain from the start to the end, and the key lies on it."""
    causes = tested_causes(draft, chronicle)
    expected = 2 if way(draft) == "link" else 1
    if len(causes) != expected:
        yield say(
            "A question of this way tests %(expected)s causes, not %(count)s.",
            expected=expected,
            count=len(causes),
        )
        return
    last, first = causes[0], causes[-1]
    yield from _amiss_with_chain(draft, first, last)
    yield from _too_late(draft, chronicle.by_slug[last.effect])
    right = last.cause if way(draft) == "link" else last.effect
    if meaning(draft, keyed(draft)[0]) != f"event:{right}":
        yield say(
            "The key “%(key)s” is not what the causes tested lead to.", key=keyed(draft)[0]["text"]
        )


def _amiss_with_chain(draft: Draft, first: Cause, last: Cause) -> Iterator[str]:
    asks = draft.key["asks"]
    if way(draft) == "link" and first.effect != last.cause:
        yield say("%(first)s and %(last)s make no chain.", first=first.slug, last=last.slug)
    if (first.cause, last.effect) != (asks["cause"], asks["effect"]):
        yield say(
            "The causes lead from %(start)s to %(ending)s, which is not what is asked.",
            start=first.cause,
            ending=last.effect,
        )
    if draft.events[0] != last.effect:
        yield say(
            "The events begin with %(event)s, not with %(effect)s.",
            event=draft.events[0],
            effect=last.effect,
        )


def _too_late(draft: Draft, effect: Event) -> Iterator[str]:
    until = _until(draft)
    if until and with_twin(effect, effect.hull)[1] > until.latest:
        yield say(
            "“%(event)s” may have come later than %(until)s.", event=effect.title, until=until.text
        )


def multiplicity(draft: Draft, chronicle: Chronicle) -> Iterator[str]:
    question = plain(draft.shown["stem"])
    for event in _named(draft, chronicle):
        question = question.replace(plain(event.title), " ")
    if THE_CONSEQUENCE.search(question):
        yield say("The stem asks for the consequence, as if there could be no other.")


def one_defensible_answer(draft: Draft, chronicle: Chronicle) -> Iterator[str]:
    """By what the options say, whichever event they were taken from."""
    for option, event in _wrong(draft, chronicle):
        for slug in _slugs_by_title(chronicle).get(plain(option["text"]), ()):
            if slug != event.slug and _is_linked(draft, chronicle, slug):
                yield say(
                    "“%(option)s” is what %(slug)s is called too, which is an answer.",
                    option=option["text"],
                    slug=slug,
                )


def _slugs_by_title(chronicle: Chronicle) -> Mapping[str, list[str]]:
    if chronicle not in _titles:
        found: dict[str, list[str]] = {}
        for event in chronicle.events:
            found.setdefault(plain(event.title), []).append(event.slug)
        _titles[chronicle] = found
    return _titles[chronicle]


def refuted_distractors(draft: Draft, chronicle: Chronicle) -> Iterator[str]:
    """By time alone: what is not on record as a consequence may be one all the same."""
    start, end, until = _start(draft, chronicle), _end(draft, chronicle), _until(draft)
    for event in _named(draft, chronicle):
        if not dated_claims(event):
            yield say(
                "No claim dates “%(event)s”, so that nothing is before or after it.",
                event=event.title,
            )
    for option, event in _wrong(draft, chronicle):
        if not dated_claims(event):
            yield say("No claim dates “%(event)s”.", event=option["text"])
        was_over = event.hull[1] < start.hull[0]
        came_later = end is not None and end.hull[1] < event.hull[0]
        came_later |= until is not None and until.latest < with_twin(event, event.hull)[0]
        if not was_over and not came_later:
            yield say(
                "Nothing refutes “%(option)s”: by its date it could be the answer.",
                option=option["text"],
            )


def no_rank_cue(draft: Draft, chronicle: Chronicle) -> Iterator[str]:
    """Time refutes what was over before; where it refutes nothing else, the latest is right."""
    if _end(draft, chronicle) is None and _until(draft) is None:
        yield say("The stem says no year by which it had come, so that the latest option is right.")


def off_graph(draft: Draft, chronicle: Chronicle) -> Iterator[str]:
    for option, event in _wrong(draft, chronicle):
        if _is_linked(draft, chronicle, event.slug):
            yield say(
                "“%(option)s” lies on a chain of causes that is asked for.", option=option["text"]
            )


def _is_linked(draft: Draft, chronicle: Chronicle, slug: str) -> bool:
    start, end = _start(draft, chronicle), _end(draft, chronicle)
    return chronicle.led_to(start.slug, slug) and (end is None or chronicle.led_to(slug, end.slug))


def no_order_leak(draft: Draft, chronicle: Chronicle) -> Iterator[str]:
    """Titles that tell the order of time tell which options it refutes."""
    titles = [event.title for event in _named(draft, chronicle)]
    yield from order_told([*titles, *(option["text"] for option in draft.shown["options"])])
