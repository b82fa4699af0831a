"""Who plays, what was asked of them and what they hold; classes; and teachers' own questions."""

from quiz.models.assignment import Assignment, SetQuestion
from quiz.models.authored import AuthoredOption, AuthoredQuestion
from quiz.models.classroom import Classroom, Invitation, Membership, Teaching
from quiz.models.guess import WrongGuesses
from quiz.models.memory import Memory
from quiz.models.objection import Objection, Reexamination, Withdrawal
from quiz.models.player import Player
from quiz.models.round import Answer, Question, Round

__all__ = [
    "Answer",
    "Assignment",
    "AuthoredOption",
    "AuthoredQuestion",
    "Classroom",
    "Invitation",
    "Membership",
    "Memory",
    "Objection",
    "Player",
    "Question",
    "Reexamination",
    "Round",
    "SetQuestion",
    "Teaching",
    "Withdrawal",
    "WrongGuesses",
]
