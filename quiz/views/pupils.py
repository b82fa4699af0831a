"""A teacher and the pupils of their class: who they are, how they get in and come back."""

from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from quiz import classes
from quiz.classes import codes
from quiz.models import Classroom, Membership
from quiz.views import access
from quiz.views.class_forms import MergeForm, RenameForm
from quiz.views.qr import QR


@require_safe
@never_cache
def pupils(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """For its teachers."""
    classroom = access.taught(request, uuid)
    everybody = list(classroom.memberships.order_by("nickname"))
    context = {
        "classroom": classroom,
        "present": [member for member in everybody if not member.removed],
        "removed": [member for member in everybody if member.removed],
        "full": sum(not member.removed for member in everybody) >= classroom.size,
        **_way_in(request, classroom),
    }
    return render(request, "quiz/pupils.html", context)


@require_safe
@never_cache
def joining(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """For its teachers, to be projected: it holds nothing about anybody."""
    classroom = access.taught(request, uuid)
    way_in, present = _way_in(request, classroom), classroom.memberships.present().count()
    context = {
        "classroom": classroom,
        "present": present,
        "full": present >= classroom.size,
        "qr": QR.of(way_in["link"]),
        **way_in,
    }
    return render(request, "quiz/joining.html", context)


@require_safe
@never_cache
def cards(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """For its teachers, to be printed and cut: what each pupil comes back with."""
    classroom = access.taught(request, uuid)
    context = {
        "classroom": classroom,
        "present": classroom.memberships.present().select_related("player").order_by("nickname"),
        "address": request.build_absolute_uri(reverse("quiz:come-back")),
        "code": codes.written(classroom.code),
    }
    return render(request, "quiz/cards.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def pupil(request: HttpRequest, uuid: UUID, number: int) -> HttpResponse:
    """For the class's teachers: a POST renames."""
    member = access.pupil(access.taught(request, uuid), number)
    if request.method != "POST":
        return _pupil_page(request, member)
    form = RenameForm(request.POST)
    if form.is_valid():
        try:
            classes.rename(membership=member, nickname=form.cleaned_data["nickname"])
        except classes.NicknameTaken:
            form.add_error("nickname", _("Another pupil of the class has this nickname."))
        else:
            messages.success(request, _("Renamed."))
            return redirect("quiz:pupils", uuid=uuid)
    return _pupil_page(request, member, rename=form, status=422)


@require_POST
def remove(request: HttpRequest, uuid: UUID, number: int) -> HttpResponse:
    """For the class's teachers. Twice is as good as once."""
    member = access.pupil(access.taught(request, uuid), number)
    classes.remove(membership=member)
    said = _("%s is out of the class. What they answered is still theirs.") % member.nickname
    messages.success(request, said)
    return redirect("quiz:pupils", uuid=uuid)


@require_POST
def let_back_in(request: HttpRequest, uuid: UUID, number: int) -> HttpResponse:
    """For the class's teachers. Twice is as good as once."""
    member = access.pupil(access.taught(request, uuid), number)
    try:
        classes.let_back_in(membership=member)
    except classes.Full:
        messages.error(request, _("The class is full. Make it larger in its settings first."))
    else:
        messages.success(request, _("%s is in the class again.") % member.nickname)
    return redirect("quiz:pupils", uuid=uuid)


@require_POST
def merge(request: HttpRequest, uuid: UUID, number: int) -> HttpResponse:
    """For the class's teachers: the pupil of this page stays, the chosen one goes into them."""
    member = access.pupil(access.taught(request, uuid), number)
    form = MergeForm(_others(member), request.POST)
    if form.is_valid():
        try:
            classes.merge_pupils(kept=member, other=form.cleaned_data["other"])
        except classes.TwoAccounts:
            said = _("Both have accounts of their own, so they cannot be made one.")
            form.add_error("other", said)
        else:
            messages.success(request, _("%s now has the answers of both.") % member.nickname)
            return redirect("quiz:pupils", uuid=uuid)
    return _pupil_page(request, member, merge=form, status=422)


def _pupil_page(
    request: HttpRequest,
    member: Membership,
    *,
    rename: RenameForm | None = None,
    merge: MergeForm | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "classroom": member.classroom,
        "member": member,
        "code": codes.written(member.classroom.code),
        "rename": rename or RenameForm(initial={"nickname": member.nickname}),
        "merge": merge or MergeForm(_others(member)),
    }
    return render(request, "quiz/pupil.html", context, status=status)


def _others(member: Membership) -> QuerySet[Membership]:
    others = member.classroom.memberships.select_related("player").exclude(pk=member.pk)
    return others.order_by("nickname")


def _way_in(request: HttpRequest, classroom: Classroom) -> dict[str, str]:
    path = reverse("quiz:join-code", args=[classroom.code])
    return {
        "code": codes.written(classroom.code),
        "link": request.build_absolute_uri(path),
        "site": request.build_absolute_uri(reverse("quiz:join")),
    }
