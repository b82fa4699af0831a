"""Rounds on paper: the questions on one sheet, the key and who says so on another."""

from collections.abc import Iterable
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from quiz import people
from quiz.models import Assignment, Question, Round, SetQuestion
from quiz.paper import printed


@require_safe
@never_cache
def of_round(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """For its own player, once all of it is answered: before that there is no such page."""
    mine = Round.objects.of(people.current(request)).select_related("topic", "player")
    played = get_object_or_404(mine, uuid=uuid)
    counted = played.questions.counted()
    if counted["open"] or not counted["total"]:
        raise Http404
    questions = played.questions.order_by("position")
    title = played.topic.title if played.topic else ""
    return _paper(request, title, played.get_absolute_url(), questions)


@require_safe
@never_cache
def of_assignment(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """For the class's teachers, where all pupils get the same questions."""
    taught = Assignment.objects.taught_by(request.user).filter(same_for_all=True)
    found = get_object_or_404(taught, uuid=uuid)
    questions = found.set_questions.order_by("position")
    return _paper(request, found.title, found.get_absolute_url(), questions)


def _paper(
    request: HttpRequest,
    title: str,
    back: str,
    questions: Iterable[Question] | Iterable[SetQuestion],
) -> HttpResponse:
    context = {
        "title": title,
        "back": back,
        "questions": [printed(question.shown, question.key) for question in questions],
    }
    return render(request, "quiz/paper.html", context)
