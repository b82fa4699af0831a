"""A question that has no answer yet is the same to the byte, whatever answer would be right."""

import re

import pytest
from django.contrib.sessions.backends.db import SessionStore

from quiz.models import Question
from quiz.views import rounds
from quiz.views.htmx import page_or_part
from tests.quiz import own
from tests.quiz.playing import HTMX, move, send
from tests.quiz.test_kinds_contract import ASKINGS

pytestmark = pytest.mark.django_db

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')


@pytest.fixture(params=ASKINGS, ids="-".join)
def question(request, asked, us_russia):
    """An open question of each kind in each of its ways."""
    return asked(*request.param, chronicle=own.beside(us_russia, *own.ALL.values()))


def with_another_key(key, mode):
    """What would be stored if something else were right: nothing of the key stays."""
    options = list(key["stands_for"])
    if mode == "text":
        answer = ["0999"]
    elif mode == "order":
        answer = key["answer"][::-1]
    else:
        answer = [option for option in options if option not in key["answer"]]
    truth = {"reason": "For another reason.", "refers_to": "", "evidence": []}
    return {
        "answer": answer,
        "pairs": key["pairs"] and [[later, earlier] for earlier, later in key["pairs"]],
        "stands_for": dict(zip(options, reversed(key["stands_for"].values()), strict=True)),
        "asks": key["asks"],
        "truths": dict.fromkeys(key["truths"], truth),
        "explanation": "It was otherwise.",
        "evidence": [],
    }


def seen(client, question):
    """All that reaches the browser: of the page, of nothing sent, and of a card that is moved."""
    page = question.round.get_absolute_url()
    replies = [
        reply
        for headers in ({}, HTMX)
        for reply in (
            client.get(page, **headers),
            send(client, question, {}, **headers),
            send(client, question, move(question), **headers),
        )
    ]
    assert {reply.status_code for reply in replies} <= {200, 422}
    return [told(reply, client) for reply in replies]


def told(reply, client):
    # The only header that tells the time.
    del reply.headers["Expires"]
    cookies = {name: cookie.value for name, cookie in reply.cookies.items()}
    session = SessionStore(client.cookies["sessionid"].value).load()
    return TOKEN.sub("", reply.content.decode()), dict(reply.headers), cookies, session


def before_and_after_another_answer_is_right(client, question):
    client.get(question.round.get_absolute_url())  # the cookie of the token is set once
    before = seen(client, question)
    stored = Question.objects.get(pk=question.pk)
    stored.key = with_another_key(stored.key, stored.shown["mode"])
    stored.save(update_fields=["key"])
    return before, seen(client, question)


def test_which_answer_is_right_changes_not_a_byte(guest, question):
    before, after = before_and_after_another_answer_is_right(guest, question)
    assert after == before


def test_what_tells_the_right_answer_is_noticed(guest, question, monkeypatch):
    """The controls: an attribute beside the options, and a header."""
    for careless in (in_an_attribute, in_a_header):
        monkeypatch.setattr(rounds, "page_or_part", careless)
        before, after = before_and_after_another_answer_is_right(guest, question)
        assert all(one != other for one, other in zip(before, after, strict=True))
        question.save(update_fields=["key"])


def in_an_attribute(request, name, context, **status):
    response = page_or_part(request, name, context, **status)
    response.content += f'<p data-correct="{right_of(context)}">'.encode()
    return response


def in_a_header(request, name, context, **status):
    response = page_or_part(request, name, context, **status)
    response["X-Answer"] = " ".join(right_of(context))
    return response


def right_of(context):
    return Question.objects.get(uuid=context["uuid"]).key["answer"]
