"""What a school no longer needs: whom nobody has seen for long, and what they left behind."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from axes.models import AccessAttempt, AccessFailureLog
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from history.packs import waiting
from quiz.classes.limiter import STRETCH
from quiz.keeping import erasing
from quiz.keeping.personal import Person, of_player, of_user
from quiz.models import Answer, Classroom, Invitation, Membership, Player, Round, WrongGuesses

AT_A_TIME = 50  # people in one transaction, so that pages need not wait long for their turn


@dataclass(frozen=True)
class Outdated:
    """All that is older than a moment, by kind."""

    classes: QuerySet[Classroom]
    pupils: QuerySet[Player]
    accounts: QuerySet[User]  # that have never played
    left_behind: dict[str, QuerySet]

    def counts(self) -> dict[str, int]:
        people = self.pupils.count() + self.accounts.count()
        counted = {"archived classes": self.classes.count(), "people": people}
        return counted | {name: rows.count() for name, rows in self.left_behind.items()}


def outdated(before: datetime) -> Outdated:
    now = timezone.now()
    return Outdated(
        classes=Classroom.objects.filter(archived__lt=before),
        pupils=_gone(before),
        accounts=_unused(before),
        left_behind={
            "ended sessions": Session.objects.filter(expire_date__lt=now),
            "failed logins": AccessAttempt.objects.filter(attempt_time__lt=before),
            "locked logins": AccessFailureLog.objects.filter(attempt_time__lt=before),
            "invitations": Invitation.objects.filter(expires__lt=before),
            "wrong guesses": WrongGuesses.objects.filter(stretch__lt=_stretch(before)),
            "files that nobody loaded": waiting.too_old(),
            "lines of the admin's log": LogEntry.objects.filter(action_time__lt=before),
        },
    )


def _gone(before: datetime) -> QuerySet[Player]:
    """Who has no part in a class that goes on, and has neither played nor signed in since.

    Never a teacher: their accounts are for people to close.
    """
    goes_on = Q(classroom__archived=None) | Q(classroom__archived__gte=before)
    seated = Membership.objects.filter(goes_on, player=OuterRef("pk"), removed=None)
    recent = Round.objects.filter(player=OuterRef("pk"), created__gte=before)
    answered = Answer.objects.filter(question__round__player=OuterRef("pk"), created__gte=before)
    members = Q(user__is_staff=True) | Q(user__is_superuser=True) | Q(user__groups__isnull=False)
    here = members | Q(user__last_login__gte=before) | Q(user__teachings__isnull=False)
    rested = Player.objects.filter(created__lt=before).exclude(here)
    return rested.exclude(Exists(seated) | Exists(recent) | Exists(answered)).order_by("pk")


def _unused(before: datetime) -> QuerySet[User]:
    mine = User.objects.filter(player=None, date_joined__lt=before, is_staff=False)
    mine = mine.filter(is_superuser=False, groups=None, teachings=None)
    return mine.filter(Q(last_login=None) | Q(last_login__lt=before)).order_by("pk")


def _stretch(moment: datetime) -> int:
    return int(moment.timestamp()) // STRETCH


def remove(old: Outdated) -> Iterator[int]:
    """Do it; yields how many people are gone so far. To be scrubbed afterwards."""
    people = [of_player(player) for player in old.pupils.select_related("user")]
    people += [of_user(user) for user in old.accounts]
    for start in range(0, len(people), AT_A_TIME):
        erasing.erase(_still(old, people[start : start + AT_A_TIME]))
        yield min(start + AT_A_TIME, len(people))
    with transaction.atomic():
        old.classes.delete()
        for rows in old.left_behind.values():
            rows.delete()


def _still(old: Outdated, people: list[Person]) -> list[Person]:
    """Without those who have come back since they were counted."""
    players = set(old.pupils.values_list("pk", flat=True))
    accounts = set(old.accounts.values_list("pk", flat=True))
    return [
        person
        for person in people
        if (person.player and person.player.pk in players)
        or (person.user and person.user.pk in accounts)
    ]
