"""What a browser, or somebody who is none, cannot make the site do."""

import pytest
from django.test import Client

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


@pytest.mark.parametrize("path", ["/", "/nowhere/", "/admin/login/", "/accounts/login/"])
def test_each_answer_forbids_inline_script_framing_and_sniffing(client, path):
    response = client.get(path)
    policy = response["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert {"script-src 'self'", "frame-ancestors 'none'"} <= set(policy.split("; "))
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"


def test_without_https_the_deployment_check_speaks_up():
    """The control of the check that production settings pass."""
    weak = production("sqlite:////tmp/unused.sqlite3", HTTPS="0")
    checked = manage("check", "--deploy", "--fail-level", "WARNING", **weak)
    assert checked.returncode == 1
    assert "SESSION_COOKIE_SECURE" in checked.stderr
