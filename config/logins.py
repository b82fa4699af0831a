"""By which name a wrong password is counted."""

from typing import Any

from django.http import HttpRequest

LONGEST = 255  # what its column holds; no account has a name that is longer than 150


def name_as_typed(request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    name = (credentials or {}).get("username") or request.POST.get("username", "")
    return str(name).replace("\0", "")[:LONGEST]
