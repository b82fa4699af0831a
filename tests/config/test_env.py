"""Settings that cannot be used stop the start with a sentence that says what to do."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import databases, env
from config.settings import BASE_DIR

GOOD_KEY = "0123456789" * 5


@pytest.mark.parametrize(("value", "on"), [("1", True), ("0", False)])
def test_a_switch_is_on_or_off(monkeypatch, value, on):
    monkeypatch.setenv("SWITCH", value)
    assert env.flag("SWITCH", default=not on) is on


@pytest.mark.parametrize("value", ["", "yes", "off", "True"])
def test_a_switch_takes_nothing_else(monkeypatch, value):
    monkeypatch.setenv("SWITCH", value)
    with pytest.raises(ImproperlyConfigured, match="must be 1"):
        env.flag("SWITCH", default=True)


def test_names_are_separated_by_commas(monkeypatch):
    monkeypatch.setenv("NAMES", "a.example, b.example,")
    assert env.words("NAMES") == ["a.example", "b.example"]


@pytest.mark.parametrize(
    "key", ["", env.DEVELOPMENT_KEY, GOOD_KEY[1:], "k" * 60, f"django-insecure-{GOOD_KEY}"]
)
def test_production_refuses_a_key_that_is_missing_public_short_or_typed(monkeypatch, key):
    monkeypatch.setenv("SECRET_KEY", key)
    with pytest.raises(ImproperlyConfigured, match="token_urlsafe"):
        env.secret_key(debug=False)


def test_production_takes_a_good_key(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", GOOD_KEY)
    assert env.secret_key(debug=False) == GOOD_KEY


def test_development_needs_no_key(monkeypatch):
    monkeypatch.delenv("SECRET_KEY", raising=False)
    assert env.secret_key(debug=True)


def test_a_database_url_gets_our_options_and_keeps_its_own(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://u@127.0.0.1/x?sslmode=require")
    named = databases.from_environment(default=BASE_DIR / "x.sqlite3")
    assert named["OPTIONS"]["sslmode"] == "require"
    assert named["OPTIONS"]["pool"]
    assert named["CONN_MAX_AGE"] == 0


def test_sqlite_is_the_default_and_waits_its_turn_to_write(monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    named = databases.from_environment(default=BASE_DIR / "x.sqlite3")
    assert named["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "synchronous = FULL" in named["OPTIONS"]["init_command"]


def test_a_time_zone_is_one_that_exists(monkeypatch):
    assert env.time_zone("TIME_ZONE", default="UTC") == "UTC"
    monkeypatch.setenv("TIME_ZONE", "Europe/Madrid")
    assert env.time_zone("TIME_ZONE", default="UTC") == "Europe/Madrid"
    monkeypatch.setenv("TIME_ZONE", "Europe/Nowhere")
    with pytest.raises(ImproperlyConfigured, match="such as Europe/Madrid"):
        env.time_zone("TIME_ZONE", default="UTC")


@pytest.mark.parametrize("named", ["", "*", "quiz.example,*"])
def test_production_wants_to_know_under_which_names_it_is_reached(monkeypatch, named):
    monkeypatch.setenv("ALLOWED_HOSTS", named)
    with pytest.raises(ImproperlyConfigured, match=r"such as quiz\.school\.example"):
        env.hosts("ALLOWED_HOSTS", debug=False)


def test_production_may_be_asked_for_its_names_and_by_itself(monkeypatch):
    monkeypatch.setenv("ALLOWED_HOSTS", "quiz.example")
    assert env.hosts("ALLOWED_HOSTS", debug=False) == ["quiz.example", "localhost"]


def test_an_origin_needs_its_scheme(monkeypatch):
    monkeypatch.setenv("CSRF_TRUSTED_ORIGINS", "https://a.example,b.example")
    with pytest.raises(ImproperlyConfigured, match=r"not 'b\.example'"):
        env.origins("CSRF_TRUSTED_ORIGINS")


@pytest.mark.parametrize("value", ["", "0", "-1", "many", "65"])
def test_a_number_stays_within_its_bounds(monkeypatch, value):
    monkeypatch.setenv("THREADS", value)
    with pytest.raises(ImproperlyConfigured, match="from 1 to 64"):
        env.number("THREADS", default=8, most=64)


@pytest.mark.parametrize(
    "url", ["mysql://u@h/x", "nonsense", "postgres://u@h", "sqlite://", "sqlite://:memory:"]
)
def test_a_database_is_a_file_or_a_postgresql_and_the_refusal_tells_no_password(monkeypatch, url):
    monkeypatch.setenv("DATABASE_URL", url.replace("u@", "u:s3cret@"))
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL must be") as refused:
        databases.from_environment(default=BASE_DIR / "x.sqlite3")
    assert "s3cret" not in str(refused.value)


def test_postgresql_without_its_package_is_told_how_to_get_it(monkeypatch):
    monkeypatch.setattr(databases, "find_spec", lambda _name: None)
    with pytest.raises(ImproperlyConfigured, match="requirements-postgres"):
        databases.from_url("postgres://u@127.0.0.1/x")


def test_only_pages_have_a_limit_on_statements(monkeypatch):
    monkeypatch.delenv("STATEMENT_TIMEOUT", raising=False)
    assert "statement_timeout" not in databases.from_url("postgres://u@h/x")["OPTIONS"]["options"]
    monkeypatch.setenv("STATEMENT_TIMEOUT", "30")
    asked = databases.from_url("postgres://u@h/x")["OPTIONS"]["options"]
    assert "-c statement_timeout=30s" in asked
    assert "-c synchronous_commit=on" in asked
