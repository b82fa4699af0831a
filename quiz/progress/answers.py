"""A player's own answers, a few rounds to a page; a page begins where the last one ended."""

from collections import defaultdict
from typing import NamedTuple
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from quiz.models import Answer, Player, Round

ROUNDS = 6
MARKS = {"right": Q(counted=1), "wrong": Q(counted__lt=1)}


class AnswersPage(NamedTuple):
    """Rounds with the answers wanted of them, and the last one if there are older ones still."""

    rounds: list[tuple[Round, list[Answer]]]
    last: Round | None


def answers_page(
    player: Player | None, *, topic: str = "", marks: str = "", before: UUID | None = None
) -> AnswersPage:
    wanted = Answer.objects.with_marks().filter(MARKS.get(marks, Q()))
    rounds = Round.objects.of(player).filter(Exists(wanted.filter(question__round=OuterRef("pk"))))
    if topic:
        rounds = rounds.filter(topic__slug=topic)
    if before:
        rounds = rounds.older_than(Round.objects.of(player).filter(uuid=before).first())
    found = list(rounds.select_related("topic").order_by("-created", "-pk")[: ROUNDS + 1])
    shown, more = found[:ROUNDS], len(found) > ROUNDS
    answers: dict[int, list[Answer]] = defaultdict(list)
    # The keys and what was fed back stay in the database: of each answer one line is told.
    lines = wanted.filter(question__round__in=shown).select_related("question")
    for answer in lines.defer("question__key", "feedback").order_by("question__position"):
        answers[answer.question.round_id].append(answer)
    return AnswersPage([(one, answers[one.pk]) for one in shown], shown[-1] if more else None)
