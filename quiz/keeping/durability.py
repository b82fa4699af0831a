"""How a connection must be set up so that what a pupil was told is saved is never lost."""

from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, connection
from django.db.backends.base.base import BaseDatabaseWrapper

# As SQLite gives them back: 2 is FULL.
PRAGMAS: dict[str, tuple[object, str]] = {
    "journal_mode": ("wal", "readers and the one writer would stop each other"),
    "synchronous": (2, "a power cut would lose answers that pupils saw recorded"),
    "foreign_keys": (1, "rows could be left behind by what they belong to"),
    "mmap_size": (0, "a fault of the disk would end the program"),
    "busy_timeout": (20_000, "who waits for the lock would be sent away too soon, or too late"),
}
DEFERRED = "Transactions are not IMMEDIATE: those that read first could fail when they write."
HELD = (
    "ATOMIC_REQUESTS is on: on SQLite pages that only read would wait for the one that writes, and "
    "no guess could be counted, which has to last whatever fails after it."
)
OPENED_AGAIN = (
    "CONN_MAX_AGE is {age}, not None: each request would open SQLite's file and set it up again."
)
# Each of these waits for the disk; `off` and `local` with a standby do not wait for all of it.
SAFE_COMMITS = {"on", "remote_apply"}


def problems(database: BaseDatabaseWrapper) -> list[str]:
    """What is not as it must be on this connection, a sentence each."""
    held = [HELD] if database.settings_dict["ATOMIC_REQUESTS"] else []
    if database.vendor == "sqlite":
        return held + _of_sqlite(database)
    return held + _of_postgresql(database)


def _of_sqlite(database: BaseDatabaseWrapper) -> list[str]:
    found = []
    age = database.settings_dict["CONN_MAX_AGE"]
    if age is not None:
        found.append(OPENED_AGAIN.format(age=age))
    with database.cursor() as cursor:
        for name, (wanted, consequence) in PRAGMAS.items():
            row = cursor.execute(f"PRAGMA {name}").fetchone()
            value = row[0] if row else 0
            if value != wanted:
                found.append(f"SQLite's {name} is {value}, not {wanted}: {consequence}.")
    if getattr(database, "transaction_mode", None) != "IMMEDIATE":
        found.append(DEFERRED)
    return found


def _of_postgresql(database: BaseDatabaseWrapper) -> list[str]:
    found = []
    with database.cursor() as cursor:
        cursor.execute("SHOW synchronous_commit")
        commits = cursor.fetchone()[0]
        if commits not in SAFE_COMMITS:
            found.append(
                f"PostgreSQL's synchronous_commit is {commits}, not on: a power cut would lose "
                "answers that pupils saw recorded."
            )
    return found


def worries(database: BaseDatabaseWrapper) -> list[str]:
    """What is not ours to set, and is off on servers that tests make for minutes."""
    if database.vendor == "sqlite":
        return []
    found = []
    with database.cursor() as cursor:
        for name in ("fsync", "full_page_writes"):
            cursor.execute(f"SHOW {name}")
            if cursor.fetchone()[0] != "on":
                found.append(f"PostgreSQL's {name} is off: a power cut could lose everything.")
    return found


def insist() -> None:
    """Let no process serve that could lose answers; one whose database is away may wait for it."""
    try:
        found = problems(connection)
    except OperationalError:
        return
    finally:
        connection.close()
    if found:
        raise ImproperlyConfigured(" ".join(found))
