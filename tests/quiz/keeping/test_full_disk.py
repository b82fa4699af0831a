"""Where nothing can be written, people read so, nothing is lost, and it goes on afterwards."""

from contextlib import contextmanager, suppress

import pytest
from django.db import OperationalError, connection

from quiz.keeping import writing
from quiz.models import Answer, Memory, WrongGuesses
from quiz.views import starting
from tests.quiz.playing import HTMX, press_play, right, send

pytestmark = pytest.mark.usefixtures("transactional_db")

ON_SQLITE = pytest.mark.skipif(connection.vendor != "sqlite", reason="its file is on this disk")
ROUNDS = 8  # the answers to which no page has room for
REFUSE = """
    CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'no room' USING ERRCODE = 'disk_full'; END $$
"""


@contextmanager
def full_disk():
    """SQLite's file may not grow; PostgreSQL says of answers what it says of a full disk."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("CREATE TABLE filling (x)")
            pages = cursor.execute("PRAGMA page_count").fetchone()[0]
            cursor.execute(f"PRAGMA max_page_count = {pages}")
            with suppress(OperationalError):
                while True:  # pages that earlier tests have left free
                    cursor.execute("INSERT INTO filling VALUES (randomblob(3000))")
            try:
                yield
            finally:
                cursor.execute("PRAGMA max_page_count = 1073741823")
                cursor.execute("DROP TABLE filling")
        else:
            cursor.execute(REFUSE)
            cursor.execute(
                "CREATE TRIGGER no_room BEFORE INSERT ON quiz_answer EXECUTE FUNCTION no_room()"
            )
            yield
            cursor.execute("DROP TRIGGER no_room ON quiz_answer; DROP FUNCTION no_room")


@pytest.fixture
def played(guest, topic):
    guest.raise_request_exception = False
    return [press_play(guest, topic) for _ in range(ROUNDS)]


def answer_until_refused(guest, played):
    """How many were acknowledged, the question that was not, and what its sender was told."""
    questions = (question for one in played for question in one.questions.order_by("position"))
    for said, question in enumerate(questions):
        response = send(guest, question, right(question))
        if response.status_code != 302:
            return said, question, response
    raise AssertionError("the disk was never full")


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "part"])
def test_an_answer_that_does_not_fit_is_refused_in_plain_words(guest, played, headers):
    with full_disk():
        said, question, _refused = answer_until_refused(guest, played)
        response = send(guest, question, right(question), **headers)
        assert response.status_code == 503
        assert int(response["Retry-After"]) > 0
        assert "What you just sent was not saved" in response.content.decode()
        # All that was acknowledged is there, and nothing of the rest.
        assert Answer.objects.count() == said
        assert not Memory.objects.exclude(player=played[0].player).exists()
        assert guest.get("/me/").status_code == 200


def test_it_goes_on_where_it_stopped_once_there_is_room(guest, played):
    with full_disk():
        said, question, _refused = answer_until_refused(guest, played)
    response = send(guest, question, right(question))
    assert response.status_code == 302
    assert Answer.objects.count() == said + 1
    assert Answer.objects.get(question=question).accuracy == 1


@contextmanager
def read_only():
    with connection.cursor() as cursor:
        sqlite = connection.vendor == "sqlite"
        cursor.execute(
            "PRAGMA query_only = 1" if sqlite else "SET default_transaction_read_only = on"
        )
        yield
        cursor.execute(
            "PRAGMA query_only = 0" if sqlite else "SET default_transaction_read_only = off"
        )


def test_the_site_is_not_ready_while_nothing_can_be_written(guest):
    assert guest.get("/readyz").content == b"ready\n"
    with read_only():
        response = guest.get("/readyz")
        assert response.status_code == 503
        assert response.content == b"The database cannot be written to at the moment.\n"
        assert guest.get("/healthz").status_code == 200
    assert guest.get("/readyz").status_code == 200
    assert not WrongGuesses.objects.exists()


@ON_SQLITE
def test_the_site_is_not_ready_when_the_disk_is_nearly_full(guest, monkeypatch):
    monkeypatch.setattr(writing, "ROOM", 2**60)
    assert guest.get("/readyz").content == b"The disk is full, or nearly so.\n"


def test_another_fault_is_not_taken_for_a_full_disk(guest, topic, monkeypatch):
    guest.raise_request_exception = False
    monkeypatch.setattr(starting.play, "start_round", lambda **_: 1 / 0)
    response = guest.post(f"/topics/{topic.slug}/play/")
    assert response.status_code == 500
    assert "Something broke on our side" in response.content.decode()
