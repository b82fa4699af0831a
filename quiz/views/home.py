from django.contrib import messages
from django.db.models import Count, Min
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from history.models import Topic
from quiz import people, play
from quiz.models import Answer, Round

NEWS = 10  # lines on the front page; the rounds themselves show all


@require_safe
@never_cache
def home(request: HttpRequest) -> HttpResponse:
    """Anyone may look; two to five queries."""
    topics = Topic.objects.annotate(size=Count("events"), begins=Min("events__earliest"))
    player = people.current(request)
    return render(
        request,
        "quiz/home.html",
        {
            # In order of time, and a whole before its parts.
            "topics": topics.filter(size__gt=0).order_by("begins", "-size", "title"),
            "unfinished": Round.objects.unfinished_of(player) if player else None,
            "restored": Answer.objects.to_tell(player)[:NEWS] if player else [],
        },
    )


@require_POST
def start(request: HttpRequest, slug: str) -> HttpResponse:
    """Anyone may play; a guest becomes a player here. Each request starts a round of its own."""
    topic = get_object_or_404(Topic, slug=slug)
    try:
        played = play.start_round(player=people.current_or_new(request), topic=topic)
    except play.NothingToAsk:
        messages.warning(request, _("There is nothing to ask on this topic yet."))
        return redirect(topic)
    return redirect(played)
