"""What an answer costs at least: a bare Django view with the same login, grade and commit.

It finds the player by the session, the question by its player, grades, and writes in one
transaction the answer, a row for each fact it tested, and that the class has moved. It draws no
page, checks no form, and knows no withdrawals and no model of forgetting.
"""

import os
from datetime import timedelta

from django.core.wsgi import get_wsgi_application
from django.db import transaction
from django.db.models import F
from django.http import HttpResponse
from django.urls import path
from django.utils import timezone

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.load.bare_settings"
application = get_wsgi_application()


def answer(request, uuid):
    from quiz import kinds
    from quiz.models import Answer, Membership, Memory, Player, Question
    from quiz.people import SESSION_KEY

    player = Player.objects.get(pk=request.session[SESSION_KEY], user=None)
    question = Question.objects.get(round__player=player, uuid=uuid)
    given = request.POST.get("answer", "")
    if question.shown["mode"] == "order":
        given = sorted(question.key["answer"], key=lambda i: request.POST[f"rank-{i}"])
    elif question.shown["mode"] == "text":
        given = {"typed": given, "edtf": given}
    elif question.shown["mode"] == "multiple":
        given = request.POST.getlist("answer")
    grade = kinds.all_kinds()[question.kind].grade(question.key, given)
    now = timezone.now()
    with transaction.atomic():
        Answer.objects.create(
            question=question,
            given=given,
            accuracy=grade.accuracy,
            facts=grade.facts,
            feedback=grade.feedback,
        )
        Memory.objects.bulk_create(
            (
                Memory(
                    player=player,
                    fact=fact,
                    stability=2,
                    difficulty=5,
                    reviewed=now,
                    fresh_until=now + timedelta(days=2),
                    held_since=now,
                )
                for fact in sorted(grade.facts)
            ),
            update_conflicts=True,
            unique_fields=["player", "fact"],
            update_fields=["stability", "reviewed", "fresh_until", "held_since"],
        )
        Membership.objects.filter(player=player).update(joined=F("joined"))
    return HttpResponse("stored")


def healthz(request):
    return HttpResponse("ok")


urlpatterns = [
    path("questions/<uuid:uuid>/answer/", answer),
    path("healthz", healthz),
]
