"""Requests as the htmx middleware leaves them, and the one way in which we answer them."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django_htmx.middleware import HtmxDetails


class HtmxRequest(HttpRequest):
    htmx: HtmxDetails


def page_or_part(
    request: HtmxRequest, name: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """The page `name.html`, or for htmx alone the part `_name.html` that it includes."""
    template = f"quiz/_{name}.html" if request.htmx else f"quiz/{name}.html"
    response = render(request, template, context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response
