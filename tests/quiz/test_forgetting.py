"""How one memory moves, in plain values, beside what the package itself would make of it."""

from datetime import UTC, datetime, timedelta

import pytest
from fsrs import Card, Rating
from hypothesis import given
from hypothesis import strategies as st

from quiz.forgetting import LONG_AGO, SCHEDULER, after, lasting, left, recall

DAY = timedelta(days=1)
MONDAY = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
RIGHT = [Rating.Hard, Rating.Good, Rating.Easy]

ratings = st.sampled_from(list(Rating))
steps = st.lists(st.tuples(ratings, st.floats(0, 400)), min_size=1, max_size=20)
jumps = st.lists(st.tuples(ratings, st.floats(-4000, 4000)), min_size=1, max_size=20)


def taken(several):
    """Every memory on the way, with the moment it was made at."""
    memory, at = None, MONDAY
    for rated, days in several:
        at += timedelta(days=days)
        memory = after(memory, rated, at)
        yield memory, at


@given(steps)
def test_a_memory_moves_as_the_package_moves_its_cards(several):
    card, at = Card(card_id=1), MONDAY
    for rated, days in several:
        at += timedelta(days=days)
        card, _log = SCHEDULER.review_card(card, rated, at)
    memory, _at = list(taken(several))[-1]
    assert (memory.stability, memory.difficulty) == (card.stability, card.difficulty)
    assert (memory.reviewed, memory.times) == (card.last_review, len(several))


@given(steps, ratings, st.floats(0, 400))
def test_what_would_last_is_what_then_lasts(several, rated, days):
    memory, at = list(taken(several))[-1]
    at += timedelta(days=days)
    assert lasting(memory, rated, at) == after(memory, rated, at).stability


@pytest.mark.parametrize("rated", RIGHT)
def test_what_was_right_is_fresh_until_recall_has_fallen_to_nine_in_ten(rated):
    memory = after(None, rated, MONDAY)
    assert memory.fresh_until == MONDAY + memory.stability * DAY
    assert recall(memory, memory.fresh_until) == pytest.approx(0.9)
    assert recall(memory, MONDAY) == 1


def test_what_was_wrong_holds_nothing():
    held = after(None, Rating.Good, MONDAY)
    lost = after(held, Rating.Again, MONDAY + DAY)
    assert lost.reviewed == MONDAY + DAY
    assert (lost.fresh_until, lost.held_since) == (LONG_AGO, None)
    assert lost.stability < held.stability


def test_it_is_held_since_it_was_right_and_has_not_faded():
    first = after(None, Rating.Good, MONDAY)
    in_time = after(first, Rating.Good, first.fresh_until - DAY)
    assert in_time.held_since == MONDAY
    too_late = after(in_time, Rating.Good, in_time.fresh_until + DAY)
    assert too_late.held_since == too_late.reviewed


def test_a_fact_that_fades_at_this_moment_has_faded():
    first = after(None, Rating.Good, MONDAY)
    assert after(first, Rating.Good, first.fresh_until).held_since == first.fresh_until


@given(steps)
def test_being_right_never_shortens_what_is_held(several):
    before = None
    for memory, _at in taken(several):
        if before and memory.held_since:
            assert memory.fresh_until >= before.fresh_until
        before = memory


@given(jumps)
def test_a_clock_that_jumps_neither_fails_nor_ends_what_is_held(several):
    before = None
    for (rated, _days), (memory, at) in zip(several, taken(several), strict=True):
        if rated == Rating.Again:
            assert memory.fresh_until == LONG_AGO
        else:
            assert memory.fresh_until > at
            assert memory.held_since <= memory.reviewed
            if before:
                assert memory.fresh_until >= max(before.fresh_until, memory.reviewed)
        assert memory.stability > 0
        assert 1 <= memory.difficulty <= 10
        before = memory


def test_a_thousand_right_answers_do_not_reach_past_the_end_of_time():
    memory, at = None, MONDAY
    for _n in range(1000):
        memory = after(memory, Rating.Easy, at)
        at = min(memory.fresh_until, datetime(2100, 1, 1, tzinfo=UTC))
    assert memory.fresh_until < datetime(2201, 1, 1, tzinfo=UTC)


@given(st.floats(0.01, 5000), st.floats(-10, 5000))
def test_what_is_left_is_a_share(stability, days):
    assert 0 < left(stability, days) <= 1
    assert left(stability, days) >= left(stability, days + 1)
