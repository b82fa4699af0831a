"""Whoever has not answered yet finds nothing of the answer, wherever they go."""

import base64
import json
import re
import zlib
from collections import deque

import pytest
from django.contrib.sessions.backends.db import SessionStore

from quiz import play
from quiz.models import Question
from quiz.views import rounds
from tests.quiz.cast import ClassroomFactory, pupil
from tests.quiz.playing import HTMX, answer_url, move, press_play, send

pytestmark = pytest.mark.django_db

CANARY = "Zyxqanary"
LINK = re.compile(r'(?:href|action|hx-get|src)="(/[^"#]*)')
PACKED = re.compile(r"[A-Za-z0-9_-]{16,}")
MOST, FEW = 150, 12  # pages


def planted(value):
    """The same key with a canary in every text of it, the ids of the right options too.

    The ids that are names in it are those of all options, and stay.
    """
    if isinstance(value, dict):
        return {name: planted(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [planted(inner) for inner in value]
    return f"{CANARY} {value}" if isinstance(value, str) and value else value


@pytest.fixture
def playing(topic):
    """A pupil in the middle of a round, with a class, a board and questions still open."""
    client = pupil(ClassroomFactory(topic=topic))
    press_play(client, topic)
    play.start_round(player=client.member.player, topic=topic)
    for question in Question.objects.all():
        question.key = planted(question.key)
        question.save(update_fields=["key"])
        assert CANARY in json.dumps(question.key)
    return client


def test_a_canary_stands_in_every_text_of_a_key(playing):
    for question in Question.objects.all():
        assert [text for text in texts(question.key) if text and CANARY not in text] == []


def texts(value):
    if isinstance(value, dict | list):
        return [t for inner in getattr(value, "values", value.__iter__)() for t in texts(inner)]
    return [value] if isinstance(value, str) else []


def crawled(client, begin, most):
    """Every page that links lead to from there, as a page and as htmx asks for it."""
    seen, waiting = set(), deque(begin)
    while waiting and len(seen) < most:
        url = waiting.popleft().replace("&amp;", "&")
        if url in seen:
            continue
        seen.add(url)
        for headers in ({}, HTMX):
            response = client.get(url, **headers)
            text = b"".join(response) if response.streaming else response.content
            yield url, response, text.decode(errors="replace")
            waiting.extend(LINK.findall(text.decode(errors="replace")))


def unpacked(text):
    """What stands in it as base64, compressed or not: tokens that are signed but not secret."""
    for packed in PACKED.findall(text):
        for piece in packed.lstrip(".").split(":"):
            try:
                raw = base64.urlsafe_b64decode(piece + "=" * (-len(piece) % 4))
            except ValueError:
                continue
            yield raw.decode(errors="replace")
            try:
                yield zlib.decompress(raw).decode(errors="replace")
            except zlib.error:
                continue


def told(client, response, text):
    """All that reaches the browser: the page, its headers, its cookies, and what these hold."""
    session = SessionStore(client.cookies["sessionid"].value).load()
    plain = [text, str(response.headers), str(client.cookies), json.dumps(session, default=str)]
    return [*plain, *(inner for part in plain for inner in unpacked(part))]


def starts(client):
    rounds = [played.get_absolute_url() for played in client.member.player.rounds.all()]
    answers = [answer_url(question) for question in Question.objects.all()]
    own = client.member.classroom.get_absolute_url()
    return ["/", "/me/", "/me/answers/", own, f"{own}board/", *rounds, *answers]


def leaks(client, most=MOST):
    found, pages = [], 0
    for url, response, text in crawled(client, starts(client), most):
        pages += 1
        if holds_canary(client, response, text):
            found.append(url)
    assert pages > FEW
    return found


def holds_canary(client, response, text):
    return any(CANARY in part for part in told(client, response, text))


def given_away(client):
    """The kinds whose reply to no answer, or to a moved card, holds something of the key."""
    replies = [
        (question.kind, send(client, question, data, **headers))
        for question in Question.objects.all()
        for data in ({}, move(question))
        for headers in ({}, HTMX)
    ]
    assert {reply.status_code for _kind, reply in replies} == {200, 422}
    return {kind for kind, r in replies if holds_canary(client, r, r.content.decode())}


def test_no_page_before_the_answer_holds_anything_of_it(playing):
    assert leaks(playing) == []


def test_no_reply_to_what_is_no_answer_holds_anything_of_it(playing):
    assert given_away(playing) == set()


def test_a_key_beside_the_words_of_a_refusal_is_noticed(playing, monkeypatch):
    """The control: the page of the refusal, and that of the card, with the key below."""
    question = rounds._question

    def careless(request, row, *parts, **more):
        response = question(request, row, *parts, **more)
        response.content += json.dumps(row.key["answer"]).encode()
        return response

    monkeypatch.setattr(rounds, "_question", careless)
    assert given_away(playing) == set(Question.objects.values_list("kind", flat=True))


def test_a_key_in_a_hidden_field_or_in_the_session_is_noticed(playing):
    """The controls: what a careless template or a clever session would give away."""
    packed = base64.urlsafe_b64encode(f"{CANARY} it was 1933".encode()).decode()
    shown = Question.objects.filter(round__player=playing.member.player).earliest("pk")
    Question.objects.filter(pk=shown.pk).update(shown={**shown.shown, "hint": packed})
    assert leaks(playing, FEW) != []
    Question.objects.filter(pk=shown.pk).update(shown=shown.shown)
    session = playing.session
    session["remembered"] = f"{CANARY} it was 1933"
    session.save()
    assert leaks(playing, FEW) != []
