"""SQLite's part in backups: one file for one moment, even while others write."""

import os
import shutil
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from datetime import datetime
from pathlib import Path

from django.db import connection, connections

from quiz.keeping import sums


class InUse(Exception):
    """Another process has the database open."""


def _file() -> Path:
    return Path(connection.settings_dict["NAME"]).resolve()


def copy(part: Path) -> dict[str, int]:
    """Copy it in one step, inside of one reading transaction; the rows there were in that."""
    with closing(_open(_file())) as source, closing(_open(part)) as target:
        source.execute("BEGIN")
        rows = dict(sums.counted_by(source.cursor()))
        source.backup(target)
        source.execute("COMMIT")
        # A copy in one file: it needs no log beside it.
        target.execute("PRAGMA journal_mode = DELETE")
    _sync(part)
    return rows


def counted(file: Path, tables: Iterable[str]) -> dict[str, int]:
    """The rows of a copy that is sound, or none."""
    try:
        with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro&immutable=1", uri=True)) as database:
            whole = database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            bound = not database.execute("PRAGMA foreign_key_check").fetchall()
            cursor = database.cursor()
            return {t: sums.count(cursor, t) for t in tables} if whole and bound else {}
    except sqlite3.DatabaseError:
        return {}


def is_empty() -> bool:
    """Whether there is nothing that a restored backup would overwrite."""
    return not _file().exists() or not connection.introspection.table_names()


def put_back(file: Path, now: datetime) -> str:
    """Put the copy in the database's place; what was there is kept beside it. Raises InUse."""
    connections.close_all()
    target = _file()
    refuse_if_in_use(target)
    part = target.with_name(f"{target.name}.part")
    part.unlink(missing_ok=True)
    part.touch(mode=0o600)
    shutil.copyfile(file, part)
    _sync(part)
    kept = target.with_name(f"{target.name}.before-{now:%Y%m%dT%H%M%SZ}")
    if target.exists():
        # Nobody has it open and its log is in it, so that the file is all there is.
        for beside in ("-wal", "-shm"):
            target.with_name(target.name + beside).unlink(missing_ok=True)
        os.replace(target, kept)
    os.replace(part, target)
    return f"What was there before is kept in {kept}." if kept.exists() else ""


def refuse_if_in_use(file: Path) -> None:
    """Whoever has it open shares a lock on it as long as they have; it also empties the log."""
    if not file.exists():
        return
    with closing(sqlite3.connect(file, timeout=0, isolation_level=None)) as database:
        try:
            database.execute("PRAGMA locking_mode = EXCLUSIVE")
            database.execute("BEGIN IMMEDIATE")
            database.execute("COMMIT")
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except sqlite3.OperationalError as locked:
            raise InUse(f"{file} is in use: stop the site first.") from locked
        except sqlite3.DatabaseError:
            return  # damaged, which is a good reason to put a backup in its place


def _open(file: Path) -> sqlite3.Connection:
    database = sqlite3.connect(file, timeout=20, isolation_level=None)
    database.execute("PRAGMA synchronous = FULL")
    return database


def _sync(file: Path) -> None:
    handle = os.open(file, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
