"""All that is stored on one person, as a zip of JSON files that they can be given."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model

from quiz.keeping.personal import Person, mentions, own_rows

# What would let somebody else in; it says nothing about the person.
SECRETS = {"auth.User": {"password"}, "sessions.Session": {"session_key", "session_data"}}
READ_ME = """\
All that this site stores on one person: a file for each table, with their rows.

`mentioned.json` lists rows of the school that only name them as the one who did something.
Times are in UTC. The key of a question that has not been answered yet is left out.
"""


def write(person: Person, file: Path) -> dict[str, int]:
    """How many rows of each table went into the zip."""
    counts = {}
    # Nobody else's from the first byte on.
    file.touch(mode=0o600, exist_ok=False)
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        archive.writestr("README.txt", READ_ME)
        for label, rows in tables(person):
            archive.writestr(f"{label}.json", _json(rows))
            counts[label] = len(rows)
        named = list(_mentioned(person))
        archive.writestr("mentioned.json", _json(named))
    return counts | {"mentioned": len(named)}


def tables(person: Person) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    for label, rows in own_rows(person):
        yield label, [_row(label, row) for row in rows.iterator()]


def _row(label: str, row: Model) -> dict[str, Any]:
    hidden = SECRETS.get(label, set())
    values = {
        field.attname: field.value_from_object(row)
        for field in row._meta.concrete_fields
        if field.attname not in hidden
    }
    if label == "quiz.Question" and not hasattr(row, "answer"):
        del values["key"]
    return values


def _mentioned(person: Person) -> Iterator[dict[str, Any]]:
    """Which rows, and not what they say: that is about others."""
    for label, column, rows in mentions(person):
        for pk in rows.values_list("pk", flat=True):
            yield {"table": label, "row": pk, "as": column}


def _json(rows: list[dict[str, Any]]) -> str:
    return json.dumps(rows, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)
