from dataclasses import replace

from history import dates
from tests.quiz.soundness.cases import cite, truth
from tests.quiz.soundness.cases_of_disputes import (
    LAMP,
    VIEWS,
    both_case,
    calendar_case,
    claim,
    judged_case,
    precision_case,
    rounded_case,
    same_case,
    says_case,
    view_case,
    viewpoint_case,
    who_case,
)
from tests.quiz.soundness.mutants import Mutants
from tests.quiz.soundness.skerrow import ALMANAC, BOARD, LOG, PARISH

mutant = Mutants()


def add_claim(case, *claims):
    case.change("lamp-lit", claims=(*case.town["lamp-lit"].claims, *claims))


def edit_claim(case, by, **changes):
    held = case.town["lamp-lit"].claims
    case.change(
        "lamp-lit",
        claims=tuple(replace(c, **changes) if c.source == by else c for c in held),
    )


# well-formed


@mutant("well-formed", says_case)
def nobody_knows_the_way(case):
    case.key["asks"]["way"] = "guess"


@mutant("well-formed", says_case)
def the_source_goes_unsaid(case):
    del case.key["asks"]["source"]


@mutant("well-formed", same_case)
def the_other_source_is_unknown(case):
    case.key["asks"]["other"] = "elsewhere"


@mutant("well-formed", who_case)
def the_date_asked_about_is_none(case):
    case.key["asks"]["said"] = "1824-13"


@mutant("well-formed", who_case)
def an_option_stands_for_an_unknown_source(case):
    case.key["stands_for"]["x"] = "source:elsewhere"


@mutant("well-formed", same_case)
def an_option_stands_for_an_unknown_kind_of_dispute(case):
    case.key["stands_for"]["x"] = "dispute:envy"


@mutant("well-formed", says_case)
def a_date_that_a_source_gives_stands_for_no_date(case):
    case.key["stands_for"]["z"] = "1812-13"


@mutant("well-formed", both_case)
def a_reason_that_both_give_tests_a_date(case):
    case.facts = ("when:lamp-law",)
    case.key["asks"]["fact"] = "when:lamp-law"


@mutant("well-formed", says_case)
def the_fact_asked_is_not_the_fact_tested(case):
    case.key["asks"]["fact"] = "when:wreck"


@mutant("well-formed", who_case)
def several_sources_may_be_ticked(case):
    case.shown["mode"] = "multiple"


# as-recorded


@mutant("as-recorded", says_case)
def the_stem_asks_about_another_event_than_the_sources_date(case):
    case.shown["stem"] = "Which date does Coast Board give for “Foghorn installed”?"


@mutant("as-recorded", says_case)
def a_date_is_worded_otherwise(case):
    case.option("z")["text"] = "3 September 1824"


@mutant("as-recorded", who_case, also={"attributed"})
def an_option_has_the_name_of_nobody(case):
    case.option("x")["text"] = "Customs ledger"


@mutant("as-recorded", who_case)
def the_stem_names_another_date(case):
    case.shown["stem"] = f"Which of these sources gives 5 June 1824 as the date of “{LAMP}”?"


@mutant("as-recorded", same_case)
def one_of_the_two_dates_is_not_shown(case):
    case.shown["hint"] = "Coast Board: 2 September 1824\nHarbour log: this is put earlier"


@mutant("as-recorded", viewpoint_case)
def the_view_is_not_shown(case):
    case.shown["hint"] = ""


@mutant("as-recorded", both_case)
def a_shared_reason_is_reworded(case):
    case.option("y")["text"] = "A schooner had gone down within sight of land"


# both-stand


@mutant("both-stand", says_case)
def only_one_position_is_cited(case):
    del case.key["evidence"][1]


@mutant("both-stand", same_case)
def the_other_source_is_not_cited(case):
    case.key["evidence"][1] = cite(case.town["lamp-lit"].claims[1])


@mutant("both-stand", says_case)
def the_note_is_not_given(case):
    case.key["explanation"] = "The board is wrong."


@mutant("both-stand", who_case)
def nobody_marked_it_as_a_dispute(case):
    edit_claim(case, BOARD, dispute="", note="")


@mutant("both-stand", both_case)
def one_of_two_who_agree_is_not_cited(case):
    del case.key["evidence"][1]


# key-supported


@mutant("key-supported", says_case)
def the_source_says_another_day(case):
    edit_claim(case, BOARD, date=dates.parse("1824-09-03"))
    for told in (case.key["evidence"][0], *case.key["truths"]["y"]["evidence"]):
        told["says"] = "1824-09-03"


@mutant("key-supported", says_case)
def the_source_is_mistaken(case):
    edit_claim(case, BOARD, dispute="error")


