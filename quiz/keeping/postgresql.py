"""PostgreSQL's part in backups, with its own programs."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import connection, connections, transaction

from quiz.keeping import sums

ROWS_OF = re.compile(rb"COPY (?:\w+\.)?\"?(\w+)\"? \(.*\) FROM stdin;$")
END = b"\\."
EMPTY = """
    DO $$ DECLARE found record; BEGIN
        FOR found IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
            EXECUTE format('DROP TABLE public.%I CASCADE', found.tablename);
        END LOOP;
    END $$
"""


class Failed(Exception):
    """One of PostgreSQL's programs is missing or did not end well."""


def copy(part: Path) -> dict[str, int]:
    """Dump one snapshot; the rows there were in that."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        # This transaction only waits for the dump, as long as it takes.
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = cursor.fetchone()[0]
        rows = sums.counts()
        _run(
            "pg_dump",
            "--format=custom",
            "--no-owner",
            "--no-privileges",
            f"--snapshot={snapshot}",
            f"--file={part}",
        )
    return rows


def counted(file: Path, tables: Iterable[str]) -> dict[str, int]:
    """The rows of a dump that can be read to its end, or none."""
    rows = dict.fromkeys(tables, 0)
    table = None
    with _reading(file) as lines:
        for line in lines:
            if table is None:
                found = ROWS_OF.match(line.rstrip(b"\n"))
                table = found[1].decode() if found else None
            elif line.rstrip(b"\n") == END:
                table = None
            elif table in rows:
                rows[table] += 1
        return rows if table is None else {}


@contextmanager
def _reading(file: Path) -> Iterator[Any]:
    command = [_program("pg_restore"), "--data-only", "--file=-", str(file)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:  # noqa: S603
        yield process.stdout
        if process.wait():
            raise Failed(f"pg_restore cannot read {file}.")


def is_empty() -> bool:
    return not connection.introspection.table_names()


def put_back(file: Path, now: datetime) -> str:
    """Put the dump in the database's place, in one transaction: all of it or nothing."""
    connections.close_all()
    command = [_program("pg_restore"), "--no-owner", "--no-privileges", "--file=-", str(file)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as reading:  # noqa: S603
        _run(
            "psql",
            "--quiet",
            "--no-psqlrc",
            "--single-transaction",
            "--set=ON_ERROR_STOP=1",
            f"--command={EMPTY}",
            "--file=-",
            stdin=reading.stdout,
        )
    if reading.returncode:
        raise Failed(f"pg_restore cannot read {file}.")
    return ""


def _run(program: str, *arguments: str, **more: Any) -> None:
    command = [_program(program), *arguments]
    ended = subprocess.run(  # noqa: S603 - our own command
        command,
        env=_environment(),
        stderr=subprocess.PIPE,
        text=True,
        stdout=subprocess.DEVNULL,
        check=False,
        **more,
    )
    if ended.returncode:
        raise Failed(f"{program} failed: {ended.stderr.strip()}")


def _program(name: str) -> str:
    found = shutil.which(name)
    if not found:
        raise Failed(f"{name} is missing. On Debian and Ubuntu: apt install postgresql-client")
    return found


def _environment() -> dict[str, str]:
    """Where the database is: not on the command line, where everybody could read the password."""
    settings = connection.settings_dict
    named = {
        "PGDATABASE": settings["NAME"],
        "PGUSER": settings["USER"],
        "PGPASSWORD": settings["PASSWORD"],
        "PGHOST": settings["HOST"],
        "PGPORT": settings["PORT"],
        "PGSSLMODE": settings["OPTIONS"].get("sslmode"),
        "PGSSLROOTCERT": settings["OPTIONS"].get("sslrootcert"),
    }
    return os.environ | {name: str(value) for name, value in named.items() if value}
