"""A session that has ended between two clicks: told plainly, with the way back in."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from quiz import people


@require_safe
@never_cache
def ended(request: HttpRequest) -> HttpResponse:
    """Anyone: the session has ended, nothing is lost, and this is the way back in."""
    return _page(request, back=urlsplit(request.GET.get("next", "")).path)


def or_missing(request: HttpRequest, missing: HttpResponse) -> HttpResponse:
    """What is said where nothing is found: that, unless nobody is known here any more.

    A tab that was left open asks by htmx for a part, and is to show the whole page instead; so no
    login is swapped into a question.
    """
    htmx = getattr(request, "htmx", None)
    if not _has_ended(request):
        missing["HX-Refresh"] = "true"
        return missing
    if not htmx:
        return _page(request, back=request.path if request.method == "GET" else "", status=404)
    response = HttpResponse(status=404)
    back = urlencode({"next": htmx.current_url_abs_path or ""})
    response["HX-Redirect"] = f"{reverse('quiz:ended')}?{back}"
    patch_vary_headers(response, ["HX-Request"])
    return response


def _has_ended(request: HttpRequest) -> bool:
    """Whether somebody was known here who is not any more.

    A form or a part is asked for only from pages that such a person had; a page may be asked for
    by anybody, but only they bring the cookie of a session that is gone. What is somebody's own
    has a uuid in its address.
    """
    match = request.resolver_match
    if match is None or "uuid" not in match.kwargs:
        return False
    if request.user.is_authenticated or people.current(request):
        return False
    gone = settings.SESSION_COOKIE_NAME in request.COOKIES and request.session.is_empty()
    return gone or request.method == "POST" or bool(getattr(request, "htmx", None))


def _page(request: HttpRequest, *, back: str, status: int = 200) -> HttpResponse:
    return render(request, "quiz/ended.html", {"back": back}, status=status)
