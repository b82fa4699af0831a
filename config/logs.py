"""Logs as lines of JSON that a program can read, and in which nobody is named.

A line of a request says its method, the name of its route, the status and the milliseconds. The
path is left out, because it holds codes and ids, and so are address and user. Of other lines only
what a program wrote itself is kept: texts put into them, and those of exceptions, may quote what
somebody typed.
"""

import json
import logging
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from time import perf_counter
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse

requests = logging.getLogger("footnote.requests")
LEFT_OUT = "…"
# What gunicorn reports on an ordinary day: where it listens, and which processes come and go.
OF_THE_SERVER = "gunicorn.error"


class LogRequests:
    """Middleware: one line for each request but those for static files."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = perf_counter()
        response = self.get_response(request)
        if not request.path.startswith(settings.STATIC_URL):
            took = 1000 * (perf_counter() - began)
            requests.info("request", extra={"told": told(request, response, took)})
        return response


def told(request: HttpRequest, response: HttpResponse, took: float) -> dict[str, Any]:
    return {
        "method": request.method if request.method in KNOWN_METHODS else LEFT_OUT,
        "route": route_of(request),
        "status": response.status_code,
        "ms": round(took, 1),
    }


KNOWN_METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"}


def route_of(request: HttpRequest) -> str:
    """The name of the page, which all of its addresses share."""
    found = getattr(request, "resolver_match", None)
    return found.view_name if found else "none"


class NamelessJSON(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": message(record),
        }
        line |= getattr(record, "told", {})
        if request := getattr(record, "request", None):
            line["route"] = route_of(request)
            line["status"] = getattr(record, "status_code", 0)
        if record.exc_info and record.exc_info[1]:
            line["error"] = without_words(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False)


def message(record: logging.LogRecord) -> str:
    if record.name == OF_THE_SERVER:
        # Its warnings are put together beforehand, with addresses and paths in them.
        ordinary = record.levelno < logging.WARNING
        return record.getMessage() if ordinary else str(record.msg).split(" from ip=")[0]
    if not record.args and hasattr(record, "request"):
        return LEFT_OUT  # such as a wrong host's name; route, status and error say enough
    if not isinstance(record.args, tuple):
        return str(record.msg)
    kept = tuple(arg if isinstance(arg, int | float) else LEFT_OUT for arg in record.args)
    return str(record.msg) % kept if kept else str(record.msg)


def without_words(error: BaseException) -> list[str]:
    """Which error it was and where it was raised, the place last, and nothing that it says."""
    if isinstance(error, ImproperlyConfigured):
        return [str(error)]  # a sentence to whoever starts the site
    frames = traceback.extract_tb(error.__traceback__)
    at = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
    return [f"{type(error).__module__}.{type(error).__qualname__}", *at]
