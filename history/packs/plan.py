"""What a pack would change in the store: compared cell by cell, and nothing is written."""

from dataclasses import dataclass, field

from django.utils.text import capfirst

from history.packs import stored
from history.packs.pack import Pack, Row
from history.packs.tables import TABLES, Table


@dataclass(frozen=True, slots=True)
class Edit:
    """A row that the store has, with each column that would change: before and after."""

    row: Row
    cells: dict[str, tuple[str, str]]


@dataclass(slots=True)
class Plan:
    table: Table
    new: list[Row] = field(default_factory=list)
    edits: list[Edit] = field(default_factory=list)
    unchanged: int = 0

    @property
    def title(self) -> str:
        return capfirst(str(self.table.model._meta.verbose_name_plural))

    @property
    def changes(self) -> bool:
        return bool(self.new or self.edits)


def plans(pack: Pack) -> list[Plan]:
    """For each table of the pack, in the order in which they are loaded."""
    return [_plan(table, pack.rows(table.name)) for table in TABLES if table.name in pack.tables]


def _plan(table: Table, rows: list[Row]) -> Plan:
    plan = Plan(table)
    known = {row.values(table.key): row for row in stored.rows(table)}
    for row in rows:
        before = known.get(row.values(table.key))
        if before is None:
            plan.new.append(row)
        elif cells := _differences(before, row):
            plan.edits.append(Edit(row, cells))
        else:
            plan.unchanged += 1
    return plan


def _differences(before: Row, after: Row) -> dict[str, tuple[str, str]]:
    return {
        column: (before[column], after[column])
        for column in after.table.columns
        if _differs(before, after, column)
    }


def _differs(before: Row, after: Row, column: str) -> bool:
    if column in after.table.lists:
        # Loading only ever adds to a list.
        return not set(after.listed(column)) <= set(before.listed(column))
    return before[column] != after[column]
