"""A spreadsheet as the tables of a pack: one sheet for each file, by the same name."""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from history.packs.archive import Refused, open_zip
from history.packs.pack import Pack, Problem
from history.packs.reader import check_about, read_lines
from history.packs.tables import TABLES, Table

ABOUT = "pack"
PATIENCE = 3.5  # seconds
OPENER = Path(__file__).with_name("opener.py")


def read_spreadsheet(content: bytes, tables: Sequence[Table] = TABLES) -> Pack:
    archive = open_zip(content)
    if any(name.lower().endswith("vbaproject.bin") for name in archive.namelist()):
        raise Refused(_("This spreadsheet has macros. Save it as a plain .xlsx file."))
    found = _opened(content, [table.name for table in tables])
    pack = Pack()
    by_name = {table.name: table for table in tables}
    for name, sheet in found.items():
        if sheet is None:
            says = _("no such sheet; a pack has %(names)s.")
            names = ", ".join([ABOUT, *by_name])
            pack.problems.append(Problem(name, 0, "", says % {"names": names}))
        elif name == ABOUT:
            _read_about(sheet, pack)
        else:
            _read_sheet(by_name[name], sheet, pack)
    if not found:
        raise Refused(_("This spreadsheet is empty."))
    return pack


def _opened(content: bytes, names: list[str]) -> dict[str, Any]:
    command = [sys.executable, "-I", str(OPENER), ABOUT, *names]
    try:
        done = subprocess.run(  # noqa: S603  (our own program, and no word of the file in it)
            command, input=content, capture_output=True, timeout=PATIENCE, check=True
        )
        reply = json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError) as error:
        raise Refused(_reasons()["size"]) from error
    if "refused" in reply:
        raise Refused(_reasons()[reply["refused"]])
    return reply["sheets"]


def _reasons() -> dict[str, str]:
    return {
        "size": _(
            "This spreadsheet takes too much time or memory to read. Send its sheets one by one, "
            "or as a zip of CSV files."
        ),
        "entities": _("This spreadsheet declares entities, which no spreadsheet program writes."),
        "unreadable": _("This is no spreadsheet that can be read. Save it again as .xlsx."),
        "sheets": _("This spreadsheet has too many sheets."),
        "twice": _("This spreadsheet has two sheets of one name."),
        "rows": _("This spreadsheet has a sheet with more than 100,000 rows."),
        "columns": _("This spreadsheet has a row with more than 50 columns."),
    }


def _read_about(sheet: dict[str, Any], pack: Pack) -> None:
    rows = [cells for _line, cells in sheet["rows"]]
    if len(rows) == 2:
        pack.about = {key: value for key, value in zip(*rows, strict=False) if key}
        authors = str(pack.about.get("authors", "")).split(";")
        pack.about["authors"] = [name.strip() for name in authors if name.strip()]
    check_about(pack)


def _read_sheet(table: Table, sheet: dict[str, Any], pack: Pack) -> None:
    rows = [(line, cells) for line, cells in sheet["rows"]]
    names = rows[0][1] if rows else []
    for line, place in sheet["formulas"]:
        column = names[place].strip() if place < len(names) else ""
        says = _("this is a formula, and formulas are never worked out; paste its value.")
        pack.problems.append(Problem(table.file, line, column, says))
    read_lines(table, iter(rows), pack)
