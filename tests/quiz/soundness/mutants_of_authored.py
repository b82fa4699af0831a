from dataclasses import replace

from history.dates import parse
from tests.quiz.soundness.authored_cases import (
    items_case,
    multiple_case,
    option,
    short_case,
    single_case,
    true_false_case,
    typed_date_case,
)
from tests.quiz.soundness.mutants import Mutants
from tests.quiz.soundness.skerrow import ALMANAC, BOARD, LOG, PARISH, date_claim, misconception

mutant = Mutants()


def remove(case, *numbers):
    kept = (o for n, o in enumerate(case.own.options) if n not in numbers)
    case.rewrite(options=tuple(kept))


def claims(case, slug, said):
    case.change(slug, claims=tuple(date_claim(slug, source, says) for source, says in said.items()))


# well-formed


@mutant("well-formed", single_case)
def the_key_of_a_question_lacks_its_pairs(case):
    del case.key["pairs"]


@mutant("well-formed", single_case)
def the_question_was_deleted(case):
    case.own = None


@mutant("well-formed", single_case)
def the_question_tests_another_fact(case):
    case.facts = ("when:lamp-lit",)


@mutant("well-formed", single_case)
def the_question_tests_a_fact_too_many(case):
    case.facts = (*case.facts, "when:lamp-lit")


@mutant("well-formed", short_case)
def a_short_answer_is_asked_as_a_choice(case):
    case.shown["mode"] = "single"


@mutant("well-formed", single_case)
def the_form_is_no_form(case):
    case.key["asks"]["form"] = "riddle"


@mutant("well-formed", single_case)
def two_own_options_have_one_id(case):
    case.option("z")["id"] = "x"


@mutant("well-formed", single_case)
def an_own_answer_is_a_stranger(case):
    case.key["answer"] = ["q"]


@mutant("well-formed", typed_date_case)
def the_page_is_not_told_that_it_asks_for_a_date(case):
    del case.shown["expects"]


@mutant("well-formed", typed_date_case)
def the_date_to_be_typed_is_none(case):
    case.key["answer"] = ["1824-13"]


@mutant("well-formed", single_case)
def the_event_of_the_question_left_the_topic(case):
    del case.town["lamp-lit"]


# key-stays-home


@mutant("key-stays-home", single_case)
def the_page_is_given_the_tags(case):
    case.option("x")["tag"] = "no-oil"


@mutant("key-stays-home", single_case)
def the_hint_is_the_explanation(case):
    case.shown["hint"] = case.own.explanation


# as-recorded


@mutant("as-recorded", single_case)
def the_stem_is_not_the_teachers(case):
    case.shown["stem"] = "What was burnt in the lantern at the very first?"


@mutant("as-recorded", single_case)
def the_draft_is_about_another_event(case):
    case.events = ("tower",)
    case.key["truths"]["x"]["refers_to"] = ""


@mutant("as-recorded", single_case)
def an_option_is_not_the_teachers(case):
    case.option("z")["text"] = "Whale oil"


@mutant("as-recorded", single_case)
def an_option_is_left_out(case):
    case.own = replace(case.own, options=(*case.own.options, option("Old rope")))


@mutant("as-recorded", single_case)
def a_wrong_option_is_keyed(case):
    case.key["answer"] = ["z"]


@mutant("as-recorded", items_case)
def the_items_are_keyed_in_another_order(case):
    case.key["answer"] = ["z", "x", "y"]
    case.key["pairs"] = [["z", "x"], ["z", "y"], ["x", "y"]]


@mutant("as-recorded", short_case)
def an_accepted_answer_is_forgotten(case):
    del case.key["truths"][case.key["answer"].pop()]


@mutant("as-recorded", typed_date_case)
def the_date_is_another(case):
    case.key["answer"] = ["1825"]
    case.key["truths"] = {"1825": case.key["truths"]["1824"]}


# right-options


