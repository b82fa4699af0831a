"""The pupils of a class, and the answers of theirs that its teachers may see."""

from typing import Any

from django.db.models import Q, QuerySet

from quiz.models import Answer, Classroom, Membership
from quiz.models.round import AnswerQuerySet


def pupils(classroom: Classroom) -> QuerySet[Membership]:
    present = Membership.objects.present().filter(classroom=classroom)
    return present.only("player_id", "nickname", "joined").order_by("nickname_key")


def answers(classroom: Classroom) -> AnswerQuerySet:
    """Those of its present pupils, but not what another class has set them."""
    present = Membership.objects.present().filter(classroom=classroom)
    own = Q(question__round__assignment=None) | Q(question__round__assignment__classroom=classroom)
    return Answer.objects.filter(own, question__round__player__in=present.values("player"))


def texts_of(given: Any, options: Any) -> set[str]:
    """What was chosen, in words: an option's id is another in every question."""
    chosen = given if isinstance(given, list) else [given]
    return {option["text"] for option in options if option["id"] in chosen}
