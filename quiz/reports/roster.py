"""The pupils of a class, and the answers of theirs that its teachers may see."""

from collections.abc import Collection
from typing import Any

from django.db.models import Q, QuerySet

from quiz.models import Answer, Classroom, Membership
from quiz.models.round import AnswerQuerySet


def pupils(classroom: Classroom) -> QuerySet[Membership]:
    present = Membership.objects.present().filter(classroom=classroom)
    return present.only("player_id", "nickname", "joined").order_by("nickname_key")


def in_sight(classroom: Classroom, path: str = "") -> Q:
    """Rounds but those that another class has set; `path` is the way to the round."""
    return Q(**{f"{path}assignment": None}) | Q(**{f"{path}assignment__classroom": classroom})


def answers(classroom: Classroom) -> AnswerQuerySet:
    """Those of its present pupils, but not what another class has set them."""
    return _answers_of(classroom, Membership.objects.present())


def answers_of(classroom: Classroom, players: Collection[int]) -> AnswerQuerySet:
    """The same of these alone, whether or not they are still there."""
    return _answers_of(classroom, Membership.objects.filter(player__in=players))


def _answers_of(classroom: Classroom, members: QuerySet[Membership]) -> AnswerQuerySet:
    # As a query of its own: given hundreds of numbers, SQLite reads the questions of everybody.
    players = members.filter(classroom=classroom).values("player")
    seen = in_sight(classroom, "question__round__")
    return Answer.objects.filter(seen, question__round__player__in=players)


def texts_of(given: Any, options: Any) -> set[str]:
    """What was chosen, in words: an option's id is another in every question."""
    chosen = given if isinstance(given, list) else [given]
    return {option["text"] for option in options if option["id"] in chosen}
