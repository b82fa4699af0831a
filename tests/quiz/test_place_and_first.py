"""Placing an event among others, and telling which of two came first."""

from dataclasses import replace
from itertools import pairwise
from statistics import mean

import pytest

from history.calendars import civil
from quiz.draft import Draft
from quiz.kinds import date, ordering
from quiz.kinds._moment import unit_text
from tests.quiz.world import (
    build,
    chronicle,
    date_claim,
    dated,
    drafts,
    event,
    meanings,
    world,
    wrong_options,
)

MIDDLE = "lifeboat-1841"


def place(chronicle, slug=MIDDLE, seed=1, difficulty=0.5):
    return build("date", chronicle, f"when:{slug}", seed, difficulty, "place")


def first(chronicle, slug=MIDDLE, seed=1, difficulty=0.5):
    return build("ordering", chronicle, f"when:{slug}", seed, difficulty, "first")


def gaps(draft):
    """Around each option, in the order shown, the events before and after it."""
    shown = meanings(draft, [option["id"] for option in draft.shown["options"]])
    return [tuple(text.removeprefix("gap:").split("/")) for text in shown]


def others(draft):
    return [later for _earlier, later in gaps(draft) if later]


# Where does it go?


@pytest.mark.parametrize("difficulty", [0.0, 0.5, 1.0])
def test_the_gaps_follow_each_other_and_the_event_lies_in_the_right_one(us_russia, difficulty):
    for draft in drafts("date", us_russia, difficulty=difficulty, way="place"):
        chain = gaps(draft)
        assert chain[0][0] == chain[-1][1] == ""
        assert all(one[1] == other[0] for one, other in pairwise(chain))
        (right,) = draft.key["answer"]
        earlier, later = draft.key["stands_for"][right].removeprefix("gap:").split("/")
        held = us_russia.by_slug[draft.events[0]]
        assert not earlier or us_russia.by_slug[earlier].hull[1] < held.hull[0]
        assert not later or held.hull[1] < us_russia.by_slug[later].hull[0]


def test_the_others_are_named_with_their_years():
    draft = place(world())
    kelpwick = world()
    for slug in others(draft):
        held = kelpwick.by_slug[slug]
        told = f"“{held.title}” ({civil(held.date.earliest).year})"
        assert sum(told in option["text"] for option in draft.shown["options"]) == 2
    begins = [option["text"].split()[0] for option in draft.shown["options"]]
    assert begins == ["Before", "Between", "Between", "After"]


def test_there_are_three_others_and_four_for_the_hardest(us_russia):
    counts = [
        {len(others(draft)) for draft in drafts("date", us_russia, difficulty=d, way="place")}
        for d in (0, 0.5, 1)
    ]
    assert counts == [{3}, {3}, {4}]


def test_the_year_of_the_event_is_not_among_those_shown(us_russia):
    for draft in drafts("date", us_russia, way="place"):
        first, last = us_russia.by_slug[draft.events[0]].hull
        years = {civil(first).year, civil(last).year}
        shown = " ".join(option["text"] for option in draft.shown["options"])
        assert not any(f"({year})" in shown for year in years)


def test_a_date_that_is_disputed_at_the_unit_shown_is_not_shown():
    pier = event("pier-1831")
    claims = (*pier.claims, date_claim("pier-1831", "memoir", "1832", dispute="error"))
    for seed in range(20):
        assert "pier-1831" not in place(world(replace(pier, claims=claims)), seed=seed).events
    assert any("pier-1831" in place(world(), seed=seed).events for seed in range(60))


def test_a_year_that_is_another_in_old_style_is_not_shown():
    pier = event("pier-1831", date="1831-01-05", calendar="NS")
    assert all("pier-1831" not in place(world(pier), seed=seed).events for seed in range(20))


def test_an_event_without_a_dated_claim_is_not_shown():
    pier = event("pier-1831", says={})
    assert all("pier-1831" not in place(world(pier), seed=seed).events for seed in range(20))


