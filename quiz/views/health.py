"""Whether the site is alive, and whether an answer could be stored; for machines that watch it."""

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from quiz.keeping import writing

PLAIN = "text/plain; charset=utf-8"


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """Whether the process answers at all; it asks no database."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """Whether it can write, by a write that is taken back."""
    try:
        problem = writing.problem()
    except DatabaseError:
        problem = _("The database cannot be written to at the moment.")
    if problem:
        return HttpResponse(f"{problem}\n", content_type=PLAIN, status=503)
    return HttpResponse("ready\n", content_type=PLAIN)
