"""Who plays, what was asked of them and said against it, and what teachers ask themselves."""

from quiz.models.authored import AuthoredOption, AuthoredQuestion
from quiz.models.objection import Objection, Reexamination, Withdrawal
from quiz.models.player import Player
from quiz.models.round import Answer, Question, Round

__all__ = [
    "Answer",
    "AuthoredOption",
    "AuthoredQuestion",
    "Objection",
    "Player",
    "Question",
    "Reexamination",
    "Round",
    "Withdrawal",
]
