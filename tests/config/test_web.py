"""What a browser, or somebody who is none, cannot make the site do."""

import json
import re

import pytest
from django.db import DatabaseError, InterfaceError
from django.test import Client

from quiz.keeping import writing
from tests.servers.commands import manage, production

pytestmark = pytest.mark.django_db
OUTSIDE = ["//evil.example", "https://evil.example/", "javascript:alert(1)", "/\\evil.example"]


@pytest.mark.parametrize(
    "host", ["evil.example", "quiz.example.evil.example", "evil.example@quiz.example", ""]
)
@pytest.mark.parametrize("path", ["/", "/accounts/login/", "/admin/", "/readyz", "/nowhere/"])
def test_a_wrong_host_is_refused(settings, host, path):
    settings.ALLOWED_HOSTS = ["quiz.example"]
    response = Client(headers={"host": host}).get(path)
    assert response.status_code == 400
    assert "evil" not in response.content.decode()


@pytest.mark.parametrize("wanted", OUTSIDE)
def test_neither_login_nor_language_sends_anybody_elsewhere(client, django_user_model, wanted):
    django_user_model.objects.create_user("somebody", password="somebody-s-word")
    known = {"username": "somebody", "password": "somebody-s-word"}
    assert client.post("/accounts/login/", known | {"next": wanted}).url == "/"
    assert client.post("/i18n/setlang/", {"language": "es", "next": wanted}).url == "/"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("path", ["/", "/play/", "/accounts/login/", "/admin/", "/readyz"])
def test_an_unsafe_method_without_a_token_is_refused(method, path):
    strict = Client(enforce_csrf_checks=True)
    assert getattr(strict, method)(path).status_code == 403


# All of it: a directive that is missing, or allows more, fails.
POLICY = {
    "default-src": "'self'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
# The same for htmx, as each page hands it over.
OF_HTMX = {
    "allowEval": False,
    "selfRequestsOnly": True,
    "includeIndicatorStyles": False,
    "historyCacheSize": 0,
    "refreshOnHistoryMiss": True,
    "timeout": 20000,
    "responseHandling": [
        {"code": "204", "swap": False},
        {"code": "[23]..", "swap": True},
        {"code": "422|410|429", "swap": True},
        {"code": "[45]..", "swap": False, "error": True},
    ],
}


def policy(response):
    directives = response["Content-Security-Policy"].split("; ")
    return dict(directive.split(" ", 1) for directive in directives)


def breaks(monkeypatch, error):
    def problem():
        raise error

    monkeypatch.setattr(writing, "problem", problem)
    return Client(raise_request_exception=False).get("/readyz")


def static_file():
    response = Client().get("/static/css/site.css")
    assert b"".join(response.streaming_content)  # read to its end, it is closed
    return response


# How each status comes about: what goes wrong before any view, in one, and outside of all.
WAYS = {
    "a page": (200, lambda *_: Client().get("/")),
    "the admin": (200, lambda *_: Client().get("/admin/login/")),
    "a static file": (200, lambda *_: static_file()),
    "a health check": (200, lambda *_: Client().get("/healthz")),
    "on to HTTPS": (301, lambda *_: Client().get("/")),
    "a slash that is missing": (301, lambda *_: Client().get("/join")),
    "a wrong host": (400, lambda *_: Client(headers={"host": "evil.example"}).get("/")),
    "no token": (403, lambda *_: Client(enforce_csrf_checks=True).post("/accounts/login/")),
    "nothing there": (404, lambda *_: Client().get("/nowhere/")),
    "no such method": (405, lambda *_: Client().post("/")),
    "nothing filled in": (422, lambda *_: Client().post("/accounts/login/")),
    "a fault of ours": (500, lambda patch: breaks(patch, RuntimeError())),
    "no database": (503, lambda patch: breaks(patch, InterfaceError())),
    "no room to write": (503, lambda patch: breaks(patch, DatabaseError())),
}


@pytest.mark.parametrize(("status", "way"), WAYS.values(), ids=WAYS)
def test_the_whole_policy_is_on_every_answer(settings, monkeypatch, status, way):
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.SECURE_SSL_REDIRECT = way is WAYS["on to HTTPS"][1]
    response = way(monkeypatch)
    assert response.status_code == status
    assert policy(response) == POLICY


@pytest.mark.parametrize("path", ["/", "/nowhere/", "/admin/login/", "/accounts/login/"])
def test_each_answer_forbids_framing_and_sniffing(client, path):
    response = client.get(path)
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("path", ["/", "/join/", "/accounts/login/", "/nowhere/"])
def test_htmx_runs_no_text_asks_no_other_site_and_keeps_no_page(client, path):
    told = re.findall(
        r"""name="htmx-config"\s+content='([^']+)'""", client.get(path).content.decode()
    )
    assert [json.loads(one) for one in told] == [OF_HTMX]


def test_without_https_the_deployment_check_speaks_up():
    """The control of the check that production settings pass."""
    weak = production("sqlite:////tmp/unused.sqlite3", HTTPS="0")
    checked = manage("check", "--deploy", "--fail-level", "WARNING", **weak)
    assert checked.returncode == 1
    assert "SESSION_COOKIE_SECURE" in checked.stderr
