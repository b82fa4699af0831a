"""A person is erased while others write about them: nobody waits in a circle."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event
from time import monotonic, sleep

import pytest
from django.db import connection, transaction

from quiz import memory
from quiz.keeping import erasing
from quiz.keeping.personal import Person
from quiz.models import Player, Question

BLOCKED = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"


def somebody_waits():
    """Until PostgreSQL says so; with SQLite's one writer whoever comes later does."""
    until = monotonic() + 5
    while connection.vendor == "postgresql" and monotonic() < until:
        with connection.cursor() as cursor:
            if cursor.execute(BLOCKED).fetchone()[0]:
                return
        sleep(0.02)


def closing(deed):
    try:
        deed()
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_who_loses_by_a_question_can_be_erased_while_it_is_withdrawn(canary):
    asked, held = Question.objects.filter(round__player=canary.player), Event()

    def withdraw():
        with transaction.atomic():
            list(asked.select_for_update().order_by("pk"))
            held.set()
            somebody_waits()
            memory.hold_all(questions=asked)

    def erase():
        assert held.wait(5)
        erasing.erase([Person(player=canary.player)])

    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(closing, deed) for deed in (withdraw, erase)]:
            done.result(timeout=30)
    assert not Player.objects.filter(pk=canary.player.pk).exists()