@mutant("key-supported", who_case, also={"one-defensible-answer", "refuted-distractors"})
def the_key_is_not_who_says_so(case):
    case.key["answer"] = ["x"]


@mutant("key-supported", viewpoint_case, also={"refuted-distractors"})
def the_matter_is_no_view(case):
    for source in VIEWS:
        edit_claim(case, source, dispute="error")


@mutant("key-supported", same_case)
def the_dispute_is_of_another_kind(case):
    edit_claim(case, BOARD, dispute="definition")


@mutant("key-supported", same_case, also={"refuted-distractors"})
def the_one_date_holds_the_other(case):
    edit_claim(case, BOARD, date=dates.parse("1824-09"))
    case.key["asks"]["said"] = "1824-09"
    for told in (case.key["evidence"][0], case.key["truths"]["y"]["evidence"][0]):
        told["says"] = "1824-09"


@mutant("key-supported", precision_case, also={"refuted-distractors"})
def the_dates_do_not_show_a_rounding(case):
    edit_claim(case, BOARD, date=dates.parse("1824-10"))
    case.key["asks"]["said"] = "1824-10"
    case.shown["hint"] = "Coast Board: October 1824\nHarbour log: 1 September 1824"
    for told in (case.key["evidence"][0], case.key["truths"]["y"]["evidence"][0]):
        told["says"] = "1824-10"


@mutant("key-supported", calendar_case, also={"refuted-distractors"})
def the_two_calendars_do_not_meet(case):
    edit_claim(case, BOARD, date=dates.parse("1824-08-20"))


@mutant("key-supported", both_case, also={"attributed", "both-stand"})
def one_of_the_two_does_not_give_the_reason(case):
    wages = case.town["strike"].causes[0]
    told = replace(wages.claims[0], source=ALMANAC)
    case.change("strike", causes=(replace(wages, claims=(told,)),))
    case.key["truths"]["z"]["evidence"] = [cite(told)]
    case.key["asks"]["other"] = "almanac"


# one-defensible-answer


@mutant("one-defensible-answer", says_case)
def the_source_gives_the_wrong_date_elsewhere(case):
    add_claim(case, claim(BOARD, "1824-09-01"))


@mutant("one-defensible-answer", who_case)
def a_wrong_source_gives_the_date_elsewhere(case):
    add_claim(case, claim(LOG, "1824-09"))


@mutant("one-defensible-answer", same_case)
def a_source_gives_both_dates(case):
    add_claim(case, claim(BOARD, "1824-09-01"))


@mutant("one-defensible-answer", viewpoint_case)
def another_source_holds_the_same_view(case):
    add_claim(case, claim(PARISH, "", "interpretation", "The tower had been paid from our taxes."))


@mutant("one-defensible-answer", both_case, also={"refuted-distractors"})
def a_wrong_reason_is_another_reason(case):
    dues = case.town["lamp-law"].causes[1]
    case.stand_for("z", "cause:dues", dues.statement)
    case.key["truths"]["z"] = truth("That too.")


# refuted-distractors


@mutant("refuted-distractors", who_case)
def a_wrong_source_gives_no_date(case):
    edit_claim(case, PARISH, date=None)
    for told in (case.key["evidence"][2], case.key["truths"]["z"]["evidence"][0]):
        told["says"] = ""


@mutant("refuted-distractors", viewpoint_case)
def a_wrong_source_takes_no_part_in_the_dispute(case):
    edit_claim(case, PARISH, dispute="")


@mutant("refuted-distractors", same_case)
def two_calendars_would_explain_it(case):
    edit_claim(case, BOARD, date=dates.parse("1824-09-13"))
    case.key["asks"]["said"] = "1824-09-13"
    case.shown["hint"] = "Coast Board: 13 September 1824\nHarbour log: 1 September 1824"
    for told in (case.key["evidence"][0], case.key["truths"]["y"]["evidence"][0]):
        told["says"] = "1824-09-13"


@mutant("refuted-distractors", same_case)
def another_meaning_is_ruled_out_by_nothing(case):
    case.stand_for("z", "dispute:definition", "They mean two different moments")


@mutant("refuted-distractors", precision_case)
def an_old_calendar_was_in_use(case):
    case.change("lamp-lit", date=dates.parse("1824-09-01", "NS"))


@mutant("refuted-distractors", both_case)
def a_wrong_reason_has_no_correction(case):
    (myth,) = case.town["lamp-law"].misconceptions
    case.change("lamp-law", misconceptions=(replace(myth, correction=" "),))


# attributed


@mutant("attributed", says_case)
def the_source_is_not_named(case):
    case.shown["stem"] = f"Which date does an official report give for “{LAMP}”?"


