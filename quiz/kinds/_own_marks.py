"""Marks for a teacher's own question, whichever its form."""

from typing import Any

from history.dates import parse
from quiz.draft import Grade, Key
from quiz.kinds import _date_type as date_type
from quiz.kinds import ordering
from quiz.kinds._short_answer import matched


def grade(key: Key, answer: Any) -> Grade:
    marks = {"ordering": _order, "multiple": _several, "short": _short, "date": _date}
    accuracy, feedback = marks.get(key["asks"]["form"], _one)(key, answer)
    return Grade(accuracy, {key["asks"]["fact"]: accuracy}, feedback)


def _one(key: Key, answer: Any) -> tuple[float, dict[str, Any]]:
    return (1.0 if [answer] == key["answer"] else 0.0), {}


def _several(key: Key, answer: Any) -> tuple[float, dict[str, Any]]:
    """As with several reasons: the share of the right ones, less that of the wrong ones."""
    right, chosen = key["answer"], set(answer)
    found, wrongly = len(chosen.intersection(right)), len(chosen.difference(right))
    blind = wrongly / max(1, len(key["stands_for"]) - len(right))
    feedback = {"found": found, "right": len(right), "wrongly": wrongly}
    return max(0.0, found / len(right) - blind), feedback


def _order(key: Key, answer: Any) -> tuple[float, dict[str, Any]]:
    marked = ordering.grade(key, answer)
    return marked.accuracy, marked.feedback


def _short(key: Key, answer: Any) -> tuple[float, dict[str, Any]]:
    meant, exact = matched(answer, key["answer"])
    return (1.0 if meant else 0.0), {"spelling": bool(meant) and not exact}


def _date(key: Key, answer: Any) -> tuple[float, dict[str, Any]]:
    """As any typed date, but the teacher's may be an interval: all within it is right."""
    marked = date_type.grade(key, answer)
    if parse(key["answer"][0]).contains(parse(answer["edtf"])):
        return 1.0, {**marked.feedback, "off": 0, "other_century": False}
    return marked.accuracy, marked.feedback
