"""The class's timeline as windows: each fact is drawn once, in its period, at its time."""

import pytest

from history.periods import Entry
from quiz.facts import told
from quiz.leaderboard import skyline
from quiz.leaderboard.skyline import CELL, FEW_FACTS, HIGH, LOW, size_of
from quiz.leaderboard.standing import Standing


@pytest.fixture(params=["us-russia", "ancient-rome"])
def facts(request, us_russia, ancient_rome):
    chronicles = {chronicle.slug: chronicle for chronicle in (us_russia, ancient_rome)}
    return tuple(told(chronicles[request.param]).values())


def standing(facts, holders, pupils=24):
    return Standing(pupils, facts, tuple(holders), 0, 0, None, None, ())


def test_every_fact_has_one_window_of_its_own(facts):
    shelves = skyline(standing(facts, [0] * len(facts)))
    windows = [window for shelf in shelves for window in shelf.windows]
    assert sorted(window.fact.name for window in windows) == sorted(fact.name for fact in facts)
    for shelf in shelves:
        cells = {(window.x // CELL, window.y // CELL) for window in shelf.windows}
        assert len(cells) == len(shelf.windows)
        assert max(x for x, _y in cells) < shelf.columns


def test_houses_are_no_higher_than_they_may_be(facts):
    highest, _usual = LOW if len(facts) <= FEW_FACTS else HIGH
    shelves = skyline(standing(facts, [0] * len(facts)))
    assert max(shelf.height for shelf in shelves) <= highest * CELL


def test_a_window_grows_with_those_who_hold_its_fact(facts):
    for holders, level in ((0, 0), (1, 1), (5, 1), (6, 2), (12, 3), (17, 3), (18, 4), (24, 4)):
        shelves = skyline(standing(facts[:1], [holders]))
        assert shelves[0].windows[0].level == level
        assert shelves[0].reached == (level == 4)


def test_in_a_house_that_is_not_full_time_runs_to_the_right(facts):
    few = facts[:: len(facts) // 4]
    assert len(few) <= LOW[0]
    for shelf in skyline(standing(few, [0] * len(few))):
        places = [(Entry("", "", w.fact.event.date).day, w.x // CELL) for w in shelf.windows]
        assert [x for _day, x in sorted(places)] == sorted(x for _day, x in places)


def test_fewer_facts_are_drawn_larger(facts):
    all_of_them = size_of(skyline(standing(facts, [0] * len(facts))))
    assert all_of_them in ("small", "medium", "large")
    assert size_of(skyline(standing(facts[:9], [0] * 9))) == "huge"
    assert skyline(standing((), ())) == []