def test_a_step_of_the_same_process_is_not_shown():
    for seed in range(20):
        assert "storm-1859" not in place(world(), "wall-1862", seed, difficulty=0.7).events


def test_an_event_stands_in_every_gap_or_is_not_asked():
    """The charter could stand nowhere but first: whoever knows the topic would see that."""
    assert place(world(), "charter-1801").name == "too-few-neighbours"
    places = {place_of_key(place(world(), seed=seed)) for seed in range(40)}
    assert places == {0, 1, 2, 3}


def place_of_key(draft):
    return [option["id"] for option in draft.shown["options"]].index(draft.key["answer"][0])


def test_a_span_is_placed_as_a_whole():
    for draft in (place(world(), "survey-1806", seed) for seed in range(20)):
        if isinstance(draft, Draft):
            for slug in others(draft):
                assert civil(world().by_slug[slug].hull[0]).year not in (1806, 1807)


@pytest.mark.parametrize("span", ["1841/..", "../1841"])
def test_what_is_open_on_one_side_is_not_placed(span):
    ongoing = event(MIDDLE, date=span, says={"log": span, "history": span})
    assert place(world(ongoing)).name == "too-vague"


def test_where_only_decades_are_known_decades_are_shown():
    before = ("167X", "170X", "173X", "176X", "179X")
    after = ("187X", "190X", "193X", "196X", "199X")
    draft = place(dated(*before, "1835", *after), "event-6")
    assert draft.key["asks"]["unit"] == "decade"
    assert " (the 1" in draft.shown["options"][0]["text"]


def test_a_title_with_its_year_is_not_placed_and_not_shown():
    telling = event("telling", title="The fleet of 1839", date="1839-01-01")
    assert place(world(telling), "telling").name == "title-leaks-year"
    assert all("telling" not in place(world(telling), seed=seed).events for seed in range(20))


def test_a_single_source_is_named():
    draft = place(world(event(MIDDLE, says={"memoir": "1841-04-18"})))
    assert draft.shown["stem"].startswith("According to “Memoir of a Pilot”, where in time")
    assert draft.key["asks"]["source"] == "memoir"


def test_every_gap_is_explained_by_an_event_on_its_wrong_side():
    for seed in range(10):
        draft = place(world(), seed=seed)
        held = world().by_slug[MIDDLE]
        for option in wrong_options(draft):
            truth = draft.key["truths"][option]
            other = world().by_slug[truth["refers_to"]]
            assert other.slug in draft.key["stands_for"][option]
            was_after = other.hull[1] < held.hull[0]
            assert truth["reason"].startswith(f"It came {'after' if was_after else 'before'} this")
            assert other.title in truth["reason"]
            assert truth["evidence"]


def test_harder_questions_bring_the_others_nearer(us_russia):
    def distance(difficulty):
        found = drafts("date", us_russia, difficulty=difficulty, way="place")
        return mean(
            min(abs(years_from(us_russia, draft.events[0], slug)) for slug in others(draft))
            for draft in found
        )

    assert distance(0.7) < distance(0.4) < distance(0)


def years_from(chronicle, one, other):
    return (chronicle.by_slug[one].hull[0] - chronicle.by_slug[other].hull[0]) / 365


def test_the_right_gap_earns_the_fact_and_another_nothing():
    draft = place(world())
    assert date.grade(draft.key, draft.key["answer"][0]).facts == {f"when:{MIDDLE}": 1}
    for option in wrong_options(draft):
        assert date.grade(draft.key, option).facts == {f"when:{MIDDLE}": 0}


# Which came first?


