"""What the checks must let pass, however much it looks like what they look for."""

from dataclasses import replace

import pytest

from history import dates
from tests.quiz.soundness.cases import (
    SOUND,
    cause_case,
    cite,
    date_case,
    day_case,
    ordering_case,
    span_case,
    truth,
)
from tests.quiz.soundness.cases_of_disputes import SOUND as SOUND_DISPUTES
from tests.quiz.soundness.mutants_of_all_kinds import month_of_beginning
from tests.quiz.soundness.mutants_of_causes import add_cause, edit_the_cause
from tests.quiz.soundness.mutants_of_dates import claims
from tests.quiz.soundness.mutants_of_orderings import title
from tests.quiz.soundness.skerrow import ALMANAC, BOARD, LOG, PARISH, cause, event


@pytest.mark.parametrize("case", SOUND.values(), ids=SOUND)
def test_nothing_speaks_against_a_sound_draft(case):
    assert case().breaches() == []


@pytest.mark.parametrize("case", SOUND_DISPUTES.values(), ids=SOUND_DISPUTES)
def test_nothing_speaks_against_a_sound_question_on_a_dispute(case):
    assert case().breaches() == []


@pytest.mark.parametrize("name", ["the Harbour log", "Ada Finch", "Skerrow Quay"])
def test_a_single_source_will_do_if_the_stem_names_it(name):
    case = date_case()
    claims(case, "lamp-lit", {LOG: "1824-09-01"})
    case.key["asks"]["source"] = "harbour-log"
    case.shown["stem"] = f"According to {name}, when was this: Skerrow lamp lit?"
    assert case.breaches() == []


def test_a_tertiary_source_beside_an_official_one_needs_no_name():
    case = date_case()
    claims(case, "lamp-lit", {ALMANAC: "1824", BOARD: "1824"})
    assert case.breaches() == []


def test_a_claim_without_a_date_contradicts_nothing():
    case = date_case()
    claims(case, "lamp-lit", {LOG: "1824-09-01", PARISH: "1824", BOARD: ""})
    assert case.breaches() == []


def test_a_coarser_question_may_be_asked_of_a_doubtful_date():
    case = date_case(unit="decade", values=("179X", "182X", "186X"))
    claims(case, "lamp-lit", {LOG: "1824~", PARISH: "182X"})
    assert case.breaches() == []


def test_a_century_may_be_asked():
    case = date_case(unit="century", values=("16XX", "18XX", "19XX"))
    assert case.breaches() == []


def test_years_before_christ_may_be_asked():
    case = date_case(values=("-0060", "-0043", "-0026"))
    case.town = {"lamp-lit": replace(case.town["lamp-lit"], date=dates.parse("-0043"), causes=())}
    claims(case, "lamp-lit", {LOG: "-0043", PARISH: "-0043-03-15"})
    assert case.breaches() == []


def test_a_number_that_is_no_year_of_the_options_is_no_leak():
    case = date_case()
    case.shown["hint"] = "It took 35 men and 1,500 stones, and came after the 1790s."
    assert case.breaches() == []


def test_the_verb_may_is_no_month():
    case = day_case()
    claims(case, "ferry", {LOG: "1901-01-05", PARISH: "1901-01-05"})
    case.shown["hint"] = "You may march on."
    assert case.breaches() == []


def test_a_negation_in_capitals_is_seen():
    case = date_case()
    case.shown["stem"] = "In which year was it lit and NOT only built: Skerrow lamp lit?"
    assert case.breaches() == []


def test_a_negation_in_the_title_does_not_deny_the_question():
    case = date_case()
    case.change("lamp-lit", title="Skerrow lamp not lit")
    case.shown["stem"] = "In which year did this happen: Skerrow lamp not lit?"
    assert case.breaches() == []


def test_a_stem_may_have_thirty_words():
    case = date_case()
    case.shown["stem"] = f"{'please ' * 21}{case.shown['stem']}"
    assert len(case.shown["stem"].split()) == 30
    assert case.breaches() == []


def test_a_title_may_begin_with_a_number():
    case = ordering_case()
    title(case, "foghorn", "35 bells hung")
    assert case.breaches() == []


def test_a_month_may_be_asked():
    assert month_of_beginning().breaches() == []


def test_the_end_of_a_span_may_be_asked():
    case = span_case()
    case.key["asks"]["of"] = "end"
    for option_id, year in (("x", "1856"), ("y", "1873"), ("z", "1889")):
        case.stand_for(option_id, year)
    case.shown["stem"] = "In which year did this end: Keepers refuse to work?"
    assert case.breaches() == []


def test_the_beginning_of_what_still_goes_on_may_be_asked():
    case = span_case()
    case.change("strike", date=dates.parse("1871/.."))
    claims(case, "strike", {LOG: "1871-05-02/..", PARISH: "1871/.."})
    assert case.breaches() == []


def test_what_was_over_within_the_unit_may_be_asked_as_a_moment():
    case = span_case()
    case.change("strike", date=dates.parse("1871-05/1871-07"))
    claims(case, "strike", {LOG: "1871-05/1871-07", PARISH: "1871"})
    case.key["asks"]["of"] = "point"
    case.shown["stem"] = "In which year did this happen: Keepers refuse to work?"
    assert case.breaches() == []


