from dataclasses import replace

from tests.quiz.soundness.cases import (
    cause_case,
    cite,
    date_case,
    day_case,
    ordering_case,
    span_case,
    truth,
)
from tests.quiz.soundness.mutants import Mutants
from tests.quiz.soundness.mutants_of_orderings import title

mutant = Mutants()


# well-formed


@mutant("well-formed", date_case)
def the_key_lacks_its_truths(case):
    del case.key["truths"]


@mutant("well-formed", date_case)
def two_options_have_one_id(case):
    case.option("z")["id"] = "x"
    del case.key["stands_for"]["z"]


@mutant("well-formed", date_case)
def there_is_no_answer(case):
    case.key["answer"] = []


@mutant("well-formed", date_case)
def the_answer_is_a_stranger(case):
    case.key["answer"] = ["w"]


@mutant("well-formed", date_case)
def two_answers_are_right_where_one_is_asked_for(case):
    case.key["answer"] = ["y", "z"]


@mutant("well-formed", date_case)
def an_option_stands_for_nothing(case):
    del case.key["stands_for"]["z"]


@mutant("well-formed", date_case)
def an_option_stands_for_no_date(case):
    case.key["stands_for"]["z"] = "1841-13"


@mutant("well-formed", cause_case)
def an_option_stands_for_a_cause_of_another_topic(case):
    case.key["stands_for"]["z"] = "cause:elsewhere"


@mutant("well-formed", ordering_case)
def an_option_stands_for_an_event_of_another_topic(case):
    case.key["stands_for"]["k"] = "elsewhere"


@mutant("well-formed", date_case)
def the_fact_is_of_another_topic(case):
    case.facts = ("when:elsewhere",)
    case.key["asks"]["fact"] = "when:elsewhere"


@mutant("well-formed", cause_case)
def a_cause_is_asked_to_test_a_date(case):
    case.facts = ("when:lamp-law",)
    case.key["asks"]["fact"] = "when:lamp-law"


@mutant("well-formed", date_case)
def no_fact_is_tested(case):
    case.facts = ()
    del case.key["asks"]["fact"]
    case.kind = "riddle"


@mutant("well-formed", date_case)
def the_draft_is_about_no_event(case):
    case.events = ()


@mutant("well-formed", date_case)
def the_event_was_deleted(case):
    case.events = ("elsewhere",)


@mutant("well-formed", date_case)
def the_unit_goes_unsaid(case):
    del case.key["asks"]["unit"]


@mutant("well-formed", date_case)
def the_unit_is_no_unit(case):
    case.key["asks"]["unit"] = "fortnight"


@mutant("well-formed", date_case)
def the_fact_asked_is_not_the_fact_tested(case):
    case.key["asks"]["fact"] = "when:wreck"


@mutant("well-formed", date_case)
def several_answers_may_be_ticked_for_a_date(case):
    case.shown["mode"] = "multiple"


# key-stays-home


@mutant("key-stays-home", date_case)
def the_page_is_given_the_explanation(case):
    case.shown["explanation"] = "Two writers agree."


@mutant("key-stays-home", ordering_case)
def the_page_is_given_the_slugs(case):
    case.option("k")["event"] = "wreck"


@mutant("key-stays-home", date_case)
def the_hint_is_the_feedback(case):
    case.shown["hint"] = "It was then."


@mutant("key-stays-home", ordering_case)
def an_id_is_a_slug(case):
    for held in (case.key["stands_for"], case.key["truths"]):
        held["wreck"] = held.pop("k")
    case.option("k")["id"] = "wreck"
    case.key["answer"][0] = "wreck"
    for pair in case.key["pairs"]:
        pair[:] = ["wreck" if option_id == "k" else option_id for option_id in pair]


@mutant("key-stays-home", date_case)
def an_id_is_the_slug_of_another_event(case):
    for held in (case.key["stands_for"], case.key["truths"]):
        held["dark"] = held.pop("z")
    case.option("z")["id"] = "dark"


@mutant("key-stays-home", date_case)
def an_id_holds_the_year(case):
    for held in (case.key["stands_for"], case.key["truths"]):
        held["o1824"] = held.pop("y")
    case.option("y")["id"] = "o1824"
    case.key["answer"] = ["o1824"]


# plain-form


@mutant("plain-form", date_case)
def the_stem_is_too_long(case):
    case.shown["stem"] = f"{'Please think of this. ' * 8}{case.shown['stem']}"


@mutant("plain-form", date_case)
def the_stem_is_half_a_sentence(case):
    case.shown["stem"] = "Skerrow lamp lit"


