from django.contrib.admin.views.decorators import staff_member_required
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from history.chronicle import chronicle_of
from history.models import Event
from quiz import kinds
from quiz.draft import Draft
from quiz.generation import draft
from quiz.review import verdicts

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
        chronicle = chronicle_of(topic)
        facts = [f"when:{slug}", *(f"why:{c.slug}" for c in chronicle.by_slug[slug].causes)]
        outcomes = [
            draft(chronicle, kind, fact, SEED)
            for kind, module in kinds.all_kinds().items()
            for fact in facts
            if fact in set(kinds.concerns(module, chronicle))
        ]
    context = {
        "event": event,
        "topic": topic,
        "drafts": [
            (found, verdicts(found, chronicle)) for found in outcomes if isinstance(found, Draft)
        ],
        "refused": [found for found in outcomes if not isinstance(found, Draft)],
    }
    return render(request, "quiz/samples.html", context)
