from dataclasses import replace

from history import dates
from tests.quiz.soundness.cases import cite
from tests.quiz.soundness.cases_of_causes import consequence_case, link_case
from tests.quiz.soundness.mutants import Mutants
from tests.quiz.soundness.skerrow import event

mutant = Mutants()


def edit_cause(case, **changes):
    """Edit the cause that the draft asks about."""
    effect = case.key["asks"]["effect"]
    (held,) = case.town[effect].causes
    case.change(effect, causes=(replace(held, **changes),))


def retitle(case, option, title):
    slug = case.key["stands_for"][option].removeprefix("event:")
    case.change(slug, title=title)
    case.option(option)["text"] = title


def start_with(case, title):
    """Another title for the event that the chain starts from."""
    slug = case.key["asks"]["cause"]
    case.shown["stem"] = case.shown["stem"].replace(case.town[slug].title, title)
    case.change(slug, title=title)


# well-formed


@mutant("well-formed", consequence_case)
@mutant("well-formed", link_case)
def an_option_stands_for_a_reason(case):
    case.key["stands_for"]["z"] = "cause:wages"


@mutant("well-formed", consequence_case)
@mutant("well-formed", link_case)
def it_goes_unsaid_where_the_chain_starts(case):
    del case.key["asks"]["cause"]


@mutant("well-formed", consequence_case)
@mutant("well-formed", link_case)
def the_chain_starts_elsewhere(case):
    case.key["asks"]["cause"] = "elsewhere"


@mutant("well-formed", consequence_case)
@mutant("well-formed", link_case)
def several_events_may_be_ticked(case):
    case.shown["mode"] = "multiple"


# as-recorded


@mutant("as-recorded", consequence_case)
@mutant("as-recorded", link_case)
def a_title_was_reworded(case):
    case.option("z")["text"] = "Keepers rejoice at work"


@mutant("as-recorded", consequence_case)
@mutant("as-recorded", link_case)
def the_stem_leaves_out_where_the_chain_starts(case):
    slug = case.key["asks"]["cause"]
    case.shown["stem"] = case.shown["stem"].replace(case.town[slug].title, "That")


@mutant("as-recorded", link_case)
def the_stem_leaves_out_where_the_chain_ends(case):
    case.shown["stem"] = case.shown["stem"].replace("Granite tower raised", "This")


# key-supported


@mutant("key-supported", consequence_case)
def it_may_have_come_later_than_the_year_of_the_stem(case):
    case.change("strike", date=dates.parse("1871-05-02/1876-02-11"))


@mutant("key-supported", consequence_case, also={"refuted-distractors", "off-graph"})
@mutant("key-supported", link_case, also={"refuted-distractors", "off-graph"})
def the_wrong_event_is_keyed(case):
    case.key["answer"] = ["z"]


@mutant("key-supported", consequence_case)
@mutant("key-supported", link_case)
def the_events_begin_with_where_the_chain_starts(case):
    case.events = case.events[::-1]


@mutant("key-supported", link_case)
def the_first_link_is_not_tested(case):
    case.facts = case.facts[:1]


@mutant("key-supported", link_case)
def the_links_do_not_join(case):
    case.facts = ("why:funds", "why:wages")


@mutant("key-supported", consequence_case)
def two_causes_are_tested(case):
    case.facts = (*case.facts, "why:shock")


# asserted, arrow-of-time, attributed


@mutant("asserted", consequence_case, also={"cited"})
@mutant("asserted", link_case)
def nobody_asserts_the_link(case):
    edit_cause(case, claims=())


@mutant("arrow-of-time", consequence_case)
@mutant("arrow-of-time", link_case)
def the_chain_starts_after_what_came_of_it(case):
    late = {"pay-cut": "1874", "wreck": "1816"}[case.key["asks"]["cause"]]
    case.change(case.key["asks"]["cause"], date=dates.parse(late))


@mutant("arrow-of-time", consequence_case)
@mutant("arrow-of-time", link_case)
def the_effect_was_only_sustained(case):
    edit_cause(case, role="sustaining")


@mutant("attributed", consequence_case)
@mutant("attributed", link_case)
def one_witness_of_the_link_goes_unnamed(case):
    (held,) = case.town[case.key["asks"]["effect"]].causes
    edit_cause(case, claims=held.claims[:1])
    case.key["evidence"] = [cite(claim) for claim in held.claims[:1]]


@mutant("attributed", consequence_case)
@mutant("attributed", link_case)
def a_motive_links_them(case):
    edit_cause(case, role="motive")


@mutant("attributed", link_case)
def the_first_link_is_a_judgement(case):
    shock, dues = case.town["lamp-law"].causes
    case.change("lamp-law", causes=(replace(shock, role="motive"), dues))


# multiplicity


@mutant("multiplicity", consequence_case)
def the_stem_asks_for_the_consequence(case):
    stem = "What was the main consequence of “Pay on the rock lowered” by the end of 1875?"
    case.shown["stem"] = stem


@mutant("multiplicity", link_case)
def the_stem_asks_for_the_result(case):
    case.shown["stem"] = f"What was the result? {case.shown['stem']}"


# one-defensible-answer


