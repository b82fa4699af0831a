"""What a pupil does about a class: join, come back, leave it or its ranking."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from quiz.classes import codes, limiter, nicknames, phrases
from quiz.models import Classroom, Membership, Player


class NoSuchClass(Exception):
    """Unknown, archived, locked or full: which of them is no stranger's business."""


class NoSuchPupil(Exception):
    """No class has this code, or nobody in it this phrase."""


class NicknameTaken(Exception):
    """By another pupil of the class, or it looks as theirs does."""


class Removed(Exception):
    """They were in the class and are not any more."""


def find(*, code: str, address: str, player: Player | None) -> Classroom:
    """The class that can be joined with this code; raises NoSuchClass, TooManyGuesses.

    For its own pupils it is open at any time.
    """
    with limiter.guess("code", address):
        found = Classroom.objects.current().filter(code=codes.read(code)).first()
        if found is None or not (_is_open(found) or _member(found, player)):
            raise NoSuchClass
    return found


@transaction.atomic
def join(*, classroom: Classroom, player: Player, nickname: str) -> Membership:
    """Take a seat under this nickname; whoever has one keeps it as it is.

    Raises NoSuchClass, NicknameTaken, Removed.
    """
    # One at a time for each class, so that no flood finds the last seat free twice.
    classroom = Classroom.objects.select_for_update().get(pk=classroom.pk)
    member = _member(classroom, player)
    if member is not None:
        if member.removed:
            raise Removed
        return member
    if classroom.archived or not _is_open(classroom):
        raise NoSuchClass
    try:
        with transaction.atomic():
            member = Membership.objects.create(
                classroom=classroom,
                player=player,
                nickname=nickname,
                nickname_key=nicknames.key(nickname),
                phrase=phrases.new(),
            )
    except IntegrityError as taken:
        raise NicknameTaken from taken
    touch(classroom)
    return member


def recognise(*, code: str, phrase: str, address: str) -> Membership:
    """Whose phrase this is; raises NoSuchPupil, Removed, TooManyGuesses.

    A class that is locked, full or archived still knows its own.
    """
    with limiter.guess("code", address):
        classroom = Classroom.objects.filter(code=codes.read(code)).first()
        if classroom is None:
            raise NoSuchPupil
    with limiter.guess(f"class {classroom.pk}", address):
        said = phrases.letters(phrase)
        members = classroom.memberships.select_related("classroom", "player")
        member = next((m for m in members if phrases.letters(m.phrase) == said), None)
        if member is None:
            raise NoSuchPupil
    if member.removed:
        raise Removed
    return member


def rank(*, membership: Membership, wanted: bool) -> None:
    """Take part in the ranking, or be simply absent from it."""
    _change(membership, in_ranking=wanted)


def leave(*, membership: Membership) -> None:
    """What they answered stays their own."""
    _change(membership, removed=timezone.now())


def taken(classroom: Classroom) -> frozenset[str]:
    return frozenset(classroom.memberships.values_list("nickname_key", flat=True))


def touch(classroom: Classroom) -> None:
    """Say that what the board shows has changed, and hold the class.

    So it comes before what changes: classes are the first to be locked (quiz.memory).
    """
    Classroom.objects.filter(pk=classroom.pk).update(changed=timezone.now())


@transaction.atomic
def _change(membership: Membership, **fields: object) -> None:
    touch(membership.classroom)
    Membership.objects.filter(pk=membership.pk).update(**fields)


def _member(classroom: Classroom, player: Player | None) -> Membership | None:
    return classroom.memberships.filter(player=player).first() if player else None


def _is_open(classroom: Classroom) -> bool:
    return classroom.joining and classroom.memberships.present().count() < classroom.size
