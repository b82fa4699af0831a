"""Several who do something at the same moment, each with a connection of their own."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event
from time import monotonic, sleep

from django.db import connection, transaction

AFRESH = "SELECT pg_stat_clear_snapshot()"  # or a transaction sees for ever what it saw first
BLOCKED = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"


def at_once(action, times):
    """Many threads do it at the same moment; what each came to, exceptions among it."""

    def one(number):
        try:
            return action(number)
        except Exception as problem:
            return problem
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(one, range(times)))


def wait_for_waiting(number=1):
    """Until PostgreSQL says that so many wait; SQLite has one writer, and no such view."""
    until = monotonic() + 5
    while connection.vendor == "postgresql" and monotonic() < until:
        with connection.cursor() as cursor:
            cursor.execute(AFRESH)
            if cursor.execute(BLOCKED).fetchone()[0] >= number:
                return
        sleep(0.02)


def meanwhile(*, first, then, deeds):
    """While somebody who has done `first` has yet to do `then`, the others begin their deeds.

    `then` comes when the others wait, at the latest after some seconds. What each deed came to,
    exceptions among it, and at the end what the one who was first came to.
    """
    begun = Event()

    def holder():
        with transaction.atomic():
            first()
            begun.set()
            wait_for_waiting(len(deeds))
            return then()

    def other(deed):
        assert begun.wait(5)
        return deed()

    todo = [*((lambda deed=deed: other(deed)) for deed in deeds), holder]
    return at_once(lambda number: todo[number](), len(todo))
