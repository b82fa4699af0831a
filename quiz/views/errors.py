"""What is said where there is nothing."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.defaults import page_not_found

from quiz.views import ended
from quiz.views.access import NotAnyMore


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The same for the unknown and for what is somebody else's; one's own old class is named."""
    if not isinstance(exception, NotAnyMore):
        return ended.or_missing(request, page_not_found(request, exception))
    context = {"membership": exception.membership}
    response = render(request, "quiz/not_any_more.html", context, status=404)
    # A tab that was left open asks by htmx for a part; it is to show this page instead.
    response["HX-Refresh"] = "true"
    return response
