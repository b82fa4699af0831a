"""What is said of a question once it has been answered, ready for a template."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from history.chronicle import Chronicle
from quiz import kinds, objections, soundness
from quiz.draft import Truth
from quiz.models import Answer, Question


@dataclass(frozen=True, slots=True)
class Line:
    """One option with its own truth, and what became of it."""

    text: str
    truth: Truth
    was_right: bool
    was_chosen: bool
    # That of the text; empty for a question from before questions had one.
    language: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    question: Question
    answer: Answer
    template: str
    verdict: str
    lines: list[Line]
    explanation: str
    feedback: dict[str, Any]


def review(question: Question, answer: Answer) -> Review:
    shown, key = question.shown, question.key
    texts = {option["id"]: option["text"] for option in shown["options"]}
    order = key["answer"] if shown["mode"] == "order" else list(texts)
    chosen = answer.given if isinstance(answer.given, list) else [answer.given]
    spoken = {o["id"]: o.get("language") or shown.get("language", "") for o in shown["options"]}
    lines = [
        Line(texts[i], key["truths"][i], i in key["answer"], i in chosen, spoken[i]) for i in order
    ]
    misplaced = [
        {part: texts[option] for part, option in entry.items()}
        for entry in answer.feedback.get("out_of_place", [])
    ]
    verdict = _verdict(answer)
    feedback = answer.feedback | {"out_of_place": misplaced}
    told = {truth["reason"] for truth in key["truths"].values()}
    # Of several right options the explanation is all their truths together.
    told.add(" ".join(line.truth["reason"] for line in lines if line.was_right))
    explanation = "" if key["explanation"] in told else key["explanation"]
    template = kinds.template(question.kind)
    return Review(question, answer, template, verdict, lines, explanation, feedback)


def _verdict(answer: Answer) -> str:
    if answer.restored is not None:
        return "restored"
    return "right" if answer.accuracy == 1 else "wrong" if answer.accuracy == 0 else "partly"


def verdicts_on(question: Question, chronicle: Chronicle) -> dict[str, list[str]]:
    """What the checks say today of a question as it was asked, be it ever so old."""
    try:
        return soundness.verdicts(question.draft_in(chronicle.slug), chronicle)
    except objections.STUMBLES as error:
        return {
            "well-formed": [
                gettext("The checks cannot read this question: %(error)s.") % {"error": repr(error)}
            ]
        }
