"""Playing: the question that is open, the answer to it, and the marks at the end."""

from uuid import UUID

from django.db.models import QuerySet
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from history.models import Event
from quiz import kinds, people, play
from quiz.models import Answer, Memory, Question, Round, Withdrawal
from quiz.review import review
from quiz.views.forms import ObjectionForm
from quiz.views.htmx import HtmxRequest, page_or_part

# In the address of the feedback: another answer was sent after the one that counts.
LATE = "late"


@require_safe
@never_cache
def play_round(request: HtmxRequest, uuid: UUID) -> HttpResponse:
    """For its own player: the first open question, or the marks when there is none."""
    played = get_object_or_404(
        Round.objects.select_related("topic", "player").filter(people.is_current(request)),
        uuid=uuid,
    )
    # The keys stay in the database until every question has its answer.
    questions = list(played.questions.defer("key").select_related("answer").order_by("position"))
    current = next((q for q in questions if not hasattr(q, "answer")), None)
    if current is None:
        return _summary(request, played)
    if played.is_closed:
        return page_or_part(request, "closed", {"round": played}, status=410)
    form = kinds.all_kinds()[current.kind].form(current.shown)
    return _question(request, current, form, total=len(questions))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def answer(request: HtmxRequest, uuid: UUID) -> HttpResponse:
    """For its own player: take the answer, or show the one that was recorded.

    A second POST changes nothing and shows the first; where it says something else, so does the
    page. Before there is an answer a GET finds nothing here, and so does everybody else at any
    time.
    """
    mine = Question.objects.filter(people.is_current(request, "round__player"))
    mine = mine.select_related("round__topic")
    if request.method == "POST":
        return _take(request, mine.filter(uuid=uuid))
    answered = mine.answered().select_related("answer__objection")
    return feedback(request, get_object_or_404(answered, uuid=uuid), too_late=LATE in request.GET)


def _is_the_same(form: Form, question: Question) -> bool:
    """Whether this was answered before in the same way, as by a button pressed twice."""
    if _only_moves(form) or not form.is_valid():
        return False
    sent, kept = form.cleaned_data["answer"], question.answer.given
    if question.shown["mode"] == "multiple":
        return set(sent) == set(kept)
    return bool(sent == kept)


def _recorded(request: HtmxRequest, question: Question, *, too_late: bool) -> HttpResponse:
    """The feedback: at once for htmx, else at an address that can be loaded again."""
    if request.htmx:
        return feedback(request, question, too_late=too_late)
    address = reverse("quiz:answer", args=[question.uuid])
    return redirect(f"{address}?{LATE}" if too_late else address)


def _take(request: HtmxRequest, mine: QuerySet[Question]) -> HttpResponse:
    """Mostly it is the first answer, so none is looked for before this one is stored."""
    recorded = None
    try:
        with play.held(mine) as question:
            form = kinds.all_kinds()[question.kind].form(question.shown, request.POST)
            if not question.round.is_closed and not _only_moves(form) and form.is_valid():
                given, confidence = form.cleaned_data["answer"], _confidence(request)
                recorded = play.record(question=question, given=given, confidence=confidence)
    except Question.DoesNotExist:
        raise Http404 from None
    except play.AnsweredBefore:
        pass  # it is shown
    if not recorded:
        return _no_answer(request, question, form)
    # What has just been stored nobody can have objected to: known without a query.
    Answer._meta.get_field("objection").set_cached_value(recorded, None)
    return _recorded(request, question, too_late=False)


def _no_answer(request: HtmxRequest, question: Question, form: Form) -> HttpResponse:
    """Why it was not taken; where an answer was taken before, that one."""
    if hasattr(question, "answer"):
        return _recorded(request, question, too_late=not _is_the_same(form, question))
    if question.round.is_closed:
        return page_or_part(request, "closed", {"round": question.round}, status=410)
    return _question(request, question, form, status=200 if _only_moves(form) else 422)


def _only_moves(form: Form) -> bool:
    """Cards were moved by a button; nothing was answered yet."""
    return bool(getattr(form, "only_moves", False))


def _confidence(request: HtmxRequest) -> str:
    """How sure they say they are; whatever else is sent says nothing, and costs no answer."""
    said = request.POST.get("confidence", "")
    return said if said in Answer.Confidence else ""


def _question(
    request: HtmxRequest,
    question: Question,
    form: Form,
    *,
    total: int | None = None,
    status: int = 200,
) -> HttpResponse:
    """The question as `shown`; nothing else about it reaches the template."""
    context = {
        "round": question.round,
        "uuid": question.uuid,
        "shown": question.shown,
        "form": form,
        "kind_template": kinds.template(question.kind),
        "confidences": Answer.Confidence.choices,
        "confidence": _confidence(request),
        "position": question.position,
        "total": total or question.round.questions.count(),
    }
    return page_or_part(request, "round", context, status=status)


def feedback(
    request: HtmxRequest,
    question: Question,
    *,
    too_late: bool = False,
    objecting: ObjectionForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """What came of it, and what its player said against it or may say."""
    counted = question.round.questions.counted()
    restored = question.answer.restored is not None
    context = {
        "round": question.round,
        "review": review(question, question.answer),
        "position": question.position,
        "total": counted["total"],
        "open": counted["open"],
        "too_late": too_late,
        "objection": getattr(question.answer, "objection", None),
        "objecting": None if restored else objecting or ObjectionForm(question),
        "withdrawal": Withdrawal.objects.of(question) if restored else None,
    }
    response = page_or_part(request, "feedback", context, status=status)
    # Reload and Back find the feedback again at an address of its own.
    response["HX-Push-Url"] = reverse("quiz:answer", args=[question.uuid])
    return response


def _summary(request: HtmxRequest, played: Round) -> HttpResponse:
    questions = played.questions.select_related("answer").order_by("position")
    reviews = [review(question, question.answer) for question in questions]
    asked = {fact for question in questions for fact in question.facts}
    mine = Memory.objects.of(played.player).about(asked)
    # A teacher's own question may be about no event.
    missed = {slug for r in reviews if r.answer.marks < 1 for slug in r.question.events[:1]}
    context = {
        "round": played,
        "reviews": reviews,
        "marks": sum(r.answer.marks for r in reviews),
        "restored": sum(r.verdict == "restored" for r in reviews),
        "newly_lit": mine.lit_since(played.created, timezone.now()).count(),
        "look_at": Event.objects.filter(slug__in=missed).order_by("earliest"),
    }
    return page_or_part(request, "summary", context)
