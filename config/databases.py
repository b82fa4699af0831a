"""How the two databases are spoken to; DATABASE_URL says which one it is."""

import os
from importlib.util import find_spec
from pathlib import Path
from tempfile import gettempdir
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

from config.env import number

SQLITE: dict[str, Any] = {
    # A thread keeps its connection, because opening one and its pragmas cost more than a query.
    "CONN_MAX_AGE": None,
    "OPTIONS": {
        # Deferred transactions read first, and fail at once when they cannot become writers.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # FULL: with NORMAL a power cut loses answers that pupils saw recorded.
        "init_command": (
            "PRAGMA journal_mode = WAL;"
            "PRAGMA synchronous = FULL;"
            "PRAGMA foreign_keys = ON;"
            "PRAGMA mmap_size = 0;"
            "PRAGMA journal_size_limit = 67108864"
        ),
    },
}

POSTGRESQL: dict[str, Any] = {
    # The pool keeps the connections; Django allows no second keeper.
    "CONN_MAX_AGE": 0,
    # Connections that died with a restarted server are replaced before a request gets one.
    "CONN_HEALTH_CHECKS": True,
    "OPTIONS": {
        "pool": {"min_size": 1, "max_size": 16, "timeout": 10},
        # What a connection asks for the fifth time it has planned once and for all: a third of
        # the database's share of an answer.
        "server_side_binding": True,
        "prepare_threshold": 5,
    },
}
# Whatever the server's own default is: an answer that a pupil saw recorded is on its disk; who
# waits for a lock gives up when SQLite would; nobody holds one who has gone to sleep over it.
POSTGRESQL_SETTINGS = {
    "synchronous_commit": "on",
    "lock_timeout": "20s",
    "idle_in_transaction_session_timeout": "60s",
}


def from_environment(*, default: Path) -> dict[str, Any]:
    if url := os.environ.get("DATABASE_URL"):
        return from_url(url)
    # Tests use a file, because threads that share an in-memory database fail where they
    # should wait; each run has its own, so that two may run at once.
    tests = {"NAME": str(Path(gettempdir()) / f"footnote-test-{os.getpid()}.sqlite3")}
    named = {"ENGINE": "django.db.backends.sqlite3", "NAME": default, "TEST": tests}
    return _with_ours(named, SQLITE)


def from_url(url: str) -> dict[str, Any]:
    try:
        named: dict[str, Any] = {**dj_database_url.parse(url)}
    except (ValueError, KeyError):
        named = {}
    engine, name = named.get("ENGINE", ""), named.get("NAME", "")
    if engine.endswith("sqlite3") and name not in ("", ":memory:"):
        return _with_ours(named, SQLITE)
    if not engine.endswith("postgresql") or not name:
        # Without the address itself, which may hold a password.
        raise ImproperlyConfigured(
            "DATABASE_URL must be sqlite:////full/path/to/file or "
            "postgres://user:password@host:5432/name."
        )
    if not find_spec("psycopg"):
        raise ImproperlyConfigured(
            "DATABASE_URL names a PostgreSQL database, which needs one package more:\n"
            "    pip install --require-hashes -r requirements-postgres.txt"
        )
    return _with_ours(named, POSTGRESQL, options=_postgresql_settings())


def _with_ours(named: dict[str, Any], ours: dict[str, Any], **more: Any) -> dict[str, Any]:
    # What the address itself asks for (?sslmode=require) comes on top.
    options = ours["OPTIONS"] | more | named.get("OPTIONS", {})
    return named | ours | {"OPTIONS": options}


def _postgresql_settings() -> str:
    asked = dict(POSTGRESQL_SETTINGS)
    if os.environ.get("STATEMENT_TIMEOUT"):
        # Only pages have one: a migration or a backup may take as long as it takes.
        seconds = number("STATEMENT_TIMEOUT", default=30, most=3600)
        asked["statement_timeout"] = f"{seconds}s"
    return " ".join(f"-c {name}={value}" for name, value in asked.items())
