"""What a player holds follows from their answers, and from nothing else."""

import threading
from collections import defaultdict
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.models import User
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from fsrs import Card, Rating
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz import memory, objections, play
from quiz.forgetting import LONG_AGO, SCHEDULER
from quiz.models import Answer, Memory, Player, Question, Round
from tests.quiz import world
from tests.quiz.cast import MembershipFactory, MemoryFactory, PlayerFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
MONDAY = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
COLUMNS = ("stability", "difficulty", "times", "reviewed", "fresh_until", "held_since", "last_way")


@pytest.fixture(autouse=True)
def only_chance_chooses(monkeypatch):
    """So that the same seed asks the same, whatever is held by then."""
    monkeypatch.setattr(play.proposing, "wishes", lambda **_: None)


@pytest.fixture
def kelpwick(db, usual_ways):
    return world.store(world.world())


@pytest.fixture
def player():
    return play.new_guest()


def ask(player, topic, kind="date", seed=4, position=0):
    """A question of a new round."""
    played = play.start_round(player=player, topic=topic, seed=seed)
    return played.questions.filter(kind=kind).order_by("position")[position]


def answer(question, right=True, confidence=""):
    ids = [option["id"] for option in question.shown["options"]]
    key = question.key["answer"]
    given_ = key if right else [i for i in ids if i not in key] or key[::-1]
    order = question.shown["mode"] == "order"
    given_ = given_ if order else given_[0]
    recorded, _new = play.answer(question=question, given=given_, confidence=confidence)
    return recorded


def memories(player):
    rows = Memory.objects.of(player).values("fact", *COLUMNS)
    return {row.pop("fact"): row for row in rows}


def recounted(player):
    """The slow way, by the package's own cards: what the memories of this player must be."""
    found = defaultdict(lambda: {"card": Card(card_id=1), "until": None, "since": None, "times": 0})
    answers = Answer.objects.of(player).select_related("question").order_by("pk")
    for recorded in answers:
        for fact, accuracy in recorded.facts.items():
            if recorded.restored is not None and accuracy < 1:
                continue
            one, at = found[fact], recorded.created
            rated = memory.rating(accuracy, recorded.confidence)
            one["card"], _log = SCHEDULER.review_card(one["card"], rated, at)
            one["times"] += 1
            one["way"] = f"{recorded.question.kind}/{recorded.question.key['asks']['way']}"
            was_lit = one["until"] is not None and one["until"] > at
            if rated == Rating.Again:
                one["until"], one["since"] = LONG_AGO, None
            else:
                until = at + timedelta(days=one["card"].stability)
                one["until"] = max(until, one["until"] or until)
                one["since"] = min((was_lit and one["since"]) or at, at)
    return {
        fact: {
            "stability": one["card"].stability,
            "difficulty": one["card"].difficulty,
            "times": one["times"],
            "reviewed": one["card"].last_review,
            "fresh_until": one["until"],
            "held_since": one["since"],
            "last_way": one["way"],
        }
        for fact, one in found.items()
    }


# What FSRS is told.


@pytest.mark.parametrize(
    ("accuracy", "confidence", "rated"),
    [
        (0, "", Rating.Again),
        (0, "sure", Rating.Again),
        (0.49, "sure", Rating.Again),
        (0.5, "", Rating.Hard),
        (0.99, "sure", Rating.Hard),
        (0.5, "guess", Rating.Again),
        (1, "", Rating.Good),
        (1, "think", Rating.Good),
        (1, "sure", Rating.Easy),
        (1, "guess", Rating.Hard),
    ],
)
def test_the_rating_comes_from_the_answer(accuracy, confidence, rated):
    assert memory.rating(accuracy, confidence) == rated


# One answer.


def test_a_right_answer_lights_its_fact(player, kelpwick):
    question = ask(player, kelpwick)
    recorded = answer(question)
    (held,) = Memory.objects.of(player)
    assert held.fact == question.facts[0]
    assert held.last_way == "date/choose"
    assert held.reviewed == held.held_since == recorded.created
    assert list(Memory.objects.lit(recorded.created)) == [held]
    assert held.fresh_until == recorded.created + held.stability * DAY


def test_a_wrong_answer_leaves_a_memory_that_is_due(player, kelpwick):
    recorded = answer(ask(player, kelpwick), right=False)
    assert not Memory.objects.lit(recorded.created).exists()
    assert Memory.objects.due(recorded.created).get().held_since is None


