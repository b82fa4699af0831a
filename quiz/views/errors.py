"""What is said where there is nothing."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.defaults import page_not_found

from quiz import people
from quiz.views.access import NotAnyMore


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The same for the unknown and for what is somebody else's; one's own old class is named.

    A tab that was left open asks by htmx for a part; it is to show the whole page instead.
    """
    if isinstance(exception, NotAnyMore):
        context = {"membership": exception.membership}
        response = render(request, "quiz/not_any_more.html", context, status=404)
    elif _has_ended(request):
        return _session_ended(request)
    else:
        response = page_not_found(request, exception)
    response["HX-Refresh"] = "true"
    return response


def _has_ended(request: HttpRequest) -> bool:
    """Whether somebody was known here who is not any more.

    A form or a part is asked for only from pages that such a person had; a page may be asked for
    by anybody, but only they bring the cookie of a session that is gone. What is somebody's own
    has a uuid in its address.
    """
    match = request.resolver_match
    if match is None or "uuid" not in match.kwargs or people.is_known(request):
        return False
    gone = settings.SESSION_COOKIE_NAME in request.COOKIES and request.session.is_empty()
    return gone or request.method == "POST" or bool(getattr(request, "htmx", False))


def _session_ended(request: HttpRequest) -> HttpResponse:
    """For htmx a redirect of the whole page, so that no login is swapped into a question."""
    if not getattr(request, "htmx", False):
        return _ended(request, back=_page(request), status=404)
    response = HttpResponse(status=404)
    response["HX-Redirect"] = f"{reverse('quiz:ended')}?{urlencode({'next': _page(request)})}"
    patch_vary_headers(response, ["HX-Request"])
    return response


def _page(request: HttpRequest) -> str:
    """The page that was open: the round, where a form of a question was sent."""
    htmx = getattr(request, "htmx", None)
    shown = htmx.current_url_abs_path if htmx else None
    return shown or (request.path if request.method == "GET" else "")


@require_safe
@never_cache
def ended(request: HttpRequest) -> HttpResponse:
    """Anyone: the session has ended, nothing is lost, and this is the way back in."""
    return _ended(request, back=urlsplit(request.GET.get("next", "")).path)


def _ended(request: HttpRequest, *, back: str, status: int = 200) -> HttpResponse:
    return render(request, "quiz/ended.html", {"back": back}, status=status)
