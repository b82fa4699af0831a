"""Nothing that anybody sends makes the site stumble, at any address and in any role.

FUZZED=10000 in the environment sends ten thousand requests instead of a few hundred; `make chaos`
does so on both databases. The seed stands in the test, so a failure comes again.
"""

import json
import os
import re
import sys
from functools import partial
from itertools import product
from random import Random
from time import perf_counter
from urllib.parse import quote, quote_from_bytes

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import path

from quiz.models import Player, Question
from tests.quiz.fitting import misfits
from tests.quiz.rights import ROLES, URLS, address, one_draft, send, stage, watched

__all__ = ["one_draft", "stage", "watched"]  # fixtures

pytestmark = pytest.mark.django_db

FUZZED = int(os.environ.get("FUZZED", "250"))
SLOWEST = 5  # seconds
FIELD = re.compile(r"<(?:input|select|textarea|button)\b[^>]*?\bname=\"([^\"]+)\"[^>]*>")
VALUE = re.compile(r"\bvalue=\"([^\"]*)\"")

# What passes one database and fails the other, what is no text, what is more than fits, and what
# means something to whoever joins strings.
HOSTILE = [
    *("\0", "a\0b", "x" * 41, "x" * 161, "x" * 5001, "é" * 255, "e\u0301" * 40, "😀" * 60),
    *("-1", "0", str(2**31), str(2**63), str(2**70), "9" * 400, "1e309", "NaN", "Infinity"),
    *("٣", "²", "½", "1_000", "0x10", "\u202e", "\u200b", "\ufeff", "\u0085", "\x1b[2J", " ", ""),
    *("0000-00-00", "9999-99-99", "-99999999", "2026-02-30", "2026-11-22T99:99", "1933-11-16/.."),
    *("[]", "{}", "null", "true", '{"a": [1, {"b": null}]}', "[" * 3000, '"', "'", "';--", "\\"),
    *("{{ 7|add:7 }}", "{% debug %}", "%s%n%(x)s", "../../etc/passwd", "\r\nSet-Cookie: a=b"),
    *("=2+2", "__all__", "id", "pk", "-pk", "password", "2147483648:up", "😀:down", "http://[::1"),
    *(b"\xff\xfe", b"\xed\xa0\x80", b"\xc0\x80"),
]
# What SQLite takes and PostgreSQL does not, if nobody looks.
UNFIT = ["a\0b", "x" * 5001, str(2**31)]
NAMES = "answer option words topic page kind q o e p ot all next since until ask seen code".split()
NAMES += [
    "nickname",
    "phrase",
    "language",
    "_popup",
    "_to_field",
    "term",
    "app_label",
    "field_name",
]
METHODS = ["get"] * 4 + ["post"] * 8 + ["head", "put", "patch", "delete", "options"]
HEADERS = ["hx-request", "hx-target", "if-none-match", "accept-language", "content-type", "range"]
TYPES = ["application/x-www-form-urlencoded"] * 8 + ["application/json", "text/plain"]
TYPES += ["multipart/form-data; boundary=x", "multipart/form-data", "\0"]


def encoded(pairs):
    def escape(value):
        return quote_from_bytes(value) if isinstance(value, bytes) else quote(str(value))

    return "&".join(f"{escape(name)}={escape(value)}" for name, value in pairs)


