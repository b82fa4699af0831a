"""Reading a page: nothing is written for it, and what is not for everybody is kept nowhere."""

import re
from collections import defaultdict
from fnmatch import fnmatch

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.views.decorators import cache

from history import views as library
from tests.quiz.rights import (
    ROLES,
    URLS,
    address,
    one_draft,
    rights,
    send,
    stage,
    watched,
    without_tokens,
)

__all__ = ["one_draft", "stage", "watched"]  # fixtures

pytestmark = pytest.mark.django_db

# What changes rows, and what takes SQLite's one write lock or holds rows without changing any: a
# transaction begins there with the lock, and is a savepoint here, inside that of the test.
WRITES = re.compile(r"INSERT|UPDATE|DELETE|SAVEPOINT|SELECT .* FOR (NO KEY )?UPDATE", re.DOTALL)

# A teacher who asks for what is not there, or not any more, is led back with a message, and
# messages are kept in the session. No page itself does so.
WITH_A_MESSAGE = ("admin:*", "history:import_check", "quiz:questions_check")
# Whether it can write is what it is asked; the one write is taken back.
TRIES_TO_WRITE = "quiz:readyz"

# Django lets browsers keep these, and they hold nothing but the words of the admin's scripts and
# the name of the account itself.
MAY_BE_KEPT = {"admin:jsi18n", "admin:password_change", "admin:password_change_done"}


def replies(stage, names="*"):
    """Every address read in every role: the reply, and what wrote or locked meanwhile."""
    for name, parameters in URLS:
        if fnmatch(name, names):
            for role in ROLES:
                with CaptureQueriesContext(connection) as captured:
                    reply = send(stage, role, "get", address(name, parameters, stage.ids))
                # The first and the last are those of the stage, which takes everything back.
                inside = [query["sql"] for query in captured][1:-1]
                yield name, role, reply, [sql for sql in inside if WRITES.match(sql)]


def is_message(name, reply, sql):
    is_led_back = reply.status_code == 302 and any(fnmatch(name, n) for n in WITH_A_MESSAGE)
    return is_led_back and ("django_session" in sql or "SAVEPOINT" in sql)


def writing(stage, names="*"):
    found = defaultdict(set)
    for name, role, reply, written in replies(stage, names):
        if name != TRIES_TO_WRITE and any(not is_message(name, reply, sql) for sql in written):
            found[name].add(role)
    return dict(found)


def test_no_page_writes_a_row_or_takes_the_lock_to_do_so(stage):
    assert writing(stage) == {}


def in_the_session(request):
    request.session["seen"] = request.path


def with_the_lock(_request):
    with transaction.atomic():
        pass


@pytest.mark.parametrize("careless", [in_the_session, with_the_lock])
def test_a_page_that_writes_is_noticed(stage, monkeypatch, careless):
    render = library.render

    def rendered(request, *parts, **more):
        careless(request)
        return render(request, *parts, **more)

    monkeypatch.setattr(library, "render", rendered)
    assert writing(stage, "history:topic") == {"history:topic": set(ROLES)}


def only_for_some(reply, of_nobody):
    """Whether it holds what not everybody gets; the links above each page are not looked at."""
    if reply.status_code != 200 or reply.streaming:
        return reply.status_code == 200 and of_nobody.status_code != 200
    return _main(reply) != _main(of_nobody)


def _main(reply):
    return reply.status_code, without_tokens(reply).partition(b"<main")[2]


def kept(stage, names="*"):
    found, of_nobody = defaultdict(set), None
    for name, role, reply, _written in replies(stage, names):
        of_nobody = reply if role == "nobody" else of_nobody
        is_kept = "no-store" not in reply.headers.get("Cache-Control", "")
        if only_for_some(reply, of_nobody) and is_kept:
            found[name].add(role)
    return dict(found)


def test_no_browser_keeps_a_page_that_is_not_for_everybody(stage):
    assert {name for name in kept(stage) if name not in MAY_BE_KEPT} == set()


def test_a_page_that_browsers_may_keep_is_noticed(stage, monkeypatch):
    monkeypatch.setattr(cache, "add_never_cache_headers", lambda _reply: None)
    reserved = {
        name
        for name, _parameters in URLS
        if name.startswith("quiz:") and _is_reserved(rights(name)["get"])
    }
    assert {"quiz:cards", "quiz:class-export", "quiz:membership", "quiz:paper"} < reserved
    assert reserved | {"quiz:me", "quiz:my-answers"} <= set(kept(stage, "quiz:*"))


def _is_reserved(words):
    return words["nobody"] != "200" and "200" in words.values()
