"""A question as it goes on paper: what is asked on one sheet, the key on another."""

from collections.abc import Mapping
from dataclasses import dataclass
from string import ascii_lowercase
from typing import Any


@dataclass(frozen=True, slots=True)
class Line:
    """An option under its letter; in a key what it is and why, and where a typed date is meant."""

    mark: str
    text: str
    reason: str = ""
    is_date: bool = False


@dataclass(frozen=True, slots=True)
class Printed:
    shown: Mapping[str, Any]
    options: tuple[Line, ...]
    answers: tuple[Line, ...]
    explanation: str
    evidence: tuple[Mapping[str, Any], ...]


def printed(shown: Mapping[str, Any], key: Mapping[str, Any]) -> Printed:
    options = shown["options"]
    marks = {option["id"]: mark for option, mark in zip(options, ascii_lowercase, strict=False)}
    texts = {option["id"]: option["text"] for option in options}
    answers = tuple(_answers(shown, key, marks, texts))
    told = {line.reason for line in answers} | {" ".join(line.reason for line in answers)}
    explanation = "" if key["explanation"] in told else key["explanation"]
    lines = tuple(Line(marks.get(name, ""), text) for name, text in texts.items())
    return Printed(shown, lines, answers, explanation, tuple(key["evidence"]))


def _answers(
    shown: Mapping[str, Any],
    key: Mapping[str, Any],
    marks: Mapping[str, str],
    texts: Mapping[str, str],
) -> list[Line]:
    truths = key["truths"]
    if shown["mode"] == "text":
        is_date = key["asks"].get("form") != "short"
        return [Line("", answer, truth["reason"], is_date) for answer, truth in truths.items()]
    right = key["answer"] if shown["mode"] == "order" else [i for i in texts if i in key["answer"]]
    return [Line(marks.get(i, ""), texts[i], truths[i]["reason"]) for i in right]
