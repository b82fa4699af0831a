"""The classes of a person, and a class's own page: desk for its teachers, board for its pupils."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from quiz import classes as verbs
from quiz import people
from quiz.models import Classroom, Membership
from quiz.views import access, watching
from quiz.views.board import board
from quiz.views.class_forms import NewClassForm
from quiz.views.desk import desk
from quiz.views.htmx import HtmxRequest


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def classes(request: HtmxRequest) -> HttpResponse:
    """Anyone sees their own, as a teacher and as a pupil; a POST by a teacher makes a new one."""
    form = None
    if access.is_teacher(request.user):
        form = NewClassForm(request.POST or None)
        if form.is_valid():
            classroom = verbs.create(user=request.user, **form.cleaned_data)
            messages.success(request, _("The class is made. This is its way in, for all to see."))
            return redirect("quiz:joining", uuid=classroom.uuid)
    elif request.method == "POST":
        if request.user.is_authenticated:
            raise PermissionDenied
        return redirect_to_login(request.path)
    context = {"taught": _taught(request), "attended": _attended(request), "form": form}
    status = 422 if request.method == "POST" else 200
    return render(request, "quiz/classes.html", context, status=status)


def _taught(request: HtmxRequest) -> list[Classroom]:
    """Those in use first, then the archived ones."""
    present = Count("memberships", filter=Q(memberships__removed=None))
    mine = Classroom.objects.taught_by(request.user).select_related("topic")
    return sorted(
        mine.annotate(present=present).order_by("name", "pk"), key=lambda c: bool(c.archived)
    )


def _attended(request: HtmxRequest) -> list[Membership]:
    player = people.current(request)
    if player is None:
        return []
    mine = Membership.objects.present().filter(player=player)
    return list(mine.select_related("classroom").order_by("-joined"))


@require_safe
@never_cache
def class_page(request: HtmxRequest, uuid: UUID) -> HttpResponse:
    """For its teachers and its present pupils."""
    watched = watching.watched(request, uuid)
    return desk(request, watched.classroom) if watched.taught else board(request, watched)