def test_an_ordering_moves_each_event_by_how_it_was_placed(player, kelpwick):
    question = ask(player, kelpwick, kind="ordering")
    order = list(question.key["answer"])
    # The first of four goes last: it is wrong with all, each other with one of three.
    play.answer(question=question, given=[*order[1:], order[0]])
    marks = Answer.objects.get().facts
    assert len(marks) >= 3
    assert set(marks) == set(memories(player))
    first = f"when:{question.key['stands_for'][order[0]]}"
    assert marks[first] == 0
    for fact, held in memories(player).items():
        assert (held["held_since"] is not None) == (marks[fact] >= 0.5)
    stabilities = {fact: held["stability"] for fact, held in memories(player).items()}
    assert stabilities[first] == min(stabilities.values())


def test_being_sure_makes_it_last_longer_and_a_guess_shorter(player, kelpwick):
    lasting = {}
    for position, confidence in enumerate(["guess", "think", "", "sure"]):
        question = ask(player, kelpwick, position=position % 3, seed=4 + position // 3)
        answer(question, confidence=confidence)
        held = Memory.objects.of(player).get(fact=question.facts[0])
        lasting[confidence] = held.stability
    assert lasting["guess"] < lasting["think"] == lasting[""] < lasting["sure"]


def test_confidence_never_moves_a_mark(player, kelpwick):
    sure = answer(ask(player, kelpwick, position=0), confidence="sure")
    guess = answer(ask(player, kelpwick, position=1), confidence="guess")
    assert sure.marks == guess.marks == 1
    assert (sure.confidence, guess.confidence) == ("sure", "guess")


def test_a_second_answer_to_a_question_moves_nothing(player, kelpwick):
    question = ask(player, kelpwick)
    answer(question)
    before = memories(player)
    answer(question, right=False, confidence="sure")
    assert memories(player) == before


def test_another_players_memory_stays_as_it_is(player, kelpwick):
    question = ask(player, kelpwick)
    other = MemoryFactory(fact=question.facts[0])
    before = memories(other.player)
    answer(question)
    assert memories(other.player) == before


def test_an_answer_that_cannot_be_remembered_is_not_stored(player, kelpwick, monkeypatch):
    question = ask(player, kelpwick)
    monkeypatch.setattr(memory, "_store", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        answer(question)
    assert not Answer.objects.exists()


def test_a_class_is_told_that_its_pupil_moved_and_nobody_elses(player, kelpwick):
    mine, other = MembershipFactory(player=player), MembershipFactory()
    question = ask(player, kelpwick)
    with time_machine.travel(MONDAY + 3000 * DAY, tick=False):
        question.round.created = MONDAY + 3000 * DAY
        answer(question)
    mine.refresh_from_db()
    other.refresh_from_db()
    assert (mine.changes, other.changes) == (1, 0)


def test_what_was_wrong_is_not_lit_by_a_clock_set_back(player, kelpwick):
    with time_machine.travel(MONDAY, tick=False):
        question, again = (ask(player, kelpwick) for _n in range(2))
        answer(question, right=False)
    with time_machine.travel(MONDAY - 3 * DAY, tick=False):
        assert not Memory.objects.lit(timezone.now()).exists()
        assert Memory.objects.due(timezone.now()).exists()
        answer(again)
        assert question.facts == again.facts
        held = Memory.objects.lit(timezone.now()).get(fact=question.facts[0])
    assert held.fresh_until == held.reviewed + held.stability * DAY


@pytest.mark.parametrize(
    "impossible",
    [
        {"held_since": None, "fresh_until": MONDAY + DAY},
        {"held_since": MONDAY, "fresh_until": MONDAY - DAY},
    ],
    ids=["wrong and lit", "faded before it was asked"],
)
def test_the_database_keeps_no_memory_that_no_answer_leaves(player, impossible):
    with pytest.raises(IntegrityError), transaction.atomic():
        MemoryFactory(player=player, reviewed=MONDAY, **impossible)


def test_an_answer_under_a_clock_set_back_keeps_what_is_lit(player, kelpwick):
    with time_machine.travel(MONDAY, tick=False):
        question = ask(player, kelpwick)
        again = ask(player, kelpwick)
        answer(question)
    before = memories(player)[question.facts[0]]
    with time_machine.travel(MONDAY - 30 * DAY, tick=False):
        answer(again)
    after = memories(player)[question.facts[0]]
    assert question.facts == again.facts
    assert after["fresh_until"] >= before["fresh_until"]
    assert after["held_since"] is not None


# Marks given back.


def test_of_an_unsound_question_what_was_wrong_counts_for_nothing(player, kelpwick):
    question = ask(player, kelpwick, kind="ordering")
    order = list(question.key["answer"])
    play.answer(question=question, given=[order[1], order[0], *order[2:]])
    recorded = Answer.objects.get()
    right = {fact for fact, accuracy in recorded.facts.items() if accuracy == 1}
    said, _new = objections.object_to(answer=recorded, words="No.")
    objections.uphold(objection=said, by=User.objects.create_user("owl"))
    assert right < set(recorded.facts)
    assert set(memories(player)) == right
    assert memories(player) == recounted(player)


def test_marks_given_back_restore_what_the_wrong_answer_had_put_out(player, kelpwick):
    with time_machine.travel(MONDAY, tick=False):
        first, second = (ask(player, kelpwick) for _n in range(2))
        answer(first)
        before = memories(player)
    with time_machine.travel(MONDAY + DAY, tick=False):
        recorded = answer(second, right=False)
        assert memories(player) != before
        said, _new = objections.object_to(answer=recorded, words="No.")
        objections.uphold(objection=said, by=User.objects.create_user("owl"))
        assert memories(player) == before


def test_an_answer_to_a_question_withdrawn_by_then_puts_nothing_out(player, kelpwick):
    first, second = ask(player, kelpwick), ask(PlayerFactory(), kelpwick)
    said, _new = objections.object_to(answer=answer(second), words="No.")
    objections.uphold(objection=said, by=User.objects.create_user("owl"))
    answer(first, right=False)
    assert memories(player) == {}


def test_marks_given_back_tell_the_class(player, kelpwick):
    member = MembershipFactory(player=player)
    recorded = answer(ask(player, kelpwick), right=False)
    member.refresh_from_db()
    before = member.changes
    said, _new = objections.object_to(answer=recorded, words="No.")
    objections.uphold(objection=said, by=User.objects.create_user("owl"))
    member.refresh_from_db()
    assert member.changes > before


# Made again.


def test_replay_mends_whatever_was_spoiled(player, kelpwick):
    for position, right in enumerate([True, False, True]):
        answer(ask(player, kelpwick, position=position), right=right)
    before = memories(player)
    Memory.objects.update(stability=99, times=7, last_way="")
    MemoryFactory(player=player, fact="when:never-asked")
    memory.replay(player=player)
    assert memories(player) == before == recounted(player)


def test_replay_of_some_facts_leaves_the_others(player, kelpwick):
    one, other = (answer(ask(player, kelpwick, position=n)) for n in range(2))
    Memory.objects.update(times=7)
    memory.replay(player=player, facts=list(one.facts))
    assert {row["times"] for fact, row in memories(player).items() if fact in one.facts} == {1}
    assert {row["times"] for fact, row in memories(player).items() if fact in other.facts} == {7}


def test_replay_of_more_facts_than_a_query_names(player, kelpwick):
    recorded = answer(ask(player, kelpwick))
    before = memories(player)
    Memory.objects.all().delete()
    memory.replay(player=player, facts=[*recorded.facts, *(f"when:{n}" for n in range(2000))])
    assert memories(player) == before


@pytest.mark.parametrize("rounds", [1, 6])
def test_replay_takes_as_many_queries_for_many_answers_as_for_few(player, kelpwick, rounds):
    for seed in range(rounds):
        for question in play.start_round(
            player=player, topic=kelpwick, seed=seed
        ).questions.select_related("round"):
            answer(question)
    before = memories(player)
    with CaptureQueriesContext(connection) as captured:
        memory.replay(player=player)
    assert len(captured) == 7
    assert memories(player) == before


def test_a_guest_who_signs_in_brings_what_they_hold(player, kelpwick):
    user = User.objects.create_user("fox")
    own = play.member(user)
    answer(ask(own, kelpwick))
    answer(ask(player, kelpwick), right=False)
    answer(ask(player, kelpwick, position=1))
    play.adopt(guest=player, user=user)
    assert memories(own) == recounted(own)
    assert len(memories(own)) == 2
    assert {row["times"] for row in memories(own).values()} == {1, 2}


# Anything, in any order.

STEPS = ("answer right", "answer part", "answer wrong", "wait", "set back", "uphold", "merge")


class Town:
    """Three players who answer while the clock jumps, questions fall and two become one."""

    def __init__(self, topic, clock):
        self.topic, self.clock = topic, clock
        self.players = [play.new_guest() for _n in range(3)]
        self.teacher = User.objects.create_user("owl")

    def do(self, step, number):
        getattr(self, step.replace(" ", "_"))(number)

    def answer_right(self, number):
        self._answer(number, lambda key, ids: key)

    def answer_part(self, number):
        self._answer(number, lambda key, ids: [*key[1:], key[0]])

    def answer_wrong(self, number):
        self._answer(number, lambda key, ids: [i for i in ids if i not in key] or key[::-1])

    def _answer(self, number, choose):
        player = self.players[number % len(self.players)]
        mine = Question.objects.of(player).open().order_by("pk")
        if number % 4 == 0 or not mine.exists():
            play.start_round(player=player, topic=self.topic, seed=number % 3)
        question = mine[number % mine.count()]
        ids = [option["id"] for option in question.shown["options"]]
        chosen = choose(question.key["answer"], ids)
        order = question.shown["mode"] == "order"
        confidence = Answer.Confidence.values[number % 3] if number % 5 else ""
        play.answer(question=question, given=chosen if order else chosen[0], confidence=confidence)

    def wait(self, number):
        self.clock.shift(timedelta(hours=7 * number))

    def set_back(self, number):
        self.clock.shift(-timedelta(hours=11 * number))

    def uphold(self, number):
        answers = Answer.objects.select_related("question__round__topic").order_by("pk")
        if answers:
            said, _new = objections.object_to(answer=answers[number % len(answers)], words="No.")
            objections.uphold(objection=said, by=self.teacher)

    def merge(self, number):
        if len(self.players) > 1:
            user = User.objects.create_user(f"fox {number} {len(self.players)}")
            owner, guest = self.players.pop(), self.players[number % len(self.players)]
            if owner.user_id is None:
                owner.user = user
                owner.save()
            self.players.remove(guest) if guest.user_id is None else None
            self.players.append(play.adopt(guest=guest, user=owner.user))


def test_memories_are_always_what_a_slow_recount_of_the_answers_gives(kelpwick):
    @settings(max_examples=40, deadline=None)
    @given(st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 40)), max_size=18))
    def recount(steps):
        with transaction.atomic(), time_machine.travel(MONDAY, tick=False) as clock:
            town = Town(kelpwick, clock)
            town.do("answer right", 0)
            for step in steps:
                town.do(*step)
                for player in Player.objects.all():
                    assert memories(player) == recounted(player), step
            for player in Player.objects.all():
                before = memories(player)
                memory.replay(player=player)
                assert memories(player) == before
            transaction.set_rollback(True)

    recount()


