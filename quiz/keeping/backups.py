"""Backups: one moment of the database as a file, counted before it is called a backup.

Beside `NAME` lies `NAME.json`, which says what is in it and how it must add up.
"""

import json
import os
from datetime import datetime
from hashlib import file_digest
from pathlib import Path
from typing import Any

from django.db import connection
from django.utils import timezone

from quiz.keeping import postgresql, sqlite, sums

ENDINGS = {"sqlite": ".sqlite3", "postgresql": ".dump"}


class Unfit(Exception):
    """The file is not what it should be; the message says how."""


def make(folder: Path, now: datetime | None = None) -> Path:
    """A backup that was read again and holds every row there was when it began; raises Unfit."""
    engine = _engine(connection.vendor)
    now = now or timezone.now()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    file = folder / f"footnote-{now:%Y%m%dT%H%M%S%fZ}{ENDINGS[connection.vendor]}"
    part = file.with_suffix(".part")
    try:
        applied = sums.migrations()
        part.touch(mode=0o600, exist_ok=False)
        rows = engine.copy(part)
        found = engine.counted(part, rows)
        if found != rows:
            raise Unfit(_difference(rows, found))
        about = {
            "made": now.isoformat(),
            "database": connection.vendor,
            "sha256": _sum(part),
            "rows": rows,
            "migrations": applied,
        }
        _write(beside(file), json.dumps(about, indent=1))
        part.rename(file)
        _sync(folder)
    finally:
        part.unlink(missing_ok=True)
    return file


def beside(file: Path) -> Path:
    return file.with_name(f"{file.name}.json")


def about(file: Path) -> dict[str, Any]:
    """What was written down about it when it was made."""
    try:
        told: dict[str, Any] = json.loads(beside(file).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise Unfit(f"{beside(file)}, which says how the backup adds up, is missing.") from error
    return told


def check(file: Path) -> dict[str, Any]:
    """Read it from end to end and compare; raises Unfit. It says what is in it."""
    if not file.is_file():
        raise Unfit(f"There is no file {file}.")
    told = about(file)
    if _sum(file) != told["sha256"]:
        raise Unfit(f"{file} is not as it was written: its sum differs.")
    found = _engine(told["database"]).counted(file, told["rows"])
    if found != told["rows"]:
        raise Unfit(_difference(told["rows"], found))
    return told


def _engine(vendor: str) -> Any:
    return sqlite if vendor == "sqlite" else postgresql


def _difference(rows: dict[str, int], found: dict[str, int]) -> str:
    wrong = [
        f"{table} has {found.get(table, 0)} rows, not {count}"
        for table, count in rows.items()
        if found.get(table, 0) != count
    ]
    return "The backup does not hold what the database held: " + ", ".join(wrong) + "."


def _sum(file: Path) -> str:
    with file.open("rb") as stream:
        return file_digest(stream, "sha256").hexdigest()


def _write(file: Path, text: str) -> None:
    file.touch(mode=0o600)
    with file.open("w", encoding="utf-8") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())


def _sync(folder: Path) -> None:
    """A file is on the disk once its name is."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
