"""Why did it happen? Reasons and consequences that a source gives, among some that are none."""

from collections.abc import Iterable
from random import Random
from typing import Any

from django.utils.translation import gettext_lazy as _

from history.chronicle import Chronicle
from quiz.draft import NOT_MISTAKEN, Draft, Grade, Key, Mistaken, Rejection
from quiz.kinds._choice_form import choice_form
from quiz.kinds._consequence import choose_consequence
from quiz.kinds._link import choose_link
from quiz.kinds._reasons import choose_all, choose_one

label = _("cause")
form = choice_form

BUILDERS = {
    "choose": choose_one,
    "all": choose_all,
    "link": choose_link,
    "consequence": choose_consequence,
}
ways = tuple(BUILDERS)


def targets(chronicle: Chronicle) -> Iterable[str]:
    return [f"why:{slug}" for slug in chronicle.causes]


def build(
    chronicle: Chronicle,
    target: str,
    rng: Random,
    difficulty: float,
    way: str = "",
    *,
    mistaken: Mistaken = NOT_MISTAKEN,
) -> Draft | Rejection:
    cause = chronicle.causes[target.removeprefix("why:")]
    if not cause.claims:
        return Rejection("asserted-by-nobody", target, cause.statement, certain=True)
    return BUILDERS[way or ways[0]](chronicle, cause, rng, difficulty, mistaken)


def grade(key: Key, answer: Any) -> Grade:
    if key["asks"].get("way") == "all":
        return _grade_all(key, set(answer))
    accuracy = 1.0 if [answer] == key["answer"] else 0.0
    facts = [key["asks"][name] for name in ("fact", "earlier_fact") if name in key["asks"]]
    return Grade(accuracy, dict.fromkeys(facts, accuracy))


def _grade_all(key: Key, chosen: set[str]) -> Grade:
    """Share of the right reasons found, less the share of the wrong ones taken for right.

    So choosing all of them is worth nothing, as is choosing none, and guesses cancel out. Each
    reason's own mark is 1 if it was chosen, less that same share.
    """
    right = key["answer"]
    found, wrongly = chosen.intersection(right), chosen.difference(right)
    blind = len(wrongly) / (len(key["stands_for"]) - len(right))
    facts = {
        f"why:{key['stands_for'][option].removeprefix('cause:')}": max(
            0.0, (option in found) - blind
        )
        for option in right
    }
    feedback = {"found": len(found), "reasons": len(right), "wrongly": len(wrongly)}
    return Grade(max(0.0, len(found) / len(right) - blind), facts, feedback)
