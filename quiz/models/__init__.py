"""Who plays, what was asked of them, the one answer to each question, and teachers' own."""

from quiz.models.authored import AuthoredOption, AuthoredQuestion
from quiz.models.player import Player
from quiz.models.round import Answer, Question, Round

__all__ = ["Answer", "AuthoredOption", "AuthoredQuestion", "Player", "Question", "Round"]
