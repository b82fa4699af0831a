"""What teachers ask themselves, and what they decide; never by whom a question was answered."""

from quiz.admin.accounts import AccountAdmin, AccountGroupAdmin
from quiz.admin.authored import AuthoredQuestionAdmin
from quiz.admin.objections import ObjectionAdmin, WithdrawalAdmin

__all__ = [
    "AccountAdmin",
    "AccountGroupAdmin",
    "AuthoredQuestionAdmin",
    "ObjectionAdmin",
    "WithdrawalAdmin",
]