# At once.


def at_once(*deeds):
    """A deed that fails fails the test."""
    start, failures = threading.Barrier(len(deeds)), []

    def run(deed):
        start.wait()
        try:
            deed()
        except Exception as failure:  # told by the test itself
            failures.append(failure)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[deed]) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", range(3))
def test_tabs_that_answer_about_one_fact_at_once_are_all_remembered(time, usual_ways):
    topic = world.store(world.world())
    player = play.new_guest()
    asked = [ask(player, topic) for _n in range(8)]
    assert len({question.facts[0] for question in asked}) == 1
    at_once(*(lambda q=q, n=n: answer(q, right=bool(n % 3)) for n, q in enumerate(asked)))
    assert Memory.objects.get().times == 8
    assert memories(player) == recounted(player)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", range(3))
def test_answers_while_a_question_is_withdrawn_and_players_merge_are_all_remembered(
    time, usual_ways
):
    topic = world.store(world.world())
    user = User.objects.create_user("fox")
    guest, own, other = play.new_guest(), play.member(user), play.new_guest()
    asked = [ask(player, topic) for player in [guest, guest, own, own, other, other]]
    answers = [answer(question, right=False) for question in asked[::2]]
    said, _new = objections.object_to(answer=answers[0], words="No.")
    teacher = User.objects.create_user("owl")
    at_once(
        *(lambda q=q: answer(q, right=False) for q in asked[1::2]),
        lambda: objections.object_to(answer=answers[1], words="No."),
        lambda: objections.uphold(objection=said, by=teacher),
        lambda: play.adopt(guest=guest, user=user),
    )
    assert Answer.objects.count() == 6
    assert set(Round.objects.values_list("player", flat=True)) == {own.pk, other.pk}
    for player in Player.objects.all():
        assert memories(player) == recounted(player)
