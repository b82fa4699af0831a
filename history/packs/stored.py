"""The store as rows of a pack: each row as load_pack would read it, in an order that stays."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import QuerySet

from history.models import Event
from history.packs.pack import Pack, Row
from history.packs.tables import TABLES, Table

# A row of the store stands in no line of any file.
STORED = 0


def rows(table: Table, chosen: QuerySet | None = None) -> list[Row]:
    """Of the chosen ones, or of the whole table; one query, and one more where cells are lists."""
    found = table.model._default_manager.all() if chosen is None else chosen
    names = [column for column in table.columns if column not in table.lists]
    paths = [f"{name}__slug" if name in table.references else name for name in names]
    topics = _topics() if table.model is Event else {}
    read = []
    for pk, *values in found.order_by().values_list("pk", *paths):
        texts = ("" if value is None else str(value) for value in values)
        cells = dict(zip(names, texts, strict=True))
        cells |= {name: ";".join(topics.get(pk, ())) for name in table.lists}
        read.append(Row(table, STORED, {column: cells[column] for column in table.columns}))
    return read


def _topics() -> dict[int, list[str]]:
    through = Event.topics.through.objects.values_list("event_id", "topic__slug")
    found: dict[int, list[str]] = defaultdict(list)
    for event, topic in sorted(through):
        found[event].append(topic)
    return found


def surround(pack: Pack) -> Pack:
    """Put what the store has besides around the pack: together, what the store would become."""
    for table in TABLES:
        ours = {row.values(table.key) for row in pack.rows(table.name)}
        others = (row for row in rows(table) if row.values(table.key) not in ours)
        pack.around[table.name] = list(others)
    return pack


def in_order(pack: Pack) -> None:
    """Events by time, what is about them in the order of events, all else by name."""
    dated = sorted((when.earliest, when.latest, slug) for slug, when in pack.dates.items())
    slugs = {"events": [slug for _first, _last, slug in dated]}
    for table in TABLES:
        # Topics and sources have no place in time, so they all stand in the same one.
        column, owners = table.owner or ("slug", table)
        places = {slug: place for place, slug in enumerate(slugs.get(owners.name, []))}
        pack.rows(table.name).sort(key=_Place(column, table.key, places))
        slugs.setdefault(table.name, [row.cells.get("slug", "") for row in pack.rows(table.name)])


@dataclass(frozen=True)
class _Place:
    column: str
    key: tuple[str, ...]
    places: dict[str, int]

    def __call__(self, row: Row) -> tuple[int, tuple[str, ...]]:
        return self.places.get(row[self.column], -1), row.values(self.key)