@mutant("right-options", single_case)
def no_own_option_is_right(case):
    case.reword(0, is_right=False, why_wrong="It smells.")


@mutant("right-options", single_case)
def two_own_options_are_right(case):
    case.reword(1, is_right=True)


@mutant("right-options", multiple_case)
def all_own_options_are_right(case):
    case.reword(1, is_right=True)
    case.reword(3, is_right=True)


@mutant("right-options", multiple_case)
def none_of_several_is_right(case):
    case.reword(0, is_right=False, why_wrong="They were too low.")
    case.reword(2, is_right=False, why_wrong="It was forbidden.")


@mutant("right-options", single_case, also={"enough-options"})
def there_is_nothing_to_choose_from(case):
    remove(case, 1, 2)


@mutant("right-options", single_case, also={"enough-options"})
def there_are_no_options_at_all(case):
    remove(case, 0, 1, 2)


@mutant("right-options", true_false_case)
def there_is_something_between_true_and_false(case):
    case.rewrite(options=(*case.own.options, option("Nearly")))


@mutant("right-options", items_case)
def two_items_are_hardly_an_order(case):
    remove(case, 2)


@mutant("right-options", items_case)
def seven_items_are_too_many(case):
    more = ("The glass is set", "Oil is landed", "A keeper moves in", "A cow follows")
    case.rewrite(options=(*case.own.options, *map(option, more)))


@mutant("right-options", short_case)
def a_short_answer_has_options(case):
    case.rewrite(options=(option("Bluebell", True),))


# accepted-answers


@mutant("accepted-answers", short_case)
def an_accepted_answer_is_punctuation(case):
    case.rewrite(accepted=("Bluebell", "?!"))


@mutant("accepted-answers", short_case)
def an_accepted_answer_is_too_long_to_be_typed(case):
    case.rewrite(accepted=("Bluebell", "Bell " * 41))


@mutant("accepted-answers", short_case)
def no_answer_is_accepted(case):
    case.rewrite(accepted=())


# distinct-options


@mutant("distinct-options", single_case)
def two_own_options_differ_in_case_and_punctuation(case):
    case.reword(2, text="COAL, gas")


@mutant("distinct-options", items_case)
def an_item_comes_twice(case):
    case.reword(2, text="“A door” is cut")


# key-supported


@mutant("key-supported", typed_date_case)
def no_claim_on_the_event_agrees(case):
    case.rewrite(date=parse("1823"))


# refuted-distractors


@mutant("refuted-distractors", single_case, also={"one-defensible-answer"})
def a_source_says_what_is_tagged_as_a_misconception(case):
    case.reword(2, text="A tall enough building was there at last", tag="tower-first")


@mutant("refuted-distractors", single_case, also={"one-defensible-answer"})
def a_date_that_is_tagged_as_a_misconception_is_claimed(case):
    case.reword(1, text="1 September 1824", tag="too-early")


# cited


@mutant("cited", single_case)
def the_question_has_no_locator(case):
    case.rewrite(locator=" ")


@mutant("cited", single_case)
def the_source_has_no_name(case):
    case.rewrite(source=replace(LOG, slug=""))


@mutant("cited", single_case)
def the_draft_cites_nothing(case):
    case.key["evidence"] = []


@mutant("cited", single_case)
def the_draft_cites_another_source(case):
    case.key["evidence"][0]["source"] = PARISH.slug


# feedback-complete


@mutant("feedback-complete", single_case)
def an_own_answer_goes_unexplained(case):
    case.key["explanation"] = " "


@mutant("feedback-complete", single_case)
def nothing_is_said_of_a_wrong_option(case):
    case.reword(1, why_wrong=" ")


@mutant("feedback-complete", single_case)
def an_own_option_has_no_feedback(case):
    del case.key["truths"]["z"]


@mutant("feedback-complete", single_case)
def the_feedback_cites_another_place(case):
    case.key["truths"]["x"]["evidence"][0]["locator"] = "p. 404"


