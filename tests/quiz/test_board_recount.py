"""Whatever happens to a class, its board equals a slow recount of what its pupils hold."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz import leaderboard
from quiz.forgetting import LONG_AGO
from quiz.leaderboard import holdings
from quiz.models import Membership, Memory
from tests.history.factories import EventFactory, TopicFactory
from tests.quiz.cast import ClassroomFactory, MembershipFactory

pytestmark = pytest.mark.django_db

START = datetime(2026, 3, 14, 23, 50, tzinfo=UTC)  # a Saturday: a week ends on the way
FACTS = ["when:in-1700", "when:in-1710", "when:in-1720"]
WHO, WHAT = st.integers(0, 2), st.sampled_from([*FACTS, "when:of-another-topic"])

# No time that can pass ends between two looks in the quarter of an hour in which a fact fades: in
# that quarter alone a board may be late.
HAPPENINGS = st.lists(
    st.one_of(
        st.tuples(st.just("right"), WHO, WHAT),
        st.tuples(st.just("wrong"), WHO, WHAT),
        st.tuples(st.just("leaves"), WHO, st.none()),
        st.tuples(st.just("comes back"), WHO, st.none()),
        st.tuples(st.just("out of the ranking"), WHO, st.none()),
        st.tuples(st.just("time passes"), st.sampled_from([1, 14, 16, 700, 3000]), st.none()),
        st.tuples(st.just("the clock is set back"), st.sampled_from([16, 700, 3000]), st.none()),
        st.tuples(st.just("a new event"), WHO, st.none()),
    ),
    min_size=1,
    max_size=12,
)


@pytest.fixture(scope="module", autouse=True)
def watched():
    """A recount asks for each pupil one by one, as no page may."""


def happen(classroom, members, at, what):
    name, which, fact = what
    if name == "time passes":
        return at + timedelta(minutes=which)
    if name == "the clock is set back":
        return at - timedelta(minutes=which)
    if name == "a new event":
        EventFactory(slug=f"new-{which}-{at.timestamp()}", date="1800", topics=[classroom.topic])
        classroom.topic.version += 1
        classroom.topic.save()
        return at + timedelta(seconds=1)
    member = members[which]
    if fact:
        _answer(member, fact, name == "right", at)
        Membership.objects.filter(pk=member.pk).touch()
    else:
        changes = {
            "leaves": {"removed": at},
            "comes back": {"removed": None},
            "out of the ranking": {"in_ranking": False},
        }
        Membership.objects.filter(pk=member.pk).update(**changes[name])
    return at + timedelta(seconds=1)


def _answer(member, fact, right, at):
    before = Memory.objects.filter(player=member.player, fact=fact).first()
    since = before.held_since if before and before.fresh_until > at else None
    state = {
        "stability": 1,
        "difficulty": 5,
        "reviewed": at,
        "fresh_until": at + timedelta(hours=20) if right else LONG_AGO,
        "held_since": min(since or at, at) if right else None,
    }
    Memory.objects.update_or_create(player=member.player, fact=fact, defaults=state)


def recount(classroom, at):
    monday = (at - timedelta(days=at.weekday())).replace(hour=0, minute=0, second=0, microsecond=0)
    facts = [f"when:{event.slug}" for event in classroom.topic.events.all()]
    held, new, ranking = dict.fromkeys(facts, 0), 0, []
    for member in Membership.objects.filter(classroom=classroom, removed=None):
        count = 0
        for memory in Memory.objects.filter(player=member.player):
            if memory.fact in held and memory.fresh_until > at:
                count += 1
                held[memory.fact] += 1
                new += memory.held_since >= monday
        if member.in_ranking:
            ranking.append(count)
    return held, new, sorted(ranking, reverse=True)


@settings(max_examples=40, deadline=None)
@given(happenings=HAPPENINGS)
def test_a_board_equals_a_recount_after_anything(happenings):
    holdings._kept.clear()
    with transaction.atomic():
        topic = TopicFactory()
        for fact in FACTS:
            EventFactory(slug=fact.removeprefix("when:"), date="1700", topics=[topic])
        topic.refresh_from_db()
        classroom = ClassroomFactory(topic=topic, ranking=True)
        members = MembershipFactory.create_batch(3, classroom=classroom)
        at = START
        for what in happenings:
            at = happen(classroom, members, at, what)
            board = leaderboard.standing(classroom, at)
            held, new, ranking = recount(classroom, at)
            counted = zip(board.facts, board.holders, strict=True)
            assert {fact.name: holders for fact, holders in counted} == held
            assert board.new_times == new
            assert [place.held for place in board.ranking] == ranking
        transaction.set_rollback(True)
    holdings._kept.clear()
