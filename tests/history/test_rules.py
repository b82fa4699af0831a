import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from history.dates import parse
from history.rules import begins_too_late, find_loop


def too_late(cause, effect, role="background"):
    return begins_too_late(parse(cause), parse(effect), role)


@pytest.mark.parametrize("role", ["trigger", "background", "motive", "sustaining"])
@pytest.mark.parametrize(
    ("cause", "effect", "answer"),
    [
        ("1803", "1809", False),
        ("1809-09-01", "1809-09-01", False),
        ("1809-09-02", "1809-09-01", True),
        ("1809-09-02", "1809", False),
        ("1810", "1809", True),
        ("1810", "1809~", False),
        ("1809~", "1808", False),
        ("1800/1820", "1809", False),
        ("../1820", "1809", False),
        ("-0043", "-0044", True),
        ("-0044", "-0043", False),
    ],
)
def test_a_cause_may_not_begin_after_its_effect(cause, effect, answer, role):
    assert too_late(cause, effect, role) is answer


@pytest.mark.parametrize("role", ["trigger", "background", "motive"])
def test_what_begins_while_the_effect_lasts_did_not_bring_it_about(role):
    assert too_late("1845", "1844/1846", role)
    assert not too_late("1844-12", "1844/1846", role)


@pytest.mark.parametrize(
    ("cause", "effect", "answer"),
    [
        ("1845", "1844/1846", False),
        ("1846-12-31", "1844/1846", False),
        ("1847", "1844/1846", True),
        ("2000", "1844/..", False),
        ("1845", "1844", True),
    ],
)
def test_only_what_begins_before_its_end_keeps_a_lasting_effect_going(cause, effect, answer):
    assert too_late(cause, effect, "sustaining") is answer


def test_an_effect_of_unknown_beginning_is_judged_by_its_end():
    assert not too_late("1845", "../1846")
    assert too_late("1847", "../1846")


def test_a_loop_is_told_in_order():
    assert find_loop([("a", "b"), ("b", "c"), ("x", "a"), ("c", "a")]) == ["a", "b", "c"]


def test_what_causes_itself_is_a_loop():
    assert find_loop([("a", "b"), ("b", "b")]) == ["b"]


@pytest.mark.parametrize(
    "edges",
    [
        [],
        [("a", "b")],
        [("a", "b"), ("a", "b")],
        [("a", "b"), ("a", "c"), ("b", "d"), ("c", "d")],
    ],
    ids=["nothing", "one", "twice", "two ways to one effect"],
)
def test_without_a_loop_nothing_is_told(edges):
    assert find_loop(edges) == []


def test_a_chain_longer_than_python_s_stack_is_followed():
    size = sys.getrecursionlimit() * 3
    chain = [(f"{n:06}", f"{n + 1:06}") for n in range(size)]
    assert find_loop(chain) == []
    assert len(find_loop([*chain, (f"{size:06}", "000000")])) == size + 1


def test_many_ways_to_one_effect_are_not_walked_one_by_one():
    """Sixty forks after each other make more ways than there is time for."""
    forks = [(n, side, n + 1) for n in range(60) for side in "lr"]
    steps = [(f"{a:02}", f"{a:02}{side}") for a, side, _b in forks]
    steps += [(f"{a:02}{side}", f"{b:02}") for a, side, b in forks]
    assert find_loop(steps) == []


edges = st.lists(st.tuples(*[st.sampled_from("abcdefg")] * 2), max_size=14)


@given(edges)
def test_a_loop_is_found_exactly_if_something_leads_to_itself(edges):
    loop = find_loop(edges)
    assert bool(loop) == any(leads_to(edges, node, node) for node in "abcdefg")


@given(edges)
def test_every_step_of_a_loop_is_an_edge_and_none_is_taken_twice(edges):
    loop = find_loop(edges)
    steps = list(zip(loop, [*loop[1:], *loop[:1]], strict=True))
    assert set(steps) <= set(edges)
    assert len(set(loop)) == len(loop)


@given(edges, st.randoms())
def test_the_order_of_the_causes_decides_nothing_but_which_loop_is_told(edges, random):
    shuffled = random.sample(edges, len(edges))
    assert bool(find_loop(shuffled)) == bool(find_loop(edges))


def leads_to(edges, start, goal):
    """Naively: one step, or a step and then as many more as there are nodes."""
    reached = {effect for cause, effect in edges if cause == start}
    for _ in range(7):
        reached |= {effect for cause, effect in edges if cause in reached}
    return goal in reached
