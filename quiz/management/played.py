"""Rounds as play leaves them, stored many at a time: for classes that are made up."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from history.models import Topic
from quiz.draft import Draft
from quiz.models import Answer, Assignment, Player, Question, Round
from quiz.play import columns_of

BATCH = 2000


class Turn(NamedTuple):
    """One question; without an answer it is still open."""

    draft: Draft
    likeness: str
    answer: Answer | None


class Sitting(NamedTuple):
    """One round of one player."""

    player: Player
    at: datetime
    turns: Sequence[Turn]
    assignment: Assignment | None = None


def store(topic: Topic, sittings: Sequence[Sitting]) -> None:
    rounds = Round.objects.bulk_create(_round(topic, sitting) for sitting in sittings)
    questions, answers = [], []
    for played, sitting in zip(rounds, sittings, strict=True):
        for position, turn in enumerate(sitting.turns, 1):
            question = Question(
                round=played,
                position=position,
                likeness=turn.likeness,
                **columns_of(turn.draft),
            )
            questions.append(question)
            answers.append(turn.answer)
    Question.objects.bulk_create(questions, batch_size=BATCH)
    given = [(question, one) for question, one in zip(questions, answers, strict=True) if one]
    for question, answer in given:
        answer.question = question
    Answer.objects.bulk_create([answer for _question, answer in given], batch_size=BATCH)


def _round(topic: Topic, sitting: Sitting) -> Round:
    return Round(
        player=sitting.player,
        topic=topic,
        created=sitting.at,
        assignment=sitting.assignment,
        attempt=1 if sitting.assignment else None,
    )
