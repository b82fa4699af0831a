from dataclasses import replace

from history import dates
from tests.quiz.soundness.cases import cite, truth
from tests.quiz.soundness.cases_of_causes import all_case
from tests.quiz.soundness.mutants import Mutants
from tests.quiz.soundness.skerrow import BOARD, LOG, PARISH, cause, misconception

mutant = Mutants()

PREACHER = cause("preacher", "lamp-law", "", "A famous preacher had spoken of it in every port")


def edit(case, slug, **changes):
    """Edit one of the reasons for the law."""
    causes = [replace(c, **changes) if c.slug == slug else c for c in reasons(case)]
    case.change("lamp-law", causes=tuple(causes))


def reasons(case):
    return case.town["lamp-law"].causes


def add_a_third(case):
    case.change("lamp-law", causes=(*reasons(case), PREACHER))


@mutant("well-formed", all_case)
def only_one_reason_can_be_ticked(case):
    case.shown["mode"] = "single"


@mutant("well-formed", all_case)
def a_reason_stands_for_an_event(case):
    case.key["stands_for"]["z"] = "event:strike"


@mutant("as-recorded", all_case)
def one_of_the_reasons_was_reworded(case):
    case.option("w")["text"] = "Merchants promised to pay for it with every cargo"


@mutant("as-recorded", all_case)
def the_stem_asks_about_something_else(case):
    case.shown["stem"] = "Which of these led to the strike? Choose all that apply."


@mutant("key-supported", all_case)
def a_right_reason_is_not_tested(case):
    case.facts = ("why:shock",)


@mutant("key-supported", all_case)
def the_events_begin_with_something_else(case):
    case.events = ("wreck", "lamp-law")


@mutant(
    "key-supported",
    all_case,
    also={"multiplicity", "one-defensible-answer", "refuted-distractors"},
)
def a_right_reason_is_marked_wrong(case):
    case.key["answer"] = ["y"]


@mutant("asserted", all_case)
def nobody_asserts_one_of_the_reasons(case):
    edit(case, "dues", claims=())
    case.key["truths"]["w"]["evidence"] = []
    del case.key["evidence"][2:]


@mutant("arrow-of-time", all_case)
def one_of_the_reasons_came_after_the_effect(case):
    case.change("wreck", date=dates.parse("1816-11-03"))


@mutant("attributed", all_case)
def one_of_the_reasons_is_a_motive(case):
    edit(case, "dues", role="motive")


@mutant("attributed", all_case)
def one_of_the_reasons_has_a_single_witness(case):
    edit(case, "dues", claims=reasons(case)[1].claims[:1])


@mutant("attributed", all_case)
def the_stem_names_who_gives_only_one_of_them(case):
    given = cause("dues", "lamp-law", "", reasons(case)[1].statement, sources=(PARISH, BOARD))
    edit(case, "dues", claims=given.claims)
    case.key["truths"]["w"]["evidence"] = [cite(claim) for claim in given.claims]
    case.key["asks"]["source"] = LOG.slug
    case.shown["stem"] = f"According to Ada Finch, {case.shown['stem']}"


@mutant("multiplicity", all_case)
def the_stem_does_not_ask_for_all(case):
    case.shown["stem"] = "Which of these helped to bring this about: Harbour lamp law passed?"


@mutant("multiplicity", all_case, also={"three-options"})
def all_options_are_right(case):
    case.shown["options"] = [case.option("y"), case.option("w")]
    for held in (case.key["stands_for"], case.key["truths"]):
        del held["x"], held["z"]


@mutant("multiplicity", all_case, also={"one-defensible-answer", "refuted-distractors"})
def a_third_reason_is_among_the_wrong_ones(case):
    add_a_third(case)
    case.stand_for("z", "cause:preacher", PREACHER.statement)
    case.key["truths"]["z"] = truth("That too.")


@mutant("one-defensible-answer", all_case)
def a_misconception_says_what_a_third_reason_says(case):
    add_a_third(case)
    case.change("lamp-law", misconceptions=(misconception("lamp-law", PREACHER.statement),))
    case.option("x")["text"] = PREACHER.statement


@mutant("refuted-distractors", all_case)
def nobody_corrects_a_wrong_reason(case):
    case.change("lamp-law", misconceptions=())


@mutant("refuted-distractors", all_case)
def a_wrong_reason_was_there_before_the_effect(case):
    case.change("pay-cut", date=dates.parse("1814"))


@mutant("off-graph", all_case)
def a_wrong_reason_led_to_the_effect_all_the_same(case):
    case.more_edges += [("pay-cut", "elsewhere"), ("elsewhere", "lamp-law")]


@mutant("three-options", all_case)
def there_are_five_options(case):
    burnt = cause("burnt", "dark", "foghorn", "A modern horn could be heard in any weather")
    case.change("dark", causes=(burnt,))
    case.shown["options"].append({"id": "v", "text": burnt.statement})
    case.key["stands_for"]["v"] = "cause:burnt"
    case.key["truths"]["v"] = truth("That came much later.", "foghorn", burnt.claims)


@mutant("no-length-cue", all_case)
def the_right_reasons_are_longer_on_the_whole(case):
    for slug, option in (("shock", "y"), ("dues", "w")):
        longer = case.option(option)["text"] + " on a clear morning"
        edit(case, slug, statement=longer)
        case.option(option)["text"] = longer


@mutant("no-clang", all_case)
def only_a_right_reason_shares_a_word_with_the_stem(case):
    case.shown["stem"] = f"Merchants are recalled: {case.shown['stem']}"


@mutant("no-leak", all_case, also={"no-clang"})
def the_stem_tells_one_of_the_reasons(case):
    dues = reasons(case)[1].statement
    case.shown["stem"] = f"{dues}: what led to Harbour lamp law passed? Choose all that apply."


@mutant("cited", all_case)
def only_a_stranger_is_cited_for_the_reasons(case):
    case.key["evidence"][0]["locator"] = "p. 404"


@mutant("feedback-complete", all_case)
def a_right_reason_has_no_feedback(case):
    del case.key["truths"]["w"]
