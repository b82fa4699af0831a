"""A class's own page: the desk for its teachers, the board for its pupils."""

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from quiz.models import Classroom
from quiz.views import access
from quiz.views.board import board
from quiz.views.desk import desk
from quiz.views.htmx import HtmxRequest


@require_safe
@never_cache
def class_page(request: HtmxRequest, uuid: UUID) -> HttpResponse:
    """For its teachers and its present pupils."""
    taught = Classroom.objects.taught_by(request.user).select_related("topic")
    classroom = taught.filter(uuid=uuid).first()
    if classroom is not None:
        return desk(request, classroom)
    return board(request, access.watched_by_pupil(request, uuid))
