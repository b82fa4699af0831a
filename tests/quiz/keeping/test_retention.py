"""Who has not been seen for long is let go, and nobody else."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.utils import timezone

from quiz.keeping import retaining
from quiz.models import Answer, Classroom, Player, Round
from tests.quiz.cast import (
    ClassroomFactory,
    MembershipFactory,
    PlayerFactory,
    TeachingFactory,
    UserFactory,
    teacher,
)

LONG_AGO = timezone.now() - timedelta(days=500)
LATELY = timezone.now() - timedelta(days=100)


def player(seen, **fields):
    made = PlayerFactory(**fields)
    Player.objects.filter(pk=made.pk).update(created=LONG_AGO)
    Round.objects.create(player=made, created=seen)
    return made


@pytest.fixture
def people(transactional_db):
    running, archived = ClassroomFactory(), ClassroomFactory(archived=LONG_AGO)
    teacher(running, archived)
    went, user = player(LONG_AGO), UserFactory(date_joined=LONG_AGO)
    left = player(LONG_AGO)
    MembershipFactory(classroom=running, player=left, removed=LONG_AGO)
    of_archived = player(LONG_AGO)
    MembershipFactory(classroom=archived, player=of_archived)
    stays = {
        "plays": player(LATELY),
        "in a class": player(LONG_AGO),
        "signs in": player(LONG_AGO, user=UserFactory(last_login=LATELY)),
        "a teacher": player(LONG_AGO, user=UserFactory(is_staff=True)),
    }
    MembershipFactory(classroom=running, player=stays["in a class"])
    goes = {went, left, of_archived, player(LONG_AGO, user=UserFactory(last_login=LONG_AGO))}
    return goes, set(stays.values()), user


def test_a_dry_run_counts_and_erases_nothing(people, capsys):
    goes, stays, _user = people
    call_command("retention")
    told = capsys.readouterr().out
    assert f"{len(goes) + 1:>8}  people" in told
    assert f"{1:>8}  archived classes" in told
    assert "Nothing was erased" in told
    assert set(Player.objects.all()) == goes | stays


def test_whoever_was_not_seen_for_long_is_gone_and_nobody_else(people, capsys):
    _goes, stays, unused = people
    call_command("retention", yes=True)
    assert set(Player.objects.all()) == stays
    assert not User.objects.filter(pk=unused.pk).exists()
    assert Classroom.objects.count() == 1
    assert "Done." in capsys.readouterr().out
    assert sum(retaining.outdated(LATELY - timedelta(days=300)).counts().values()) == 0


def test_who_comes_back_in_between_stays(people):
    goes, _stays, _user = people
    old = retaining.outdated(timezone.now() - timedelta(days=400))
    back = min(goes, key=lambda one: one.pk)
    erased = retaining.remove(old)
    Round.objects.create(player=back)
    list(erased)
    assert Player.objects.filter(pk=back.pk).exists()


def test_sessions_that_ended_and_old_failures_go_too(people):
    Session.objects.create(session_key="old", session_data="", expire_date=LATELY)
    attempt = AccessAttempt.objects.create(username="x", failures_since_start=1)
    AccessAttempt.objects.filter(pk=attempt.pk).update(attempt_time=LONG_AGO)
    call_command("retention", yes=True)
    assert not Session.objects.filter(pk="old").exists()
    assert not AccessAttempt.objects.exists()
    assert not Answer.objects.exists()


def test_an_age_that_would_reach_those_who_still_play_is_refused():
    with pytest.raises(CommandError, match="still play"):
        call_command("retention", days=7)


@pytest.mark.django_db
def test_a_teacher_who_never_played_keeps_the_account():
    colleague = UserFactory(date_joined=LONG_AGO)
    TeachingFactory(user=colleague)
    assert retaining.outdated(LATELY).counts()["people"] == 0
