"""Teachers of a class: invited by a link that works once, within a week."""

import secrets
from datetime import timedelta

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from quiz.models import Classroom, Invitation, Teaching

WEEK = timedelta(days=7)


class NoSuchInvitation(Exception):
    """Unknown, used or expired."""


class LastTeacher(Exception):
    """A class without a teacher would be out of everybody's reach."""


def invite(*, classroom: Classroom) -> Invitation:
    token, expires = secrets.token_urlsafe(32), timezone.now() + WEEK
    return Invitation.objects.create(classroom=classroom, token=token, expires=expires)


def withdraw(*, invitation: Invitation) -> None:
    invitation.delete()


@transaction.atomic
def accept(*, token: str, user: User) -> Classroom:
    """Become a teacher of the class; who is one uses nothing up. Raises NoSuchInvitation."""
    # Not the class as well, which is locked first or not at all.
    invited = Invitation.objects.select_for_update(of=("self",)).select_related("classroom")
    invitation = invited.open().filter(token=token).first()
    if invitation is None:
        raise NoSuchInvitation
    _teaching, new = Teaching.objects.get_or_create(classroom=invitation.classroom, user=user)
    if new:
        invitation.used, invitation.used_by = timezone.now(), user
        invitation.save(update_fields=["used", "used_by"])
    return invitation.classroom


@transaction.atomic
def dismiss(*, teaching: Teaching) -> None:
    """End a teacher's part in a class; raises LastTeacher."""
    # Two teachers who dismiss each other at once must not both succeed.
    Classroom.objects.select_for_update().get(pk=teaching.classroom_id)
    others = Teaching.objects.now().filter(classroom=teaching.classroom_id).exclude(pk=teaching.pk)
    if not others.exists():
        raise LastTeacher
    teaching.delete()
