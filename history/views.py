"""Pages that anybody may read: a topic and its timeline, an event, a source."""

from collections.abc import Iterable
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Prefetch, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language_info
from django.views.decorators.http import require_safe

from history import dates, models, ties
from history.doubt import doubts
from history.periods import Entry, cut, in_order
from history.timeline import most_telling, timeline
from history.words import in_words

LISTED = 300
CLAIMS_LISTED, DISPUTES_LISTED = 50, 10


@require_safe
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    topic = get_object_or_404(models.Topic, slug=slug)
    events = _with_disputed(topic.events.order_by("earliest", "latest", "slug"))
    drawn = most_telling(events.values_list("pk", "importance"))
    listed = _page(request, events, "page", LISTED)
    context = {
        "topic": topic,
        "timeline": timeline(_entries(events.filter(pk__in=drawn), topic.language)),
        "listed": listed,
        "periods": cut(in_order(_entries(listed, topic.language))),
    }
    return render(request, "history/topic.html", context)


@require_safe
def event(request: HttpRequest, slug: str) -> HttpResponse:
    event = get_object_or_404(models.Event, slug=slug)
    claims = _by_source(event.date_claims.select_related("source").order_by("pk"))
    reasons = event.causes.select_related("cause").prefetch_related(
        Prefetch("claims", models.CauseClaim.objects.select_related("source").order_by("pk"))
    )
    roles = models.Cause.Role.values
    topics = list(event.topics.order_by("title"))
    context: dict[str, Any] = {
        "event": event,
        "written": topics[0].language if topics else "",
        "doubts": doubts(event.when),
        "claims": claims,
        "disputed": [claim for claim in claims if claim.dispute],
        "positions": _positions(claims),
        "causes": sorted(reasons, key=lambda cause: (roles.index(cause.role), cause.pk)),
        "effects": event.effects.select_related("effect").order_by("effect__earliest", "pk"),
        "misconceptions": event.misconceptions.order_by("pk"),
        "topics": topics,
    }
    context["graphs"] = ties.graphs(event, context["causes"], context["effects"])
    return render(request, "history/event.html", context)


@require_safe
def source(request: HttpRequest, slug: str) -> HttpResponse:
    sources: QuerySet[Any] = models.Source.objects.annotate(written=_written())
    source = get_object_or_404(sources, slug=slug)
    says_when = source.date_claims.select_related("event").order_by("event__earliest", "pk")
    says_why = source.cause_claims.select_related("cause__effect").order_by(
        "cause__effect__earliest", "pk"
    )
    disputed = _page(request, says_when.exclude(dispute=""), "disputes", DISPUTES_LISTED)
    context = {
        "source": source,
        "written": source.written or "",
        "language": _language(source.language),
        "published": in_words(dates.parse(source.published)) if source.published else "",
        "says_when": _page(request, says_when, "dates", CLAIMS_LISTED),
        "says_why": _page(request, says_why, "reasons", CLAIMS_LISTED),
        "disputed": disputed,
        "against": _against(source, disputed),
    }
    return render(request, "history/source.html", context)


def _written() -> Subquery:
    """The language of what we say of a source: that of a topic in which it is cited."""
    citing = models.Topic.objects.filter(events__date_claims__source=OuterRef("pk"))
    return Subquery(citing.order_by("pk").values("language")[:1])


def _page(request: HttpRequest, rows: QuerySet, name: str, size: int) -> Page:
    return Paginator(rows, size).get_page(request.GET.get(name))


def _with_disputed(events: QuerySet[models.Event]) -> QuerySet[Any]:
    disputes = models.DateClaim.objects.filter(event=OuterRef("pk")).exclude(dispute="")
    return events.annotate(disputed=Exists(disputes)).defer("summary", "people", "place")


def _entries(events: Iterable[Any], written: str) -> list[Entry]:
    return [
        Entry(
            event.title_here,
            event.get_absolute_url(),
            event.when,
            event.importance,
            event.disputed,
            event.title_language or written,
        )
        for event in events
    ]


def _by_source(claims: Iterable[models.DateClaim]) -> list[models.DateClaim]:
    """Claims of one source next to each other, sources in the order of their first claims."""
    grouped: dict[int, list[models.DateClaim]] = {}
    for claim in claims:
        grouped.setdefault(claim.source_id, []).append(claim)
    return [claim for group in grouped.values() for claim in group]


def _positions(claims: Iterable[models.DateClaim]) -> list[tuple[str, list[models.Source]]]:
    """The dates that are given, in words, each with the sources that give it."""
    found: dict[str, dict[int, models.Source]] = {}
    for claim in claims:
        if claim.says:
            found.setdefault(claim.says_in_words, {})[claim.source_id] = claim.source
    return [(words, list(sources.values())) for words, sources in found.items()]


def _against(
    source: models.Source, disputed: Iterable[models.DateClaim]
) -> list[tuple[models.DateClaim, list[tuple[str, list[models.Source]]]]]:
    """Each disputed claim beside the other dates that other sources give for its event."""
    events = {claim.event_id for claim in disputed if claim.says}
    others = models.DateClaim.objects.filter(event__in=events).exclude(source=source)
    found = list(others.select_related("source", "event").order_by("pk"))
    return [
        (
            claim,
            _positions(
                other
                for other in found
                if other.event_id == claim.event_id and other.says != claim.says
            ),
        )
        for claim in disputed
    ]


def _language(code: str) -> str:
    try:
        return get_language_info(code)["name_translated"]
    except KeyError:  # Latin, say, which Django has no name for
        return code
