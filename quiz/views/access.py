"""Classes through those who may see them: somebody else's class is a 404, like an unknown one."""

from typing import TypeGuard
from uuid import UUID

from django.contrib.auth.models import AnonymousUser, User
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from history.groups import TEACHERS
from quiz import people
from quiz.models import Classroom, Membership
from quiz.models.classroom import MembershipQuerySet


class NotAnyMore(Http404):
    """Their own class, which they have left or were removed from: they are told so."""

    def __init__(self, membership: Membership) -> None:
        super().__init__()
        self.membership = membership


def is_teacher(user: User | AnonymousUser) -> TypeGuard[User]:
    return user.is_superuser or user.groups.filter(name=TEACHERS).exists()


def taught(request: HttpRequest, uuid: UUID) -> Classroom:
    """The class, for one of its teachers."""
    mine = Classroom.objects.taught_by(request.user)
    return get_object_or_404(mine.select_related("topic"), uuid=uuid)


def attended(request: HttpRequest, uuid: UUID) -> Membership:
    """The player's own membership of the class, which carries the class."""
    return _present(get_object_or_404(_attending(request), classroom__uuid=uuid))


def pupil(classroom: Classroom, number: int) -> Membership:
    """A pupil of a class that is the teacher's own, removed or not."""
    pupils = classroom.memberships.select_related("classroom", "player")
    return get_object_or_404(pupils, pk=number)


def _attending(request: HttpRequest) -> MembershipQuerySet:
    mine = Membership.objects.filter(people.is_current(request))
    return mine.select_related("classroom__topic")


def _present(membership: Membership) -> Membership:
    if membership.removed:
        raise NotAnyMore(membership)
    return membership
