"""From the store to a pack: as files of a folder, as a zip, or as a spreadsheet."""

import csv
import io
import json
import re
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from openpyxl import Workbook

from history.models import (
    Cause,
    CauseClaim,
    DateClaim,
    Event,
    Misconception,
    Source,
    Topic,
)
from history.packs import guard, stored
from history.packs.pack import Pack, Row
from history.packs.reader import ABOUT
from history.packs.tables import TABLES

LONGEST_CELL = 32_767
# What XML cannot hold, and what in a text would be taken for a character written out.
NO_CELL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]|x005F_|_x000D_")
# The same store gives the same bytes, whenever it is asked.
NO_DAY = (1980, 1, 1, 0, 0, 0)


class Unfit(ValueError):
    """A cell that a spreadsheet would change or refuse; as a string, which."""


def export(topic: Topic, **about: object) -> Pack:
    """A topic with everything that its events rest on, as a whole pack."""
    pack = of_events(Event.objects.filter(topics=topic))
    said = {"slug": topic.slug, "title": topic.title, "language": topic.language}
    unsaid = {"licence": "not stated", "authors": ["not stated"]}
    pack.about = {**said, **unsaid, **about}
    return pack


def of_events(chosen: QuerySet[Event]) -> Pack:
    """The events, what led to them, and all that they and these refer to."""
    reasons = Cause.objects.filter(effect__in=chosen.order_by().values("pk"))
    pks = Q(pk__in=chosen.order_by().values("pk")) | Q(pk__in=reasons.values("cause"))
    events = Event.objects.filter(pks)
    claims = DateClaim.objects.filter(event__in=events)
    cause_claims = CauseClaim.objects.filter(cause__in=reasons)
    cited = Q(pk__in=claims.values("source")) | Q(pk__in=cause_claims.values("source"))
    rows: dict[str, QuerySet] = {
        "topics": Topic.objects.filter(pk__in=events.values("topics")),
        "sources": Source.objects.filter(cited),
        "events": events,
        "date_claims": claims,
        "causes": reasons,
        "cause_claims": cause_claims,
        "misconceptions": Misconception.objects.filter(event__in=events),
    }
    pack = Pack(tables={table.name: stored.rows(table, rows[table.name]) for table in TABLES})
    stored.in_order(pack)
    return pack


def files(pack: Pack) -> dict[str, bytes]:
    tables = {table.file: as_csv(table.columns, pack.rows(table.name)) for table in TABLES}
    return {ABOUT: as_toml(pack.about).encode(), **tables}


def as_csv(columns: tuple[str, ...], rows: list[Row]) -> bytes:
    text = io.StringIO()
    plain = csv.writer(text, lineterminator="\n")
    # A lone carriage return ends a line for whoever reads, and the plain one does not quote it.
    quoted = csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_ALL)
    plain.writerow(columns)
    for cells in map(safe_cells, rows):
        (quoted if any("\r" in cell for cell in cells) else plain).writerow(cells)
    return text.getvalue().encode()


def safe_cells(row: Row) -> list[str]:
    return [guard.put_on(cell) for cell in row.values(row.table.columns)]


def as_toml(about: dict[str, object]) -> str:
    # A text or a list of texts is written in TOML as in JSON, but for one character.
    lines = (f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in about.items())
    return "".join(line.replace("\x7f", "\\u007f") + "\n" for line in lines)


def as_zip(pack: Pack) -> bytes:
    content = io.BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as archive:
        for name, file in files(pack).items():
            archive.writestr(ZipInfo(name, NO_DAY), file, ZIP_DEFLATED)
    return content.getvalue()


def as_spreadsheet(pack: Pack) -> bytes:
    about = {**pack.about, "authors": "; ".join(map(str, pack.about["authors"]))}
    sheets = {"pack": [list(about), [guard.put_on(str(value)) for value in about.values()]]}
    for table in TABLES:
        rows = pack.rows(table.name)
        sheets[table.name] = [list(table.columns), *map(fitting_cells, rows)]
    return _workbook(sheets)


def _workbook(sheets: dict[str, list[list[str]]]) -> bytes:
    book = Workbook(write_only=True)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for cells in rows:
            sheet.append(cells)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def fitting_cells(row: Row) -> list[str]:
    return [fit(row, column) for column in row.table.columns]


def fit(row: Row, column: str) -> str:
    """The cell as a spreadsheet keeps it; raises Unfit where it would lose something."""
    cell = guard.put_on(row[column])
    if len(cell) > LONGEST_CELL or NO_CELL.search(cell):
        text = _("%(table)s, %(key)s, column %(column)s: no spreadsheet can hold this text.")
        key = ", ".join(row.values(row.table.key))
        raise Unfit(text % {"table": row.table.name, "key": key, "column": column})
    return cell.replace("\r", "_x000D_")
