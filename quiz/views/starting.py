"""Starting a round: what the program proposes, what is due, some years, or a surprise."""

from random import Random
from secrets import randbits

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from history.models import Topic
from quiz import people, play, proposing
from quiz.choosing import Choice
from quiz.views.forms import StartForm


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def start(request: HttpRequest, slug: str) -> HttpResponse:
    """Anyone may play; a guest becomes a player here. Each POST starts a round of its own.

    A GET shows the form with which to choose; a POST that chooses nothing asks what is proposed.
    """
    topic = get_object_or_404(Topic, slug=slug)
    if request.method != "POST":
        form = StartForm(initial={name: request.GET.get(name) for name in StartForm.base_fields})
        return render(request, "quiz/start.html", {"topic": topic, "form": form})
    form = StartForm(request.POST)
    if not form.is_valid():
        return render(request, "quiz/start.html", {"topic": topic, "form": form}, status=422)
    choice = form.choice()
    try:
        player = people.current_or_new(request)
        with override(form.cleaned_data["language"]):
            return redirect(play.start_round(player=player, topic=topic, choice=choice))
    except proposing.NothingDue as nothing:
        form.add_error(None, in_words(nothing))
    except play.PlayerGone:
        return of_a_player_gone(request)
    except play.NothingToAsk:
        if choice == play.EVERYTHING:
            messages.warning(request, _("There is nothing to ask on this topic yet."))
            return redirect(topic)
        form.add_error(None, _("There is nothing to ask on this part of the topic."))
    return render(request, "quiz/start.html", {"topic": topic, "form": form}, status=422)


@require_POST
def surprise(request: HttpRequest) -> HttpResponse:
    """Anyone may play: a round through the themes of some subject, or on what is due on any."""
    choice = Choice(only_due=request.POST.get("ask") == "due", mixed=True)
    player, rng = people.current(request), Random(randbits(31))
    try:
        topic = proposing.some_topic(player=player, only_due=choice.only_due, rng=rng)
        if topic:
            player = player or people.current_or_new(request)
            return redirect(play.start_round(player=player, topic=topic, choice=choice))
        messages.warning(request, _("There is no topic yet."))
    except proposing.NothingDue as nothing:
        messages.info(request, in_words(nothing))
    except play.PlayerGone:
        return of_a_player_gone(request)
    except play.NothingToAsk as nothing:
        values = {"topic": topic.title if topic else nothing}
        messages.warning(request, _("There is nothing to ask on “%(topic)s” yet.") % values)
    return redirect("quiz:home")


def of_a_player_gone(request: HttpRequest) -> HttpResponse:
    """Two of their names became one just now; under which they are known here, they have to say."""
    messages.warning(
        request,
        _(
            "What you did here has just been joined with another name of yours. Sign in, or come "
            "back with your three words, and begin once more."
        ),
    )
    return redirect("quiz:home")


def in_words(nothing: proposing.NothingDue) -> str:
    if nothing.until is None:
        return _("Nothing is due: you have not been asked any of this yet.")
    if nothing.until.date() == timezone.now().date():
        return _("Nothing is due. Next later today.")
    return _("Nothing is due. Next on %(day)s.") % {"day": date_format(nothing.until)}
