"""From a folder to a Pack: what cannot be read as a table is a problem, whatever it says."""

import csv
import io
import tomllib
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext as _

from history.packs import guard
from history.packs.pack import Pack, Problem, Row
from history.packs.tables import TABLES, Table

ABOUT = "pack.toml"
MOST_COLUMNS = 50

# The rows of a table, the one that names the columns first, each with the number of its line.
Lines = Iterator[tuple[int, list[str]]]


class NotCSV(Exception):
    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


def read(folder: Path) -> Pack:
    pack = Pack()
    if not folder.is_dir():
        says = _("there is no such folder; name one that has a %(file)s.") % {"file": ABOUT}
        pack.problems.append(Problem(str(folder), 0, "", says))
        return pack
    _read_about(folder, pack)
    for table in TABLES:
        text = _text(folder, table.file, pack)
        if text is not None:
            read_csv(table, text, pack)
    return pack


def _read_about(folder: Path, pack: Pack) -> None:
    text = _text(folder, ABOUT, pack)
    if text is not None:
        read_about(text, pack)


def read_about(text: str, pack: Pack) -> None:
    try:
        pack.about = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        says = _('this is not TOML: %(error)s. Write lines such as slug = "my-subject".')
        pack.problems.append(Problem(ABOUT, 0, "", says % {"error": error}))
    else:
        check_about(pack)


def check_about(pack: Pack) -> None:
    pack.problems += [Problem(ABOUT, 0, key, says) for key, says in _about(pack.about)]


def _about(about: dict[str, object]) -> Iterator[tuple[str, str]]:
    """Problems by key."""
    for key in ("slug", "title", "language", "licence"):
        if not isinstance(about.get(key), str) or not str(about[key]).strip():
            yield key, _('give it a text, as in %(key)s = "…".') % {"key": key}
    authors = about.get("authors")
    if not isinstance(authors, list) or not authors or not all(isinstance(a, str) for a in authors):
        yield "authors", _('give a list of names, as in authors = ["Ada Writer"].')
    for key in about.keys() - {"slug", "title", "language", "licence", "authors"}:
        yield key, _("no such key; a pack has slug, title, language, licence and authors.")


def _text(folder: Path, name: str, pack: Pack) -> str | None:
    try:
        content = (folder / name).read_bytes()
    except OSError:
        says = _("there is no such file; a pack has it even if it holds only its first row.")
        pack.problems.append(Problem(name, 0, "", says))
        return None
    return as_text(content, name, pack)


def as_text(content: bytes, name: str, pack: Pack) -> str | None:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        says = _("this is not UTF-8; save the file again as “CSV UTF-8”.")
        pack.problems.append(Problem(name, line, "", says))
        return None


def read_lines(table: Table, lines: Lines, pack: Pack) -> None:
    header = [cell.strip() for cell in next(lines, (1, []))[1]]
    pack.problems += _header_problems(table, header)
    # Without one of its columns nothing can be said about the rows.
    if all(column in header for column in table.columns):
        rows = [_row(table, header, line, cells, pack) for line, cells in lines]
        pack.tables[table.name] = [row for row in rows if row]


def read_csv(table: Table, text: str, pack: Pack) -> None:
    try:
        read_lines(table, csv_lines(text), pack)
    except NotCSV as error:
        says = _("this is not CSV: %(error)s. Put a cell with commas or quotes between quotes.")
        problem = Problem(table.file, error.line, "", says % {"error": error.__cause__})
        pack.problems.append(problem)


def csv_lines(text: str) -> Lines:
    """The rows, each with the number of the line on which it begins; empty lines are none."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise NotCSV(line) from error
        if cells is None:
            return
        if any(cells):
            yield line, cells


def _header_problems(table: Table, header: list[str]) -> Iterator[Problem]:
    columns = ",".join(table.columns)
    if len(header) > MOST_COLUMNS:
        text = _("it has %(number)d columns; the first row is %(columns)s")
        yield Problem(table.file, 1, "", text % {"number": len(header), "columns": columns})
        return
    for column in table.columns:
        if header.count(column) != 1:
            says = _("this column is missing") if column not in header else _("it is there twice")
            text = _("%(says)s; the first row is %(columns)s") % {"says": says, "columns": columns}
            yield Problem(table.file, 1, column, text)
    for column in header:
        if column not in table.columns:
            text = _("no such column; the first row is %(columns)s") % {"columns": columns}
            yield Problem(table.file, 1, column, text)


def _row(table: Table, header: list[str], line: int, cells: list[str], pack: Pack) -> Row | None:
    if len(cells) != len(header):
        says = _(
            "this row has %(cells)d cells and the first row has %(columns)d; "
            "put a cell with commas between quotes, and write empty cells too."
        ) % {"cells": len(cells), "columns": len(header)}
        pack.problems.append(Problem(table.file, line, "", says))
        return None
    cells = list(map(str.strip, cells))
    # Hardly any row has one, and looking at each cell of a large file takes seconds.
    if guard.APOSTROPHE in "".join(cells):
        cells = list(map(guard.take_off, cells))
    named = dict(zip(header, cells, strict=True))
    in_order = map(named.__getitem__, table.columns)
    return Row(table, line, dict(zip(table.columns, in_order, strict=True)))