@mutant("attributed", says_case)
def the_name_may_mean_another_source(case):
    edit_claim(case, PARISH, source=replace(PARISH, publisher="Coast Board"))


@mutant("attributed", same_case)
def one_of_the_two_is_not_named(case):
    case.shown["hint"] = "Coast Board: 2 September 1824\nA log: 1 September 1824"


@mutant("attributed", both_case)
def one_of_two_who_agree_is_not_named(case):
    case.shown["stem"] = (
        "On which reason for “Harbour lamp law passed” do Harbour log and a historian agree?"
    )


@mutant("attributed", viewpoint_case)
def two_of_the_sources_have_one_maker(case):
    edit_claim(case, PARISH, source=replace(PARISH, publisher="Coast Board"))


# honest-precision


@mutant("honest-precision", says_case)
def a_wrong_date_is_less_exact(case):
    case.stand_for("z", "1824-08/1824-09-01", "August to 1 September 1824")
    case.option("z")["text"] = "August 1824 to 1 September 1824"


@mutant("honest-precision", who_case)
def another_unit_is_named(case):
    case.key["asks"]["unit"] = "month"


# on-record


@mutant("on-record", says_case)
def a_wrong_date_is_one_that_nobody_gives(case):
    case.stand_for("z", "1824-08-31")


@mutant("on-record", says_case)
def there_is_only_one_date_to_choose(case):
    case.shown["options"] = [case.option("y")]
    for held in (case.key["stands_for"], case.key["truths"]):
        del held["z"]


@mutant("on-record", both_case)
def there_is_only_one_wrong_reason(case):
    wrong = next(o["id"] for o in case.shown["options"] if o["id"] not in case.key["answer"])
    case.shown["options"] = [o for o in case.shown["options"] if o["id"] != wrong]
    for held in (case.key["stands_for"], case.key["truths"]):
        del held[wrong]


# no-rank-cue


@mutant("no-rank-cue", says_case)
def the_dates_do_not_stand_in_order(case):
    case.shown["options"].reverse()


# calendar


@mutant("calendar", says_case)
def the_style_goes_unsaid(case):
    case.change("lamp-lit", date=dates.parse("1824-09-01", "NS"))


# no-leak


@mutant("no-leak", says_case)
def the_question_names_the_year_that_the_source_gives(case):
    case.shown["hint"] = "It was after the storm of 1824."


@mutant("no-leak", who_case)
def the_question_names_the_source(case):
    case.shown["hint"] = "Think of the Coast Board."


# no-name-cue


@mutant("no-name-cue", viewpoint_case)
def the_view_is_told_in_words_that_describe_who_holds_it(case):
    gist = "The coast had been paid for from taxes."
    edit_claim(case, BOARD, gist=gist)
    case.key["asks"]["gist"] = gist
    case.shown["hint"] = f"In our words: {gist}"


@mutant("no-name-cue", who_case)
def a_name_has_the_year_that_is_asked_about(case):
    case.option("x")["text"] = "Harbour log 1824"
    log = replace(LOG, title="Harbour log 1824")
    edit_claim(case, LOG, source=log)


# What nobody has marked


@mutant("both-stand", rounded_case)
def the_two_dates_are_not_set_beside_each_other(case):
    case.key["explanation"] = "The log is more exact."


@mutant("refuted-distractors", rounded_case)
def the_rounded_date_may_mean_another_moment(case):
    case.stand_for("x", "dispute:definition", "They mean two different moments")


@mutant("refuted-distractors", judged_case)
def a_mistake_is_offered_beside_a_judgement(case):
    case.stand_for("x", "dispute:error", "One of the two dates is a mistake")


# Views as options


@mutant("as-recorded", view_case)
def a_view_is_reworded(case):
    case.option("z")["text"] = "Smugglers alone gained by it, they say."


@mutant("key-supported", view_case)
def the_view_is_another_source_s(case):
    case.key["asks"]["gist"] = VIEWS[PARISH]


@mutant("one-defensible-answer", view_case)
def the_source_holds_a_wrong_view_too(case):
    add_claim(case, claim(BOARD, "", "interpretation", "Smugglers gained by it, nobody else."))


@mutant("both-stand", view_case)
def the_note_on_the_view_is_not_given(case):
    case.key["explanation"] = "So it says."


@mutant("attributed", view_case)
def whose_view_is_asked_for_goes_unsaid(case):
    case.shown["stem"] = f"What does an official report say about “{LAMP}”?"


@mutant("no-name-cue", view_case)
def a_view_has_a_word_of_the_source_s_name(case):
    gist = "The coast had been paid for it all."
    edit_claim(case, BOARD, gist=gist)
    case.key["asks"]["gist"] = gist
    case.option("y")["text"] = gist
