from datetime import timedelta

import pytest
from axes.models import AccessAttempt, AccessAttemptExpiration, AccessFailureLog, AccessLog
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Group, Permission, User
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.utils import timezone

from quiz import classes
from quiz.keeping import personal
from quiz.models import Answer, Objection, Question
from tests.quiz.cast import ClassroomFactory, TeachingFactory, UserFactory, signed_in
from tests.quiz.playing import play_out, press_play, wrong
from tests.servers.cluster import Cluster
from tests.servers.postgresql import programs

CANARY = "canarybird"
FILES = """
    SELECT pg_relation_filepath(oid), pg_relation_filepath(nullif(reltoastrelid, 0))
    FROM pg_class WHERE oid = %s::regclass
"""


@pytest.fixture(autouse=True)
def watched():
    """Commands, not pages: an erasure asks for each table in its turn."""


@pytest.fixture(scope="module")
def cluster():
    """Where there is none, its tests say so."""
    if not programs():
        pytest.skip("PostgreSQL is not installed")
    with Cluster() as cluster:
        yield cluster


@pytest.fixture
def classroom(db):
    return ClassroomFactory()


@pytest.fixture
def canary(topic, classroom):
    """A person with rows in every table that has rows of people, and a name in all of them."""
    user = User.objects.create_user(CANARY, f"{CANARY}@example.org", CANARY, first_name=CANARY)
    user.groups.add(Group.objects.create(name="Some"))
    user.user_permissions.add(Permission.objects.first())
    browser = signed_in(user)
    play_out(browser, press_play(browser, topic), wrong)
    press_play(browser, topic)  # a round with open questions
    person = personal.of_user(user)
    classes.join(classroom=classroom, player=person.player, nickname=CANARY)
    TeachingFactory(user=user, classroom=ClassroomFactory(name="Taught by them alone"))
    answer = Answer.objects.earliest("pk")
    Objection.objects.create(answer=answer, words=CANARY)
    Answer.objects.filter(pk=answer.pk).update(given={"typed": CANARY}, feedback={"said": CANARY})
    _logged(user)
    return person


def _logged(user):
    asked = {"username": CANARY, "ip_address": "192.0.2.7", "user_agent": CANARY}
    attempt = AccessAttempt.objects.create(**asked, failures_since_start=1, post_data=CANARY)
    AccessAttemptExpiration.objects.create(
        access_attempt=attempt, expires_at=timezone.now() + timedelta(hours=1)
    )
    AccessFailureLog.objects.create(**asked)
    AccessLog.objects.create(**asked)
    of_users = ContentType.objects.get_for_model(User)
    for by in (user, UserFactory(username="admin")):
        LogEntry.objects.create(
            user=by,
            content_type=of_users,
            object_id=str(user.pk),
            object_repr=CANARY,
            action_flag=CHANGE,
        )


@pytest.fixture
def open_questions(canary):
    return Question.objects.of(canary.player).open()


def bytes_of_the_database():
    """All that a thief of the disk would read of the tables of people."""
    if connection.vendor == "sqlite":
        file = str(connection.settings_dict["NAME"])
        return _read(file) + _read(f"{file}-wal")
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute("SHOW data_directory")
        folder = cursor.fetchone()[0]
        found = b""
        for label in personal.OWN:
            name = personal.table(label).model._meta.db_table
            cursor.execute(FILES, [name])
            found += b"".join(_read(f"{folder}/{path}") for path in cursor.fetchone() if path)
        return found


def _read(path):
    try:
        with open(path, "rb") as file:
            return file.read()
    except FileNotFoundError:
        return b""
