"""A student's objection to a question, and the news that marks went up."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from quiz import objections, people
from quiz.models import Objection, Question
from quiz.views.forms import ObjectionForm
from quiz.views.htmx import HtmxRequest
from quiz.views.rounds import feedback


@require_POST
@never_cache
def object_to(request: HtmxRequest, uuid: UUID) -> HttpResponse:
    """For its own player, once it is answered: record what they say against the question.

    A second POST changes nothing and shows the first. Some fifteen queries, a few more where the
    question is withdrawn at once.
    """
    mine = Question.objects.of(people.current(request)).answered()
    question = get_object_or_404(
        mine.select_related("round__topic", "answer__objection"), uuid=uuid
    )
    if not Objection.objects.filter(answer=question.answer).exists():
        form = ObjectionForm(question, request.POST)
        if not form.is_valid():
            return feedback(request, question, objecting=form, status=422)
        try:
            objections.object_to(answer=question.answer, **form.cleaned_data)
        except objections.TooManyObjections as refusal:
            form.add_error(None, str(refusal))
            return feedback(request, question, objecting=form, status=429)
    if not request.htmx:
        return redirect("quiz:answer", uuid=uuid)
    return feedback(request, mine.select_related("round", "answer__objection").get(uuid=uuid))


@require_POST
def told(request: HtmxRequest) -> HttpResponse:
    """Anyone, for their own marks: the news has been read. Twice is as good as once."""
    player = people.current(request)
    if player:
        objections.tell(player=player)
    return redirect("quiz:home")