def test_an_old_style_date_is_asked_in_new_style():
    case = day_case()
    case.change("ferry", date=dates.parse("1900-12-23", "OS"))
    claims(case, "ferry", {LOG: "1900-12-23", PARISH: "1900-12-23"})
    assert case.breaches() == []


def test_a_year_needs_no_style_where_both_styles_have_the_same():
    stem = "In which year did this happen: Ferry to the mainland opens?"
    case = date_case("ferry", values=("1886", "1901", "1913"), stem=stem)
    case.change("ferry", date=dates.parse("1901-06-05", "NS"))
    claims(case, "ferry", {LOG: "1901-06-05", PARISH: "1901"})
    case.shown["hint"] = ""
    assert case.breaches() == []


def test_an_event_of_the_same_name_does_no_harm_if_no_option_has_its_date():
    case = date_case()
    case.town["relit"] = event("relit", "Skerrow lamp lit after the war", "1919-11-11")
    assert case.breaches() == []


def test_an_event_linked_by_cause_but_long_before_is_another_process():
    case = date_case()
    case.change("tower", date=dates.parse("1809"), claims=())
    assert case.breaches() == []


def test_two_events_of_six_may_tie():
    case = ordering_case(("wreck", "lamp-law", "lamp-lit", "pay-cut", "ferry", "foghorn"))
    case.change("wreck", date=dates.parse("1812-11-03/1815-06"))
    case.change("lamp-law", date=dates.parse("1815-04-20/1815-12"))
    case.key["pairs"].remove(["k", "j"])
    assert case.breaches() == []


def test_the_same_rank_in_two_titles_orders_nothing():
    case = ordering_case()
    title(case, "wreck", "Duke enters the First Dyke War")
    title(case, "foghorn", "Burghers pay for the First Dyke War")
    assert case.breaches() == []


def test_a_rank_of_a_thing_that_no_other_title_names_orders_nothing():
    case = ordering_case()
    title(case, "foghorn", "Second bell hung")
    assert case.breaches() == []


def test_ids_of_chance_may_stand_in_the_right_order():
    case = ordering_case(("wreck", "lamp-law", "foghorn"))
    names = {"k": "a7f", "j": "c02", "i": "e9d"}
    for option in case.shown["options"]:
        option["id"] = names[option["id"]]
    case.key["answer"] = [names[i] for i in case.key["answer"]]
    case.key["pairs"] = [[names[a], names[b]] for a, b in case.key["pairs"]]
    for held in ("stands_for", "truths"):
        case.key[held] = {names[i]: value for i, value in case.key[held].items()}
    assert case.breaches() == []


def test_a_motive_will_do_if_the_stem_names_who_gives_it():
    case = cause_case()
    edit_the_cause(case, role="motive")
    case.key["asks"]["source"] = "parish-history"
    case.shown["stem"] = (
        "According to Tom Reeve, what helped to bring this about: Harbour lamp law passed?"
    )
    assert case.breaches() == []


def test_a_condition_that_is_no_event_has_no_arrow_of_time():
    case = cause_case()
    edit_the_cause(case, cause="")
    case.more_edges.clear()
    assert case.breaches() == []


def test_a_cause_outside_the_topic_is_taken_at_the_teachers_word():
    case = cause_case()
    edit_the_cause(case, cause="elsewhere")
    assert case.breaches() == []


def test_what_began_during_a_lasting_effect_may_have_sustained_it():
    case = cause_case()
    case.change("lamp-law", date=dates.parse("1811/1815"))
    edit_the_cause(case, role="sustaining")
    assert case.breaches() == []


def test_a_consequence_is_refuted_even_where_the_dates_touch():
    case = cause_case()
    case.change("pay-cut", date=dates.parse("1815"))
    case.more_edges.append(("lamp-law", "pay-cut"))
    assert case.breaches() == []


def test_the_only_cause_on_record_may_be_called_the_cause():
    case = cause_case()
    case.change("lamp-law", causes=case.town["lamp-law"].causes[:1])
    case.shown["stem"] = "What is given as the cause of this: Harbour lamp law passed?"
    assert case.breaches() == []


def test_a_fourth_option_may_stand_if_it_is_as_good():
    case = cause_case()
    burnt = cause("burnt", "dark", "foghorn", "A modern horn could be heard in any weather")
    add_cause(case, "dark", burnt)
    case.shown["options"].append({"id": "w", "text": burnt.statement})
    case.key["stands_for"]["w"] = "cause:burnt"
    case.key["truths"]["w"] = truth("That came much later.", "foghorn", burnt.claims)
    assert case.breaches() == []


def test_a_kind_without_checks_of_its_own_is_judged_by_those_of_all_kinds():
    case = cause_case()
    case.kind = "riddle"
    assert case.breaches() == []
    case.key["evidence"] = []
    assert case.speaking() == {"cited"}


def test_claims_may_be_cited_more_than_once():
    case = cause_case()
    case.key["evidence"] += [cite(claim) for claim in case.town["lamp-law"].causes[0].claims]
    assert case.breaches() == []
