"""What is said where there is nothing, and where something broke."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import get_template
from django.views.defaults import page_not_found, server_error

from quiz.views import ended
from quiz.views.access import NotAnyMore

RETRY_AFTER = "10"  # seconds


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The same for the unknown and for what is somebody else's; one's own old class is named."""
    if not isinstance(exception, NotAnyMore):
        return ended.or_missing(request, page_not_found(request, exception))
    context = {"membership": exception.membership}
    response = render(request, "quiz/not_any_more.html", context, status=404)
    # A tab that was left open asks by htmx for a part; it is to show this page instead.
    response["HX-Refresh"] = "true"
    return response


def broken(request: HttpRequest) -> HttpResponse:
    """What failed is our fault, unless the database cannot write just now: then it can be again."""
    if not isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return server_error(request)
    # As it stands, without context processors: they may ask the database.
    response = HttpResponse(get_template("503.html").render(), status=503)
    response["Retry-After"] = RETRY_AFTER
    return response
