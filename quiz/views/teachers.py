"""What the quiz asks about an event, for those who keep the library."""

from django.contrib.admin.views.decorators import staff_member_required
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from history.models import Event
from quiz import kinds
from quiz.bank import chronicle_for
from quiz.draft import Draft
from quiz.generation import draft
from quiz.own import own_questions
from quiz.soundness import verdicts
from quiz.speaking import here

SEED = 1


@staff_member_required
@permission_required("history.view_event", raise_exception=True)
@require_safe
@never_cache
def samples(request: HttpRequest, slug: str) -> HttpResponse:
    """For teachers: what can be asked about an event today, or by name why it cannot.

    Both are worked out afresh, so that they are true of the library as it stands.
    """
    event = get_object_or_404(Event, slug=slug)
    topic = event.topics.order_by("pk").first()
    outcomes = []
    if topic:
        chronicle = here(chronicle_for(topic))
        facts = [f"when:{slug}", *(f"why:{c.slug}" for c in chronicle.by_slug[slug].causes)]
        facts += [fact for fact, own in own_questions(chronicle).items() if own.event == slug]
        outcomes = [
            (way, draft(chronicle, kind, fact, SEED, way=way))
            for kind, module in kinds.all_kinds().items()
            for fact in sorted(
                set(facts).intersection(kinds.concerns(module, chronicle)), key=facts.index
            )
            for way in module.ways
        ]
    context = {
        "event": event,
        "topic": topic,
        "drafts": [
            (way, found, verdicts(found, chronicle))
            for way, found in outcomes
            if isinstance(found, Draft)
        ],
        "refused": [(way, found) for way, found in outcomes if not isinstance(found, Draft)],
    }
    return render(request, "quiz/samples.html", context)
