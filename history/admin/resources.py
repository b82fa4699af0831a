"""One list of the admin as one table of a pack: the same columns, and cells made safe."""

from typing import Any

import tablib
from django.db import models
from django.db.models import QuerySet
from import_export.resources import ModelResource, modelresource_factory

from history.packs import stored
from history.packs.export import fitting_cells, safe_cells
from history.packs.pack import Pack
from history.packs.tables import TABLES, Table


class TableResource(ModelResource):
    table: Table

    def get_export_headers(self, *args: Any, **kwargs: Any) -> list[str]:
        return list(self.table.columns)

    def export(self, queryset: QuerySet | None = None, **kwargs: Any) -> tablib.Dataset:
        # The library would read row by row, and its cells are not those that a pack has.
        pack = Pack(tables={self.table.name: stored.rows(self.table, queryset)})
        stored.in_order(pack)
        cells = fitting_cells if kwargs.get("force_native_type") else safe_cells
        rows = map(cells, pack.rows(self.table.name))
        return tablib.Dataset(*rows, headers=list(self.table.columns), title=self.table.name)


def resource_for(model: type[models.Model]) -> type[TableResource]:
    table = next(table for table in TABLES if table.model is model)
    made: type[TableResource] = modelresource_factory(
        model, TableResource, meta_options={"fields": table.columns}
    )
    made.table = table
    return made
