"""A teacher and their class as a whole: its settings, its code, its end, and who teaches it."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from quiz import classes
from quiz.models import Invitation
from quiz.views import access
from quiz.views.class_forms import SettingsForm


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def settings(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """For its teachers."""
    classroom = access.taught(request, uuid)
    form = SettingsForm.of(classroom, request.POST or None)
    if form.is_valid():
        classes.change(classroom=classroom, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("quiz:class-settings", uuid=uuid)
    invitations = [
        (
            invitation,
            request.build_absolute_uri(reverse("quiz:invitation", args=[invitation.token])),
        )
        for invitation in classroom.invitations.open().order_by("created")
    ]
    context = {
        "classroom": classroom,
        "form": form,
        "teachings": classroom.teachings.select_related("user").order_by("created"),
        "invitations": invitations,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "quiz/class_settings.html", context, status=status)


@require_POST
def lock(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """For its teachers: nobody new joins, or they may again. Twice is as good as once."""
    classes.lock(classroom=access.taught(request, uuid), locked="locked" in request.POST)
    return redirect("quiz:pupils", uuid=uuid)


@require_POST
def new_code(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """For its teachers. A second request makes another one."""
    classes.make_new_code(classroom=access.taught(request, uuid))
    messages.success(
        request, _("The class has a new code. Links and cards with the old one are void.")
    )
    return redirect("quiz:pupils", uuid=uuid)


@require_POST
def archive(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """For its teachers: put it away, or take it out again. Nothing is deleted."""
    archived = "archived" in request.POST
    classes.archive(classroom=access.taught(request, uuid), archived=archived)
    said = _("The class is archived.") if archived else _("The class is in use again.")
    messages.success(request, said)
    return redirect("quiz:class-settings", uuid=uuid)


@require_POST
def invite(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """For its teachers. A second request makes a second link."""
    classes.invite(classroom=access.taught(request, uuid))
    return redirect(reverse("quiz:class-settings", args=[uuid]) + "#teachers")


@require_POST
def withdraw(request: HttpRequest, uuid: UUID, number: int) -> HttpResponse:
    """For its teachers: an invitation that nobody has used yet."""
    invitations = access.taught(request, uuid).invitations.open()
    classes.withdraw(invitation=get_object_or_404(invitations, pk=number))
    return redirect(reverse("quiz:class-settings", args=[uuid]) + "#teachers")


@require_POST
def dismiss(request: HttpRequest, uuid: UUID, number: int) -> HttpResponse:
    """For its teachers, who may also dismiss themselves; never the last one."""
    teachings = access.taught(request, uuid).teachings.select_related("user")
    teaching = get_object_or_404(teachings, pk=number)
    try:
        classes.dismiss(teaching=teaching)
    except classes.LastTeacher:
        messages.error(request, _("A class keeps one teacher. Invite another one first."))
    else:
        if teaching.user == request.user:
            return redirect("quiz:classes")
    return redirect(reverse("quiz:class-settings", args=[uuid]) + "#teachers")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """For teachers who were given the link; unknown, used and expired look alike."""
    if not access.is_teacher(request.user):
        raise PermissionDenied
    if request.method == "POST":
        try:
            return redirect(classes.accept(token=token, user=request.user))
        except classes.NoSuchInvitation:
            pass
    invited = Invitation.objects.open().select_related("classroom").filter(token=token).first()
    status = 200 if invited else 404
    return render(request, "quiz/invitation.html", {"invitation": invited}, status=status)
