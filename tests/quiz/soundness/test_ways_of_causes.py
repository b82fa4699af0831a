"""The further ways to ask by cause: each is sound as it is, and each check can speak of it."""

from dataclasses import replace

import pytest

from history import dates
from quiz.soundness import CHECKS
from quiz.soundness.cause import CHECKS as OF_CAUSES
from tests.quiz.soundness.cases import cite
from tests.quiz.soundness.cases_of_causes import WAYS, all_case, consequence_case, link_case
from tests.quiz.soundness.mutants_of_chains import edit_cause
from tests.quiz.soundness.mutants_of_several_reasons import edit
from tests.quiz.soundness.test_mutants import MUTANTS

# Of reasons nobody asks what came first, and a link has something on either side.
CANNOT_FAIL = {
    "all": {"no-order-leak", "no-rank-cue"},
    "link": {"no-rank-cue"},
    "consequence": set(),
}
SHARED = {"well-formed", "no-clang", "no-length-cue", "no-leak", "cited", "feedback-complete"}


@pytest.mark.parametrize("case", WAYS.values(), ids=WAYS)
def test_nothing_speaks_against_a_sound_draft(case):
    assert case().breaches() == []


@pytest.mark.parametrize("way", WAYS)
def test_every_check_of_causes_has_a_mutant_in_every_way(way):
    spoiled = {name for mutant in MUTANTS if mutant.sound is WAYS[way] for name in mutant.checks}
    assert ({check.name for check in OF_CAUSES} | SHARED) - CANNOT_FAIL[way] <= spoiled
    assert spoiled <= {check.name for check in CHECKS["cause"]}


def test_a_source_that_gives_all_the_reasons_will_do():
    case = all_case()
    edit(case, "dues", role="motive")
    case.key["asks"]["source"] = "parish-history"
    case.shown["stem"] = f"According to Tom Reeve, {case.shown['stem']}"
    assert case.breaches() == []


def test_a_long_right_reason_beside_a_short_one_is_no_cue():
    case = all_case()
    for slug, option, text in (
        ("shock", "y", "A barque had gone down within sight of the quay and the church"),
        ("dues", "w", "Merchants offered to pay for it"),
    ):
        edit(case, slug, statement=text)
        case.option(option)["text"] = text
    assert case.breaches() == []


@pytest.mark.parametrize("case", [link_case, consequence_case])
def test_a_single_witness_of_a_link_will_do_if_the_stem_names_it(case):
    case = case()
    for effect in {case.key["asks"]["effect"], "lamp-law"}:
        held = case.town[effect].causes
        case.change(effect, causes=[replace(c, claims=c.claims[:1]) for c in held])
    claims = [c.claims[0] for c in (case.chronicle.causes[f[4:]] for f in case.facts)]
    case.key["evidence"] = [cite(claim) for claim in claims]
    case.key["asks"]["source"] = "harbour-log"
    case.shown["stem"] = f"According to Ada Finch, {case.shown['stem']}"
    assert case.breaches() == []


def test_what_was_over_before_may_have_led_to_the_start():
    case = consequence_case()
    case.more_edges.append(("lamp-law", "pay-cut"))
    assert case.breaches() == []


def test_what_came_of_the_end_is_no_link():
    case = link_case()
    case.more_edges.append(("tower", "strike"))
    assert case.breaches() == []


def test_a_second_way_from_start_to_end_does_no_harm():
    case = link_case()
    case.more_edges.append(("wreck", "tower"))
    assert case.breaches() == []


def test_a_consequence_may_begin_while_what_it_came_of_goes_on():
    case = consequence_case()
    case.change("pay-cut", date=dates.parse("1870-10-01/1880"))
    edit_cause(case, role="trigger")
    assert case.breaches() == []


def test_an_event_of_the_same_name_that_nobody_links_does_no_harm():
    case = consequence_case()
    case.town["law-again"] = replace(case.town["lamp-law"], slug="law-again", causes=())
    assert case.breaches() == []
