"""A teacher's own question: the checks that refuse it, and those the teacher may overrule.

What makes a question false, unmarkable or uncited is refused. What is a matter of words, or of what
the teacher meant by them, is a remark: the question may stand, for a reason that is kept.
"""

from history.chronicle import Chronicle
from quiz.draft import Draft
from quiz.own import own_question
from quiz.soundness.authored import hard, judgement
from quiz.soundness.authored.form import only_for
from quiz.soundness.check import Breach
from quiz.soundness.ordering import grading_laws, no_order_leak
from quiz.soundness.shape import key_stays_home
from quiz.soundness.wording import homogeneous, no_length_cue, plain_form

__all__ = ["CHECKS", "HARD", "JUDGEMENT", "is_overruled"]

CHOICES = ("single", "multiple")

HARD = (
    hard.well_formed,
    key_stays_home,
    hard.as_recorded,
    hard.right_options,
    hard.accepted_answers,
    hard.distinct_options,
    hard.key_supported,
    hard.refuted_distractors,
    hard.cited,
    hard.feedback_complete,
    only_for(grading_laws, "ordering"),
)
JUDGEMENT = (
    plain_form,
    only_for(homogeneous, *CHOICES, "ordering"),
    only_for(no_length_cue, *CHOICES),
    only_for(judgement.no_clang, *CHOICES),
    only_for(no_order_leak, "ordering"),
    judgement.no_leak,
    judgement.overlapping_options,
    judgement.enough_options,
    judgement.one_defensible_answer,
    judgement.disputed_date,
    judgement.attributed,
    judgement.feedback_repeats,
)
CHECKS = (*HARD, *JUDGEMENT)

MAY_BE_OVERRULED = frozenset(check.name for check in JUDGEMENT)


def is_overruled(breach: Breach, draft: Draft, chronicle: Chronicle) -> bool:
    """Whether the teacher has heard this very check and let the question stand."""
    if draft.kind != "authored" or breach.check not in MAY_BE_OVERRULED:
        return False
    question = own_question(chronicle, draft.facts[0])
    return question is not None and breach.check in question.overruled
