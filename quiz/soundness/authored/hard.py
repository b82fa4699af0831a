"""What refuses a teacher's own question: it is false, cannot be marked, or is not cited."""

from collections.abc import Iterator
from itertools import combinations

from history import dates
from history.chronicle import Chronicle
from quiz.draft import Draft, Evidence, Key, Shown
from quiz.own import OwnQuestion, own_question
from quiz.soundness.authored.form import asked, form
from quiz.soundness.authored.witness import asserted
from quiz.soundness.check import check
from quiz.soundness.reading import distractors, keyed
from quiz.soundness.speech import say
from quiz.soundness.text import plain
from quiz.soundness.times import dated_claims, is_date

MODES = {
    "single": "single",
    "true-false": "single",
    "multiple": "multiple",
    "ordering": "order",
    "short": "text",
    "date": "text",
}
FEWEST_ITEMS, MOST_ITEMS = 3, 6
LONGEST_TYPED = 200


@check("well-formed")
def well_formed(draft: Draft, chronicle: Chronicle) -> Iterator[str]:
    missing = sorted(
        [*(Shown.__required_keys__ - set(draft.shown)), *(Key.__required_keys__ - set(draft.key))]
    )
    asks = draft.key.get("asks", {})
    if missing:
        yield say("The draft lacks %(missing)s.", missing=", ".join(missing))
    elif draft.facts != (asks.get("fact"),) or not own_question(chronicle, draft.facts[0]):
        yield say("The draft does not ask one of the teachers' own questions.")
    elif draft.shown["mode"] != MODES.get(asks.get("form", "")):
        yield say(
            "A question of form %(form)s is not asked as %(mode)s.",
            form=asks.get("form"),
            mode=draft.shown["mode"],
        )
    else:
        yield from _amiss_with_options(draft)
        yield from _unknown_events(draft, chronicle)


def _amiss_with_options(draft: Draft) -> Iterator[str]:
    ids = [option["id"] for option in draft.shown["options"]]
    if len(set(ids)) != len(ids) or set(draft.key["stands_for"]) != set(ids):
        yield say("The ids of the options do not tell them apart.")
    if draft.shown["mode"] != "text" and not set(draft.key["answer"]) <= set(ids):
        yield say(
            "The answer %(answer)s is not made of the options %(ids)s.",
            answer=draft.key["answer"],
            ids=ids,
        )
    if (draft.shown.get("expects") == "date") != (form(draft) == "date"):
        yield say("The page does not know whether it asks for a date.")
    if form(draft) == "date" and not all(map(is_date, draft.key["answer"])):
        yield say("The answer %(answer)s is no date.", answer=draft.key["answer"])


def _unknown_events(draft: Draft, chronicle: Chronicle) -> Iterator[str]:
    for slug in draft.events:
        if slug not in chronicle.by_slug:
            yield say("The event %(slug)s is not in this topic.", slug=slug)


@check("as-recorded")
def as_recorded(draft: Draft, chronicle: Chronicle) -> Iterator[str]:
    question = asked(draft, chronicle)
    if draft.shown["stem"] != question.stem or form(draft) != question.form:
        yield say("The draft does not ask what the teacher asks.")
    if draft.events != ((question.event,) if question.event else ()):
        yield say("The draft is about another event than the question.")
    texts = {option["id"]: option["text"] for option in draft.shown["options"]}
    if sorted(texts.values()) != sorted(_texts(question)):
        yield say("The draft has other options than the question.")
    if not _agrees(question, [texts.get(answer, answer) for answer in draft.key["answer"]]):
        yield say("The draft takes something else to be right than the teacher does.")


def _texts(question: OwnQuestion) -> list[str]:
    return [o.text for o in question.options] if MODES[question.form] != "text" else []


def _agrees(question: OwnQuestion, answer: list[str]) -> bool:
    """The order of options says nothing, unless they are items to be put in order."""
    if question.form == "short":
        return answer == list(question.accepted)
    if question.form == "date":
        meant = question.date
        return meant is not None and len(answer) == 1 and meant.overlaps(dates.parse(answer[0]))
    if question.form == "ordering":
        return answer == _texts(question)
    return sorted(answer) == sorted(o.text for o in question.options if o.is_right)