@mutant("plain-form", date_case)
def the_stem_denies_in_small_letters(case):
    case.shown["stem"] = "In which year was it not dark: Skerrow lamp lit?"


@mutant("plain-form", date_case)
def the_stem_denies_by_contraction(case):
    case.shown["stem"] = "Which year didn’t pass without this: Skerrow lamp lit?"


@mutant("plain-form", date_case)
def the_stem_has_a_blank(case):
    case.shown["stem"] = "Complete this: Skerrow lamp lit in ..."


@mutant("plain-form", date_case)
def the_stem_trails_off(case):
    case.shown["stem"] = "Skerrow lamp lit … in which year?"


@mutant("plain-form", cause_case, also={"as-recorded", "homogeneous", "no-length-cue"})
def an_option_is_empty(case):
    case.option("z")["text"] = ""


@mutant("plain-form", cause_case, also={"as-recorded"})
def an_option_is_none_of_the_above(case):
    case.option("z")["text"] = "It came about by none of the above"


# distinct-options


@mutant("distinct-options", cause_case)
def two_options_differ_in_case_and_punctuation(case):
    case.option("z")["text"] = "The king wanted a ‘Monument’, to his late Queen"
    case.key["stands_for"]["z"] = "misconception:lamp-law"


@mutant("distinct-options", date_case, also={"homogeneous", "spacing"})
def one_date_holds_another(case):
    case.stand_for("z", "1809-04")
    case.shown["options"].insert(1, case.shown["options"].pop())


@mutant("distinct-options", ordering_case)
def one_title_holds_another(case):
    title(case, "foghorn", "Bell hung")
    title(case, "wreck", "Bell hung on the reef")


@mutant("distinct-options", ordering_case)
def one_title_is_held_by_another(case):
    title(case, "wreck", "Bell hung")
    title(case, "foghorn", "Bell hung on the reef")


@mutant("distinct-options", ordering_case, also={"separable", "signal", "as-recorded"})
def one_event_stands_for_two_options(case):
    case.key["stands_for"]["j"] = "wreck"
    case.option("j")["text"] = "Foghorn on the reef"


# homogeneous


@mutant("homogeneous", date_case)
def one_option_is_a_decade(case):
    case.stand_for("z", "184X")


@mutant("homogeneous", date_case)
def one_option_is_doubtful(case):
    case.stand_for("z", "1841~")


@mutant("homogeneous", cause_case)
def one_option_has_a_full_stop(case):
    case.option("z")["text"] += "."


@mutant("homogeneous", cause_case)
def one_option_begins_small(case):
    case.option("z")["text"] = case.option("z")["text"].replace("Wages", "wages")


# no-length-cue


@mutant("no-length-cue", cause_case)
def the_key_is_the_longest_by_far(case):
    lengthen_the_key(case, " on a clear and quiet morning in early spring")


@mutant("no-length-cue", cause_case, also={"as-recorded"})
def all_wrong_options_are_shorter(case):
    case.key["stands_for"]["x"] = "cause:wages"
    case.option("x")["text"] = "Sailors had long been asking for a hand"
    case.option("z")["text"] = "Wages on the rock had been cut by half"


def lengthen_the_key(case, more):
    law = case.town["lamp-law"]
    shock, dues = law.causes
    longer = replace(shock, statement=shock.statement + more)
    case.change("lamp-law", causes=(longer, dues))
    case.option("y")["text"] = longer.statement


# no-clang


@mutant("no-clang", cause_case)
def only_the_key_shares_a_word_with_the_stem(case):
    case.shown["stem"] = "A barque is recalled: what brought about “Harbour lamp law passed”?"


@mutant("no-clang", cause_case)
def one_option_says_always(case):
    restate_the_myth(case, "The king always wanted a monument to himself")


@mutant("no-clang", cause_case)
def the_key_shares_most_words_with_the_others(case):
    restate_the_myth(case, "A barque had brought the plague to the quay")
    restate_the_wages(case, "A barque had gone over to the smugglers once")


def restate_the_myth(case, statement):
    law = case.town["lamp-law"]
    (myth,) = law.misconceptions
    case.change("lamp-law", misconceptions=(replace(myth, statement=statement),))
    case.option("x")["text"] = statement


def restate_the_wages(case, statement):
    (wages,) = case.town["strike"].causes
    case.change("strike", causes=(replace(wages, statement=statement),))
    case.option("z")["text"] = statement


# no-leak


def month_of_beginning():
    case = span_case()
    case.key["asks"]["unit"] = "month"
    for option_id, month in (("x", "1856-11"), ("y", "1871-05"), ("z", "1889-02")):
        case.stand_for(option_id, month)
    return case