@mutant("one-defensible-answer", consequence_case)
def a_later_event_of_that_name_was_a_consequence_too(case):
    case.town["law-again"] = event("law-again", "Harbour lamp law passed", "1880")
    case.more_edges.append(("pay-cut", "law-again"))


@mutant("one-defensible-answer", link_case)
def an_earlier_event_of_that_name_was_a_link_too(case):
    case.town["first-strike"] = event("first-strike", "Keepers refuse to work!", "1817")
    case.more_edges += [("wreck", "first-strike"), ("first-strike", "tower")]


# refuted-distractors


@mutant("refuted-distractors", consequence_case)
def a_later_event_came_before_the_year_was_over(case):
    case.change("ferry", date=dates.parse("1875-06"))


@mutant("refuted-distractors", consequence_case)
def a_later_event_came_in_the_old_year_by_the_old_calendar(case):
    case.change("ferry", date=dates.parse("1876-01-05", "NS"))


@mutant("no-rank-cue", consequence_case, also={"refuted-distractors"})
def nothing_later_is_ruled_out(case):
    del case.key["asks"]["until"]


@mutant("no-rank-cue", consequence_case)
def only_the_latest_can_be_right(case):
    case.stand_for("z", "event:tower", "Granite tower raised")
    del case.key["asks"]["until"]


@mutant("as-recorded", consequence_case)
def the_stem_says_another_year(case):
    case.key["asks"]["until"] = "1876"


@mutant("well-formed", consequence_case)
def the_year_is_none(case):
    case.key["asks"]["until"] = "the end"


@mutant("refuted-distractors", consequence_case)
@mutant("refuted-distractors", link_case)
def a_wrong_event_may_have_come_in_between(case):
    says = {"pay-cut": "1815/1870", "wreck": "1790/1812-11"}[case.key["asks"]["cause"]]
    slug = case.key["stands_for"]["x"].removeprefix("event:")
    case.change(slug, date=dates.parse(says))


@mutant("refuted-distractors", link_case)
def a_wrong_event_began_before_the_chain_ended(case):
    case.change("tower", date=dates.parse("1820/1872"))


@mutant("refuted-distractors", consequence_case)
@mutant("refuted-distractors", link_case)
def nobody_dates_a_wrong_event(case):
    case.change(case.key["stands_for"]["x"].removeprefix("event:"), claims=())
    case.key["truths"]["x"]["evidence"] = []


@mutant("refuted-distractors", consequence_case)
@mutant("refuted-distractors", link_case)
def nobody_dates_where_the_chain_starts(case):
    case.change(case.key["asks"]["cause"], claims=())


# off-graph


@mutant("off-graph", consequence_case)
def a_wrong_event_followed_outside_the_topic(case):
    case.more_edges += [("pay-cut", "elsewhere"), ("elsewhere", "lamp-law")]


@mutant("off-graph", link_case)
def a_wrong_event_is_a_link_outside_the_topic(case):
    case.more_edges += [("wreck", "elsewhere"), ("elsewhere", "strike"), ("strike", "tower")]


# no-order-leak


@mutant("no-order-leak", consequence_case)
@mutant("no-order-leak", link_case)
def an_option_has_its_year(case):
    retitle(case, "x", "Council of 1790 sworn in")


@mutant("no-order-leak", consequence_case)
@mutant("no-order-leak", link_case)
def the_start_of_the_chain_has_its_year(case):
    start_with(case, "The gale of 1870 dies down")


@mutant("no-order-leak", consequence_case, also={"no-clang"})
@mutant("no-order-leak", link_case, also={"no-clang"})
def the_key_is_the_second_of_what_the_stem_has_the_first(case):
    start_with(case, "First ballad sung")
    retitle(case, "y", "Second ballad also sung")


# three-options, no-length-cue, no-clang, no-leak


@mutant("three-options", consequence_case)
@mutant("three-options", link_case)
def only_two_events_are_offered(case):
    case.shown["options"].pop()
    for held in (case.key["stands_for"], case.key["truths"]):
        del held["z"]


@mutant("no-length-cue", consequence_case)
@mutant("no-length-cue", link_case)
def the_right_event_has_the_longest_title(case):
    retitle(case, "y", "Meeting in the cold church refuses every compromise")


@mutant("no-clang", consequence_case)
@mutant("no-clang", link_case)
def only_the_right_event_shares_a_word_with_the_stem(case):
    word = case.option("y")["text"].split()[0]
    case.shown["stem"] = f"{word} recalled: {case.shown['stem']}"


@mutant("no-leak", consequence_case)
@mutant("no-leak", link_case)
def the_hint_names_the_right_event(case):
    case.shown["hint"] = f"Think of this: {case.option('y')['text']}."


# cited, feedback-complete


@mutant("cited", consequence_case)
@mutant("cited", link_case)
def nobody_is_cited_for_the_link(case):
    case.key["evidence"] = []


@mutant("feedback-complete", consequence_case)
@mutant("feedback-complete", link_case)
def a_wrong_event_has_no_feedback(case):
    del case.key["truths"]["x"]


@mutant("feedback-complete", consequence_case)
@mutant("feedback-complete", link_case)
def the_feedback_gives_no_date_of_a_wrong_event(case):
    case.key["truths"]["z"]["evidence"] = []
