"""The teacher's desk: where the class is stuck, what it believes, and what it has done."""

from collections.abc import Sequence
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from quiz import handed_in
from quiz.models import Classroom
from quiz.reports import beliefs, items, marks, stuck, tables
from quiz.reports.beliefs import Belief
from quiz.views import access
from quiz.views.htmx import HtmxRequest, page_or_part

ON_A_PAGE = 20
WRITERS = {
    "csv": (tables.as_csv, "text/csv; charset=utf-8"),
    "xlsx": (
        tables.as_xlsx,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
}


def desk(request: HtmxRequest, classroom: Classroom) -> HttpResponse:
    context = {
        "classroom": classroom,
        "grid": stuck.grid(classroom, timezone.now()),
        "homework": handed_in.homework(classroom),
    }
    return render(request, "quiz/desk.html", context)


@require_safe
@never_cache
def misconceptions(request: HtmxRequest, uuid: UUID) -> HttpResponse:
    """For the teachers of the class; the desk takes it in by itself where there is JavaScript."""
    classroom = access.taught(request, uuid)
    found = beliefs.beliefs(classroom, timezone.now())
    context = {
        "classroom": classroom,
        "beliefs": [(belief, _round_on(classroom, [belief])) for belief in found],
        "round_on_all": _round_on(classroom, found) if len(found) > 1 else "",
    }
    return page_or_part(request, "misconceptions", context)


@require_safe
@never_cache
def questions(request: HtmxRequest, uuid: UUID) -> HttpResponse:
    """For the teachers of the class."""
    classroom = access.taught(request, uuid)
    book = marks.book(classroom)
    page = Paginator(items.asked(book), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "classroom": classroom,
        "page": page,
        "items": items.items(classroom, book, list(page)),
        "enough": items.ENOUGH,
    }
    return render(request, "quiz/questions.html", context)


@require_safe
@never_cache
def export(request: HtmxRequest, uuid: UUID, what: str, kind: str) -> HttpResponse:
    """A table as a file, for the teachers of the class."""
    classroom = access.taught(request, uuid)
    if what not in tables.TABLES or kind not in WRITERS:
        raise Http404
    write, content_type = WRITERS[kind]
    content = write(tables.TABLES[what](classroom, timezone.now()))
    name = f"{slugify(classroom.name) or 'class'}-{what}.{kind}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=content_type, headers=headers)


def _round_on(classroom: Classroom, found: Sequence[Belief]) -> str:
    """Where a teacher sets the class a round on what these beliefs are about, of one topic."""
    events = [belief.event for belief in found if belief.event]
    topics = [topic for event in events for topic in event.topics.all()]
    topic = classroom.topic if classroom.topic in topics else next(iter(topics), None)
    slugs = dict.fromkeys(event.slug for event in events if topic in event.topics.all())
    if topic is None:
        return ""
    new = reverse("quiz:new-assignment", args=[classroom.uuid])
    return f"{new}?{urlencode({'topic': topic.slug, 'events': ';'.join(slugs)})}"
