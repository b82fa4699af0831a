"""What a topic cannot ask well: its events that can be asked in fewer than two ways."""

from typing import NamedTuple

from django.contrib.admin.views.decorators import staff_member_required
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from history.chronicle import Chronicle
from history.models import Topic
from history.records import Event
from quiz.audit.coverage import Uncovered, uncovered_among
from quiz.bank import chronicle_for
from quiz.speaking import here

SEED = 1
AT_A_TIME = 100  # events looked at for one page: about a second, the first time


class Gap(NamedTuple):
    event: Event
    found: Uncovered


@staff_member_required
@permission_required("history.view_event", raise_exception=True)
@require_safe
@never_cache
def coverage(request: HttpRequest, slug: str) -> HttpResponse:
    """For teachers: the events that cannot be asked in two ways, each with its rejections by name.

    Three queries, once the chronicle is read. What was worked out stays with the chronicle, until
    an edit makes another.
    """
    topic = get_object_or_404(Topic, slug=slug)
    chronicle = here(chronicle_for(topic))
    pages = Paginator(chronicle.events, AT_A_TIME)
    page = pages.get_page(request.GET.get("page"))
    gaps = chronicle.worked_out(_gaps, page.start_index(), page.end_index())
    context = {"topic": topic, "page": page, "gaps": gaps, "count": pages.count}
    return render(request, "quiz/coverage.html", context)


def _gaps(chronicle: Chronicle, first: int, last: int) -> list[Gap]:
    """Among the events with these numbers, counted from 1 in order of time."""
    events = chronicle.events[max(0, first - 1) : last]
    found = uncovered_among(chronicle, events, SEED)
    return [Gap(chronicle.by_slug[one.slug], one) for one in found]
