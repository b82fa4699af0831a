"""The teachers' tool for what they ask themselves."""

from quiz.admin.authored import AuthoredQuestionAdmin

__all__ = ["AuthoredQuestionAdmin"]
