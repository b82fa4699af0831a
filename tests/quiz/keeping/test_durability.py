"""The settings without which a power cut loses answers, looked at on a live connection."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import connection, connections
from django.db.utils import ConnectionHandler

from config import databases
from quiz.keeping import durability

ON_SQLITE = pytest.mark.skipif(connection.vendor != "sqlite", reason="a setting of SQLite's")
ON_POSTGRESQL = pytest.mark.skipif(connection.vendor == "sqlite", reason="one of PostgreSQL's")


def opened(more=None, **options):
    """A connection of its own, with some of our settings or options changed."""
    settings = connection.settings_dict
    changed = settings | {"OPTIONS": settings["OPTIONS"] | options} | (more or {})
    # Pools are kept by alias, and that of the tests has our own options.
    return ConnectionHandler({"default": settings, "weak": changed})["weak"]


def problems_with(more=None, **options):
    database = opened(more, **options)
    try:
        return durability.problems(database)
    finally:
        database.close()
        if hasattr(database, "close_pool"):
            database.close_pool()


@pytest.mark.django_db
def test_our_own_settings_are_safe():
    assert problems_with() == []


@ON_SQLITE
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("weak", "told"),
    [
        ("PRAGMA synchronous = NORMAL", "power cut"),
        ("PRAGMA foreign_keys = OFF", "left behind"),
        ("PRAGMA mmap_size = 1048576", "mmap_size"),
        ("PRAGMA busy_timeout = 5000", "busy_timeout"),
    ],
)
def test_each_setting_of_sqlite_that_is_weak_is_told(weak, told):
    strong = databases.SQLITE["OPTIONS"]["init_command"]
    found = problems_with(init_command=f"{strong};{weak}")
    assert len(found) == 1
    assert told in found[0]


@ON_SQLITE
@pytest.mark.django_db
def test_deferred_transactions_and_a_journal_that_is_no_wal_are_told(tmp_path):
    assert problems_with(transaction_mode="DEFERRED") == [durability.DEFERRED]
    other = databases.from_url(f"sqlite:///{tmp_path}/x.sqlite3")
    other["OPTIONS"] = other["OPTIONS"] | {"init_command": "PRAGMA synchronous = FULL"}
    found = durability.problems(ConnectionHandler({"default": other})["default"])
    assert "journal_mode" in found[0]


@pytest.mark.django_db
def test_requests_that_are_one_transaction_each_are_told():
    assert problems_with({"ATOMIC_REQUESTS": True}) == [durability.HELD]


@ON_SQLITE
@pytest.mark.django_db
@pytest.mark.parametrize("age", [0, 60])
def test_connections_that_do_not_last_are_told(age):
    assert problems_with({"CONN_MAX_AGE": age}) == [durability.OPENED_AGAIN.format(age=age)]


@ON_POSTGRESQL
@pytest.mark.django_db
def test_commits_that_do_not_wait_for_the_disk_are_told():
    assert "power cut" in problems_with(options="-c synchronous_commit=off")[0]


@ON_POSTGRESQL
@pytest.mark.django_db
def test_a_connection_waits_for_locks_as_long_as_on_sqlite():
    with connection.cursor() as cursor:
        cursor.execute("SHOW lock_timeout")
        assert cursor.fetchone()[0] == "20s"


@pytest.mark.django_db
def test_a_weak_connection_stops_check_and_start(monkeypatch):
    monkeypatch.setattr(connections["default"], "close", lambda: None)
    call_command("check", databases=["default"])
    durability.insist()
    monkeypatch.setattr(durability, "problems", lambda _database: ["It could be lost."])
    with pytest.raises(SystemCheckError, match="could be lost"):
        call_command("check", databases=["default"])
    with pytest.raises(ImproperlyConfigured, match="could be lost"):
        durability.insist()
