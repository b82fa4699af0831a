"""Rounds that are set: a teacher puts one together, a pupil of the class plays it."""

from datetime import timedelta
from typing import cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from history.models import Topic
from quiz import assigning, handed_in, people, play
from quiz.models import Assignment, Classroom, Membership
from quiz.views import access
from quiz.views.assignment_forms import AssignmentForm, DatesForm
from quiz.views.starting import of_a_player_gone

WEEK = timedelta(days=7)


@require_safe
@never_cache
def assignments(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """For the class's teachers, all of them; for its pupils, those that have opened."""
    classroom = Classroom.objects.taught_by(request.user).filter(uuid=uuid).first()
    if classroom is not None:
        mine = classroom.assignments.select_related("topic").order_by("-due")
        return render(request, "quiz/assignments.html", {"classroom": classroom, "rows": mine})
    membership = access.attended(request, uuid)
    opened = list(membership.classroom.assignments.opened().order_by("-due"))
    found = handed_in.work_of(opened, [membership.player])
    rows = [(one, found.get((one.pk, membership.player_id), handed_in.Work())) for one in opened]
    context = {"classroom": membership.classroom, "rows": rows}
    return render(request, "quiz/assigned_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def new(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """For the class's teachers: set a round. Each POST sets one."""
    classroom = access.taught(request, uuid)
    topics = Topic.objects.order_by("title")
    wanted = request.POST.get("topic") or request.GET.get("topic", "")
    topic = (
        topics.filter(slug=wanted.replace("\0", "")).first() or classroom.topic or topics.first()
    )
    if topic is None:
        messages.warning(request, _("The library has no topic yet: add one first."))
        return redirect("quiz:assignments", uuid=uuid)
    form = AssignmentForm(topic, request.POST or None, initial=_proposed(request, topic))
    if form.is_valid():
        chosen = form.cleaned_data
        try:
            made = assigning.assign(classroom=classroom, by=_user(request), topic=topic, **chosen)
        except play.NothingToAsk:
            form.add_error(None, _("No sound question comes of this choice. Choose more events."))
        else:
            return redirect(made)
    context = {"classroom": classroom, "form": form, "topic": topic, "topics": topics}
    status = 422 if request.method == "POST" else 200
    return render(request, "quiz/assignment_new.html", context, status=status)


def _user(request: HttpRequest) -> User:
    """Whoever teaches a class has an account."""
    return cast(User, request.user)


def _proposed(request: HttpRequest, topic: Topic) -> dict[str, object]:
    """A week from today on the whole topic, or on the events that a link names."""
    now = timezone.now().replace(second=0, microsecond=0)
    events = [slug for slug in request.GET.get("events", "").split(";") if slug]
    return {"title": topic.title, "opens": now, "due": now + WEEK, "events": events}


@require_safe
@never_cache
def assignment(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """For the class's teachers its questions and who has done them; for a pupil, their own."""
    taught = Assignment.objects.taught_by(request.user).select_related("classroom", "topic")
    found = taught.filter(uuid=uuid).first()
    if found is not None:
        return _for_teacher(request, found, DatesForm(instance=found))
    membership, set_round = _assigned(request, uuid)
    work = handed_in.work_of([set_round], [membership.player]).get(
        (set_round.pk, membership.player_id), handed_in.Work()
    )
    context = {
        "classroom": membership.classroom,
        "assignment": set_round,
        "work": work,
        "left": set_round.attempts - len(work.attempts),
    }
    return render(request, "quiz/assigned.html", context)


def _for_teacher(
    request: HttpRequest, found: Assignment, form: DatesForm, status: int = 200
) -> HttpResponse:
    context = {
        "classroom": found.classroom,
        "assignment": found,
        "form": form,
        "questions": found.set_questions.order_by("position"),
        "begun": found.rounds.exists(),
        "pupils": handed_in.of_class(found),
    }
    return render(request, "quiz/assignment.html", context, status=status)


def _assigned(request: HttpRequest, uuid: UUID) -> tuple[Membership, Assignment]:
    """An assignment that has opened, through the player's own membership of its class."""
    player = people.current(request)
    opened = Assignment.objects.opened().select_related("topic")
    set_round = get_object_or_404(opened.assigned_to(player), uuid=uuid)
    membership = Membership.objects.present().select_related("classroom", "player")
    return membership.get(classroom=set_round.classroom_id, player=player), set_round


def _taught(request: HttpRequest, uuid: UUID) -> Assignment:
    mine = Assignment.objects.taught_by(request.user).select_related("classroom", "topic")
    return get_object_or_404(mine, uuid=uuid)


@require_POST
def begin(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """For the class's pupils. A second POST leads to the round that the first one began."""
    membership, set_round = _assigned(request, uuid)
    try:
        return redirect(assigning.begin(assignment=set_round, player=membership.player))
    except play.PlayerGone:
        return of_a_player_gone(request)
    except assigning.TakenBack:
        messages.info(request, _("Your teacher has just taken this assignment back."))
        return redirect("quiz:assignments", uuid=membership.classroom.uuid)
    except assigning.NoAttemptLeft:
        messages.info(request, _("You have used all your attempts. Your answers are below."))
    except play.NothingToAsk:
        messages.warning(request, _("Its questions have been withdrawn. Tell your teacher."))
    return redirect(set_round)


@require_POST
def change(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """For the class's teachers: its title, its dates, its attempts. Twice is as good as once."""
    found = _taught(request, uuid)
    form = DatesForm(request.POST, instance=found)
    if not form.is_valid():
        found.refresh_from_db()
        return _for_teacher(request, found, form, status=422)
    assigning.change(assignment=found, **form.cleaned_data)
    messages.success(request, _("Changed."))
    return redirect(found)


@require_POST
def swap(request: HttpRequest, uuid: UUID, position: int) -> HttpResponse:
    """For the class's teachers: another question in this place. Each POST gives another."""
    found = _taught(request, uuid)
    get_object_or_404(found.set_questions, position=position)
    try:
        assigning.swap(assignment=found, position=position)
    except Assignment.DoesNotExist:
        raise Http404 from None  # taken back at this moment
    except assigning.AlreadyBegun:
        messages.warning(request, _("A pupil has begun, so the questions stay as they are."))
    except assigning.NoOtherQuestion:
        messages.warning(request, _("Nothing else can be asked of what you chose."))
    return redirect(f"{found.get_absolute_url()}#question-{position}")


@require_POST
def remove(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """For the class's teachers: take it back. Rounds that pupils have played stay theirs."""
    found = _taught(request, uuid)
    assigning.take_back(assignment=found)
    messages.success(request, _("The assignment is gone. What pupils have answered is kept."))
    return redirect("quiz:assignments", uuid=found.classroom.uuid)
