"""Reads settings from the environment and refuses, in a sentence, what it cannot use."""

import os
from zoneinfo import available_timezones

from django.core.exceptions import ImproperlyConfigured

# It stands in a public repository, so anyone could sign with it.
DEVELOPMENT_KEY = "for-development-only-because-everybody-can-read-this-key"
SHORTEST_KEY = 50


def flag(name: str, *, default: bool) -> bool:
    value = os.environ.get(name, "1" if default else "0")
    if value not in ("0", "1"):
        raise ImproperlyConfigured(f"{name} must be 1 (on) or 0 (off), not {value!r}.")
    return value == "1"


def words(name: str, *, default: str = "") -> list[str]:
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def time_zone(name: str, *, default: str) -> str:
    value = os.environ.get(name, default)
    if value not in available_timezones():
        raise ImproperlyConfigured(
            f"{name} must be a time zone such as Europe/Madrid, not {value!r}."
        )
    return value


def secret_key(*, debug: bool) -> str:
    key = os.environ.get("SECRET_KEY", "")
    if debug:
        return key or DEVELOPMENT_KEY
    if not key:
        problem = "it is not set"
    elif key == DEVELOPMENT_KEY:
        problem = "it is the development key, which everybody can read"
    elif len(key) < SHORTEST_KEY:
        problem = f"it has {len(key)} characters, and at least {SHORTEST_KEY} are needed"
    else:
        return key
    raise ImproperlyConfigured(
        f"Footnote does not start without DEBUG on this SECRET_KEY: {problem}. Make one with\n"
        '    python3 -c "import secrets; print(secrets.token_urlsafe(50))"\n'
        "and keep it in the environment, outside the repository."
    )
