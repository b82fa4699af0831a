from quiz.soundness import independent
from tests.quiz.soundness.cases import cause_case, date_case, ordering_case, span_case


def whys(*cases):
    return [breach.why for breach in independent([case.draft for case in cases])]


def test_questions_that_leave_each_other_alone_make_a_round():
    assert whys(date_case(), span_case(), cause_case()) == []


def test_a_round_may_be_empty_or_of_one():
    assert whys() == []
    assert whys(date_case()) == []


def test_a_key_may_not_stand_in_a_question_that_comes_before_it():
    first = span_case()
    first.shown["hint"] = "The lamp had been lit in 1824."
    assert whys(first, date_case()) == ["“1824” is shown before it is asked for."]


def test_a_key_may_not_stand_among_the_options_of_an_earlier_question():
    first = span_case()
    first.stand_for("x", "1824")
    assert whys(first, date_case()) == ["“1824” is shown before it is asked for."]


def test_a_key_that_was_answered_may_be_shown():
    second = span_case()
    second.shown["hint"] = "The lamp had been lit in 1824."
    assert whys(date_case(), second) == []


def test_no_fact_is_asked_twice():
    assert whys(ordering_case(), date_case()) == ["when:lamp-lit is asked twice."]


def test_events_of_an_ordering_may_have_been_named_before():
    first = cause_case()
    first.shown["hint"] = "Before it: Barque Meridian lost on the reef."
    assert whys(first, ordering_case()) == []
