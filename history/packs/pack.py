"""A pack in memory, as it was read: rows that know where they stand in their file."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from history import dates
from history.dates import BadDate, HistoricalDate
from history.models import Calendar, DisputeKind
from history.packs.tables import Table

CALENDARS = frozenset(Calendar.values)


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """What is wrong at one place; row 0 means the whole file."""

    file: str
    row: int
    column: str
    says: str

    def __str__(self) -> str:
        place = [self.file]
        if self.row:
            place.append(_("row %(number)d") % {"number": self.row})
        if self.column:
            place.append(_("column %(name)s") % {"name": self.column})
        return f"{', '.join(place)}: {self.says}"


class BadPack(Exception):
    """A pack that was refused as a whole; as a string, everything that is wrong with it."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(problems)
        self.problems = sorted(problems)

    def __str__(self) -> str:
        return "\n".join(map(str, self.problems))


@dataclass(frozen=True, slots=True)
class Row:
    table: Table
    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def listed(self, column: str) -> list[str]:
        """The parts of a cell that holds a list, or the one value of any other cell."""
        parts = self[column].split(";") if column in self.table.lists else [self[column]]
        return [part.strip() for part in parts if part.strip()]

    def values(self, columns: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(map(self.cells.__getitem__, columns))

    @property
    def label(self) -> str:
        """What makes it this row, as far as one can read it."""
        return ", ".join(value for value in self.values(self.table.key) if value)

    def problem(self, column: str, says: str) -> Problem:
        return Problem(self.table.file, self.line, column, says)


@dataclass
class Pack:
    """The rows by file name; a file that could not be read has a problem and no entry."""

    about: dict[str, Any] = field(default_factory=dict)
    tables: dict[str, list[Row]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    # What the store has besides, for a pack that is a part; a whole pack stands on its own.
    around: dict[str, list[Row]] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Row]:
        for rows in self.tables.values():
            yield from rows

    def rows(self, name: str) -> list[Row]:
        return self.tables.get(name, [])

    def known(self, name: str) -> list[Row]:
        return [*self.around.get(name, []), *self.rows(name)]

    def knows(self, name: str) -> bool:
        """Whether that file could be read, or need not be there."""
        return name in self.tables or name in self.around

    @cached_property
    def events(self) -> dict[str, Row]:
        return {row["slug"]: row for row in self.rows("events")}

    @cached_property
    def known_events(self) -> dict[str, Row]:
        return {row["slug"]: row for row in self.known("events")}

    @cached_property
    def dates(self) -> dict[str, HistoricalDate]:
        """When each event happened, for those whose date can be read."""
        found = ((slug, self.date_in(row, "date")) for slug, row in self.known_events.items())
        return {slug: when for slug, when in found if when}

    @cached_property
    def claims_by_event(self) -> dict[str, list[Row]]:
        grouped: dict[str, list[Row]] = defaultdict(list)
        for row in self.known("date_claims"):
            grouped[row["event"]].append(row)
        return grouped

    def date_in(self, row: Row, column: str) -> HistoricalDate | None:
        """The date in a cell; None if the cell is empty or holds none."""
        try:
            return self.read_date(row, column)
        except BadDate:
            return None

    def read_date(self, row: Row, column: str) -> HistoricalDate | None:
        """The date in a cell, in its calendar; raises BadDate."""
        return dates.parse(row[column], self._calendar(row)) if row[column] else None

    def _calendar(self, row: Row) -> str:
        """A claim's is that of its event, unless the calendar is what they differ in."""
        if row.cells.get("dispute") == DisputeKind.CALENDAR:
            return Calendar.OLD_STYLE
        event = self.known_events.get(row["event"]) if "event" in row.cells else row
        calendar = event.cells.get("calendar", "") if event else ""
        return calendar if calendar in CALENDARS else ""
