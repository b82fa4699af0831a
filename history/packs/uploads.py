"""From one file that somebody sends to a Pack: a CSV, a zip of them, or a spreadsheet."""

from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath

from django.utils.translation import gettext as _

from history.packs.archive import Refused, open_zip, unpack
from history.packs.pack import Pack, Problem
from history.packs.reader import ABOUT, NotCSV, as_text, csv_lines, read_about, read_csv
from history.packs.sheets import read_spreadsheet
from history.packs.tables import TABLES, Table

MOST_LINES = 100_000
ZIP = b"PK\x03\x04"
# What a spreadsheet has and a zip of CSV files has not.
MANIFEST = "[Content_Types].xml"
# Left in a zip by a Mac; its owner cannot see them.
LITTER = ("__MACOSX", ".DS_Store")


def read_upload(name: str, content: bytes, tables: Sequence[Table] = TABLES) -> Pack:
    """A part of a pack, or a whole one, or other tables; raises Refused."""
    pack = _read(PurePosixPath(name), content, tables)
    if not pack.tables and not pack.problems:
        raise Refused(_("There is no table in this file: nothing to load."))
    return pack


def _read(name: PurePosixPath, content: bytes, tables: Sequence[Table]) -> Pack:
    kind = name.suffix.lower()
    if not content.strip():
        raise Refused(_("This file is empty."))
    if kind == ".csv":
        return _read_one(name.stem.lower(), content, tables)
    if kind not in (".xlsx", ".zip"):
        raise Refused(_("Only .xlsx, .csv and .zip files are read. Save it as one of them."))
    if not content.startswith(ZIP):
        text = _("This file is called %(kind)s but is none. Save it again in that format.")
        raise Refused(text % {"kind": kind})
    # Each is a zip, and mistaking one for the other would give a misleading answer.
    is_spreadsheet = MANIFEST in open_zip(content).namelist()
    if is_spreadsheet != (kind == ".xlsx"):
        text = _("This file is called %(kind)s but is none. Save it again in that format.")
        raise Refused(text % {"kind": kind})
    return read_spreadsheet(content, tables) if is_spreadsheet else _read_zip(content, tables)


def _read_one(stem: str, content: bytes, tables: Sequence[Table]) -> Pack:
    pack = Pack()
    _refuse_too_many_lines([content])
    text = as_text(content, f"{stem}.csv", pack)
    if text is not None:
        read_csv(_table_of(stem, text, tables), text, pack)
    return pack


def _table_of(stem: str, text: str, tables: Sequence[Table]) -> Table:
    """By the name of the file; browsers and people change that, so else by its columns."""
    if len(tables) == 1:
        return tables[0]
    try:
        header = next(csv_lines(text), (1, []))[1]
    except NotCSV:
        header = []
    columns = {cell.strip() for cell in header}
    for table in tables:
        if table.name == stem or columns == set(table.columns):
            return table
    text = _("Which table is this? Call the file by one of these names: %(names)s.")
    raise Refused(text % {"names": ", ".join(table.file for table in tables)})


def _read_zip(content: bytes, tables: Sequence[Table]) -> Pack:
    pack = Pack()
    by_file = {table.file: table for table in tables}
    files = _unpacked(content)
    _refuse_too_many_lines(files.values())
    for name, packed in files.items():
        if name not in (ABOUT, *by_file):
            says = _("no such file; a pack has %(names)s.")
            names = ", ".join([ABOUT, *by_file])
            pack.problems.append(Problem(name, 0, "", says % {"names": names}))
            continue
        text = as_text(packed, name, pack)
        if text is not None and name == ABOUT:
            read_about(text, pack)
        elif text is not None:
            read_csv(by_file[name], text, pack)
    return pack


def _unpacked(content: bytes) -> dict[str, bytes]:
    """The files by name: most programs put a folder into a zip and not what is in it."""
    archive = open_zip(content)
    files: dict[str, bytes] = {}
    for entry in archive.infolist():
        path = PurePosixPath(entry.filename)
        if entry.is_dir() or any(part in LITTER for part in path.parts):
            continue
        if path.name in files:
            text = _("This zip has two files that are called %(name)s.")
            raise Refused(text % {"name": path.name})
        files[path.name] = unpack(archive, entry)
    return files


def _refuse_too_many_lines(contents: Iterable[bytes]) -> None:
    lines = sum(max(content.count(b"\n"), content.count(b"\r")) for content in contents)
    if lines > MOST_LINES:
        text = _("This has %(lines)d lines, and at most %(most)d are read at a time.")
        raise Refused(text % {"lines": lines, "most": MOST_LINES})
