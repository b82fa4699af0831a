"""What a teacher does with a class and with the pupils in it."""

from typing import Any

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.utils import timezone

from history.models import Topic
from quiz.classes import codes, nicknames
from quiz.classes.joining import NicknameTaken, touch
from quiz.merging import hold_classes, merge_players
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
    touch(membership.classroom)
    mine = Membership.objects.filter(pk=membership.pk)
    try:
        with transaction.atomic():
            mine.update(nickname=nickname, nickname_key=nicknames.key(nickname))
    except IntegrityError as taken:
        raise NicknameTaken from taken


@transaction.atomic
def remove(*, membership: Membership) -> None:
    """Out at their next request; what they answered stays their own."""
    touch(membership.classroom)
    Membership.objects.present().filter(pk=membership.pk).update(removed=timezone.now())


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
    hold_classes([kept.player_id, other.player_id])
    both = Membership.objects.select_related("player").in_bulk([kept.pk, other.pk])
    if len(both) < 2:
        return  # whoever held the class before has merged them, perhaps the other way round
    first, second = both[kept.pk].player, both[other.pk].player
    if first.user_id and second.user_id:
        raise TwoAccounts
    # A player with an account stays, or its name and password would lead to nothing.
    if second.user_id:
        first, second = second, first
    both[other.pk].delete()
    merge_players(kept=first, other=second)


def _set(classroom: Classroom, **settings: Any) -> None:
    now = timezone.now()
    Classroom.objects.filter(pk=classroom.pk).update(changed=now, **settings)


def _unused_code() -> str:
    """One of 2**40, so the second try is already a courtesy."""
    while Classroom.objects.filter(code=(code := codes.new())).exists():
        pass
    return code
