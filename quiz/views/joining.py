"""A pupil and a class: joining, coming back, and what is their own to decide in it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from quiz import classes, people, play
from quiz.classes import codes, nicknames
from quiz.models import Classroom, Membership
from quiz.views import access
from quiz.views.class_forms import ComeBackForm, JoinForm
from quiz.views.starting import of_a_player_gone

# To whom a class is closed, whatever the reason, one sentence says what to do.
REFUSALS: dict[type[Exception], Any] = {
    classes.NoSuchClass: gettext_lazy(
        "No class can be joined with this code now. Compare it with the one that your teacher "
        "shows, or ask them."
    ),
    classes.NoSuchPupil: gettext_lazy(
        "This code and these words do not belong together. Look at your card again, or ask your "
        "teacher for a new one."
    ),
    classes.Removed: gettext_lazy(
        "You are not in this class any more. Ask your teacher to let you in."
    ),
    classes.TooManyGuesses: gettext_lazy(
        "Too many wrong codes or words came from your network. Wait ten minutes and try again."
    ),
    people.HasAccount: gettext_lazy(
        "This nickname belongs to an account: sign in with its name and password."
    ),
    people.SignedIn: gettext_lazy(
        "You are signed in. Sign out, come back with your words, and sign in again: all that you "
        "did comes along."
    ),
}


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def join(request: HttpRequest, code: str = "") -> HttpResponse:
    """Anyone may try; a GET looks nothing up, so that it tells nothing about any code.

    Who is in the class already is shown it, as they are in it.
    """
    if request.method != "POST" or "another" in request.POST:
        given = codes.read(request.POST.get("code", code)[: codes.LONGEST_TYPED])
        initial = {"code": codes.written(given), "nickname": nicknames.suggest()}
        return _join_page(request, JoinForm(initial=initial))
    form = JoinForm(request.POST)
    if not form.is_valid():
        return _join_page(request, form, status=422)
    try:
        classroom = classes.find(
            code=form.cleaned_data["code"],
            address=request.META["REMOTE_ADDR"],
            player=people.current(request),
        )
        member = _seat(request, classroom, form.cleaned_data["nickname"])
    except classes.NicknameTaken:
        free = nicknames.suggest(classes.taken(classroom))
        form.add_error("nickname", _("Another pupil has this nickname. How about “%s”?") % free)
        return _join_page(request, form, status=422)
    except IntegrityError:
        return of_a_player_gone(request)
    except tuple(REFUSALS) as refusal:
        form.add_error("code", REFUSALS[type(refusal)])
        return _join_page(request, form, status=_status(refusal))
    return redirect("quiz:membership", uuid=member.classroom.uuid)


def _seat(request: HttpRequest, classroom: Classroom, nickname: str) -> Membership:
    """A guest becomes a player here, and only if there is a seat for them.

    Raises IntegrityError where the player was merged into another before this was written.
    """
    with transaction.atomic():
        player = people.current(request)
        if player is None:
            user = request.user
            player = play.member(user) if user.is_authenticated else play.new_guest()
        member = classes.join(classroom=classroom, player=player, nickname=nickname)
    # Not before all of it is written: a session must never name a player that was taken back.
    people.keep(request, player)
    return member


def _join_page(request: HttpRequest, form: JoinForm, status: int = 200) -> HttpResponse:
    player = people.current(request)
    attended = Classroom.objects.current().attended_by(player).order_by("name")
    return render(request, "quiz/join.html", {"form": form, "attended": attended}, status=status)


@sensitive_post_parameters("phrase")
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def come_back(request: HttpRequest) -> HttpResponse:
    """For guests: play on as who they were on another device."""
    form = ComeBackForm(
        request.POST or None, initial={"code": request.GET.get("code", "")[: codes.LONGEST_TYPED]}
    )
    status = 422 if request.method == "POST" else 200
    if form.is_valid():
        try:
            member = classes.recognise(**form.cleaned_data, address=request.META["REMOTE_ADDR"])
            people.come_back(request, member.player)
        except tuple(REFUSALS) as refusal:
            form.add_error(None, REFUSALS[type(refusal)])
            status = _status(refusal)
        else:
            messages.success(request, _("Welcome back, %s.") % member.nickname)
            return redirect(member.classroom)
    return render(request, "quiz/come_back.html", {"form": form}, status=status)


def _status(refusal: Exception) -> int:
    return 429 if isinstance(refusal, classes.TooManyGuesses) else 422


@require_POST
def somebody_else(request: HttpRequest) -> HttpResponse:
    """Anyone: the next person at this browser begins anew. Twice is as good as once."""
    people.forget(request)
    return redirect("quiz:join")


@require_safe
@never_cache
def membership(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """For a pupil of the class: their nickname, their words to come back with, their choices."""
    mine = access.attended(request, uuid)
    context = {
        "membership": mine,
        "code": codes.written(mine.classroom.code),
        "address": request.build_absolute_uri(reverse("quiz:come-back")),
    }
    return render(request, "quiz/membership.html", context)


@require_POST
def ranking(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """For a pupil of the class: be in the ranking or not. Twice is as good as once."""
    classes.rank(membership=access.attended(request, uuid), wanted="in_ranking" in request.POST)
    return redirect("quiz:membership", uuid=uuid)


@require_POST
def leave(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """For a pupil of the class; only its teacher can let them back in."""
    mine = access.attended(request, uuid)
    classes.leave(membership=mine)
    messages.success(
        request, _("You have left “%s”. What you answered is still yours.") % mine.classroom
    )
    return redirect("quiz:home")
