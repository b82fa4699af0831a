"""The teacher's desk."""

from django.http import HttpResponse
from django.shortcuts import render

from quiz.models import Classroom
from quiz.views.htmx import HtmxRequest


def desk(request: HtmxRequest, classroom: Classroom) -> HttpResponse:
    return render(request, "quiz/desk.html", {"classroom": classroom})
