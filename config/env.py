"""Reads settings from the environment and refuses, in a sentence, what it cannot use."""

import os
from zoneinfo import available_timezones

from django.core.exceptions import ImproperlyConfigured

# It stands in a public repository, so anyone could sign with it.
DEVELOPMENT_KEY = "for-development-only-because-everybody-can-read-this-key"
SHORTEST_KEY = 50
FEWEST_SIGNS = 5  # different ones, in a key that was made by chance and not by a thumb


def flag(name: str, *, default: bool) -> bool:
    value = os.environ.get(name, "1" if default else "0")
    if value not in ("0", "1"):
        raise ImproperlyConfigured(f"{name} must be 1 (on) or 0 (off), not {value!r}.")
    return value == "1"


def words(name: str, *, default: str = "") -> list[str]:
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def number(name: str, *, default: int, most: int) -> int:
    value = os.environ.get(name, str(default))
    if not value.isdecimal() or not 1 <= int(value) <= most:
        raise ImproperlyConfigured(f"{name} must be a number from 1 to {most}, not {value!r}.")
    return int(value)


def hosts(name: str, *, debug: bool) -> list[str]:
    """By which names the site may be asked for; this machine itself always asks for its health."""
    own = [".localhost", "127.0.0.1", "[::1]"]
    named = words(name)
    if debug:
        return named or own
    if not named or "*" in named:
        raise ImproperlyConfigured(
            f"{name} must say under which names people reach the site, such as "
            "quiz.school.example, separated by commas. Without it, or with *, links could be made "
            "to lead to somebody else's site."
        )
    return [*named, "localhost"]


def origins(name: str) -> list[str]:
    named = words(name)
    if bare := [origin for origin in named if "://" not in origin]:
        raise ImproperlyConfigured(
            f"{name} takes origins with their scheme, such as https://quiz.school.example, not "
            f"{bare[0]!r}."
        )
    return named


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
    elif len(set(key)) < FEWEST_SIGNS or key.startswith("django-insecure-"):
        problem = "it was not made by chance"
    elif len(key) < SHORTEST_KEY:
        problem = f"it has {len(key)} characters, and at least {SHORTEST_KEY} are needed"
    else:
        return key
    raise ImproperlyConfigured(
        f"Footnote does not start without DEBUG on this SECRET_KEY: {problem}. Make one with\n"
        '    python3 -c "import secrets; print(secrets.token_urlsafe(50))"\n'
        "and keep it in the environment, outside the repository."
    )
