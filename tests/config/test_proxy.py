"""Behind a proxy: guesses are counted by who asks the proxy, whatever they say that they are."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from config.proxy import address_of_the_visitor
from quiz.classes import limiter
from tests.quiz.cast import ClassroomFactory
from tests.servers.commands import manage, production

PROXY, GUESSER, NEIGHBOUR = "127.0.0.1", "192.0.2.1", "192.0.2.2"
MIDDLEWARE = "config.proxy.address_of_the_visitor"


@pytest.fixture
def proxied(db, settings, monkeypatch):
    settings.MIDDLEWARE = [MIDDLEWARE, *settings.MIDDLEWARE]
    monkeypatch.setattr(limiter, "MOST", 3)


def asking(*addresses):
    return Client(REMOTE_ADDR=PROXY, headers={"X-Forwarded-For": ", ".join(addresses)})


def join(client, code):
    return client.post(reverse("quiz:join"), {"code": code, "nickname": "Quiet Heron"}).status_code


def guess(address):
    """Wrong codes, each under another made-up address before the one that the proxy wrote."""
    return [join(asking(f"203.0.113.{n}", address), "00000000") for n in range(4)]


def test_who_guesses_too_often_is_stopped_and_the_others_are_not(proxied):
    ClassroomFactory(code="7K3F0W1Z")
    assert guess(GUESSER) == [422, 422, 422, 429]
    assert join(asking(GUESSER), "7K3F0W1Z") == 429
    assert join(asking(NEIGHBOUR), "7K3F0W1Z") == 302


def test_without_it_one_who_guesses_stops_everybody(proxied, settings):
    settings.MIDDLEWARE.remove(MIDDLEWARE)
    ClassroomFactory(code="7K3F0W1Z")
    guess(GUESSER)
    assert join(asking(NEIGHBOUR), "7K3F0W1Z") == 429


def test_a_stranger_behind_the_same_proxy_locks_out_no_teacher(proxied, settings):
    settings.AXES_FAILURE_LIMIT = 2
    User.objects.create_user("ada", password="a long word")
    sign_in = reverse("quiz:login")
    for _time in range(3):
        refused = asking(GUESSER).post(sign_in, {"username": "ada", "password": "wrong"})
    assert refused.status_code == 429
    right = {"username": "ada", "password": "a long word"}
    assert asking(GUESSER).post(sign_in, right).status_code == 429
    assert asking(NEIGHBOUR).post(sign_in, right).status_code == 302


@pytest.mark.parametrize("nonsense", ["", "unknown", "<script>", "192.0.2.1:4000", "1" * 5000])
def test_what_is_no_address_is_taken_for_the_proxy(rf, nonsense):
    request = rf.get("/", REMOTE_ADDR=PROXY, headers={"X-Forwarded-For": nonsense})
    address_of_the_visitor(lambda asked: asked)(request)
    assert request.META["REMOTE_ADDR"] == PROXY


@pytest.mark.parametrize(("behind", "first"), [("1", True), ("0", False)])
def test_the_header_counts_only_where_there_is_a_proxy(tmp_path, behind, first):
    school = production(f"sqlite:///{tmp_path}/db.sqlite3", BEHIND_PROXY=behind)
    script = "from django.conf import settings; print(settings.MIDDLEWARE[0])"
    told = manage("shell", "-v0", "-c", script, **school).stdout.strip()
    assert told
    assert (told == MIDDLEWARE) == first
