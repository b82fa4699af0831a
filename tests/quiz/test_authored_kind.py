"""How a teacher's own question is asked and marked, form by form."""

from collections import Counter
from dataclasses import replace

import pytest

from history.dates import parse
from quiz import soundness
from quiz.draft import Rejection
from quiz.generation import compose
from quiz.kinds import authored
from tests.quiz import own
from tests.quiz.world import build, world


def asked(question, seed=1):
    return build("authored", own.beside(world(), question), question.fact, seed)


def option(draft, text):
    return next(o["id"] for o in draft.shown["options"] if o["text"] == text)


def accuracy(draft, given):
    form = authored.form(draft.shown, given if isinstance(given, dict) else {"answer": given})
    assert form.is_valid(), form.errors
    grade = authored.grade(draft.key, form.cleaned_data["answer"])
    assert grade.facts == {draft.facts[0]: grade.accuracy}
    return grade.accuracy


def feedback(draft, given):
    form = authored.form(draft.shown, {"answer": given})
    assert form.is_valid()
    return authored.grade(draft.key, form.cleaned_data["answer"]).feedback


def refused(draft, given):
    form = authored.form(draft.shown, {"answer": given})
    return not form.is_valid() and bool(form.errors["answer"])


# As it is asked


@pytest.mark.parametrize("question", own.ALL.values(), ids=own.ALL)
def test_a_sound_question_passes_every_check(question):
    held = own.beside(world(), question)
    for seed in range(20):
        assert soundness.examine(asked(question, seed), held) == []


@pytest.mark.parametrize("question", own.ALL.values(), ids=own.ALL)
def test_the_page_gets_nothing_of_the_answer(question):
    shown = str(asked(question).shown)
    secrets = [question.explanation, question.locator, question.event or "-", *question.accepted]
    secrets += [o.why_wrong for o in question.options] + [o.tag for o in question.options]
    assert not [secret for secret in secrets if secret and secret in shown]


def test_each_wrong_option_is_told_why_with_its_misconception():
    draft = asked(own.SINGLE)
    truth = draft.key["truths"][option(draft, "Jon Reed")]
    assert truth["reason"] == "He was a pilot, and wrote of it."
    assert truth["tag"] == "pilot-as-keeper"


def test_the_right_option_is_told_the_explanation_and_the_source():
    draft = asked(own.SINGLE)
    truth = draft.key["truths"][option(draft, "Ada Brine")]
    assert truth["reason"] == own.SINGLE.explanation
    assert truth["refers_to"] == "keeper-1812"
    assert [(e["source"], e["locator"]) for e in truth["evidence"]] == [("log", "p. 21")]
    assert draft.key["evidence"] == truth["evidence"]


def orders(question):
    return Counter(
        tuple(o["text"] for o in asked(question, seed).shown["options"]) for seed in range(60)
    )


def test_options_stand_in_every_order_by_chance():
    assert len(orders(own.SINGLE)) == 6


def test_true_stands_before_false():
    assert set(orders(own.TRUE_FALSE)) == {("True", "False")}


def test_items_to_order_never_stand_in_order_nor_in_reverse():
    texts = tuple(item.text for item in own.ORDERING.options)
    assert len(orders(own.ORDERING)) == 4
    assert not {texts, texts[::-1]} & set(orders(own.ORDERING))


@pytest.mark.parametrize(
    ("question", "changes", "name"),
    [
        (own.ORDERING, {"options": own.ORDERING.options[:2]}, "too-few-items"),
        (own.ORDERING, {"options": ()}, "too-few-items"),
        (own.DATE, {"date": None}, "no-date"),
        (own.SHORT, {"accepted": ()}, "no-accepted-answer"),
    ],
)
def test_what_cannot_be_asked_is_rejected_by_name(question, changes, name):
    rejection = asked(replace(question, **changes))
    assert isinstance(rejection, Rejection)
    assert rejection.name == name
    assert rejection.why


@pytest.mark.parametrize(
    ("date", "hint"),
    [
        ("1809-09-01", "the day"),
        ("1809-09", "the month"),
        ("1809", "Write the year"),
        ("180X", "Write the year"),
        ("1809/1812", "within that time"),
    ],
)
def test_a_date_is_asked_as_exactly_as_it_is_known(date, hint):
    draft = asked(replace(own.DATE, date=parse(date)))
    assert hint in draft.shown["hint"]
    assert draft.shown["expects"] == "date"


def test_only_a_date_is_expected_to_be_one():
    assert "expects" not in asked(own.SHORT).shown


# Marks


def test_one_right_option_is_all_or_nothing():
    draft = asked(own.SINGLE)
    assert accuracy(draft, option(draft, "Ada Brine")) == 1
    assert accuracy(draft, option(draft, "Jon Reed")) == 0


def test_true_is_true_and_false_is_false():
    draft = asked(own.TRUE_FALSE)
    assert [accuracy(draft, option(draft, text)) for text in ("True", "False")] == [1, 0]


@pytest.mark.parametrize(
    ("chosen", "marks"),
    [
        (["The rope walk", "The fish market"], 1),
        (["The rope walk"], 0.5),
        (["The rope walk", "The church hill"], 0),
        (["The rope walk", "The fish market", "The church hill"], 0.5),
        (["The rope walk", "The fish market", "The church hill", "The upper school"], 0),
        (["The church hill", "The upper school"], 0),
    ],
)
def test_of_several_a_wrong_one_takes_back_what_a_right_one_gives(chosen, marks):
    draft = asked(own.MULTIPLE)
    assert accuracy(draft, [option(draft, text) for text in chosen]) == marks


