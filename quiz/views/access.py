"""Classes through those who may see them: somebody else's class is a 404, like an unknown one."""

from datetime import datetime
from typing import Any, NamedTuple, TypeGuard
from uuid import UUID

from django.contrib.auth.models import AnonymousUser, User
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from history.groups import TEACHERS
from quiz import people
from quiz.leaderboard import pulse
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


class Watched(NamedTuple):
    """A class with its pulse, and the member whose board it is; None for the wall."""

    classroom: Classroom
    pupils: int | None
    moved: datetime | None
    member: Membership | None = None


def watched(request: HttpRequest, uuid: UUID) -> Watched:
    """For the teachers of the class and its present pupils."""
    taught = Classroom.objects.taught_by(request.user).select_related("topic")
    found: Any = taught.annotate(**pulse("pk")).filter(uuid=uuid).first()
    return Watched(found, found.pupils, found.moved) if found else watched_by_pupil(request, uuid)


def watched_by_pupil(request: HttpRequest, uuid: UUID) -> Watched:
    mine = _attending(request).annotate(**pulse("classroom"))
    found: Any = _present(get_object_or_404(mine, classroom__uuid=uuid))
    return Watched(found.classroom, found.pupils, found.moved, found)


def _attending(request: HttpRequest) -> MembershipQuerySet:
    mine = Membership.objects.filter(people.is_current(request))
    return mine.select_related("classroom__topic")


def _present(membership: Membership) -> Membership:
    if membership.removed:
        raise NotAnyMore(membership)
    return membership
