"""My progress: what a player knows, and what became of their answers; seen by nobody else."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from history.models import Topic
from quiz import facts, people
from quiz.bank import chronicle_for
from quiz.models import Round
from quiz.progress import days, topics
from quiz.progress.answers import answers_page
from quiz.progress.lamps import my_timeline
from quiz.progress.mistakes import mistakes_of
from quiz.progress.standing import MemoryRow, due, lit, memories_of, standings
from quiz.speaking import here
from quiz.views.forms import AnswersForm

TABS = 5


@require_safe
@never_cache
def me(request: HttpRequest) -> HttpResponse:
    """For whoever plays, about themselves alone; fourteen queries at most, however much it is."""
    player, now = people.current(request), timezone.now()
    memories = memories_of(player)
    if player is None or not (memories or Round.objects.of(player).exists()):
        return render(request, "quiz/me_empty.html")
    tally = topics.earned(player)
    played = topics.played(player, memories, tally, now)
    wanted = request.GET.get("topic")
    chosen = next((one.topic for one in played if one.topic.slug == wanted), None)
    calendar_of = days.days_played(player, now.date())
    context = {
        "nearest": played[:TABS],
        "others": played[TABS:],
        "practice": topics.practice(played, memories, tally, now),
        "calendar": days.calendar(calendar_of, now.date()),
        "weeks": days.run_of_weeks(calendar_of, now.date()),
        "mistakes": mistakes_of(player, memories),
        "answers": sum(row.answers for row in tally),
    }
    chosen = chosen or (played[0].topic if played else None)
    if chosen is not None:
        context |= _of_topic(chosen, memories, now)
    return render(request, "quiz/me.html", context)


def _of_topic(topic: Topic, memories: Mapping[str, MemoryRow], now: datetime) -> dict[str, Any]:
    chronicle = here(chronicle_for(topic))
    known = facts.facts_of(chronicle)
    return {
        "topic": topic,
        "facts": len(known),
        "lit": lit(known, memories, now),
        "standings": standings(known, memories, now),
        "due": due(known, memories, now),
        "mine": my_timeline(chronicle, memories, now),
    }


@require_safe
@never_cache
def my_answers(request: HttpRequest) -> HttpResponse:
    """For whoever plays, their own answers, the newest rounds first; six queries at most."""
    player = people.current(request)
    form = AnswersForm(player, request.GET)
    form.is_valid()
    page = answers_page(player, **form.cleaned_data)
    return render(request, "quiz/me_answers.html", {"form": form, "page": page})