@mutant("no-leak", date_case, also={"no-clang"})
def the_title_has_the_year(case):
    case.change("lamp-lit", title="Skerrow lamp of 1824 lit")
    case.shown["stem"] = "In which year did this happen: Skerrow lamp of 1824 lit?"


@mutant("no-leak", date_case)
def the_hint_has_the_decade(case):
    case.shown["hint"] = "Think of the 1820s."


@mutant("no-leak", date_case)
def the_hint_has_a_range_of_years(case):
    case.shown["hint"] = "The council met 1822–25."


@mutant("no-leak", date_case)
def the_stem_rules_out_a_wrong_year(case):
    case.shown["hint"] = "The plans were from 1809."


@mutant("no-leak", day_case)
def the_stem_has_the_month(case):
    case.shown["hint"] = "It was a cold January."


@mutant("no-leak", day_case)
def the_stem_has_the_old_style_month(case):
    case.shown["hint"] = "Some still wrote December."


@mutant("no-leak", day_case)
def the_stem_has_the_old_style_year(case):
    case.shown["hint"] = "Some still wrote 1900."


@mutant("no-leak", month_of_beginning)
def the_stem_has_the_month_of_the_beginning(case):
    case.shown["hint"] = "It was a warm May."


@mutant("no-leak", ordering_case)
def the_stem_of_an_ordering_has_a_year(case):
    case.shown["stem"] = "Put these in order, the earliest (1812) at the top."


@mutant("no-leak", cause_case, also={"no-clang"})
def the_stem_has_the_key(case):
    case.shown["stem"] = (
        "A barque had gone down within sight of the quay: what led to Harbour lamp law passed?"
    )


@mutant("no-leak", cause_case)
def the_stem_has_the_event_that_was_the_cause(case):
    case.shown["hint"] = "It came after: Barque Meridian lost on the reef."


# cited


@mutant("cited", date_case)
def nothing_is_cited(case):
    case.key["evidence"] = []


@mutant("cited", date_case)
def the_citation_has_no_locator(case):
    case.key["evidence"][0]["locator"] = ""


@mutant("cited", date_case)
def the_claim_behind_the_citation_has_no_locator(case):
    nowhere, *others = case.town["lamp-lit"].claims
    case.change("lamp-lit", claims=(replace(nowhere, locator=""), *others))
    case.key["evidence"][0]["locator"] = ""
    del case.key["truths"]["y"]["evidence"][0]


@mutant("cited", date_case)
def the_citation_is_made_up(case):
    case.key["evidence"][0]["locator"] = "p. 404"


@mutant("cited", date_case)
def the_citation_says_something_else(case):
    case.key["evidence"][0]["says"] = "1824-09-02"


@mutant("cited", date_case)
def the_citation_is_of_another_event(case):
    case.key["evidence"] = [cite(claim) for claim in case.town["wreck"].claims]


@mutant("cited", cause_case)
def the_citation_is_of_another_cause(case):
    (wages,) = case.town["strike"].causes
    (claim,) = [replace(c, locator="p. 77") for c in wages.claims[:1]]
    case.change("strike", causes=(replace(wages, claims=(claim,)),))
    case.key["truths"]["z"]["evidence"] = []
    case.key["truths"]["z"]["refers_to"] = ""
    case.key["evidence"] = [cite(claim)]


# feedback-complete


@mutant("feedback-complete", date_case)
def an_option_has_no_feedback(case):
    del case.key["truths"]["z"]


@mutant("feedback-complete", date_case)
def the_feedback_is_blank(case):
    case.key["truths"]["z"]["reason"] = " "


@mutant("feedback-complete", date_case)
def the_feedback_is_of_a_stranger(case):
    case.key["truths"]["w"] = truth("Who is this?")


@mutant("feedback-complete", date_case)
def two_options_share_their_feedback(case):
    case.key["truths"]["x"]["reason"] = case.key["truths"]["z"]["reason"]


@mutant("feedback-complete", date_case)
def the_feedback_cites_nothing(case):
    case.key["truths"]["y"]["evidence"] = []


@mutant("feedback-complete", date_case)
def the_feedback_cites_what_nobody_claims(case):
    case.key["truths"]["y"]["evidence"][0]["source"] = "elsewhere"


@mutant("feedback-complete", date_case)
def the_feedback_points_nowhere(case):
    case.key["truths"]["z"]["refers_to"] = "elsewhere"


@mutant("feedback-complete", date_case)
def the_answer_goes_unexplained(case):
    case.key["explanation"] = ""
