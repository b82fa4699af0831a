"""Settings that cannot be used stop the start with a sentence that says what to do."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import databases, env
from config.settings import BASE_DIR

GOOD_KEY = "k" * 50


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


@pytest.mark.parametrize("key", ["", env.DEVELOPMENT_KEY, "k" * 49])
def test_production_refuses_a_key_that_is_missing_public_or_short(monkeypatch, key):
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
