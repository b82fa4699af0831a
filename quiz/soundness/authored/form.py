"""What a draft of a teacher's own question says of its form, and the question behind it."""

from collections.abc import Iterable

from history import dates, words
from history.chronicle import Chronicle
from quiz.draft import Draft
from quiz.own import OwnQuestion
from quiz.soundness.check import Check
from quiz.soundness.reading import is_order, keyed
from quiz.soundness.text import holds


def form(draft: Draft) -> str:
    return draft.key["asks"]["form"]


def asked(draft: Draft, chronicle: Chronicle) -> OwnQuestion:
    question: OwnQuestion = chronicle.extras[draft.facts[0]]
    return question


def only_for(check: Check, *forms: str) -> Check:
    """The check, silent on the other forms: they have no options, or none to be guessed from."""

    def rule(draft: Draft, chronicle: Chronicle) -> Iterable[str]:
        # Without a right option there is nothing to compare with; that refuses it already.
        fits = form(draft) in forms and keyed(draft)
        return check.rule(draft, chronicle) if fits else ()

    return Check(check.name, rule)


def names_all_options(draft: Draft) -> bool:
    """As in "Was it the tower or the bell?", which gives none of them away."""
    return all(holds(draft.shown["stem"], option["text"]) for option in draft.shown["options"])


def own_answers(draft: Draft) -> list[str]:
    """The texts that an earlier question must not show; "True" tells nothing by itself."""
    if is_order(draft) or form(draft) == "true-false":
        return []
    if form(draft) == "date":
        return [words.in_words(dates.parse(draft.key["answer"][0]))]
    return draft.key["answer"] if form(draft) == "short" else [o["text"] for o in keyed(draft)]
