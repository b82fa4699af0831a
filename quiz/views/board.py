"""The class's board."""

from django.http import HttpResponse
from django.shortcuts import render

from quiz.models import Membership
from quiz.views.htmx import HtmxRequest


def board(request: HtmxRequest, membership: Membership) -> HttpResponse:
    return render(request, "quiz/board.html", {"classroom": membership.classroom})
