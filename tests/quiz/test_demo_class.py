"""The class of the demo: a term as it could have been, and all its pages have something to show."""

from collections import Counter
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from quiz import handed_in, kinds, leaderboard, memory
from quiz.management import demo_class, made_up_term
from quiz.management.commands.demo import PUPIL, TEACHER, make_login
from quiz.models import Answer, Classroom, Memory, Player, Question, Round
from quiz.reports import beliefs, items, marks

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def watched():
    """It is made row by row of pupils, which is no page."""


@pytest.fixture
def people():
    return make_login(*TEACHER, group="Teachers"), make_login(*PUPIL)


@pytest.fixture
def classroom(topic, people, monkeypatch):
    """With the whole of a topic of some hundred events, and a third of the term, to be quick."""
    monkeypatch.setattr(demo_class, "_topic", lambda: topic)
    monkeypatch.setattr(demo_class, "ROUNDS", 6)
    monkeypatch.setattr(made_up_term, "WEEKS", 4)
    monkeypatch.setattr(demo_class, "WEEKS", 4)
    return demo_class.make(*people, lambda _told: None)


def rows():
    return [model.objects.count() for model in (Classroom, Player, Round, Question, Answer, Memory)]


def test_it_is_made_once_and_then_left_alone(classroom, people):
    before, told = rows(), []
    assert demo_class.make(*people, told.append) == classroom
    assert rows() == before
    assert told == []


def test_every_answer_is_what_its_kind_says_of_it(classroom):
    for answer in Answer.objects.select_related("question"):
        grade = kinds.all_kinds()[answer.question.kind].grade(answer.question.key, answer.given)
        assert (grade.accuracy, grade.facts) == (answer.accuracy, answer.facts)
        assert answer.question.round.created < answer.created < timezone.now()


def test_every_typed_date_is_one_that_the_form_would_have_read(classroom):
    typed = [a for a in Answer.objects.select_related("question") if isinstance(a.given, dict)]
    assert typed
    for answer in typed:
        form = kinds.all_kinds()[answer.question.kind].form(
            answer.question.shown, {"answer": answer.given["typed"]}
        )
        assert form.is_valid(), answer.given
        assert form.cleaned_data["answer"] == answer.given


def test_memories_are_those_of_the_answers(classroom):
    def kept():
        return list(Memory.objects.order_by("player", "fact").values_list("fact", "fresh_until"))

    before = kept()
    memory.replay_all(players=list(Player.objects.all()))
    assert before == kept() != []


def test_its_pupils_differ_and_its_board_desk_and_assignments_have_something_to_show(classroom):
    now = timezone.now()
    members = classroom.memberships.all()
    held = Counter(Memory.objects.lit(now).values_list("player", flat=True))
    assert members.count() == demo_class.PUPILS
    assert max(held.values()) > 2 * min(held.values())
    assert leaderboard.standing(classroom, now).new_times > 0
    assert beliefs.beliefs(classroom, now)
    assert any(row.answers >= items.ENOUGH for row in items.asked(marks.book(classroom)))
    states = [
        {work.state for _member, work in handed_in.of_class(one)}
        for one in classroom.assignments.order_by("due")
    ]
    assert "done" in states[0]
    assert "late" in states[0] | states[1]
    assert "waiting" in states[2]
    assert classroom.assignments.filter(due__gt=now, opens__lt=now).count() == 1
    assert Answer.objects.filter(created__gt=now - timedelta(days=1)).exists()


def test_the_pupil_of_the_demo_is_in_it_with_a_history_of_their_own(classroom, people):
    player = people[1].player
    assert player.memberships.get().classroom == classroom
    browser = Client()
    browser.force_login(people[1])
    assert player.memories.lit(timezone.now()).exists()
    assert browser.get(reverse("quiz:me")).status_code == 200
    assert browser.get(classroom.get_absolute_url()).status_code == 200
