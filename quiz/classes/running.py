"""What a teacher does with a class and with the pupils in it."""

from typing import Any

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.utils import timezone

from history.models import Topic
from quiz.classes import codes, nicknames
from quiz.classes.joining import NicknameTaken, touch
from quiz.merging import merge_players
from quiz.models import Classroom, Membership, Teaching


class Full(Exception):
    """No seat is left."""


class TwoAccounts(Exception):
    """Both have a name and a password of their own, and only they can give one up."""


@transaction.atomic
def create(*, user: User, name: str, topic: Topic | None) -> Classroom:
    classroom = Classroom.objects.create(name=name, topic=topic, code=_unused_code())
    Teaching.objects.create(classroom=classroom, user=user)
    return classroom


def change(*, classroom: Classroom, **settings: Any) -> None:
    _set(classroom, **settings)


def lock(*, classroom: Classroom, locked: bool) -> None:
    _set(classroom, joining=not locked)


def make_new_code(*, classroom: Classroom) -> None:
    """The old one is as good as never made; phrases stay."""
    _set(classroom, code=_unused_code())


def archive(*, classroom: Classroom, archived: bool) -> None:
    _set(classroom, archived=timezone.now() if archived else None)


@transaction.atomic
def rename(*, membership: Membership, nickname: str) -> None:
    """Raises NicknameTaken."""
    mine = Membership.objects.filter(pk=membership.pk)
    try:
        with transaction.atomic():
            mine.update(nickname=nickname, nickname_key=nicknames.key(nickname))
    except IntegrityError as taken:
        raise NicknameTaken from taken
    touch(membership.classroom)


@transaction.atomic
def remove(*, membership: Membership) -> None:
    """Out at their next request; what they answered stays their own."""
    present = Membership.objects.present().filter(pk=membership.pk)
    if present.update(removed=timezone.now()):
        touch(membership.classroom)


@transaction.atomic
def let_back_in(*, membership: Membership) -> None:
    """Raises Full."""
    classroom = Classroom.objects.select_for_update().get(pk=membership.classroom_id)
    if classroom.memberships.present().count() >= classroom.size:
        raise Full
    Membership.objects.filter(pk=membership.pk).update(removed=None)
    touch(classroom)


@transaction.atomic
def merge_pupils(*, kept: Membership, other: Membership) -> None:
    """One pupil who joined twice: `kept` stays, with the answers of both; raises TwoAccounts."""
    if kept.player.user_id and other.player.user_id:
        raise TwoAccounts
    # A player with an account stays, or its name and password would lead to nothing.
    first, second = kept.player, other.player
    if second.user_id:
        first, second = second, first
    other.delete()
    merge_players(kept=first, other=second)
    touch(kept.classroom)


def _set(classroom: Classroom, **settings: Any) -> None:
    now = timezone.now()
    Classroom.objects.filter(pk=classroom.pk).update(changed=now, **settings)


def _unused_code() -> str:
    """One of 2**40, so the second try is already a courtesy."""
    while Classroom.objects.filter(code=(code := codes.new())).exists():
        pass
    return code