@check("right-options")
def right_options(draft: Draft, chronicle: Chronicle) -> Iterator[str]:
    """So many right and wrong ones as the form needs to be marked at all."""
    if MODES[form(draft)] == "text":
        if asked(draft, chronicle).options:
            yield say("An answer that is typed has no options.")
    elif form(draft) == "ordering":
        count = len(draft.shown["options"])
        if not FEWEST_ITEMS <= count <= MOST_ITEMS:
            yield say("There are %(count)s items to order, not 3 to 6.", count=count)
    else:
        yield from _amiss_with_choice(form(draft), len(keyed(draft)), len(distractors(draft)))


def _amiss_with_choice(how: str, right: int, wrong: int) -> Iterator[str]:
    if not right:
        yield say("No option is right.")
    elif how != "multiple" and right > 1:
        yield say("%(count)s options are right, and one is asked for.", count=right)
    elif not wrong:
        yield say("No option is wrong.")
    elif how == "true-false" and right + wrong != 2:
        yield say("There are %(count)s options, and two are needed.", count=right + wrong)


@check("accepted-answers")
def accepted_answers(draft: Draft, _chronicle: Chronicle) -> Iterator[str]:
    if form(draft) != "short":
        return
    if not all(map(plain, draft.key["answer"] or [""])):
        yield say("An accepted answer has neither letter nor figure.")
    if any(len(answer) > LONGEST_TYPED for answer in draft.key["answer"]):
        yield say(
            "An accepted answer has more than the %(most)s characters that can be typed.",
            most=LONGEST_TYPED,
        )


@check("distinct-options")
def distinct_options(draft: Draft, _chronicle: Chronicle) -> Iterator[str]:
    for one, other in combinations(draft.shown["options"], 2):
        if plain(one["text"]) == plain(other["text"]):
            yield say(
                "“%(one)s” and “%(other)s” say the same.", one=one["text"], other=other["text"]
            )


@check("key-supported")
def key_supported(draft: Draft, chronicle: Chronicle) -> Iterator[str]:
    """That no source dates the event speaks against nothing: the question has its own."""
    meant = asked(draft, chronicle).date
    if meant is None or form(draft) != "date":
        return
    for event in (chronicle.by_slug[slug] for slug in draft.events):
        claims = [date for _claim, date in dated_claims(event)]
        if claims and not any(date.overlaps(meant) for date in claims):
            yield say(
                "No claim on “%(event)s” agrees with %(date)s.", event=event.title, date=meant.text
            )


@check("refuted-distractors")
def refuted_distractors(draft: Draft, chronicle: Chronicle) -> Iterator[str]:
    """A teacher's word refutes an option, but calls nothing a misconception that is proved true."""
    tagged = {o.text for o in asked(draft, chronicle).options if o.tag and not o.is_right}
    for event in (chronicle.by_slug[slug] for slug in draft.events):
        for text in sorted(tagged):
            if who := asserted(text, event, word_for_word=True):
                yield say(
                    "“%(option)s” is tagged as a misconception, and %(who)s says it.",
                    option=text,
                    who=who,
                )


def _citation(question: OwnQuestion) -> tuple[str, str]:
    return question.source.slug, question.locator


def _amiss(evidence: list[Evidence], question: OwnQuestion) -> bool:
    return any((e["source"], e["locator"]) != _citation(question) for e in evidence)


@check("cited")
def cited(draft: Draft, chronicle: Chronicle) -> Iterator[str]:
    question = asked(draft, chronicle)
    if not question.source.slug or not question.locator.strip():
        yield say("The question names no source, or no place in it.")
    if not draft.key["evidence"] or _amiss(draft.key["evidence"], question):
        yield say("The draft does not cite the source of the question.")


@check("feedback-complete")
def feedback_complete(draft: Draft, chronicle: Chronicle) -> Iterator[str]:
    truths = draft.key["truths"]
    if not draft.key["explanation"].strip():
        yield say("The answer is not explained.")
    typed = draft.key["answer"] if draft.shown["mode"] == "text" else []
    if set(truths) != {*typed, *(option["id"] for option in draft.shown["options"])}:
        yield say("The feedback is on other options than those shown.")
    for option in draft.shown["options"]:
        if option["id"] in truths and not truths[option["id"]]["reason"].strip():
            yield say("Nothing is said of “%(option)s” after the answer.", option=option["text"])
    if any(_amiss(truth["evidence"], asked(draft, chronicle)) for truth in truths.values()):
        yield say("The feedback cites another source than the question.")
    if any(truth["refers_to"] not in ("", *draft.events) for truth in truths.values()):
        yield say("The feedback points to another event than the question.")
