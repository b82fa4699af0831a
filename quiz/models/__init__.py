"""Who plays, what was asked of them, the one answer to each, and what was said against it."""

from quiz.models.objection import Objection, Reexamination, Withdrawal
from quiz.models.player import Player
from quiz.models.round import Answer, Question, Round

__all__ = [
    "Answer",
    "Objection",
    "Player",
    "Question",
    "Reexamination",
    "Round",
    "Withdrawal",
]
