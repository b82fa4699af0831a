"""What commands say before they touch anything; what they do is tested as people start them."""

import os
from io import StringIO
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection

from config import serving
from quiz.keeping import backups, moving
from quiz.management.commands import restore, serve


def refusal(*command, **options):
    with pytest.raises(CommandError) as refused:
        call_command(*command, stdout=StringIO(), stderr=StringIO(), **options)
    return str(refused.value)


def test_serve_is_not_for_development(settings):
    settings.DEBUG = True
    assert "set DEBUG=0" in refusal("serve")


@pytest.fixture
def ready(db, settings, monkeypatch):
    """All that `serve` does, up to becoming another program."""
    settings.DEBUG = False
    monkeypatch.delenv("MALLOC_ARENA_MAX", raising=False)
    became = []
    monkeypatch.setattr(os, "execve", lambda *program: became.append(program))
    monkeypatch.setattr(os, "chdir", lambda _folder: None)
    monkeypatch.setattr(serve.connections, "close_all", lambda: None)
    commands = []
    monkeypatch.setattr(serve, "call_command", lambda name, **_options: commands.append(name))
    return SimpleNamespace(became=became, commands=commands)


def test_serve_checks_collects_and_becomes_the_server(ready):
    call_command("serve")
    assert ready.commands == ["check", "collectstatic"]
    _program, arguments, environment = ready.became[0]
    assert "python:config.serving" in arguments
    assert environment["MALLOC_ARENA_MAX"] == "2"


def test_who_serves_may_choose_another_number_of_heaps(ready, monkeypatch):
    monkeypatch.setenv("MALLOC_ARENA_MAX", "5")
    call_command("serve")
    assert ready.became[0][2]["MALLOC_ARENA_MAX"] == "5"


def test_serve_wants_a_database_that_is_there_and_up_to_date(ready, monkeypatch):
    monkeypatch.setattr(serve, "waiting_migrations", lambda: True)
    assert "manage.py migrate" in refusal("serve")

    def away():
        raise OperationalError("no route")

    with monkeypatch.context() as until_then:
        until_then.setattr(connection, "ensure_connection", away)
        assert "cannot be opened: no route" in refusal("serve")
    assert ready.became == []


def test_several_processes_on_sqlite_are_refused_however_they_were_asked_for(monkeypatch):
    several = SimpleNamespace(cfg=SimpleNamespace(workers=2))
    monkeypatch.setenv("DATABASE_URL", "sqlite:////srv/x")
    with pytest.raises(SystemExit, match="SQLite is for one process"):
        serving.on_starting(several)
    monkeypatch.setenv("DATABASE_URL", "postgres://u@h/x")
    serving.on_starting(several)


@pytest.mark.django_db
def test_a_backup_of_the_other_database_or_of_a_newer_program_is_refused():
    other = {"sqlite": "postgresql", "postgresql": "sqlite"}[connection.vendor]
    with pytest.raises(backups.Unfit, match="another database"):
        restore.refuse_if_unknown({"database": other})
    newer = {"database": connection.vendor, "migrations": ["quiz.9999_tomorrow"]}
    with pytest.raises(backups.Unfit, match="9999_tomorrow"):
        restore.refuse_if_unknown(newer)
    restore.refuse_if_unknown(newer | {"migrations": ["quiz.0001_initial"]})


@pytest.mark.django_db
def test_a_school_that_is_not_there_is_not_moved(tmp_path):
    with pytest.raises(moving.CannotMove, match="no file"):
        moving.open_school(tmp_path / "x.sqlite3")
    if connection.vendor == "sqlite":
        assert "must name the PostgreSQL" in refusal("move_to_postgres", tmp_path / "x.sqlite3")
