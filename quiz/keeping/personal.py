"""What is stored on one person: the data map, as code. A table without a line here fails a test.

`OWN` are rows that go when the person goes. `MENTIONS` are rows of the school that name the person
in one column, and stay without the name. `IMPERSONAL` is all the rest.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.apps import apps
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.db.models import Model, Q, QuerySet

from quiz.models import Membership, Player
from quiz.people import SESSION_KEY

NOBODY = Q(pk__in=[])


@dataclass(frozen=True)
class Person:
    """An account, a player, or an account with its player."""

    user: User | None = None
    player: Player | None = None

    def __str__(self) -> str:
        """Numbers: what is printed or written down about an erasure must not name who is gone."""
        known = {"account": self.user, "player": self.player}
        return ", ".join(f"{what} {row.pk}" for what, row in known.items() if row)


def of_user(user: User) -> Person:
    return Person(user=user, player=Player.objects.filter(user=user).first())


def of_player(player: Player) -> Person:
    return Person(user=player.user, player=player)


def of_membership(membership: Membership) -> Person:
    return of_player(membership.player)


def _player(path: str) -> Callable[[Person], Q]:
    return lambda person: Q(**{path: person.player.pk}) if person.player else NOBODY


def _user(path: str) -> Callable[[Person], Q]:
    return lambda person: Q(**{path: person.user.pk}) if person.user else NOBODY


def _typed_name(path: str) -> Callable[[Person], Q]:
    """Failed logins hold the name as it was typed."""
    return lambda person: Q(**{f"{path}__iexact": person.user.username}) if person.user else NOBODY


def _log(person: Person) -> Q:
    """What they did in the admin, and what was done there to their account."""
    if not person.user:
        return NOBODY
    about_them = {"content_type__app_label": "auth", "content_type__model": "user"}
    return Q(user=person.user) | Q(**about_them, object_id=str(person.user.pk))


def sessions_of(people: Iterable[Person]) -> list[str]:
    """All are read, once for many people: what a session holds cannot be asked of the database."""
    users = {str(person.user.pk) for person in people if person.user}
    players = {person.player.pk for person in people if person.player}
    return [
        session.pk
        for session in Session.objects.iterator()
        if (held := session.get_decoded()).get("_auth_user_id") in users
        or held.get(SESSION_KEY) in players
    ]


OWN: dict[str, Callable[[Person], Q]] = {
    "quiz.Objection": _player("answer__question__round__player"),
    "quiz.Answer": _player("question__round__player"),
    "quiz.Question": _player("round__player"),
    "quiz.Round": _player("player"),
    "quiz.Memory": _player("player"),
    "quiz.Membership": _player("player"),
    "quiz.Player": _player("pk"),
    "quiz.Teaching": _user("user"),
    "sessions.Session": lambda person: Q(pk__in=sessions_of([person])),
    "axes.AccessAttemptExpiration": _typed_name("access_attempt__username"),
    "axes.AccessAttempt": _typed_name("username"),
    "axes.AccessFailureLog": _typed_name("username"),
    "axes.AccessLog": _typed_name("username"),
    "admin.LogEntry": _log,
    "auth.User_groups": _user("user"),
    "auth.User_user_permissions": _user("user"),
    "auth.User": lambda person: Q(pk=person.user.pk) if person.user else NOBODY,
}
MENTIONS: dict[str, str] = {
    "quiz.Assignment": "set_by",
    "quiz.AuthoredQuestion": "overruled_by",
    "quiz.Invitation": "used_by",
    "quiz.Objection": "decided_by",
}
IMPERSONAL = frozenset(
    """
    history.Topic history.Event history.Event_topics history.Source history.DateClaim history.Cause
    history.CauseClaim history.Misconception history.WaitingFile
    quiz.AuthoredOption quiz.Classroom quiz.SetQuestion quiz.Withdrawal quiz.Reexamination
    quiz.WrongGuesses
    auth.Permission auth.Group auth.Group_permissions contenttypes.ContentType
    """.split()
)


def own_rows(person: Person) -> Iterator[tuple[str, QuerySet[Model]]]:
    for label in OWN:
        yield label, own(label, person)


def own(label: str, person: Person) -> QuerySet[Model]:
    return table(label).filter(OWN[label](person)).order_by("pk")


def mentions(person: Person) -> Iterator[tuple[str, str, QuerySet[Model]]]:
    for label, column in MENTIONS.items():
        found = table(label).filter(_user(column)(person))
        yield label, column, found.order_by("pk")


def table(label: str) -> QuerySet[Model]:
    return apps.get_model(label)._base_manager.all()
