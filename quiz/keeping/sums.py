"""Each table in two numbers, the same on both databases: how many rows, and a sum of their hashes.

The sum does not hang on the order of rows, in which databases differ where keys are text.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Any, NamedTuple

from django.apps import apps
from django.db import connections
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Model

BATCH = 2000
SIZE = 16  # bytes


class Sum(NamedTuple):
    rows: int
    total: str


def models() -> list[type[Model]]:
    """Of every table that the program has."""
    known = apps.get_models(include_auto_created=True)
    return [model for model in known if model._meta.managed and not model._meta.proxy]


def counts(using: str = "default") -> dict[str, int]:
    """Rows by table."""
    with connections[using].cursor() as cursor:
        return dict(counted_by(cursor))


def counted_by(cursor: Any) -> Iterator[tuple[str, int]]:
    for model in models():
        yield model._meta.db_table, count(cursor, model._meta.db_table)


def count(cursor: Any, table: str) -> int:
    cursor.execute(f'SELECT count(*) FROM "{table}"')  # noqa: S608 - our own tables
    return int(cursor.fetchone()[0])


def counts_of(tables: Iterable[str], using: str = "default") -> dict[str, int]:
    """Of these tables alone, which may be those of an older program."""
    with connections[using].cursor() as cursor:
        return {table: count(cursor, table) for table in tables}


def migrations(using: str = "default") -> list[str]:
    """What brought the database to where it is, by name."""
    applied = MigrationRecorder(connections[using]).applied_migrations()
    return sorted(f"{app}.{name}" for app, name in applied)


def sum_of(model: type[Model], using: str = "default") -> Sum:
    rows, total = 0, 0
    names = [field.attname for field in model._meta.concrete_fields]
    stored = model._base_manager.using(using).values_list(*names)
    for values in stored.iterator(chunk_size=BATCH):
        line = json.dumps(values, sort_keys=True, default=_plain, ensure_ascii=False)
        total += int.from_bytes(blake2b(line.encode(), digest_size=SIZE).digest())
        rows += 1
    return Sum(rows, f"{total % 256**SIZE:0{2 * SIZE}x}")


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return str(value)
