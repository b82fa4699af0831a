"""Backups hold what was there, say so themselves, and come back as they were; on both databases."""

import json
import sqlite3
from contextlib import closing

import pytest

from quiz.keeping import backups
from tests.config.served import Served
from tests.quiz.keeping.schools import done, made, sums
from tests.servers.commands import manage

SCHOOL = """
from django.utils import timezone
from history.models import Topic
from quiz import classes, kinds, play
from quiz.models import Question
from django.contrib.auth.models import User
topic = Topic.objects.get(slug="ancient-rome")
teacher = User.objects.create_user("teacher", password="x")
room = classes.create(user=teacher, name="9b", topic=topic)
for n in range(4):
    player = play.new_guest()
    classes.join(classroom=room, player=player, nickname=f"Kind Hare {n}")
    played = play.start_round(player=player, topic=topic, seed=n)
    for question in played.questions.order_by("position")[:8]:
        given = question.key["answer"]
        mode = question.shown["mode"]
        if mode == "text":
            given = {"typed": given[0], "edtf": given[0]} if question.kind == "date" else given[0]
        elif mode not in ("multiple", "order"):
            given = given[0]
        play.answer(question=question, given=given)
"""


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def place(request, tmp_path_factory):
    """Makes the address of a new database, of the one sort or the other."""
    if request.param == "sqlite":
        return lambda name: f"sqlite:///{tmp_path_factory.mktemp(name)}/db.sqlite3"
    return request.getfixturevalue("cluster").database


@pytest.fixture(scope="module")
def school(place):
    """A school with a class that has played."""
    return made(place("school"), SCHOOL)


@pytest.fixture(scope="module")
def backup(school, tmp_path_factory):
    folder = tmp_path_factory.mktemp("backups")
    told = done("backup", "--to", str(folder), **school)
    assert "verified" in told
    return next(file for file in folder.iterdir() if file.suffix != ".json")


def test_a_school_that_was_played_in_is_whole(school):
    told = done("verify", "--all", **school)
    assert "4 players looked at" in told
    assert "WRONG" not in told


def test_a_backup_comes_back_as_it_was_on_an_empty_machine(school, backup, place):
    empty = school | {"DATABASE_URL": place("empty")}
    told = done("restore", str(backup), **empty)
    assert "ok  memories follow from answers" in told
    assert sums(empty) == sums(school)


def test_a_backup_is_for_its_owner_alone_and_nothing_half_done_lies_beside_it(backup):
    assert {file.name for file in backup.parent.iterdir()} == {backup.name, f"{backup.name}.json"}
    assert all(file.stat().st_mode & 0o077 == 0 for file in backup.parent.iterdir())


def test_a_whole_backup_is_called_whole(school, backup):
    assert "Whole: " in done("verify", str(backup), **school)


def spoiled(backup, folder, how):
    content, about = bytearray(backup.read_bytes()), json.loads(beside(backup).read_text())
    if how == "cut":
        content = content[: len(content) // 2]
    elif how == "flipped":
        content[len(content) // 2] ^= 0xFF
    else:  # rows that are missing, under a sum that fits
        about["rows"]["quiz_answer"] += 1
    file = folder / backup.name
    file.write_bytes(content)
    beside(file).write_text(json.dumps(about))
    return file


@pytest.mark.parametrize(
    ("how", "told"),
    [("cut", "its sum differs"), ("flipped", "its sum differs"), ("fewer", "has 32 rows, not 33")],
)
def test_a_spoiled_backup_is_not_called_whole(backup, tmp_path, how, told):
    with pytest.raises(backups.Unfit, match=told):
        backups.check(spoiled(backup, tmp_path, how))


def test_a_spoiled_backup_is_not_restored(school, backup, tmp_path, place):
    empty = school | {"DATABASE_URL": place("unspoiled")}
    refused = manage("restore", str(spoiled(backup, tmp_path, "cut")), **empty)
    assert "Nothing was restored" in refused.stderr
    assert "Traceback" not in refused.stderr


def beside(file):
    return file.with_name(f"{file.name}.json")


def test_a_restore_overwrites_nothing_unasked(school, backup):
    before = sums(school)
    refused = manage("restore", str(backup), **school)
    assert refused.returncode == 1
    assert "Add --yes" in refused.stderr
    assert sums(school) == before


def test_a_restore_with_yes_takes_back_what_came_after(school, backup, place, tmp_path):
    other = school | {"DATABASE_URL": place("other")}
    done("restore", str(backup), **other)
    done("shell", "-c", "from quiz import play; play.new_guest()", **other)
    assert sums(other) != sums(school)
    done("restore", str(backup), "--yes", **other)
    assert sums(other) == sums(school)


def test_a_backup_of_a_newer_program_is_refused(school, backup, tmp_path, place):
    newer = tmp_path / backup.name
    newer.write_bytes(backup.read_bytes())
    about = json.loads(beside(backup).read_text())
    about["migrations"].append("quiz.9999_tomorrow")
    beside(newer).write_text(json.dumps(about))
    refused = manage("restore", str(newer), **(school | {"DATABASE_URL": place("newer")}))
    assert "newer Footnote" in refused.stderr


def test_what_was_changed_behind_the_programs_back_is_found(school, backup, place):
    """The control of `verify`: each check goes red over what it is there for."""
    other = school | {"DATABASE_URL": place("changed")}
    done("restore", str(backup), **other)
    change = "from quiz.models import *; "
    change += "Answer.objects.filter(pk=Answer.objects.first().pk).update(accuracy=0.123); "
    change += "Memory.objects.filter(pk=Memory.objects.first().pk).update(stability=999)"
    done("shell", "-c", change, **other)
    found = manage("verify", "--all", **other)
    assert found.returncode == 1
    assert "WRONG  scores" in found.stdout
    assert "WRONG  memories follow from answers" in found.stdout
    assert "ok  foreign keys" in found.stdout
    mended = manage("verify", "--mend", **other)
    assert "ok  memories follow from answers" in mended.stdout
    assert "WRONG  scores" in mended.stdout


def test_rows_that_lead_nowhere_are_found(school, backup, tmp_path_factory):
    """On SQLite, where somebody with another program can switch foreign keys off."""
    if not school["DATABASE_URL"].startswith("sqlite"):
        pytest.skip("PostgreSQL lets nobody")
    file = tmp_path_factory.mktemp("lost") / "db.sqlite3"
    other = school | {"DATABASE_URL": f"sqlite:///{file}"}
    done("restore", str(backup), **other)
    with closing(sqlite3.connect(file)) as database:
        database.execute("DELETE FROM quiz_round WHERE id = 1")
        database.commit()
    found = manage("verify", **other)
    assert "10 rows of quiz.Question lead to no round" in found.stdout


def test_a_database_in_use_is_not_replaced(school, backup):
    """On SQLite a process that goes on writing to the old file would lose what it writes."""
    if not school["DATABASE_URL"].startswith("sqlite"):
        pytest.skip("PostgreSQL waits for those who are in it")
    with Served(**school) as site:
        assert site.ask("/readyz").status == 200
        refused = manage("restore", str(backup), "--yes", **school)
        assert "stop the site first" in refused.stderr
        assert site.ask("/readyz").status == 200
