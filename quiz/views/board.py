"""The class's board: a pupil's page, the wall of the classroom, and its facts as a table.

The browser asks again every few seconds and says which board it has; if that is still the board,
the answer is 304 and took nothing but to look at how often something has changed.
"""

from hashlib import sha256
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from quiz import handed_in, leaderboard
from quiz.leaderboard.skyline import size_of
from quiz.views import watching
from quiz.views.htmx import HtmxRequest
from quiz.views.watching import Watched


def board(request: HtmxRequest, watched: Watched) -> HttpResponse:
    """A pupil's own page of their class."""
    return _board(request, "board", watched)


@require_safe
@never_cache
def projector(request: HtmxRequest, uuid: UUID) -> HttpResponse:
    """For the wall: the same to its teachers and to every pupil."""
    return _board(request, "projector", watching.watched(request, uuid).for_all())


@require_safe
@never_cache
def facts(request: HtmxRequest, uuid: UUID) -> HttpResponse:
    """Every fact of the board and how many hold it, for its teachers and pupils."""
    watched = watching.watched(request, uuid)
    standing = leaderboard.standing(watched.classroom, timezone.now())
    rows = zip(standing.facts, standing.holders, strict=True)
    context = {
        "classroom": watched.classroom,
        "own": watched.player,
        "standing": standing,
        "rows": [(fact, held, standing.is_reached(held)) for fact, held in rows],
    }
    return render(request, "quiz/board_facts.html", context)


def _board(request: HtmxRequest, name: str, watched: Watched) -> HttpResponse:
    etag = _etag(request, name, watched)
    unchanged = get_conditional_response(request, etag=etag)
    response = unchanged or _drawn(request, name, watched, etag)
    response["ETag"] = etag
    patch_vary_headers(response, ["HX-Request"])
    return response


def _drawn(request: HtmxRequest, name: str, watched: Watched, etag: str) -> HttpResponse:
    standing = leaderboard.standing(watched.classroom, timezone.now(), watched.player)
    shelves = leaderboard.skyline(standing) if standing.pupils else []
    context = {
        "classroom": watched.classroom,
        "standing": standing,
        "shelves": shelves,
        "size": size_of(shelves),
        "work": handed_in.open_work(watched.classroom),
        "own": watched.player,
        "etag": etag,
        "again": request.path,
    }
    template = "quiz/_board.html" if request.htmx else f"quiz/{name}.html"
    return render(request, template, context)


def _etag(request: HtmxRequest, name: str, watched: Watched) -> str:
    """What the board shows hangs on these, and on nothing else."""
    classroom, topic = watched.classroom, watched.classroom.topic
    about = (classroom.pk, classroom.changed, topic and (topic.pk, topic.version))
    seen = (*about, *watched.pulse)
    viewer = (name, watched.account, watched.player, get_language())
    text = repr((*seen, *viewer, leaderboard.quarter(timezone.now())))
    return f'"{sha256(text.encode()).hexdigest()[:32]}"'
