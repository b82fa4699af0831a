"""Makes a person as if they had never been here, down to the bytes of the database's file."""

from collections.abc import Collection
from time import sleep
from typing import Any

from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import OperationalError, connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.models import QuerySet

from quiz.keeping.personal import OWN, Person, mentions, own, own_rows, sessions_of
from quiz.merging import hold_classes
from quiz.models import Classroom, Player, Question, Teaching

TRIES = 30  # a second apart


def found(person: Person) -> dict[str, int]:
    """How many rows would go, by table; and how many would no longer name them."""
    counts = {label: rows.count() for label, rows in own_rows(person)}
    unnamed = {f"{label}.{column}": rows.count() for label, column, rows in mentions(person)}
    return {label: count for label, count in (counts | unnamed).items() if count}


def left_without_teacher(person: Person) -> list[Classroom]:
    """Classes that nobody would teach any more."""
    if not person.user:
        return []
    others = Teaching.objects.exclude(user=person.user).values("classroom")
    mine = Classroom.objects.filter(teachings__user=person.user)
    return list(mine.exclude(pk__in=others).order_by("pk"))


@transaction.atomic
def erase(people: Collection[Person]) -> None:
    """Delete all their rows. Afterwards `scrub` has to be called, outside of a transaction."""
    Session.objects.filter(pk__in=sessions_of(people)).delete()
    _hold([person.player.pk for person in people if person.player])
    for person in people:
        for label in OWN:
            if label != "sessions.Session":
                own(label, person).delete()


def _hold(players: Collection[int]) -> None:
    """In the order in which everybody takes locks (quiz.memory), so that none wait in a circle."""
    hold_classes(players)
    _locked(Question.objects.filter(round__player__in=players))
    _locked(Player.objects.filter(pk__in=players))


def _locked(rows: QuerySet[Any]) -> None:
    list(rows.select_for_update(of=("self",)).order_by("pk").values_list("pk"))


def scrub() -> bool:
    """Overwrite what deleted rows left behind in the database's files; False if others held on.

    It is deleted for every query before this; what is scrubbed is what a thief of the disk reads.
    """
    try:
        return _scrub_sqlite() if connection.vendor == "sqlite" else _scrub_postgresql()
    except OperationalError:
        return False


def _scrub_sqlite() -> bool:
    with connection.cursor() as cursor:
        # Writes every page anew, without the gaps in which old rows stand.
        cursor.execute("VACUUM")
        for _try in range(TRIES):
            # And this empties the log, where the old pages are. A page being read holds it up.
            if not cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
                return True
            sleep(1)
    return False


def _scrub_postgresql() -> bool:
    tables = ", ".join(
        connection.ops.quote_name(apps.get_model(label)._meta.db_table) for label in OWN
    )
    with connection.cursor() as cursor:
        if not _nobody_sees_what_was(cursor):
            return False
        # The second writes all pages anew, but spares what a transaction in any other database of
        # the server might see. The first does not, and waits for pages that are being read.
        cursor.execute(f"VACUUM (FREEZE) {tables}")
        cursor.execute(f"VACUUM (FULL) {tables}")
    return True


def _nobody_sees_what_was(cursor: CursorWrapper) -> bool:
    """What a transaction that began before may still look at would be copied along."""
    cursor.execute("SELECT pg_current_xact_id()::xid::text")
    (now,) = cursor.fetchone()
    for _try in range(TRIES):
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
            "AND pid <> pg_backend_pid() "
            "AND greatest(age(backend_xmin), age(backend_xid)) > age(%s::xid)",
            [now],
        )
        if not cursor.fetchone()[0]:
            return True
        sleep(1)
    return False
