"""What teachers decide about questions; it shows what was asked and said, and never by whom."""

from quiz.admin.objections import ObjectionAdmin, WithdrawalAdmin

__all__ = ["ObjectionAdmin", "WithdrawalAdmin"]
