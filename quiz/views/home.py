"""The front page: which topics there are, and where the player can go on."""

from django.db.models import Count, Min
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from history.models import Topic
from history.spine import spines
from quiz import people
from quiz.models import Answer, Round

NEWS = 10  # lines on the front page; the rounds themselves show all


@require_safe
@never_cache
def home(request: HttpRequest) -> HttpResponse:
    """Anyone may look; two to five queries, and one more when a topic has changed."""
    sized = Topic.objects.annotate(size=Count("events"), begins=Min("events__earliest"))
    # In order of time, and a whole before its parts.
    topics = list(sized.filter(size__gt=0).order_by("begins", "-size", "title"))
    player = people.current(request)
    return render(
        request,
        "quiz/home.html",
        {
            "topics": list(zip(topics, spines(topics), strict=True)),
            "has_played": player is not None,
            "unfinished": Round.objects.unfinished_of(player) if player else None,
            "restored": Answer.objects.to_tell(player)[:NEWS] if player else [],
        },
    )
