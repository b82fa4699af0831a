"""Carries a school from its SQLite file into an empty PostgreSQL database: all or nothing."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, cast

from django.contrib.auth.models import User
from django.core.management.color import no_style
from django.db import connection, connections, transaction
from django.db.models import Model

from history.models import Topic
from quiz.keeping import sqlite, sums
from quiz.models import Player

SCHOOL = "school"  # what the file is called as a database of this process
TOLD_EVERY = 50_000  # rows

Tell = Callable[[str], Any]


class CannotMove(Exception):
    """The message says why, and what to do."""


def open_school(file: Path) -> None:
    """Name the file as a second database; nobody else may have it open. Raises CannotMove."""
    if not file.is_file():
        raise CannotMove(f"There is no file {file}.")
    try:
        sqlite.refuse_if_in_use(file)
    except sqlite.InUse as used:
        raise CannotMove(str(used)) from used
    named = {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(file),
        # What is moved does not change meanwhile: this holds the one lock for writing.
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20},
    }
    connections.settings[SCHOOL] = connections.configure_settings({"default": named})["default"]


def refuse_unless_alike_and_empty() -> None:
    """Raises CannotMove."""
    if sums.migrations(SCHOOL) != sums.migrations():
        raise CannotMove(
            "The school's file was left by another version of Footnote. Bring it up to date first: "
            "DATABASE_URL=sqlite:////its/file manage.py migrate"
        )
    if any(model.objects.exists() for model in (User, Player, Topic)):
        raise CannotMove("The PostgreSQL database is not empty. Give a new one.")


@transaction.atomic
def move(tell: Tell) -> int:
    """Copy every row, compare every table, and only then keep it; the number of rows."""
    total = 0
    with transaction.atomic(using=SCHOOL), connection.cursor() as cursor:
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
        models = sums.models()
        # What migrations have put there comes over with the rest, under the numbers it had.
        tables = ", ".join(connection.ops.quote_name(m._meta.db_table) for m in models)
        cursor.execute(f"TRUNCATE {tables}")
        for model in models:
            total += _copy(cursor, model, tell)
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)
        for model in models:
            _compare(model, tell)
        connection.check_constraints()
    return total


def _copy(cursor: Any, model: type[Model], tell: Tell) -> int:
    fields = model._meta.concrete_fields
    columns = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    table = connection.ops.quote_name(model._meta.db_table)
    rows, postgresql = 0, cast(Any, connection)
    try:
        with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
            for values in _stored(model):
                copy.write_row(
                    [
                        field.get_db_prep_save(value, connection)
                        for field, value in zip(fields, values, strict=True)
                    ]
                )
                rows += 1
                if rows % TOLD_EVERY == 0:
                    tell(f"{model._meta.db_table}: {rows} rows …")
    except (postgresql.Database.Error, ValueError) as error:
        raise CannotMove(
            f"PostgreSQL does not take row {rows + 1} or one before it of {model._meta.db_table}: "
            f"{error}. Nothing was moved."
        ) from error
    return rows


def _stored(model: type[Model]) -> Iterator[tuple[Any, ...]]:
    names = [field.attname for field in model._meta.concrete_fields]
    stored = model._base_manager.using(SCHOOL).order_by("pk").values_list(*names)
    return stored.iterator(chunk_size=sums.BATCH)


def _compare(model: type[Model], tell: Tell) -> None:
    before, after = sums.sum_of(model, SCHOOL), sums.sum_of(model)
    if before != after:
        raise CannotMove(f"{model._meta.db_table} arrived as {after}, not as {before}.")
    tell(f"{after.total}  {after.rows:>9}  {model._meta.db_table}")
