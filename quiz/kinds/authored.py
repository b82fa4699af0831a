"""A teacher's own question, in the form in which the teacher wrote it."""

from collections.abc import Iterable, Mapping
from itertools import combinations
from random import Random
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from history.chronicle import Chronicle
from history.dates import Precision
from history.words import with_both_styles
from quiz.draft import Draft, Evidence, Key, Mode, Rejection, Shown, Truth
from quiz.kinds import _own_marks as own_marks
from quiz.kinds._order_form import OrderForm
from quiz.kinds._shared import choice_form, opaque_ids
from quiz.kinds._short_form import short_form
from quiz.own import OwnOption, OwnQuestion, own_questions

label = _("own question")
# The teacher has chosen how it is asked: each question has its own form.
ways = ("own",)
grade = own_marks.grade

MODES: Mapping[str, Mode] = {
    "single": "single",
    "true-false": "single",
    "multiple": "multiple",
    "ordering": "order",
    "short": "text",
    "date": "text",
}
HOW_EXACTLY: Mapping[Precision, Promise] = {
    Precision.DAY: _("Write the day, the month as a word, and the year."),
    Precision.MONTH: _("Write the month as a word, and the year."),
}
FEWEST_TO_ORDER = 3


def targets(chronicle: Chronicle) -> Iterable[str]:
    return list(own_questions(chronicle))


def build(
    chronicle: Chronicle, target: str, rng: Random, difficulty: float, way: str = ""
) -> Draft | Rejection:
    question = own_questions(chronicle)[target]
    mode = MODES[question.form]
    if mode == "order" and len(question.options) < FEWEST_TO_ORDER:
        return Rejection("too-few-items", target, str(_("three items at least can be ordered")))
    if question.form == "date" and question.date is None:
        return Rejection("no-date", target, str(_("there is no date to be typed")))
    if question.form == "short" and not question.accepted:
        return Rejection("no-accepted-answer", target, str(_("no answer would be right")))
    options = question.options if mode != "text" else ()
    by_id = dict(zip(opaque_ids(rng, len(options)), options, strict=True))
    order = _as_shown(question, list(by_id), rng)
    shown: Shown = {
        "stem": question.stem,
        "mode": mode,
        "options": [{"id": i, "text": by_id[i].text} for i in order],
        "hint": _hint(question),
    }
    if question.form == "date":
        shown["expects"] = "date"
    key = _key(question, by_id)
    events = (question.event,) if question.event else ()
    return Draft("authored", chronicle.slug, 0, shown, key, (question.fact,), events)


def _as_shown(question: OwnQuestion, ids: list[str], rng: Random) -> list[str]:
    """True before false; anything else by chance, and what is to be ordered never in order."""
    shuffled = list(ids)
    if question.form == "true-false":
        return shuffled
    rng.shuffle(shuffled)
    while question.form == "ordering" and shuffled in (ids, ids[::-1]):
        rng.shuffle(shuffled)
    return shuffled


def _hint(question: OwnQuestion) -> str:
    if question.form == "multiple":
        return str(_("Choose all that are right."))
    if question.date is None or question.form != "date":
        return ""
    if question.date.is_interval:
        return str(_("Write a date within that time."))
    return str(HOW_EXACTLY.get(question.date.precision, _("Write the year.")))


def _key(question: OwnQuestion, by_id: Mapping[str, OwnOption]) -> Key:
    right = [i for i, option in by_id.items() if option.is_right]
    asks = {"way": "own", "fact": question.fact, "form": question.form}
    if question.form == "ordering":
        right = list(by_id)
    elif question.form == "short":
        right = list(question.accepted)
    elif question.form == "date" and question.date:
        right = [question.date.text]
        asks |= {"calendar": question.date.calendar, "in_words": with_both_styles(question.date)}
    is_order = question.form == "ordering"
    return {
        "answer": right,
        "pairs": [[a, b] for a, b in combinations(right, 2)] if is_order else None,
        "stands_for": {i: f"option:{n}" for n, i in enumerate(by_id)},
        "asks": asks,
        "truths": {i: _truth(question, option) for i, option in by_id.items()},
        "explanation": question.explanation,
        "evidence": [_evidence(question)],
    }


def _truth(question: OwnQuestion, option: OwnOption) -> Truth:
    is_right = option.is_right and question.form != "ordering"
    truth: Truth = {
        "reason": question.explanation if is_right else option.why_wrong,
        "refers_to": question.event if is_right else "",
        "evidence": [_evidence(question)] if is_right else [],
    }
    return {**truth, "tag": option.tag} if option.tag else truth


def _evidence(question: OwnQuestion) -> Evidence:
    source = question.source
    return {
        "source": source.slug,
        "title": source.title,
        "locator": question.locator,
        "gist": "",
        "says": "",
        "note": "",
        "url": source.url,
        "viewpoint": source.viewpoint,
        "language": source.language,
    }


def form(shown: Shown, data: Any = None) -> forms.Form:
    if shown["mode"] == "order":
        return OrderForm(shown, data)
    return short_form(shown, data) if shown["mode"] == "text" else choice_form(shown, data)
