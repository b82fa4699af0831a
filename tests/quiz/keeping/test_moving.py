"""A school moves from SQLite to PostgreSQL: every row and every number of it, or none."""

import shutil
import sqlite3
from contextlib import closing

import pytest

from tests.config.served import Served
from tests.quiz.keeping.schools import DEMO, done, made, sums
from tests.servers.commands import manage, production


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    """The demo's school, with a class and a term of answers."""
    file = tmp_path_factory.mktemp("school") / "db.sqlite3"
    made(f"sqlite:///{file}", DEMO)
    return file


@pytest.fixture(scope="module")
def school(file):
    return production(f"sqlite:///{file}")


@pytest.fixture(scope="module")
def moved(cluster, file, school):
    new = school | {"DATABASE_URL": cluster.database("moved")}
    done("move_to_postgres", str(file), **new)
    return new


def test_each_table_has_the_same_rows_and_the_same_sum(moved, school):
    before = sums(school)
    assert sums(moved) == before
    assert any(line.endswith("quiz_answer") and int(line.split()[1]) > 500 for line in before)


def test_people_go_on_where_they_were(moved, school):
    """New rows get new numbers, and the class is there for whoever signs in."""
    made_anew = "from quiz import play; print([play.new_guest().pk for _ in range(2)])"
    assert done("shell", "-v0", "-c", made_anew, **moved)
    with Served(**moved, WEB_CONCURRENCY="2") as site:
        assert site.ask("/readyz").text == b"ready\n"
        assert b"ancient-rome" in site.ask("/").text


def test_a_database_that_has_a_school_is_not_moved_into(moved, file):
    refused = manage("move_to_postgres", str(file), **moved)
    assert "not empty" in refused.stderr


def test_sqlite_is_not_moved_into(file, school):
    refused = manage("move_to_postgres", str(file), **school)
    assert "must name the PostgreSQL database" in refused.stderr


def test_a_school_that_is_open_is_not_moved(cluster, file, school):
    new = school | {"DATABASE_URL": cluster.database("opened")}
    with Served(**school) as site:
        assert site.ask("/readyz").status == 200
        refused = manage("move_to_postgres", str(file), **new)
    assert "stop the site first" in refused.stderr


def test_what_postgresql_refuses_moves_nothing_and_can_be_mended(
    cluster, file, school, tmp_path, moved
):
    spoiled = tmp_path / "db.sqlite3"
    shutil.copy(file, spoiled)
    change(spoiled, "UPDATE quiz_membership SET nickname = 'a' || char(0) WHERE id = 5")
    new = school | {"DATABASE_URL": cluster.database("mended")}
    refused = manage("move_to_postgres", str(spoiled), **new)
    assert "quiz_membership" in refused.stderr
    assert "Nothing was moved" in refused.stderr
    left = "from quiz.models import Player, Answer; print(Player.objects.count())"
    assert done("shell", "-v0", "-c", left, **new).strip() == "0"
    change(spoiled, "UPDATE quiz_membership SET nickname = 'a' WHERE id = 5")
    done("move_to_postgres", str(spoiled), **new)


def change(file, statement):
    with closing(sqlite3.connect(file)) as database:
        assert database.execute(statement).rowcount == 1
        database.commit()