class Fuzzer:
    def __init__(self, stage, urls, roles, seed):
        self.stage, self.urls, self.roles, self.rng = stage, urls, roles, Random(seed)
        self.forms = {}
        for browser in stage.browsers.values():
            browser.raise_request_exception = False

    def form(self, name, url):
        """What the page's own forms would send, as whoever sees most of it sees it."""
        if name not in self.forms:
            found = {}
            for role in self.roles:
                body = send(self.stage, role, "get", url).content.decode(errors="replace")
                for tag in FIELD.finditer(body):
                    value = VALUE.search(tag[0])
                    found.setdefault(tag[1], value[1] if value else "1")
            found.pop("csrfmiddlewaretoken", None)
            self.forms[name] = found
        return self.forms[name]

    def request(self):
        rng = self.rng
        name, parameters = rng.choice(self.urls)
        url = address(name, parameters, self.stage.ids)
        pairs = dict(self.form(name, url))
        for field in rng.sample(sorted({*pairs, *NAMES}), rng.randint(1, 4)):
            pairs[field] = rng.choice(HOSTILE)
        sent = [*pairs.items()]
        rng.shuffle(sent)
        sent += [(rng.choice(NAMES), rng.choice(HOSTILE)) for _ in range(rng.randint(0, 2))]
        if rng.random() < 0.1:
            # In place of what an address names.
            url = url.rstrip("/") + quote(rng.choice([h for h in HOSTILE if str(h) == h])) + "/"
        return rng.choice(self.roles), rng.choice(METHODS), url, encoded(sent)

    def headers(self):
        some = self.rng.sample(HEADERS, self.rng.randint(0, 2))
        plain = [h for h in HOSTILE if isinstance(h, str) and h.isprintable() and len(h) < 500]
        return {name: self.rng.choice(["true", *plain]) for name in some if name != "content-type"}

    def one(self):
        """Send one request and take back what it did; what it was, its status and its seconds."""
        role, method, url, sent = self.request()
        headers, kind = self.headers(), self.rng.choice(TYPES)

        def ask(target, **_nothing):
            if method == "get":
                return browser.generic("GET", f"{target}?{sent}", headers=headers)
            return browser.generic(
                method.upper(), target, sent.encode(), content_type=kind, headers=headers
            )

        browser = self.stage.browsers[role]
        browser.fuzzed, began = ask, perf_counter()
        status = send(self.stage, role, "fuzzed", url).status_code
        return (role, method, url, sent[:300], kind, headers), status, perf_counter() - began

    def each_field(self):
        """Each field of each form in turn, all else as it is; what was stored and does not fit."""
        found = []

        def look(reply):
            if reply.status_code not in (404, 405):
                found.extend((name, role, field, *misfit) for misfit in misfits())

        for name, parameters in self.urls:
            url = address(name, parameters, self.stage.ids)
            form = self.form(name, url)
            for field, value, role in product(form, UNFIT, self.roles):
                browser = self.stage.browsers[role]
                browser.filled_in = partial(browser.post, data=form | {field: value})
                yield send(self.stage, role, "filled_in", url, look).status_code, found


def fuzz(fuzzer, times, tell=lambda _line: None):
    """Requests that stumbled or took too long, how many of each status, and the longest time."""
    bad, counts, longest = [], {}, 0.0
    for number in range(times):
        request, status, took = fuzzer.one()
        counts[status] = counts.get(status, 0) + 1
        longest = max(longest, took)
        if status >= 500 or took > SLOWEST:
            bad.append((status, round(took, 1), request))
        if number % 1000 == 999:
            tell(f"  {number + 1} requests, {len(bad)} bad, longest {longest:.2f} s")
    return bad, counts, longest


def test_no_request_makes_the_site_stumble(stage, capsys):
    def tell(line):
        with capsys.disabled():
            sys.stdout.write(f"{line}\n")

    bad, counts, longest = fuzz(Fuzzer(stage, URLS, ROLES, seed=6), FUZZED, tell)
    if FUZZED >= 1000:
        tell(f"  statuses {json.dumps(counts, sort_keys=True)}, longest {longest:.2f} s")
    assert not bad, "\n".join(map(str, bad))


def test_no_form_stores_what_the_other_database_would_not_take(stage):
    """On PostgreSQL it would be an error of 500. Forms of the admin are Django's own."""
    ours = [(name, parameters) for name, parameters in URLS if not name.startswith("admin:")]
    outcomes = list(Fuzzer(stage, ours, ["pupil", "teacher"], seed=1).each_field())
    assert outcomes[-1][1] == []
    statuses = [status for status, _found in outcomes]
    assert max(statuses) < 500
    assert statuses.count(302) > 20


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL does not store it")
@pytest.mark.parametrize("name", ["a\0b", "x" * 81])
def test_what_does_not_fit_is_noticed(stage, name):
    stage.classroom.name = name
    stage.classroom.save()
    assert list(misfits()) == [("quiz.Classroom.name", name)]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL does not store it")
def test_numbers_that_are_too_large_and_deep_text_are_noticed(stage):
    question = Question.objects.get(round__uuid=stage.ids["round"])
    question.position, question.shown = 2**15, {"options": [{"text": "a\0b"}]}
    question.save()
    assert {column for column, _value in misfits()} == {
        "quiz.Question.position",
        "quiz.Question.shown",
    }


# The control: a view that trusts what it is sent is found out.


def trusting(request):
    number = request.GET.get("page", "1")
    return HttpResponse(str(Player.objects.filter(pk=int(number)).count()))


urlpatterns = [path("trusting/", trusting)]


def test_a_view_that_trusts_its_input_is_noticed(stage, settings, monkeypatch):
    settings.ROOT_URLCONF = __name__
    monkeypatch.setitem(globals(), "address", lambda *_: "/trusting/")
    stage.browsers = {"nobody": Client()}
    fuzzer = Fuzzer(stage, [("trusting", ())], ["nobody"], seed=1)
    bad, _counts, _longest = fuzz(fuzzer, 100)
    assert {status for status, _took, _request in bad} == {500}
