"""Classes through those who may see them: somebody else's class is a 404, like an unknown one."""

from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from quiz import people
from quiz.models import Classroom, Membership


def taught(request: HttpRequest, uuid: UUID) -> Classroom:
    """The class, for one of its teachers."""
    mine = Classroom.objects.taught_by(request.user)
    return get_object_or_404(mine.select_related("topic"), uuid=uuid)


def attended(request: HttpRequest, uuid: UUID) -> Membership:
    """The player's own membership of the class, which carries the class."""
    mine = Membership.objects.present().filter(player=people.current(request))
    return get_object_or_404(mine.select_related("classroom__topic"), classroom__uuid=uuid)