@mutant("feedback-complete", single_case)
def the_feedback_points_to_another_event(case):
    case.key["truths"]["x"]["refers_to"] = "wreck"


# grading-laws


@mutant("grading-laws", items_case)
def the_items_are_shown_in_order(case):
    case.shown["options"].insert(0, case.shown["options"].pop())


@mutant("grading-laws", items_case)
def a_pair_of_items_is_graded_backwards(case):
    case.key["pairs"][0].reverse()


# What a teacher may judge otherwise.


@mutant("plain-form", single_case)
def the_teacher_does_not_ask(case):
    case.rewrite(stem="What the first keeper burnt")


@mutant("plain-form", single_case)
def the_teacher_denies_in_small_letters(case):
    case.rewrite(stem="What did the first keeper not burn in the lantern?")


@mutant("homogeneous", single_case)
def an_own_option_begins_small(case):
    case.reword(2, text="peat and tar")


@mutant("homogeneous", items_case)
def an_item_is_a_sentence(case):
    case.reword(1, text="A door is cut.")


@mutant("no-length-cue", single_case)
def the_teachers_key_is_the_longest_by_far(case):
    case.reword(0, text="Seal oil that was boiled down on the beach")


@mutant("no-clang", single_case)
def the_teachers_stem_shares_a_word_with_the_key(case):
    case.rewrite(stem="Which oil did the first keeper burn in the lantern?")


@mutant("no-clang", multiple_case)
def the_teacher_says_only(case):
    case.reword(3, text="The royal purse only")


@mutant("no-order-leak", items_case)
def an_item_has_a_year(case):
    case.reword(1, text="A door is cut in 1822")


@mutant("no-leak", single_case, also={"no-clang"})
def the_teachers_stem_has_the_key(case):
    case.rewrite(stem="The lantern burnt seal oil: what did the first keeper burn?")


@mutant("no-leak", short_case)
def the_stem_has_an_accepted_answer(case):
    case.rewrite(stem="What was the cow that ate a bluebell called?")


@mutant("no-leak", typed_date_case)
def the_stem_has_the_year_to_be_typed(case):
    case.rewrite(stem="In which year of the 1820s was the lamp lit?")


@mutant("overlapping-options", single_case)
def one_own_option_holds_another(case):
    case.reword(2, text="Coal gas and tar")


@mutant("enough-options", single_case)
def two_options_are_few(case):
    remove(case, 2)


@mutant("enough-options", multiple_case)
def seven_options_are_many(case):
    more = ("The island bank", "The ferry fares", "The coal levy")
    case.rewrite(options=(*case.own.options, *map(option, more)))


@mutant("one-defensible-answer", single_case)
def a_source_gives_the_wrong_option_as_a_reason(case):
    case.reword(2, text="A tall enough building was there at last")


@mutant("one-defensible-answer", single_case)
def a_source_gives_the_wrong_option_as_the_date(case):
    case.reword(1, text="1 September 1824")


@mutant("one-defensible-answer", single_case, also={"homogeneous"})
def a_source_agrees_with_a_wrong_year(case):
    case.reword(1, text="1824")


@mutant("one-defensible-answer", single_case)
def the_key_is_a_recorded_misconception(case):
    case.change("lamp-lit", misconceptions=(misconception("lamp-lit", "They burnt seal oil"),))


@mutant("disputed-date", typed_date_case)
def one_of_two_claims_disagrees(case):
    claims(case, "lamp-lit", {LOG: "1824-09-01", PARISH: "1826"})


@mutant("attributed", single_case)
def an_official_source_goes_unnamed(case):
    case.rewrite(source=BOARD)


@mutant("attributed", short_case)
def a_summary_goes_unnamed(case):
    case.rewrite(source=ALMANAC)


@mutant("feedback-repeats", single_case)
def two_wrong_options_are_told_the_same(case):
    case.reword(1, why_wrong=case.own.options[2].why_wrong)
