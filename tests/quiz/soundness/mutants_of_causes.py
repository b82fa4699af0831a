from dataclasses import replace

from history import dates
from tests.quiz.soundness.cases import cause_case, cite, truth
from tests.quiz.soundness.mutants import Mutants
from tests.quiz.soundness.skerrow import ALMANAC, LOG, cause, misconception

mutant = Mutants()


def edit_the_cause(case, **changes):
    shock, dues = case.town["lamp-law"].causes
    case.change("lamp-law", causes=(replace(shock, **changes), dues))


def add_cause(case, slug, *causes):
    case.change(slug, causes=(*case.town[slug].causes, *causes))


# as-recorded


@mutant("as-recorded", cause_case)
def the_key_was_reworded(case):
    case.option("y")["text"] = "A schooner had gone down within sight of land"


@mutant("as-recorded", cause_case)
def the_stem_asks_about_another_effect(case):
    case.shown["stem"] = "Which of these helped to bring this about: Foghorn installed?"


# key-supported


@mutant("key-supported", cause_case)
def the_effect_is_not_the_one_that_is_asked_about(case):
    case.key["asks"]["effect"] = "strike"


@mutant("key-supported", cause_case)
def the_events_begin_with_another_one(case):
    case.events = ("wreck", "lamp-law")


@mutant(
    "key-supported",
    cause_case,
    also={"multiplicity", "one-defensible-answer", "refuted-distractors", "off-graph"},
)
def a_wrong_option_is_keyed(case):
    case.key["answer"] = ["x"]


# asserted


@mutant("asserted", cause_case, also={"cited"})
def nobody_asserts_the_cause(case):
    edit_the_cause(case, claims=())
    case.key["evidence"] = []
    case.key["truths"]["y"] = truth("It moved the members.")


# arrow-of-time


@mutant("arrow-of-time", cause_case)
def the_cause_came_after_the_effect(case):
    case.change("wreck", date=dates.parse("1816-11-03"))


# attributed


@mutant("attributed", cause_case)
def one_source_alone_goes_unnamed(case):
    (claim, _other) = case.town["lamp-law"].causes[0].claims
    edit_the_cause(case, claims=(claim,))
    case.key["evidence"] = case.key["truths"]["y"]["evidence"] = [cite(claim)]


@mutant("attributed", cause_case)
def a_motive_is_told_as_a_fact(case):
    edit_the_cause(case, role="motive")


@mutant("attributed", cause_case)
def the_stem_names_who_does_not_give_this_reason(case):
    case.key["asks"]["source"] = ALMANAC.slug
    case.shown["stem"] = (
        "Which reason does the Sailors' almanac give for this: Harbour lamp law passed?"
    )


# multiplicity


@mutant("multiplicity", cause_case, also={"one-defensible-answer", "refuted-distractors"})
def another_cause_is_an_option(case):
    dues = case.town["lamp-law"].causes[1]
    case.stand_for("z", "cause:dues", dues.statement)
    case.key["truths"]["z"] = truth("That too.")


@mutant("multiplicity", cause_case)
def the_stem_asks_for_the_cause_where_there_are_two(case):
    case.shown["stem"] = "What was the main cause of this: Harbour lamp law passed?"


# one-defensible-answer


@mutant("one-defensible-answer", cause_case)
def a_misconception_says_what_a_cause_says(case):
    dues = case.town["lamp-law"].causes[1]
    case.change("lamp-law", misconceptions=(misconception("lamp-law", dues.statement),))
    case.option("x")["text"] = dues.statement


@mutant("one-defensible-answer", cause_case)
def a_misconception_adds_to_what_a_cause_says(case):
    dues = case.town["lamp-law"].causes[1]
    case.change("lamp-law", misconceptions=(misconception("lamp-law", f"{dues.statement} sold"),))
    case.option("x")["text"] = f"{dues.statement} sold"


@mutant("one-defensible-answer", cause_case, also={"off-graph", "refuted-distractors"})
def a_wrong_option_points_to_the_event_that_was_a_cause(case):
    add_cause(case, "dark", cause("known", "dark", "wreck", "Every child knew of the old disaster"))
    case.stand_for("z", "cause:known", "Every child knew of the old disaster")


# refuted-distractors


@mutant("refuted-distractors", cause_case)
def nothing_says_that_a_wrong_reason_came_later(case):
    (wages,) = case.town["strike"].causes
    case.change("strike", causes=(replace(wages, cause=""),))


@mutant("refuted-distractors", cause_case)
def a_wrong_reason_came_on_the_very_day(case):
    day = case.town["lamp-law"].date
    case.change("pay-cut", date=day, claims=())
    case.key["truths"]["z"]["refers_to"] = "strike"


@mutant("refuted-distractors", cause_case)
def a_misconception_has_no_correction(case):
    (myth,) = case.town["lamp-law"].misconceptions
    case.change("lamp-law", misconceptions=(replace(myth, correction=" "),))


@mutant("refuted-distractors", cause_case)
def a_misconception_is_about_the_date(case):
    (myth,) = case.town["lamp-law"].misconceptions
    case.change("lamp-law", misconceptions=(replace(myth, about="when"),))


@mutant("refuted-distractors", cause_case)
def a_misconception_is_of_another_event(case):
    case.key["stands_for"]["x"] = "misconception:tower"


@mutant("refuted-distractors", cause_case)
def a_wrong_option_is_nobodys_misconception(case):
    case.change("lamp-law", misconceptions=())


@mutant("refuted-distractors", cause_case)
def a_lasting_effect_may_have_been_kept_going_by_its_consequence(case):
    case.change("lamp-law", date=dates.parse("1815/1880"))
    case.more_edges.append(("lamp-law", "pay-cut"))


# off-graph


@mutant("off-graph", cause_case)
def a_wrong_reason_leads_to_the_effect_outside_the_topic(case):
    case.more_edges += [("pay-cut", "elsewhere"), ("elsewhere", "lamp-law")]


@mutant("off-graph", cause_case, also={"refuted-distractors"})
def a_wrong_reason_is_a_cause_of_the_cause(case):
    chart = cause("chart", "wreck", "", "The old map put the stones too far east", sources=[LOG])
    add_cause(case, "wreck", chart)
    case.stand_for("z", "cause:chart", chart.statement)
    case.key["truths"]["z"] = truth("It led to the wreck.", "wreck", chart.claims)


# three-options


@mutant("three-options", cause_case)
def there_are_only_two_options(case):
    case.shown["options"].pop()
    for held in (case.key["stands_for"], case.key["truths"]):
        del held["z"]
