"""The open assignments on a class's board: what is set, and how many have handed it in."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from quiz import assigning, classes, objections, play
from tests.quiz.cast import ClassroomFactory, MembershipFactory, UserFactory, pupil, teacher
from tests.quiz.playing import HTMX
from tests.quiz.test_assigning import hand_in

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def moment():
    """The same quarter of an hour, in which facts fade, all through a test."""
    with time_machine.travel("2026-03-18T10:05:00Z", tick=False) as clock:
        yield clock


@pytest.fixture
def classroom(topic):
    return ClassroomFactory(topic=topic)


@pytest.fixture
def set_round(classroom, topic):
    def make(title="The first weeks", **settings):
        settings = {"due": timezone.now() + DAY, "length": 2} | settings
        return assigning.assign(
            classroom=classroom, by=UserFactory(), topic=topic, title=title, **settings
        )

    return make


def wall(classroom, **headers):
    return teacher(classroom).get(reverse("quiz:board", args=[classroom.uuid]), **headers)


def work(classroom):
    """What its part of the wall says, without the markup."""
    part = wall(classroom).content.decode().split('id="board-work"')[1].split("</section>")[0]
    return " ".join(part.replace("<strong>", "").replace("</strong>", "").split())


def begin(made, member):
    return assigning.begin(assignment=made, player=member.player)


def test_it_names_what_is_set_when_it_is_due_and_how_many_have_handed_in(classroom, set_round):
    members = [MembershipFactory(classroom=classroom, nickname=f"Canary {n}") for n in range(3)]
    made = set_round(attempts=2)
    for _twice in range(2):
        hand_in(begin(made, members[0]))
    hand_in(begin(made, members[1]), count=1)
    said = work(classroom)
    assert "The first weeks" in said
    assert "19 March 2026" in said
    assert "1 of 3 has handed in" in said
    hand_in(begin(made, members[1]))
    assert "2 of 3 have handed in" in work(classroom)
    assert "Canary" not in wall(classroom).content.decode()


def test_who_was_removed_has_handed_nothing_in(classroom, set_round):
    gone, _there = (MembershipFactory(classroom=classroom) for _n in range(2))
    made = set_round()
    hand_in(begin(made, gone))
    classes.remove(membership=gone)
    assert "0 of 1 have handed in" in work(classroom)


def test_it_names_only_what_is_open(classroom, set_round, moment):
    MembershipFactory(classroom=classroom)
    set_round("Later", opens=timezone.now() + DAY, due=timezone.now() + 3 * DAY)
    set_round("Now", due=timezone.now() + 2 * DAY)
    set_round("Sooner")
    assert work(classroom).index("Sooner") < work(classroom).index("Now")
    assert "Later" not in work(classroom)
    moment.shift(2 * DAY)
    assert [title in work(classroom) for title in ("Sooner", "Now", "Later")] == [0, 0, 1]


def test_without_pupils_or_work_nothing_is_said_of_it(classroom, set_round):
    assert "<h2>" not in work(classroom)
    set_round()
    assert "<h2>" not in work(classroom)
    MembershipFactory(classroom=classroom)
    assert "<h2>" in work(classroom)


def test_on_their_own_page_a_pupil_is_led_to_it_and_the_wall_leads_nowhere(classroom, set_round):
    made, browser = set_round(), pupil(classroom)
    page = browser.get(classroom.get_absolute_url()).content.decode()
    assert f'href="{made.get_absolute_url()}"' in page
    assert made.get_absolute_url() not in wall(classroom).content.decode()


def test_each_change_of_it_makes_a_new_board_and_nothing_else_does(classroom, set_round, moment):
    member = MembershipFactory(classroom=classroom)
    browser, url = teacher(classroom), reverse("quiz:board", args=[classroom.uuid])

    def is_new():
        status = browser.get(url, **HTMX, HTTP_IF_NONE_MATCH=is_new.tag).status_code
        is_new.tag = browser.get(url, **HTMX)["ETag"]
        return status == 200

    is_new.tag = browser.get(url, **HTMX)["ETag"]
    assert not is_new()
    moment.shift(1)
    made = set_round(due=timezone.now() + timedelta(minutes=5))
    assert is_new()
    moment.shift(1)
    assigning.change(assignment=made, title="Another name")
    assert is_new()
    hand_in(begin(made, member))
    assert is_new()
    assert not is_new()
    moment.shift(timedelta(minutes=5))
    assert is_new(), "it is due, and nobody has done anything"
    moment.shift(timedelta(minutes=-5))
    assert is_new()
    moment.shift(1)
    assigning.take_back(assignment=made)
    assert is_new()


@pytest.mark.usefixtures("usual_ways")
def test_the_last_answer_shows_even_where_it_moves_no_memory(classroom, set_round):
    """A wrong answer to a question that was withdrawn says nothing about what somebody knows."""
    first, last = (MembershipFactory(classroom=classroom) for _n in range(2))
    made = set_round(length=1, kinds=["date"])
    asked = [begin(made, member).questions.get() for member in (first, last)]
    wrong = [
        next(o["id"] for o in question.shown["options"] if o["id"] not in question.key["answer"])
        for question in asked
    ]
    recorded, _new = play.answer(question=asked[0], given=wrong[0])
    said, _new = objections.object_to(answer=recorded, words="No.")
    objections.uphold(objection=said, by=UserFactory())
    before = last.changes
    play.answer(question=asked[1], given=wrong[1])
    last.refresh_from_db()
    assert not last.player.memories.exists()
    assert last.changes > before