@pytest.mark.parametrize("difficulty", [0.0, 0.5, 1.0])
def test_two_events_are_apart_by_every_claim_and_the_first_is_keyed(us_russia, difficulty):
    for draft in drafts("ordering", us_russia, difficulty=difficulty, way="first"):
        assert len(draft.shown["options"]) == 2
        (right,), (wrong,) = draft.key["answer"], wrong_options(draft)
        one, other = meanings(draft, [right, wrong])
        assert us_russia.by_slug[one].hull[1] < us_russia.by_slug[other].hull[0]


def test_neither_title_stands_out_by_its_length(us_russia):
    for draft in drafts("ordering", us_russia, way="first"):
        short, long = sorted(len(option["text"]) for option in draft.shown["options"])
        assert short >= 0.85 * long


def test_a_disputed_date_keeps_an_event_from_its_rivals():
    lens = event("lens-1827")
    claims = (*lens.claims, date_claim("lens-1827", "memoir", "1899", dispute="error"))
    kelpwick = world(replace(lens, claims=claims))
    for draft in drafts("ordering", kelpwick, seeds=range(3), way="first"):
        if "lens-1827" in draft.events:
            (other,) = set(draft.events) - {"lens-1827"}
            assert not "1827" <= other[-4:] <= "1899"


def test_both_events_are_tested_and_both_dates_told():
    draft = first(world())
    assert set(draft.facts) == {f"when:{slug}" for slug in draft.events}
    assert len(draft.facts) == 2
    told = {truth["refers_to"]: truth["reason"] for truth in draft.key["truths"].values()}
    assert told[MIDDLE] == "18 April 1841"
    assert set(told) == set(draft.events)


def test_the_explanation_says_which_came_before_which():
    draft = first(world())
    slug = draft.key["stands_for"][draft.key["answer"][0]]
    assert draft.key["explanation"].startswith(f"“{world().by_slug[slug].title}”")
    assert ") came before “" in draft.key["explanation"]


def test_the_right_one_earns_both_facts_and_the_wrong_one_neither():
    draft = first(world())
    assert ordering.grade(draft.key, draft.key["answer"][0]).facts == dict.fromkeys(draft.facts, 1)
    (wrong,) = wrong_options(draft)
    assert ordering.grade(draft.key, wrong).facts == dict.fromkeys(draft.facts, 0)


def test_events_of_one_day_are_not_compared():
    assert first(dated("1841-04-18", "1841-04-18"), "event-1").name == "same-time"
    assert isinstance(first(dated("1841-04-18", "1841-04-19"), "event-1"), Draft)


def test_a_title_with_a_year_is_neither_asked_nor_compared():
    telling = event("telling", title="The fleet of eighteen 1840 s", date="1840-01-01")
    assert first(world(telling), "telling").name == "title-leaks-year"
    found = drafts("ordering", world(telling), seeds=range(3), way="first")
    assert not any("telling" in draft.events for draft in found)


def test_harder_comparisons_are_of_events_closer_in_time(us_russia):
    def distance(difficulty):
        found = drafts("ordering", us_russia, difficulty=difficulty, way="first")
        return mean(abs(years_from(us_russia, *draft.events)) for draft in found)

    assert distance(1) < distance(0.5) < distance(0)


def test_well_known_events_are_compared_sooner():
    story = dated(*(str(year) for year in range(1810, 1824)))
    famous = replace(story.by_slug["event-9"], title="The Imp is seen", importance=3)
    extras = [replace(e, importance=1) for e in story.events if e.slug != famous.slug]
    kelpwick = chronicle(famous, *extras)
    rivals = [first(kelpwick, "event-6", seed, 1.0).events[1] for seed in range(60)]
    assert rivals.count("event-9") > 2 * rivals.count("event-8")


def test_the_year_shown_for_an_event_is_its_year(us_russia):
    for draft in drafts("date", us_russia, way="place"):
        for slug in others(draft):
            held = us_russia.by_slug[slug]
            year = unit_text(held.hull[0], 4)
            assert f"“{held.title}” ({int(year)})" in " ".join(
                option["text"] for option in draft.shown["options"]
            )
