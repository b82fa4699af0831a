"""The files of a pack, in the order in which they are loaded; the models say all the rest."""

from dataclasses import dataclass
from functools import cached_property

from django.db import models

from history.models import Cause, CauseClaim, DateClaim, Event, Misconception, Source, Topic


@dataclass(frozen=True)
class Table:
    name: str
    model: type[models.Model]
    columns: tuple[str, ...]

    @property
    def file(self) -> str:
        return f"{self.name}.csv"

    @cached_property
    def fields(self) -> dict[str, models.Field]:
        ours = {
            field.name: field
            for field in (*self.model._meta.fields, *self.model._meta.many_to_many)
        }
        return {column: ours[column] for column in self.columns}

    @cached_property
    def references(self) -> dict[str, "Table"]:
        """For each column that holds slugs of another file: that file."""
        by_model = {table.model: table for table in TABLES}
        return {
            column: by_model[field.related_model]
            for column, field in self.fields.items()
            if field.related_model
        }

    @cached_property
    def lists(self) -> tuple[str, ...]:
        """The columns with several slugs in a cell."""
        return tuple(name for name, field in self.fields.items() if field.many_to_many)

    @property
    def owner(self) -> tuple[str, "Table"] | None:
        """The column that says what a row is about, and the file of that; None if on its own."""
        single = (column for column in self.references if column not in self.lists)
        return next(((column, self.references[column]) for column in single), None)

    @cached_property
    def uniques(self) -> list[tuple[str, ...]]:
        """The columns that together are given once only."""
        constraints = [
            tuple(constraint.fields)
            for constraint in self.model._meta.constraints
            if isinstance(constraint, models.UniqueConstraint)
        ]
        return [("slug",), *constraints] if "slug" in self.columns else constraints

    @property
    def key(self) -> tuple[str, ...]:
        """What makes a row of the pack and a row of the store the same row."""
        return self.uniques[0]


def _table(name: str, model: type[models.Model], columns: str) -> Table:
    return Table(name, model, tuple(columns.split()))


TABLES = (
    _table("topics", Topic, "slug title summary"),
    _table(
        "sources",
        Source,
        "slug title author publisher kind viewpoint language published url",
    ),
    _table(
        "events",
        Event,
        "slug title title_es date calendar place people summary topics importance",
    ),
    _table("date_claims", DateClaim, "event source says locator gist quote dispute note"),
    _table("causes", Cause, "slug effect cause statement role explanation"),
    _table("cause_claims", CauseClaim, "cause source locator gist quote"),
    _table("misconceptions", Misconception, "event about statement correction tag"),
)
