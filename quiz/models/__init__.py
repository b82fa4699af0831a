"""Who plays, what was asked of them, and the one answer to each question."""

from quiz.models.player import Player
from quiz.models.round import Answer, Question, Round

__all__ = ["Answer", "Player", "Question", "Round"]
