from quiz.soundness import independent
from tests.quiz.soundness.cases import (
    cause_case,
    date_case,
    first_case,
    ordering_case,
    place_case,
    span_case,
    typed_case,
)


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


def test_a_typed_key_may_not_stand_in_a_question_that_comes_before_it():
    first = span_case()
    first.stand_for("x", "1824")
    assert whys(first, typed_case()) == ["“1824” is shown before it is asked for."]


def test_a_date_that_is_shown_to_place_another_event_is_asked_for_before_or_never():
    pay_cut = typed_case("pay-cut", value="1870", stem="In which year was this: Pay cut?")
    told = [
        "“1870” is shown before it is asked for.",
        "when:pay-cut is told before it is asked for.",
    ]
    assert whys(place_case(), pay_cut) == told
    assert whys(pay_cut, place_case()) == []


def test_an_order_may_not_be_told_by_dates_shown_before():
    ordering = ordering_case(("lamp-law", "strike", "foghorn"))
    assert whys(place_case(), ordering) == ["when:foghorn is told before it is asked for."]


def test_which_came_first_may_have_been_named_before():
    named = cause_case()
    named.shown["hint"] = "Before it: Keepers refuse to work."
    assert whys(named, first_case()) == []
