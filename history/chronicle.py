"""A topic as immutable, indexed objects in memory: all that questions are made from.

Read in a fixed number of queries, kept by (topic, version), and thrown away when an edit moves
the version on. Nothing here changes after loading, so threads may share it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from copy import copy
from functools import cached_property
from threading import Lock
from types import MappingProxyType
from typing import Any

from django.db.models import QuerySet

from history import models, records

KEPT_TOPICS = 8


class Chronicle:
    """One version of a topic: its events in order of time, their claims, causes and closure.

    `edges` are the (cause, effect) slugs of the whole store, not of the topic alone: a chain
    that leaves the topic and comes back still makes an event a cause. `extras` is for whoever has
    more to say on the topic: each under a name of its own, plain and immutable, and unread here.
    """

    extras: Mapping[str, Any] = MappingProxyType({})

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
        self._reasons: dict[str, frozenset[str]] = {}

    def with_extras(self, extras: Mapping[str, Any]) -> "Chronicle":
        """The same chronicle, nothing of it read or held twice, with these beside it."""
        other = copy(self)
        other.extras = MappingProxyType({**self.extras, **extras})
        return other

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

    def reasons_for(self, slug: str) -> frozenset[str]:
        """Slugs of everything that led to the event, directly or through others."""
        if slug not in self._reasons:
            found: set[str] = set()
            waiting = list(self._causes_of.get(slug, ()))
            while waiting:
                cause = waiting.pop()
                if cause not in found:
                    found.add(cause)
                    waiting.extend(self._causes_of.get(cause, ()))
            self._reasons[slug] = frozenset(found)
        return self._reasons[slug]

    def led_to(self, cause: str, effect: str) -> bool:
        return cause in self.reasons_for(effect)

    def near(self, slug: str, reach: int) -> tuple[records.Event, ...]:
        """Up to `reach` events before and after it in time, itself left out."""
        here = self.position[slug]
        return self.events[max(0, here - reach) : here] + self.events[here + 1 : here + 1 + reach]


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
    in_topic = models.Event.objects.filter(topics=topic)
    sources = {s.pk: source_record(s) for s in models.Source.objects.all()}
    rows = {event.pk: event for event in in_topic}
    topics = _slugs_by_event(rows)
    claims = _date_claims(in_topic, rows, sources)
    causes = _causes(in_topic, sources)
    misconceptions = _misconceptions(in_topic, rows)
    edges = models.Cause.objects.filter(cause__isnull=False).values_list(
        "cause__slug", "effect__slug"
    )
    events = [
        _event(row, topics[pk], claims[pk], causes[pk], misconceptions[pk])
        for pk, row in rows.items()
    ]
    return Chronicle(topic.slug, topic.version, topic.title, events, edges)


def _slugs_by_event(rows: Mapping[int, models.Event]) -> dict[int, list[str]]:
    grouped: dict[int, list[str]] = defaultdict(list)
    memberships = models.Event.topics.through.objects.order_by("topic__slug")
    for event, slug in memberships.values_list("event", "topic__slug"):
        if event in rows:
            grouped[event].append(slug)
    return grouped


def _date_claims(
    events: QuerySet[models.Event],
    rows: Mapping[int, models.Event],
    sources: Mapping[int, records.Source],
) -> dict[int, list[records.DateClaim]]:
    grouped: dict[int, list[records.DateClaim]] = defaultdict(list)
    for claim in models.DateClaim.objects.filter(event__in=events).order_by("pk"):
        claim.event = rows[claim.event_id]
        grouped[claim.event_id].append(
            records.DateClaim(
                event=claim.event.slug,
                source=sources[claim.source_id],
                date=claim.when,
                locator=claim.locator,
                gist=claim.gist,
                quote=claim.quote,
                dispute=claim.dispute,
                note=claim.note,
            )
        )
    return grouped


def _causes(
    events: QuerySet[models.Event], sources: Mapping[int, records.Source]
) -> dict[int, list[records.Cause]]:
    claims: dict[int, list[records.CauseClaim]] = defaultdict(list)
    held = models.CauseClaim.objects.filter(cause__effect__in=events).order_by("pk")
    for claim, slug in ((c, c.cause.slug) for c in held.select_related("cause")):
        claims[claim.cause_id].append(
            records.CauseClaim(
                slug, sources[claim.source_id], claim.locator, claim.gist, claim.quote
            )
        )
    grouped: dict[int, list[records.Cause]] = defaultdict(list)
    found = models.Cause.objects.filter(effect__in=events).select_related("effect", "cause")
    for cause in found.order_by("pk"):
        grouped[cause.effect_id].append(
            records.Cause(
                slug=cause.slug,
                effect=cause.effect.slug,
                cause=cause.cause.slug if cause.cause else "",
                statement=cause.statement,
                role=cause.role,
                explanation=cause.explanation,
                claims=tuple(claims[cause.pk]),
            )
        )
    return grouped


def _misconceptions(
    events: QuerySet[models.Event], rows: Mapping[int, models.Event]
) -> dict[int, list[records.Misconception]]:
    grouped: dict[int, list[records.Misconception]] = defaultdict(list)
    for held in models.Misconception.objects.filter(event__in=events).order_by("pk"):
        grouped[held.event_id].append(
            records.Misconception(
                rows[held.event_id].slug, held.about, held.statement, held.correction, held.tag
            )
        )
    return grouped


def source_record(row: models.Source) -> records.Source:
    return records.Source(
        slug=row.slug,
        title=row.title,
        author=row.author,
        publisher=row.publisher,
        kind=row.kind,
        viewpoint=row.viewpoint,
        language=row.language,
        url=row.url,
    )


def _event(
    row: models.Event,
    topics: list[str],
    claims: list[records.DateClaim],
    causes: list[records.Cause],
    misconceptions: list[records.Misconception],
) -> records.Event:
    return records.Event(
        slug=row.slug,
        title=row.title,
        date=row.when,
        place=row.place,
        people=tuple(row.people_list),
        summary=row.summary,
        topics=tuple(topics),
        importance=row.importance,
        claims=tuple(claims),
        causes=tuple(causes),
        misconceptions=tuple(misconceptions),
    )
