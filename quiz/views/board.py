"""The class's board: a pupil's page, the wall of the classroom, and its facts as a table.

The browser asks again every few seconds and says which board it has; if that is still the board,
the answer is 304 and took nothing but to look at when something changed last.
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

from quiz import leaderboard
from quiz.leaderboard.skyline import size_of
from quiz.views import access
from quiz.views.access import Watched
from quiz.views.htmx import HtmxRequest


def board(request: HtmxRequest, watched: Watched) -> HttpResponse:
    """A pupil's own page of their class."""
    return _board(request, "board", watched)


@require_safe
@never_cache
def projector(request: HtmxRequest, uuid: UUID) -> HttpResponse:
    """For the wall: the same to its teachers and to every pupil."""
    watched = access.watched(request, uuid)
    return _board(request, "projector", watched._replace(member=None))


@require_safe
@never_cache
def facts(request: HtmxRequest, uuid: UUID) -> HttpResponse:
    """Every fact of the board and how many hold it, for its teachers and pupils."""
    classroom, _pupils, _moved, own = access.watched(request, uuid)
    standing = leaderboard.standing(classroom, timezone.now())
    rows = zip(standing.facts, standing.holders, strict=True)
    context = {
        "classroom": classroom,
        "own": own,
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
    standing = leaderboard.standing(watched.classroom, timezone.now(), watched.member)
    shelves = leaderboard.skyline(standing) if standing.pupils else []
    context = {
        "classroom": watched.classroom,
        "standing": standing,
        "shelves": shelves,
        "size": size_of(shelves),
        "own": watched.member,
        "etag": etag,
        "again": request.path,
    }
    template = "quiz/_board.html" if request.htmx else f"quiz/{name}.html"
    return render(request, template, context)


def _etag(request: HtmxRequest, name: str, watched: Watched) -> str:
    """What the board shows hangs on these, and on nothing else."""
    classroom, pupils, moved, member = watched
    topic = classroom.topic
    seen = (classroom.pk, classroom.changed, topic and (topic.pk, topic.version), pupils, moved)
    viewer = (name, request.user.pk, member and member.pk, get_language())
    text = repr((*seen, *viewer, leaderboard.quarter(timezone.now())))
    return f'"{sha256(text.encode()).hexdigest()[:32]}"'
