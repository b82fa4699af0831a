"""
Packs into the store: all or nothing, and the same pack again changes nothing.

A row of the pack and a row of the store are the same if their natural keys are: the slug, or what
the model's first unique constraint names. Loading adds and updates; it **deletes nothing**. A claim
or misconception that a pack has dropped looks just like one that a teacher has added, and losing a
teacher's work is worse than keeping a line too many: so those of the pack's own events that the
pack does not have are counted as kept, and the admin is where to remove them. For the same reason
an event only ever gains topics.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.db import models, transaction

from history.models import Event, Topic
from history.packs.checks import problems_in, warnings_about
from history.packs.pack import BadPack, Pack, Problem, Row
from history.packs.reader import read
from history.packs.tables import TABLES, Table

BATCH = 2000

# Told the file and how many of its rows are written, of how many.
Progress = Callable[[str, int, int], None]
Slugs = dict[Table, dict[str, int]]


@dataclass(frozen=True, slots=True)
class Counts:
    file: str
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    kept: int = 0

    @property
    def changed(self) -> int:
        return self.created + self.updated


@dataclass(frozen=True, slots=True)
class Loaded:
    counts: list[Counts]
    warnings: list[Problem]

    @property
    def changed(self) -> bool:
        return any(counts.changed for counts in self.counts)


def check(folder: Path) -> tuple[Pack, list[Problem]]:
    """The pack and what there is to warn about; raises BadPack with all that is wrong."""
    pack = read(folder)
    return pack, checked(pack)


def checked(pack: Pack) -> list[Problem]:
    problems = problems_in(pack)
    if problems:
        raise BadPack(problems)
    return list(warnings_about(pack))


def load(folder: Path, progress: Progress = lambda *told: None) -> Loaded:
    return write(lambda: read(folder), progress)


def write(read_pack: Callable[[], Pack], progress: Progress = lambda *told: None) -> Loaded:
    # The checks read the store too: nobody may add half of a loop between them and the writing.
    with transaction.atomic():
        pack = read_pack()
        warnings = checked(pack)
        pks: Slugs = {}
        counts = []
        for table in TABLES:
            counts.append(_write(table, pack, pks, progress))
            if "slug" in table.columns:
                pks[table] = dict(table.model._default_manager.values_list("slug", "pk"))
        counts.append(_write_topics(pack, pks))
        loaded = Loaded(counts, warnings)
        if _write_language(pack) or loaded.changed:
            Topic.objects.bump()
    return loaded


def _write_language(pack: Pack) -> int:
    """A sheet that comes alone does not say it, and changes none."""
    language = pack.about.get("language", "")
    others = Topic.objects.filter(slug__in=[row["slug"] for row in pack.rows("topics")])
    return others.exclude(language=language).update(language=language) if language else 0


def _write(table: Table, pack: Pack, pks: Slugs, progress: Progress) -> Counts:
    """One reading query for the whole file, and one writing query a batch."""
    key, others = _attributes(table)
    stored = {
        found[: len(key)]: found
        for found in table.model._default_manager.values_list(*key, *others)
    }
    items = [_instance(row, pks) for row in pack.rows(table.name)]
    wanted = {_take(item, key): item for item in items}
    new = [item for known, item in wanted.items() if known not in stored]
    old = [item for known, item in wanted.items() if known in stored]
    changed = [item for item in old if _take(item, key + others) != stored[_take(item, key)]]
    _upsert(table, new + changed, others, progress)
    return Counts(
        table.file,
        created=len(new),
        updated=len(changed),
        unchanged=len(old) - len(changed),
        kept=sum(known not in wanted for known in _keys_about(table, pack, pks)),
    )


def _attributes(table: Table) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The model's attributes that are its key, and the others that a pack decides."""
    plain = {name: field.attname for name, field in table.fields.items() if not field.many_to_many}
    key = tuple(plain[column] for column in table.key)
    derived = ("earliest", "latest") if table.model is Event else ()
    return key, tuple(name for name in plain.values() if name not in key) + derived


def _take(item: models.Model, names: tuple[str, ...]) -> tuple[object, ...]:
    return tuple(getattr(item, name) for name in names)


def _instance(row: Row, pks: Slugs) -> models.Model:
    item = row.table.model()
    for column, field in row.table.fields.items():
        if table := row.table.references.get(column):
            if not field.many_to_many:
                setattr(item, field.attname, pks[table].get(row[column]))
        else:
            setattr(item, column, field.to_python(row[column]))
    if isinstance(item, Event):
        # Writing in bulk calls no save().
        item.set_bounds()
    return item


def _upsert(
    table: Table, items: list[models.Model], others: tuple[str, ...], progress: Progress
) -> None:
    for start in range(0, len(items), BATCH):
        batch = items[start : start + BATCH]
        table.model._default_manager.bulk_create(
            batch, update_conflicts=True, unique_fields=table.key, update_fields=others
        )
        progress(table.file, start + len(batch), len(items))


def _keys_about(table: Table, pack: Pack, pks: Slugs) -> list[tuple[object, ...]]:
    """The keys of all rows in the store about the events, or causes, that the pack has."""
    if table.owner is None:
        return []
    column, owners = table.owner
    ours = {pks[owners][row["slug"]] for row in pack.rows(owners.name)}
    key, _others = _attributes(table)
    rows = table.model._default_manager.values_list(f"{column}_id", *key)
    return [tuple(known) for owner, *known in rows if owner in ours]


def _write_topics(pack: Pack, pks: Slugs) -> Counts:
    through = Event.topics.through
    topics, events = (pks[table] for table in TABLES if table.name in ("topics", "events"))
    wanted = {
        (events[row["slug"]], topics[slug])
        for row in pack.rows("events")
        for slug in row.listed("topics")
    }
    missing = wanted - set(through.objects.values_list("event_id", "topic_id"))
    links = [through(event_id=event, topic_id=topic) for event, topic in sorted(missing)]
    through.objects.bulk_create(links, batch_size=BATCH)
    return Counts("events.csv, topics", created=len(missing), unchanged=len(wanted) - len(missing))
