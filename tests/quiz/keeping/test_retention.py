"""Who has not been seen for long is let go, and nobody else."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt, AccessFailureLog
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.utils import timezone

from history.models import WaitingFile
from quiz import classes, play
from quiz.classes.limiter import STRETCH
from quiz.generation import compose
from quiz.keeping import retaining
from quiz.models import Answer, Classroom, Invitation, Player, Round, WrongGuesses
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
BEFORE = timezone.now() - timedelta(days=400)


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


def test_who_comes_back_in_between_stays(people, monkeypatch):
    """Erasing takes its time: some are gone when one of the others plays again."""
    goes, _stays, _unused = people
    monkeypatch.setattr(retaining, "AT_A_TIME", 1)
    erased = retaining.remove(retaining.outdated(BEFORE))
    assert next(erased) == 1
    back = Player.objects.filter(pk__in=[one.pk for one in goes]).latest("pk")
    Round.objects.create(player=back)
    list(erased)
    assert set(Player.objects.filter(pk__in=[one.pk for one in goes])) == {back}


def test_an_account_that_is_used_again_in_between_stays(people, monkeypatch):
    _goes, _stays, unused = people
    monkeypatch.setattr(retaining, "AT_A_TIME", 1)
    erased = retaining.remove(retaining.outdated(BEFORE))
    next(erased)
    User.objects.filter(pk=unused.pk).update(last_login=timezone.now())
    list(erased)
    assert User.objects.filter(pk=unused.pk).exists()


def test_who_answered_lately_in_an_old_round_stays(transactional_db, topic, us_russia):
    """A round may be left open for a year, and only its answers tell that somebody is there."""
    came, gone = PlayerFactory(), PlayerFactory()
    for one, moment in ((came, LATELY), (gone, LONG_AGO)):
        played = play.keep_round(player=one, topic=topic, drafts=compose(us_russia, 1))
        question = next(q for q in played.questions.all() if q.shown["mode"] == "single")
        told, _new = play.answer(question=question, given=question.key["answer"][0])
        Answer.objects.filter(pk=told.pk).update(created=moment)
    Player.objects.update(created=LONG_AGO)
    Round.objects.update(created=LONG_AGO)
    call_command("retention", yes=True)
    assert list(Player.objects.all()) == [came]


def session(moment):
    return Session.objects.create(session_key=str(moment), session_data="", expire_date=moment)


def failure(moment):
    made = AccessAttempt.objects.create(username=str(moment), failures_since_start=1)
    AccessAttempt.objects.filter(pk=made.pk).update(attempt_time=moment)
    return made


def locked(moment):
    made = AccessFailureLog.objects.create(username=str(moment))
    AccessFailureLog.objects.filter(pk=made.pk).update(attempt_time=moment)
    return made


def invitation(moment):
    made = classes.invite(classroom=ClassroomFactory())
    Invitation.objects.filter(pk=made.pk).update(expires=moment)
    return made


def guesses(moment):
    return WrongGuesses.objects.create(
        door="hashed", times=1, stretch=int(moment.timestamp()) // STRETCH
    )


def waiting_file(moment):
    made = WaitingFile.objects.create(token=str(moment), content="")
    WaitingFile.objects.filter(pk=made.pk).update(sent=moment)
    return made


def line(moment):
    return LogEntry.objects.create(
        user=UserFactory(is_staff=True), action_flag=CHANGE, object_repr="x", action_time=moment
    )


NOW = timezone.now()
LEFT_BEHIND = {
    "ended sessions": (session, NOW - timedelta(hours=1), NOW + timedelta(hours=1)),
    "failed logins": (failure, LONG_AGO, LATELY),
    "locked logins": (locked, LONG_AGO, LATELY),
    "invitations": (invitation, LONG_AGO, LATELY),
    "wrong guesses": (guesses, LONG_AGO, NOW),
    "files that nobody loaded": (
        waiting_file,
        NOW - timedelta(hours=2),
        NOW - timedelta(minutes=30),
    ),
    "lines of the admin's log": (line, LONG_AGO, LATELY),
}


@pytest.mark.parametrize("kind", LEFT_BEHIND)
def test_of_what_is_left_behind_the_old_goes_and_the_rest_stays(transactional_db, capsys, kind):
    make, long_ago, lately = LEFT_BEHIND[kind]
    old, kept = make(long_ago), make(lately)
    call_command("retention", yes=True)
    assert f"{1:>8}  {kind}" in capsys.readouterr().out
    assert not type(old).objects.filter(pk=old.pk).exists()
    assert type(kept).objects.filter(pk=kept.pk).exists()


def test_every_kind_that_is_left_behind_is_tried():
    assert LEFT_BEHIND.keys() == retaining.outdated(BEFORE).left_behind.keys()


def test_an_age_that_would_reach_those_who_still_play_is_refused():
    with pytest.raises(CommandError, match="still play"):
        call_command("retention", days=7)


@pytest.mark.django_db
def test_a_teacher_who_never_played_keeps_the_account():
    colleague = UserFactory(date_joined=LONG_AGO)
    TeachingFactory(user=colleague)
    assert retaining.outdated(LATELY).counts()["people"] == 0
