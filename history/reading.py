"""A topic's rows as records: a fixed number of queries, and no object for each row but the record.

Rows come as plain tuples, because a model's instance costs more than all the rest, and a topic
may have a hundred thousand rows.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db.models import QuerySet

from history import dates, models, records
from history.models.claim import calendar_of
from history.models.event import TITLES, people_in

EVENT = ("slug", "title", "date", "calendar", "place", "people", "summary", "importance")


def edges() -> list[tuple[str, str]]:
    """The (cause, effect) slugs of the whole store."""
    linked = models.Cause.objects.filter(cause__isnull=False)
    return list(linked.values_list("cause__slug", "effect__slug"))


def events(topic: models.Topic) -> list[records.Event]:
    in_topic = models.Event.objects.filter(topics=topic)
    rows = {pk: fields for pk, *fields in _rows(in_topic, "pk", *EVENT, *TITLES.values())}
    sources = {s.pk: source_record(s) for s in models.Source.objects.all()}
    topics = _slugs_by_event(rows)
    claims = _date_claims(in_topic, sources)
    causes = _causes(in_topic, sources)
    misconceptions = _misconceptions(in_topic)
    return [
        _event(fields, topics[pk], claims[pk], causes[pk], misconceptions[pk])
        for pk, fields in rows.items()
    ]


def _rows(held: QuerySet[Any], *columns: str) -> Iterable[Any]:
    return held.values_list(*columns)


def _slugs_by_event(rows: Collection[int]) -> dict[int, list[str]]:
    grouped: dict[int, list[str]] = defaultdict(list)
    memberships = models.Event.topics.through.objects.order_by("topic__slug")
    for event, slug in memberships.values_list("event", "topic__slug"):
        if event in rows:
            grouped[event].append(slug)
    return grouped


def _date_claims(
    events: QuerySet[models.Event],
    sources: Mapping[int, records.Source],
) -> dict[int, list[records.DateClaim]]:
    grouped: dict[int, list[records.DateClaim]] = defaultdict(list)
    held = models.DateClaim.objects.filter(event__in=events).order_by("pk")
    for event, slug, calendar, source, says, locator, gist, quote, dispute, note in _rows(
        held,
        "event",
        "event__slug",
        "event__calendar",
        "source",
        "says",
        "locator",
        "gist",
        "quote",
        "dispute",
        "note",
    ):
        when = dates.parse(says, calendar_of(dispute, calendar)) if says else None
        claim = records.DateClaim(slug, sources[source], when, locator, gist, quote, dispute, note)
        grouped[event].append(claim)
    return grouped


def _causes(
    events: QuerySet[models.Event], sources: Mapping[int, records.Source]
) -> dict[int, list[records.Cause]]:
    claims: dict[int, list[records.CauseClaim]] = defaultdict(list)
    held = models.CauseClaim.objects.filter(cause__effect__in=events).order_by("pk")
    for cause, slug, source, *told in _rows(
        held, "cause", "cause__slug", "source", "locator", "gist", "quote"
    ):
        claims[cause].append(records.CauseClaim(slug, sources[source], *told))
    grouped: dict[int, list[records.Cause]] = defaultdict(list)
    found = models.Cause.objects.filter(effect__in=events).order_by("pk")
    told = ("statement", "role", "explanation")
    for pk, event, slug, effect, earlier, said, role, why in _rows(
        found, "pk", "effect", "slug", "effect__slug", "cause__slug", *told
    ):
        cause = records.Cause(slug, effect, earlier or "", said, role, why, tuple(claims[pk]))
        grouped[event].append(cause)
    return grouped


def _misconceptions(events: QuerySet[models.Event]) -> dict[int, list[records.Misconception]]:
    grouped: dict[int, list[records.Misconception]] = defaultdict(list)
    held = models.Misconception.objects.filter(event__in=events).order_by("pk")
    for event, *told in _rows(
        held, "event", "event__slug", "about", "statement", "correction", "tag"
    ):
        grouped[event].append(records.Misconception(*told))
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
    fields: list[Any],
    topics: list[str],
    claims: list[records.DateClaim],
    causes: list[records.Cause],
    misconceptions: list[records.Misconception],
) -> records.Event:
    slug, title, date, calendar, place, people, summary, importance, *titles = fields
    return records.Event(
        slug=slug,
        title=title,
        date=dates.parse(date, calendar),
        place=place,
        people=tuple(people_in(people)),
        summary=summary,
        topics=tuple(topics),
        importance=importance,
        claims=tuple(claims),
        causes=tuple(causes),
        misconceptions=tuple(misconceptions),
        titles=tuple((lang, said) for lang, said in zip(TITLES, titles, strict=True) if said),
    )
