"""A session that has ended: who is told so, where it leads, and that it tells nothing else."""

from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.quiz.cast import PlayerFactory, browser_of
from tests.quiz.playing import HTMX, answer_url, current, press_play

pytestmark = pytest.mark.django_db

TOLD = b"Your session has ended"


@pytest.fixture
def question(guest, topic):
    return current(press_play(guest, topic))


@pytest.fixture
def gone(guest, question):
    """The browser of the guest, who is not known any more."""
    Session.objects.all().delete()
    return guest


def test_htmx_is_sent_to_a_whole_page_and_back_from_there(gone, question):
    page = f"http://testserver{question.round.get_absolute_url()}"
    reply = gone.post(answer_url(question), HTTP_HX_CURRENT_URL=page, **HTMX)
    assert reply.status_code == 404
    assert reply["HX-Redirect"].startswith(reverse("quiz:ended"))
    told = gone.get(reply["HX-Redirect"])
    login = f"{reverse('quiz:login')}?next={question.round.get_absolute_url()}"
    assert TOLD in told.content
    assert f'href="{login}"' in told.content.decode()


def test_a_page_and_a_form_say_it_themselves(gone, question):
    for reply in (gone.get(question.round.get_absolute_url()), gone.post(answer_url(question))):
        assert reply.status_code == 404
        assert TOLD in reply.content


def test_it_tells_nothing_about_an_address(gone, question, stranger, topic):
    foreign = answer_url(current(press_play(stranger, topic)))
    unknown = reverse("quiz:answer", args=[uuid4()])
    replies = [gone.post(address, **HTMX) for address in (foreign, unknown, answer_url(question))]
    assert len({(r.status_code, r.content, r["HX-Redirect"]) for r in replies}) == 1


def test_who_is_known_or_never_was_gets_the_usual_404(question, client):
    for browser in (client, browser_of(PlayerFactory())):
        reply = browser.get(question.round.get_absolute_url())
        assert reply.status_code == 404
        assert TOLD not in reply.content
    assert TOLD not in browser_of(PlayerFactory()).post(answer_url(question)).content


def test_what_is_nobodys_own_is_simply_not_there(gone):
    assert TOLD not in gone.get("/events/never/").content


def test_an_open_tab_loads_itself_anew_where_nothing_is_found(question):
    assert browser_of(PlayerFactory()).post(answer_url(question), **HTMX)["HX-Refresh"] == "true"


def test_the_way_back_never_leads_elsewhere(client):
    page = client.get(reverse("quiz:ended"), {"next": "//evil.example/me/?x"})
    assert b"evil" not in page.content


def test_the_page_asks_the_database_nothing(client):
    with CaptureQueriesContext(
        connection,
    ) as asked:
        client.get(reverse("quiz:ended"))
    assert len(asked) == 0
