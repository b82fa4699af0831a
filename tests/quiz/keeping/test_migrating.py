"""A populated school goes back a few migrations and forward again, and survives being cut off."""

import re
import signal
import subprocess
import sys

import pytest
from django.db.migrations.loader import MigrationLoader

from config.settings import BASE_DIR
from tests.quiz.keeping.cluster import Cluster
from tests.quiz.keeping.schools import done, made, sums

BACK_TO = "0002_objections"  # from here on there are answers to carry along
PLAYED = """
from history.models import Topic
from quiz import play
for n in range(5):
    played = play.start_round(
        player=play.new_guest(), topic=Topic.objects.get(slug="ancient-rome"), seed=n
    )
    for question in played.questions.all()[:3]:
        if question.shown["mode"] == "single":
            play.answer(question=question, given=question.key["answer"][0])
"""
# What is older than the migrations in question, and so must come through them unchanged.
OLDER = re.compile(r"quiz_(player|answer|objection|withdrawal)$|history_|auth_user$")


@pytest.fixture(params=["sqlite", "postgresql"])
def school(request, tmp_path):
    if request.param == "sqlite":
        yield made(f"sqlite:///{tmp_path}/db.sqlite3", PLAYED)
    elif not Cluster.available:
        pytest.skip("PostgreSQL is not installed")
    else:
        with Cluster() as cluster:
            yield made(cluster.database("school"), PLAYED)


def older(environment):
    return [line for line in sums(environment) if OLDER.search(line)]


def test_back_and_forward_and_killed_in_the_middle_loses_no_answer(school):
    before = older(school)
    assert any(line.endswith("quiz_answer") and line.split()[1] != "0" for line in before)
    done("migrate", "quiz", BACK_TO, **school)
    for name in sorted(waiting(school))[:3]:
        killed_while_applying(name, school)
    done("migrate", **school)
    assert waiting(school) == set()
    assert older(school) == before


def waiting(environment):
    listed = done("showmigrations", "--plan", **environment)
    return set(re.findall(r"^\[ \]  (quiz\.\w+)", listed, re.MULTILINE))


def killed_while_applying(name, environment):
    """The process dies as it says that it applies this one, or right after, but never asks."""
    migrating = subprocess.Popen(
        [sys.executable, "-u", "manage.py", "migrate"],
        cwd=BASE_DIR,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    told = b""
    while name.encode() not in told and (sign := migrating.stdout.read(1)):
        told += sign
    migrating.send_signal(signal.SIGKILL)
    migrating.communicate()
    assert name.encode() in told
    assert migrating.returncode == -signal.SIGKILL


def test_the_migrations_meant_are_those_there_are():
    known = {name for app, name in MigrationLoader(None).disk_migrations if app == "quiz"}
    assert BACK_TO in known
