"""A class as somebody may watch it: who they are, and what moves its board, in one query.

Boards are asked for every few seconds, and mostly nothing has changed. So the account is not
looked up by itself: the session names it, and its password comes along, to tell whether it still
is theirs.
"""

from typing import Any, NamedTuple
from uuid import UUID

from django.contrib.auth.models import User
from django.db.models import Exists, OuterRef, Q, Subquery, Value
from django.http import Http404, HttpRequest

from quiz import people
from quiz.leaderboard import pulse
from quiz.models import Classroom, Membership, Teaching
from quiz.views import access


class Watched(NamedTuple):
    """`account` and `player` are the numbers of who is looking, the latter of a pupil's alone."""

    classroom: Classroom
    pulse: tuple[int | None, ...]
    taught: bool
    account: int | None
    player: int | None

    def for_all(self) -> "Watched":
        """The same as the whole class sees it on the wall."""
        return self._replace(player=None)


def watched(request: HttpRequest, uuid: UUID) -> Watched:
    """For the teachers of the class and its present pupils; who is both is a teacher."""
    account = people.named_account(request)
    found: Any = _as_seen_by(request, account).filter(uuid=uuid).first()
    if found is None or not (found.taught or found.player):
        raise _not_theirs(request, uuid)
    if account and not people.is_signed_in(request, found.password):
        raise Http404
    player = None if found.taught else found.player
    moved = found.pupils, found.changes, found.work
    return Watched(found, moved, found.taught, account, player)


def _as_seen_by(request: HttpRequest, account: int | None) -> Any:
    """Classes with what moves their boards, and what whoever asks is to them."""
    teaching = Q(classroom=OuterRef("pk"), user=account)
    attending = Q(people.named(request), classroom=OuterRef("pk"))
    password = User.objects.filter(pk=account or 0, is_active=True).values("password")
    return Classroom.objects.select_related("topic").annotate(
        taught=Exists(Teaching.objects.now().filter(teaching)) if account else Value(False),
        player=Subquery(Membership.objects.present().filter(attending).values("player")),
        password=Subquery(password) if account else Value(""),
        **pulse(),
    )


def _not_theirs(request: HttpRequest, uuid: UUID) -> Http404:
    """Whoever was in it is told so, and to all others there is no such class."""
    access.attended(request, uuid)
    return Http404()