@pytest.mark.parametrize(("order", "marks"), [((0, 1, 2), 1), ((1, 0, 2), 1 / 3), ((2, 1, 0), 0)])
def test_an_order_is_marked_by_its_pairs(order, marks):
    draft = asked(own.ORDERING)
    right = draft.key["answer"]
    ranks = {f"rank-{right[n]}": place for place, n in enumerate(order, 1)}
    untouched = [o["id"] for o in draft.shown["options"]] == [right[n] for n in order]
    assert untouched or accuracy(draft, ranks) == pytest.approx(marks)


# Short answers


@pytest.mark.parametrize(
    "typed",
    [
        "The Brotherhood",
        "brotherhood",
        "  THE  brotherhood. ",
        "“Brotherhood”",
        "Brótherhood",
        "open hand",
        "The Open-Hand",
        "Ｂrotherhood",
    ],
)
def test_case_accents_punctuation_and_an_article_do_not_count(typed):
    assert accuracy(asked(own.SHORT), typed) == 1
    assert not feedback(asked(own.SHORT), typed)["spelling"]


@pytest.mark.parametrize(
    "typed", ["Brotherhod", "Brotherhoood", "Brotherhoot", "Brohterhood", "The Brotherhoo"]
)
def test_one_wrong_letter_in_a_long_word_is_a_slip(typed):
    assert accuracy(asked(own.SHORT), typed) == 1
    assert feedback(asked(own.SHORT), typed)["spelling"]


@pytest.mark.parametrize(
    ("accepted", "typed"),
    [
        ("Russia", "Prussia"),
        ("Prussia", "Russia"),
        ("Iran", "Iraq"),
        ("Lenin", "Lenon"),
        ("Brotherhood", "Brotherhd"),
        ("Brotherhood", "The Sisterhood"),
        ("Open Hand", "Open Band"),
        ("Treaty of 180901", "Treaty of 180902"),
        ("Brotherhood", "Brotherhood of pilots"),
        ("Winter Palace", "Wimter Pelace"),
    ],
)
def test_another_word_is_no_slip(accepted, typed):
    assert accuracy(asked(replace(own.SHORT, accepted=(accepted,))), typed) == 0


@pytest.mark.parametrize("typed", ["", "  ", "?!", "\0", "x" * 201, None])
def test_an_answer_without_words_is_sent_back(typed):
    assert refused(asked(own.SHORT), typed)


# Dates


@pytest.mark.parametrize("typed", ["", "yesterday", "3/4/1933", "\0", "1" * 201, "9" * 150, None])
def test_what_is_no_date_is_sent_back_and_costs_nothing(typed):
    assert refused(asked(own.DATE), typed)


@pytest.mark.parametrize(
    ("meant", "typed", "marks"),
    [
        ("1809-09-01", "1 September 1809", 1),
        ("1809-09-01", "2 September 1809", 0.5),
        ("1809-09-01", "5 September 1909", 0),
        ("1809", "1809-04", 1),
        ("1809", "1810", 0.5),
        ("1809", "180X", 0.225),
        ("180X", "1804", 1),
        ("1809/1812", "1811", 1),
        ("1809/1812", "1813", 0.5),
        ("1650/1850", "1750", 1),
        ("1809/..", "1950", 1),
        ("1809~", "1810", 1),
        ("-0043", "44 BC", 1),
        ("-0043", "44 AD", 0),
    ],
)
def test_a_date_is_right_within_the_one_meant_and_earns_less_with_distance(meant, typed, marks):
    draft = asked(replace(own.DATE, date=parse(meant)))
    assert accuracy(draft, typed) == pytest.approx(marks, abs=0.01)


@pytest.mark.parametrize(
    ("calendar", "typed", "marks", "is_old_style"),
    [
        ("NS", "7 November 1917", 1, False),
        ("NS", "25 October 1917", 1, True),
        ("unstated", "25 October 1917", 1, True),
    ],
)
def test_where_the_calendar_matters_both_names_are_right(calendar, typed, marks, is_old_style):
    draft = asked(replace(own.DATE, date=parse("1917-11-07", calendar)))
    assert accuracy(draft, typed) == marks
    assert feedback(draft, typed)["old_style"] == is_old_style


def test_where_it_does_not_matter_the_old_name_is_another_day():
    assert accuracy(asked(replace(own.DATE, date=parse("1917-11-07"))), "25 October 1917") < 1


def test_an_old_style_date_is_right_in_both_styles():
    draft = asked(replace(own.DATE, date=parse("1917-10-25", "OS")))
    assert draft.key["answer"] == ["1917-11-07"]
    assert [accuracy(draft, typed) for typed in ("25 October 1917", "7 November 1917")] == [1, 1]
    assert feedback(draft, "25 October 1917")["old_style"]


# In a round


def test_a_round_asks_them_in_turn_with_the_other_kinds():
    composed = compose(own.beside(world(), *own.ALL.values()), 1)
    counts = Counter(one.kind for one in composed)
    assert len(composed) == 10
    assert counts["authored"] >= 2
    assert max(counts.values()) - min(counts.values()) <= 1


def test_a_question_that_is_refused_is_never_asked():
    unsound = replace(own.SINGLE, options=own.SINGLE.options[1:])
    doubtful = replace(own.SHORT, stem="What the pilots called their guild")
    for seed in range(5):
        composed = compose(own.beside(world(), unsound, doubtful), seed)
        assert "authored" not in {one.kind for one in composed}


def test_a_question_that_was_overruled_is_asked():
    doubtful = replace(own.SHORT, stem="What the pilots called their guild")
    held = own.beside(world(), replace(doubtful, overruled=frozenset({"plain-form"})))
    assert own.SHORT.fact in {fact for one in compose(held, 1) for fact in one.facts}
