"""A topic as immutable, indexed objects in memory: all that questions are made from.

Read in a fixed number of queries, kept by (topic, version), and thrown away when an edit moves
the version on. Nothing here changes after loading, so threads may share it.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from copy import copy
from functools import cached_property
from threading import Lock
from types import MappingProxyType
from typing import Any, TypeVar

from history import models, reading, records

KEPT_TOPICS = 8
T = TypeVar("T")


class Chronicle:
    """One version of a topic: its events in order of time, their claims, causes and closure.

    `edges` are the (cause, effect) slugs of the whole store, not of the topic alone: a chain
    that leaves the topic and comes back still makes an event a cause. `extras` is for whoever has
    more to say on the topic: each under a name of its own, plain and immutable, and unread here.
    """

    extras: Mapping[str, Any] = MappingProxyType({})
    # That of the titles and of all that is worked out; empty where no language was asked for.
    language = ""
    # The one that this was translated from; None for that one itself.
    written: "Chronicle | None" = None
    # The language of all other texts.
    content = "en"

    def __init__(
        self,
        slug: str,
        version: int,
        title: str,
        events: Iterable[records.Event],
        edges: Iterable[tuple[str, str]] = (),
    ) -> None:
        self.slug = slug
        self.version = version
        self.title = title
        self.events = tuple(sorted(events, key=lambda e: (e.date.earliest, e.date.latest, e.slug)))
        causes_of: dict[str, set[str]] = defaultdict(set)
        for cause, effect in edges:
            causes_of[effect].add(cause)
        self._causes_of = {effect: tuple(sorted(found)) for effect, found in causes_of.items()}
        self._worked_out: dict[Any, Any] = {}

    def with_extras(self, extras: Mapping[str, Any]) -> "Chronicle":
        """The same chronicle, nothing of it read or held twice, with these beside it."""
        other = copy(self)
        other.extras = MappingProxyType({**self.extras, **extras})
        # What was worked out may have been made of other extras.
        other._worked_out = {}
        other.written = self.written and self.written.with_extras(extras)
        return other

    def in_language(self, language: str) -> "Chronicle":
        """The same chronicle with the titles that its events have in this language.

        Each language has a snapshot of its own, made once, because what is worked out of titles
        and sentences differs with them: what is drawn in one language never hangs on another.
        """
        if language == self.language:
            return self
        return (self.written or self).worked_out(_translated, language)

    @cached_property
    def by_slug(self) -> Mapping[str, records.Event]:
        return MappingProxyType({event.slug: event for event in self.events})

    @cached_property
    def causes(self) -> Mapping[str, records.Cause]:
        return MappingProxyType({c.slug: c for event in self.events for c in event.causes})

    @cached_property
    def position(self) -> Mapping[str, int]:
        """Where each event stands in `events`, so that near neighbours in time are a slice."""
        return MappingProxyType({event.slug: n for n, event in enumerate(self.events)})

    def led_to(self, cause: str, effect: str) -> bool:
        """Whether it did, directly or through others."""
        number = self._numbers.get(cause)
        return number is not None and bool(self._closure.get(effect, 0) >> number & 1)

    @cached_property
    def _numbers(self) -> Mapping[str, int]:
        """A number for each event that led to another one."""
        causes = dict.fromkeys(cause for held in self._causes_of.values() for cause in held)
        return {cause: number for number, cause in enumerate(causes)}

    @cached_property
    def _closure(self) -> Mapping[str, int]:
        """For each effect all that led to it, as the bits of a number.

        Where most of a large topic hangs together, sets of slugs would fill the memory.
        """
        found: dict[str, int] = {}
        grown = True
        while grown:
            grown = False
            for effect in self._causes_first:
                bits = before = found.get(effect, 0)
                for cause in self._causes_of[effect]:
                    bits |= 1 << self._numbers[cause] | found.get(cause, 0)
                found[effect], grown = bits, grown or bits != before
        return found

    @cached_property
    def _causes_first(self) -> Sequence[str]:
        """The effects, each after those that led to it, as far as there is no loop."""
        ordered: dict[str, None] = {}
        waiting, opened = list(self._causes_of), set[str]()
        while waiting:
            effect = waiting[-1]
            causes = () if effect in opened else self._causes_of[effect]
            deeper = [c for c in causes if c in self._causes_of and c not in opened]
            opened.add(effect)
            waiting.extend(deeper)
            if not deeper:
                ordered.setdefault(waiting.pop())
        return tuple(ordered)

    @property
    def edges(self) -> tuple[tuple[str, str], ...]:
        """The (cause, effect) slugs, those outside the topic too."""
        held = self._causes_of.items()
        return tuple((cause, effect) for effect, causes in held for cause in causes)

    @cached_property
    def linked(self) -> Mapping[str, frozenset[str]]:
        """For each event the slugs of those that are its causes or that it is a cause of."""
        links: dict[str, set[str]] = defaultdict(set)
        for cause in self.causes.values():
            if cause.cause:
                links[cause.cause].add(cause.effect)
                links[cause.effect].add(cause.cause)
        return MappingProxyType({slug: frozenset(found) for slug, found in links.items()})

    def worked_out(self, make: Callable[..., T], *args: Hashable) -> T:
        """What a reader makes of the whole snapshot, such as an index: made once and kept."""
        if (make, args) not in self._worked_out:
            self._worked_out[make, args] = make(self, *args)
        made: T = self._worked_out[make, args]
        return made

    def near(self, slug: str, reach: int) -> tuple[records.Event, ...]:
        """Up to `reach` events before and after it in time, itself left out."""
        here = self.position[slug]
        return self.events[max(0, here - reach) : here] + self.events[here + 1 : here + 1 + reach]


def _translated(chronicle: Chronicle, language: str) -> Chronicle:
    other = chronicle.with_extras({})
    other.language, other.written = language, chronicle
    other.events = tuple(event.in_language(language) for event in chronicle.events)
    # What holds the events by their slugs was copied, if it had been made.
    other.__dict__.pop("by_slug", None)
    return other


_kept: dict[str, Chronicle] = {}
_lock = Lock()


def chronicle_of(topic: models.Topic) -> Chronicle:
    """The chronicle of the topic as it stands; the given row says which version that is."""
    kept = _kept.get(topic.slug)
    if kept is None or kept.version != topic.version:
        kept = load(topic)
        with _lock:
            _kept[topic.slug] = kept
            while len(_kept) > KEPT_TOPICS:
                del _kept[next(iter(_kept))]
    return kept


def load(topic: models.Topic) -> Chronicle:
    """Read a topic in eight queries, whatever its size."""
    told = Chronicle(topic.slug, topic.version, topic.title, reading.events(topic), reading.edges())
    told.content = topic.language
    return told
