"""How the two databases are spoken to; DATABASE_URL says which one it is."""

import os
from pathlib import Path
from tempfile import gettempdir
from typing import Any

import dj_database_url

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
            "PRAGMA journal_size_limit = 67108864"
        ),
    },
}

POSTGRESQL: dict[str, Any] = {
    # The pool keeps the connections; Django allows no second keeper.
    "CONN_MAX_AGE": 0,
    # Connections that died with a restarted server are replaced before a request gets one.
    "CONN_HEALTH_CHECKS": True,
    "OPTIONS": {"pool": {"min_size": 1, "max_size": 16, "timeout": 10}},
}


def from_environment(*, default: Path) -> dict[str, Any]:
    if url := os.environ.get("DATABASE_URL"):
        named: dict[str, Any] = {**dj_database_url.parse(url)}
    else:
        # Tests use a file, because threads that share an in-memory database fail where they
        # should wait; each run has its own, so that two may run at once.
        tests = {"NAME": str(Path(gettempdir()) / f"footnote-test-{os.getpid()}.sqlite3")}
        named = {"ENGINE": "django.db.backends.sqlite3", "NAME": default, "TEST": tests}
    ours = SQLITE if named["ENGINE"].endswith("sqlite3") else POSTGRESQL
    # What the address itself asks for (?sslmode=require) comes on top.
    return named | ours | {"OPTIONS": ours["OPTIONS"] | named.get("OPTIONS", {})}
