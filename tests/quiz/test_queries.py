"""How many queries a page takes, and that the size of the tables does not matter."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from quiz import play
from tests.history.factories import EventFactory
from tests.quiz.playing import (
    answer_url,
    current,
    object_url,
    play_out,
    press_play,
    right,
    send,
    wrong,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["few rows", "many rows"])
def crowd(request, topic):
    """Nobody else, or other players with rounds and answers, and more events."""
    if request.param == "many rows":
        for seed in range(6):
            played = play.start_round(player=play.new_guest(), topic=topic, seed=seed)
            for question in played.questions.filter(shown__mode="single"):
                play.answer(question=question, given="x")
        EventFactory.create_batch(40, topics=[topic])


def queries(action):
    with CaptureQueriesContext(connection) as captured:
        response = action()
    assert response.status_code == 200
    return len(captured)


def test_a_question_page_takes_three(crowd, guest, topic):
    played = press_play(guest, topic)
    assert queries(lambda: guest.get(played.get_absolute_url())) == 3


def test_an_answer_takes_twelve_at_most(crowd, guest, topic):
    question = current(press_play(guest, topic))
    assert queries(lambda: guest.post(answer_url(question), right(question), follow=True)) <= 12


def test_feedback_takes_three(crowd, guest, topic):
    question = current(press_play(guest, topic))
    send(guest, question, wrong(question))
    assert queries(lambda: guest.get(answer_url(question))) == 3


def test_the_marks_take_six(crowd, guest, topic):
    played = press_play(guest, topic)
    play_out(guest, played, wrong)
    assert queries(lambda: guest.get(played.get_absolute_url())) == 6


def test_the_front_page_takes_five(crowd, guest, topic):
    press_play(guest, topic)
    # The first of all asks once more, for what its cards draw.
    guest.get("/")
    assert queries(lambda: guest.get("/")) == 5


def test_an_objection_takes_twenty_two_at_most(crowd, guest, topic):
    question = current(press_play(guest, topic))
    send(guest, question, wrong(question))
    said = {"words": "It was otherwise."}
    assert queries(lambda: guest.post(object_url(question), said, follow=True)) <= 22


def test_the_samples_of_an_event_take_four(crowd, guest, topic, us_russia, admin_user):
    slug = "recognition-1933"
    EventFactory(slug=slug, topics=[topic])
    guest.force_login(admin_user)
    assert queries(lambda: guest.get(reverse("quiz:samples", args=[slug]))) == 4


@pytest.mark.parametrize("name", ["login", "signup"])
def test_the_forms_of_accounts_take_none(crowd, guest, name):
    assert queries(lambda: guest.get(reverse(f"quiz:{name}"))) == 0
