"""Marks for a teacher's own question, whichever its form."""

from typing import Any

from history.dates import Precision, parse
from quiz.draft import Grade, Key
from quiz.kinds import ordering
from quiz.kinds._short_answer import matched

# For a date that is right, and not as exact as was asked.
COARSER = 0.5


def grade(key: Key, answer: Any) -> Grade:
    marks = {"ordering": _order, "multiple": _several, "short": _short, "date": _date}
    accuracy, feedback = marks.get(key["asks"]["form"], _one)(key, answer)
    return Grade(accuracy, {key["asks"]["fact"]: accuracy}, feedback)


def _one(key: Key, answer: Any) -> tuple[float, dict[str, Any]]:
    return (1.0 if [answer] == key["answer"] else 0.0), {}


def _several(key: Key, answer: Any) -> tuple[float, dict[str, Any]]:
    """The share of the right ones that was found; a wrong one takes back what a right one gave."""
    right = set(key["answer"])
    found, wrong = len(right & set(answer)), len(set(answer) - right)
    return max(0.0, (found - wrong) / len(right)), {}


def _order(key: Key, answer: Any) -> tuple[float, dict[str, Any]]:
    marked = ordering.grade(key, answer)
    return marked.accuracy, marked.feedback


def _short(key: Key, answer: Any) -> tuple[float, dict[str, Any]]:
    meant, exact = matched(answer, key["answer"])
    return (1.0 if meant else 0.0), {"note": "spelling" if meant and not exact else ""}


def _date(key: Key, answer: Any) -> tuple[float, dict[str, Any]]:
    """Everything for any date within the one asked for; half for a wider one, if no decade.

    Where the calendar matters, the other one's name for that date is right as well.
    """
    calendar = key["asks"]["calendar"]
    meant = parse(key["answer"][0], calendar)
    mine, other = ("OS", "NS") if calendar == "OS" else ("NS", "OS")
    typed = parse(answer, mine)
    if meant.contains(typed):
        return 1.0, {"note": ""}
    if calendar and meant.contains(parse(answer, other)):
        return 1.0, {"note": "calendar"}
    if typed.contains(meant) and typed.precision <= Precision.YEAR and not typed.is_interval:
        return COARSER, {"note": "coarser"}
    return 0.0, {"note": ""}
