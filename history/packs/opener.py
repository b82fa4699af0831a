"""
Opens one spreadsheet in a process of its own, which may take so much time and memory and no more.

A library that reads a foreign format cannot be audited for every bomb that its format allows, so
the process has limits and the caller needs no trust: whatever happens here, a reply comes back or
none does. The content comes from stdin, the sheets go to stdout as JSON. Nothing of Footnote or
Django is imported, so that it starts quickly.
"""

import contextlib
import json
import resource
import sys
from collections.abc import Iterator
from datetime import date, datetime, time
from io import BytesIO
from typing import Any
from xml.parsers import expat
from zipfile import ZipFile

from openpyxl import load_workbook

CPU_SECONDS, MEMORY = 3, 512 * 2**20
MOST_ROWS, MOST_COLUMNS, MOST_SHEETS = 100_000, 50, 20
CHUNK = 2**16

# Cells that are formulas, by line and place in it; then the rows, each with its line.
Sheet = dict[str, Any]


class Refused(Exception):
    """With a word for the reason; the words for people are the caller's."""


def sheets(content: bytes, wanted: list[str]) -> dict[str, Sheet | None]:
    """The wanted sheets by name; None for any other that holds something."""
    with ZipFile(BytesIO(content)) as archive:
        for name in archive.namelist():
            refuse_doctype(archive, name)
    book = load_workbook(BytesIO(content), read_only=True, keep_links=False)
    if len(book.worksheets) > MOST_SHEETS:
        raise Refused("sheets")
    found: dict[str, Sheet | None] = {}
    for sheet in book.worksheets:
        name = sheet.title.strip()
        # Its own word on how wide and long it is may be a lie.
        sheet.reset_dimensions()
        if name in found:
            raise Refused("twice")
        if name in wanted:
            found[name] = read(sheet)
        elif next(filled_rows(sheet), None):
            found[name] = None
    return found


def refuse_doctype(archive: ZipFile, name: str) -> None:
    """Entities are declared in one, and no spreadsheet has any. Reads every part to its end too."""
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse_entities
    with archive.open(name) as part:
        for chunk in iter(lambda: part.read(CHUNK), b""):
            if name.endswith((".xml", ".rels")):
                parser.Parse(chunk)


def refuse_entities(*declared: object) -> None:
    raise Refused("entities")


def read(sheet: Any) -> Sheet:
    rows, formulas = [], []
    for line, cells in filled_rows(sheet):
        formulas += [(line, place) for place, c in enumerate(cells) if c.data_type == "f"]
        rows.append((line, [as_text(cell.value) for cell in cells]))
    # Every row is as wide as the first, unless it has more in it.
    width = len(rows[0][1]) if rows else 0
    padded = [(line, cells + [""] * (width - len(cells))) for line, cells in rows]
    return {"rows": padded, "formulas": formulas}


def filled_rows(sheet: Any) -> Iterator[tuple[int, list[Any]]]:
    for line, cells in enumerate(sheet.iter_rows(), 1):
        if line > MOST_ROWS:
            raise Refused("rows")
        filled = [place for place, c in enumerate(cells, 1) if c.value not in (None, "")]
        if filled and filled[-1] > MOST_COLUMNS:
            raise Refused("columns")
        if filled:
            yield line, list(cells[: filled[-1]])


def as_text(value: Any) -> str:
    """As its author saw it: spreadsheets make numbers of years, and moments of days."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return (value.date() if value.time() == time() else value).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    # XML would make a line feed of a carriage return, so it is written out.
    return str(value).replace("_x000D_", "\r")


def limit_this_process() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    # Not every Unix lets this be set; then only the size of the file bounds it.
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def reply(content: bytes, wanted: list[str]) -> dict[str, Any]:
    try:
        return {"sheets": sheets(content, wanted)}
    except Refused as refused:
        return {"refused": str(refused)}
    except MemoryError:
        return {"refused": "size"}
    except Exception:
        # openpyxl promises no list of what it raises on a file that is none, and this process has
        # nothing else to do: what goes wrong here is the file, and its reply is the last thing.
        return {"refused": "unreadable"}


if __name__ == "__main__":
    limit_this_process()
    sys.stdout.write(json.dumps(reply(sys.stdin.buffer.read(), sys.argv[1:])))
