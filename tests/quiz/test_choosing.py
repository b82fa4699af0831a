"""What a round asks: the policy over plain values, and the rounds that are made of it."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from random import Random

import pytest
from fsrs import Rating
from hypothesis import given
from hypothesis import strategies as st

from history.dates import parse
from quiz import kinds
from quiz.choosing import Choice, choose, difficulty, due, next_due, wishes, within, worth
from quiz.facts import facts_of
from quiz.forgetting import after
from quiz.generation import event_of
from quiz.granting import Wish, grant
from quiz.proposing import RECENT
from quiz.soundness import independent
from tests.quiz.world import chronicle, dated, world

DAY = timedelta(days=1)
NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def known(*ratings, ago):
    """A memory after answers a day apart, the last one so many days ago."""
    memory, at = None, NOW - (ago + len(ratings) - 1) * DAY
    for rated in ratings:
        memory = after(memory, rated, at)
        at += DAY
    return memory


RIGHT, WRONG = Rating.Good, Rating.Again
TOWER = "when:tower-1809"
FACTS = [f"when:{letter}" for letter in "abcdefghij"]


# What asking gains.


def test_a_fact_missed_just_now_gains_less_than_one_missed_yesterday():
    assert worth(known(WRONG, ago=0), NOW) < worth(known(WRONG, ago=1), NOW)


def test_what_has_begun_to_fade_gains_more_than_what_is_fresh():
    memory = known(RIGHT, ago=0)
    assert worth(memory, NOW) < worth(memory, memory.fresh_until + DAY)


def test_a_leech_gains_less_than_what_was_missed_once():
    once, leech = known(RIGHT, WRONG, ago=3), known(*[RIGHT, WRONG] * 6, ago=3)
    assert worth(leech, NOW) < worth(once, NOW)


# The order.


def test_what_is_due_comes_first_then_what_is_new_then_what_is_lit():
    memories = {
        "when:a": known(RIGHT, ago=1),
        "when:b": known(RIGHT, ago=9),
        "when:c": known(WRONG, ago=1),
    }
    order = choose(FACTS, memories, NOW, 4, Random(1))
    assert set(order[:2]) == {"when:b", "when:c"}
    assert order[-1] == "when:a"
    assert sorted(order) == FACTS


def test_what_is_due_takes_half_of_a_round_while_there_is_anything_new():
    memories = {fact: known(RIGHT, ago=9) for fact in FACTS[:7]}
    first = choose(FACTS, memories, NOW, 4, Random(1))[:4]
    assert [fact in memories for fact in first] == [True, True, False, False]


def test_a_round_of_one_question_asks_what_is_due():
    assert choose(FACTS, {"when:d": known(RIGHT, ago=9)}, NOW, 1, Random(1))[0] == "when:d"


def test_what_is_due_takes_what_the_new_leaves():
    memories = {fact: known(RIGHT, ago=9) for fact in FACTS[:9]}
    first = choose(FACTS, memories, NOW, 4, Random(1))[:4]
    assert [fact in memories for fact in first] == [True, True, True, False]


def test_of_what_is_due_what_gains_most_comes_first():
    memories = {fact: known(RIGHT, ago=3 + n) for n, fact in enumerate(FACTS)}
    gains = [worth(memories[f], NOW) for f in choose(FACTS, memories, NOW, 10, Random(1))]
    assert gains == sorted(gains, reverse=True)


def test_where_all_is_lit_what_fades_first_comes_first():
    memories = {fact: known(*[RIGHT] * (n + 1), ago=0) for n, fact in enumerate(FACTS)}
    order = choose(reversed(FACTS), memories, NOW, 10, Random(1))
    ends = [memories[fact].fresh_until for fact in order]
    assert ends == sorted(ends)


@given(st.sets(st.sampled_from(FACTS)), st.sets(st.sampled_from(FACTS)), st.integers(1, 12))
def test_every_fact_is_chosen_once(facts, asked, length):
    memories = {fact: known(RIGHT, ago=len(fact) + hash(fact) % 9) for fact in sorted(asked)}
    assert sorted(choose(facts, memories, NOW, length, Random(1))) == sorted(facts)


def test_the_same_seed_chooses_the_same_and_another_something_else():
    orders = [choose(FACTS, {}, NOW, 4, Random(seed)) for seed in (1, 1, 2)]
    assert orders[0] == orders[1] != orders[2]


def test_what_is_due_and_when_the_next_is():
    memories = {"when:a": known(RIGHT, ago=1), "when:b": known(WRONG, ago=0)}
    assert due(FACTS, memories, NOW) == ["when:b"]
    assert next_due(FACTS, memories, NOW) == memories["when:a"].fresh_until
    assert next_due(["when:b"], memories, NOW) is None


# Near what is known.


def test_new_facts_near_what_is_known_come_first():
    """A storm is known: the wall that it led to, and why, and what happened in those years."""
    kelpwick = world()
    memories = {"when:storm-1859": known(RIGHT, ago=1)}
    wished = wishes(kelpwick, facts_of(kelpwick), memories, NOW, 1, 10)
    first = {wish.fact for wish in wished[:2]}
    assert first == {"when:wall-1862", "why:wall--storm"}
    dates = [wish.fact for wish in wished if wish.fact.startswith("when:")]
    assert set(dates[1:4]) == {"when:telegraph-1856", "when:regatta-1853", "when:school-1866"}


def test_who_knows_nothing_meets_the_turning_points_first():
    kelpwick = world()
    wished = wishes(kelpwick, facts_of(kelpwick), {}, NOW, 1, 10)
    assert {event_of(kelpwick, wish.fact).importance for wish in wished[:6]} == {3}


def test_wishes_say_how_a_fact_was_asked_last():
    class Row:
        last_way = "date/type"

        def __init__(self, memory):
            self.__dict__ |= {name: getattr(memory, name) for name in memory.__slots__}

    memories = {TOWER: Row(known(RIGHT, ago=9))}
    first, *others = wishes(world(), facts_of(world()), memories, NOW, 1, 10)
    assert first == Wish(TOWER, "date/type")
    assert {wish.last_way for wish in others} == {""}


# Part of a timeline.


def test_a_part_of_a_timeline_has_the_facts_of_its_events():
    held = dated("1801", "1810-05", "1820/1825", "1840")
    chosen = within(held, Choice(first=parse("1810").earliest, last=parse("1822").latest))
    assert chosen == ["when:event-2", "when:event-3"]
    assert within(held, Choice()) == list(facts_of(held))
    assert within(held, Choice(first=parse("1900").earliest)) == []


# How hard.


def test_three_right_answers_and_a_wrong_one_leave_it_as_hard():
    assert difficulty([1, 1, 1, 0] * 10) == pytest.approx(0.5, abs=0.1)
    assert difficulty([]) == 0.5


@given(st.lists(st.floats(0, 1)))
def test_difficulty_stays_within_bounds(accuracies):
    assert 0 <= difficulty(accuracies) <= 1


@pytest.mark.parametrize("skill", [0.3, 0.5, 0.7])
@pytest.mark.parametrize("seed", range(3))
def test_it_settles_where_three_answers_in_four_are_right(skill, seed):
    """Students of differing skill, each less often right the harder they are asked."""
    rng, answers = Random(seed), []
    for _n in range(1200):
        hard = difficulty(answers[-RECENT:])
        answers.append(float(rng.random() < min(1, max(0, 0.75 + 1.2 * (skill - hard)))))
    assert sum(answers[200:]) / 1000 == pytest.approx(0.75, abs=0.05)


# Rounds of it.


def granted(held, facts, seed=1, last_way="", **others):
    return grant(held, seed, [Wish(fact, last_way) for fact in facts], **others)


def form(draft):
    return f"{draft.kind}/{draft.key['asks']['way']}"


@pytest.mark.parametrize("last_way", ["date/choose", "date/type", "date/place", "ordering/all"])
def test_a_fact_is_asked_in_another_form_than_last_time(last_way):
    for seed in range(8):
        (one,) = granted(world(), ["when:lens-1827"], seed, last_way)
        assert one.key["asks"]["fact"] == "when:lens-1827"
        assert form(one) != last_way


def test_a_fact_with_one_form_alone_is_asked_in_it_again():
    (one,) = granted(dated("1801"), ["when:event-1"], last_way="date/type")
    assert form(one) == "date/type"


def test_a_round_takes_turns_of_kinds_where_it_can(us_russia):
    for seed in range(6):
        order = wishes(us_russia, facts_of(us_russia), {}, NOW, seed, 10)
        drafts = grant(us_russia, seed, order)
        assert len(drafts) == 10
        assert sum(a.kind != b.kind for a, b in pairwise(drafts)) >= 7
        assert len(Counter(one.kind for one in drafts)) >= 2


def test_every_way_of_every_kind_comes_up(us_russia):
    facts = facts_of(us_russia)
    ways = {
        f"{name}/{way}"
        for name, kind in kinds.all_kinds().items()
        for way in kind.ways
        if list(kind.targets(us_russia))
    }
    seen = set()
    for seed in range(120):
        order = wishes(us_russia, facts, {}, NOW, seed, 10)
        seen.update(map(form, grant(us_russia, seed, order)))
    assert seen == ways


def test_no_question_of_a_round_answers_another(us_russia):
    for seed in range(6):
        drafts = grant(us_russia, seed, wishes(us_russia, facts_of(us_russia), {}, NOW, seed, 10))
        assert not independent(drafts)
        facts = [fact for one in drafts for fact in one.facts]
        assert len(facts) == len(set(facts))


def test_what_is_barred_is_asked_in_another_way_or_not_at_all():
    seen = set()
    while drafts := granted(dated("1801"), ["when:event-1"], barred=seen):
        seen |= {one.likeness for one in drafts}
        assert len(seen) < 5
    assert seen


def test_what_cannot_be_asked_is_passed_over():
    held = world()
    drafts = granted(held, ["why:tower--duties", TOWER, "when:bell-1819"])
    assert TOWER in {one.key["asks"]["fact"] for one in drafts}
    assert granted(chronicle(), []) == []


def test_a_round_is_as_hard_as_it_is_meant_to_be():
    def chosen(level):
        """The first round of this difficulty that offers dates to choose from."""
        rounds = (granted(world(), [TOWER], seed, difficulty=level) for seed in range(40))
        return next(one for (one,) in rounds if form(one) == "date/choose")

    assert chosen(0.2).key["asks"]["unit"] == "year"
    assert chosen(1.0).key["asks"]["unit"] == "day"


def test_the_same_wishes_and_seed_make_the_same_round(us_russia):
    order = wishes(us_russia, facts_of(us_russia), {}, NOW, 3, 10)
    one, other = (grant(us_russia, 3, order) for _n in range(2))
    assert [d.digest for d in one] == [d.digest for d in other]
