"""The verbs that write: starting, answering once and for ever, and what a guest keeps."""

import threading
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import User
from django.db import IntegrityError, connection, transaction

from quiz import kinds, play
from quiz.models import Answer, Player, Question, Round
from tests.history.factories import EventFactory, TopicFactory
from tests.quiz.playing import right, wrong

pytestmark = pytest.mark.django_db


@pytest.fixture
def player():
    return play.new_guest()


@pytest.fixture
def played(player, topic):
    return play.start_round(player=player, topic=topic, seed=4)


def given(question, data):
    form = kinds.all_kinds()[question.kind].form(question.shown, data)
    assert form.is_valid()
    return form.cleaned_data["answer"]


def test_a_round_has_ten_questions_of_all_kinds_and_no_fact_twice(played):
    questions = list(played.questions.order_by("position"))
    facts = [fact for question in questions for fact in question.facts]
    assert [q.position for q in questions] == list(range(1, 11))
    assert {q.kind for q in questions} == {"cause", "date", "dispute", "ordering"}
    assert len(facts) == len(set(facts))


def test_the_same_seed_asks_the_same_questions(player, topic, played):
    again = play.start_round(player=player, topic=topic, seed=4)
    shown = [[q.shown for q in each.questions.order_by("position")] for each in (again, played)]
    assert shown[0] == shown[1]


def test_a_topic_without_sound_questions_starts_no_round(player):
    topic = TopicFactory()
    EventFactory(topics=[topic])
    with pytest.raises(play.NothingToAsk):
        play.start_round(player=player, topic=topic)
    assert not Round.objects.exists()


def test_a_right_answer_earns_its_mark(played):
    for question in played.questions.all():
        recorded, is_new = play.answer(question=question, given=given(question, right(question)))
        assert is_new
        assert recorded.accuracy == 1
        assert set(recorded.facts) == set(question.facts)


def test_a_wrong_answer_earns_none(played):
    for question in played.questions.all():
        recorded, _is_new = play.answer(question=question, given=given(question, wrong(question)))
        assert recorded.accuracy == 0


def test_only_the_first_answer_counts(played):
    question = played.questions.first()
    first, _is_new = play.answer(question=question, given=given(question, wrong(question)))
    second, is_new = play.answer(question=question, given=given(question, right(question)))
    assert not is_new
    assert second == first
    assert second.accuracy == 0


def test_the_database_itself_refuses_a_second_answer(played):
    question = played.questions.first()
    fields = {"question": question, "given": "x", "accuracy": 1, "facts": {}, "feedback": {}}
    Answer.objects.create(**fields)
    with pytest.raises(IntegrityError), transaction.atomic():
        Answer.objects.create(**fields)


@pytest.mark.parametrize("accuracy", [-0.1, 1.1])
def test_the_database_itself_refuses_marks_outside_0_to_1(played, accuracy):
    question = played.questions.first()
    with pytest.raises(IntegrityError), transaction.atomic():
        Answer.objects.create(
            question=question, given="x", accuracy=accuracy, facts={}, feedback={}
        )


def test_the_database_itself_refuses_two_questions_in_one_place(played):
    question = played.questions.first()
    question.pk = None
    question.uuid = play.Round().uuid
    with pytest.raises(IntegrityError), transaction.atomic():
        question.save(force_insert=True)


@pytest.mark.django_db(transaction=True)
def test_eight_answers_at_once_are_recorded_as_one(topic):
    played = play.start_round(player=play.new_guest(), topic=topic, seed=4)
    question = played.questions.filter(shown__mode="single").first()
    start, recorded = threading.Barrier(8), []

    def submit(option):
        start.wait()
        recorded.append(play.answer(question=Question.objects.get(pk=question.pk), given=option))
        connection.close()

    options = [option["id"] for option in question.shown["options"]] * 3
    threads = [threading.Thread(target=submit, args=[option]) for option in options[:8]]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(is_new for _answer, is_new in recorded) == 1
    assert len({answer.given for answer, _is_new in recorded}) == 1
    assert Answer.objects.count() == 1


def test_a_round_closes_after_thirty_days(played):
    with time_machine.travel(played.created + timedelta(days=30, seconds=-1), tick=False):
        assert not played.is_closed
    with time_machine.travel(played.created + timedelta(days=30, seconds=1), tick=False):
        assert played.is_closed


def test_a_guest_who_signs_up_keeps_their_rounds(player, played):
    user = User.objects.create_user("fox")
    assert play.adopt(guest=player, user=user) == player
    played.refresh_from_db()
    assert played.player.user == user


def test_a_guest_who_signs_in_brings_their_rounds_to_the_account(player, played):
    user = User.objects.create_user("fox")
    own = play.member(user)
    assert play.adopt(guest=player, user=user) == own
    played.refresh_from_db()
    assert played.player == own
    assert Player.objects.count() == 1


def test_one_account_cannot_take_over_the_player_of_another(played, player):
    owl, fox = User.objects.create_user("owl"), User.objects.create_user("fox")
    play.adopt(guest=player, user=owl)
    play.adopt(guest=player, user=fox)
    played.refresh_from_db()
    assert played.player.user == owl
