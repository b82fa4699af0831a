"""The pages on which a round is set and found, with forms and links alone."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from quiz import assigning
from quiz.models import Assignment, Question, Round
from tests.history.factories import EventFactory
from tests.quiz.cast import ClassroomFactory, MembershipFactory, pupil, teacher
from tests.quiz.playing import play_out

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def classroom(topic):
    return ClassroomFactory(topic=topic)


@pytest.fixture
def desk(classroom):
    return teacher(classroom)


@pytest.fixture
def seat(classroom):
    return pupil(classroom)


@pytest.fixture
def made(classroom, topic, desk):
    return set_by(User.objects.get(teachings__classroom=classroom), classroom, topic)


def set_by(user, classroom, topic, **settings):
    settings = {"title": "The first weeks", "due": timezone.now() + DAY} | settings
    return assigning.assign(classroom=classroom, by=user, topic=topic, **settings)


def filled_in(**fields):
    now = timezone.now()
    return {
        "title": "Weeks of revolution",
        "length": "5",
        "opens": f"{now:%Y-%m-%dT%H:%M}",
        "due": f"{now + DAY:%Y-%m-%dT%H:%M}",
        "attempts": "1",
        "same_for_all": "on",
    } | fields


def url(name, of, *more):
    return reverse(f"quiz:{name}", args=[of.uuid, *more])


def test_a_teacher_sets_a_round_and_sees_its_questions(desk, classroom):
    response = desk.post(url("new-assignment", classroom), filled_in(), follow=True)
    rows = Assignment.objects.get().set_questions.all()
    assert len(rows) == 5
    for row in rows:
        assert row.shown["stem"] in response.context["questions"].values_list(
            "shown__stem", flat=True
        )
    assert "the answer" in response.content.decode()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""),
        ("title", "x" * 121),
        ("title", "a\x00b"),
        ("length", "0"),
        ("length", "51"),
        ("length", str(2**40)),
        ("attempts", "-1"),
        ("due", "2001-01-01T00:00"),
        ("due", "never"),
        ("kinds", "astrology"),
        ("events", "no-such-event"),
    ],
)
def test_what_cannot_be_set_is_said_in_the_form(desk, classroom, field, value):
    response = desk.post(url("new-assignment", classroom), filled_in(**{field: value}))
    assert response.status_code == 422
    assert "errorlist" in response.content.decode()
    assert not Assignment.objects.exists()


def test_a_link_from_the_desk_ticks_its_events(desk, classroom, topic, us_russia):
    chosen = us_russia.events[3]
    EventFactory(slug=chosen.slug, topics=[topic])
    page = desk.get(url("new-assignment", classroom), {"events": f"{chosen.slug};no-such-event"})
    (ticked,) = [box for box in page.context["form"]["events"] if box.data["selected"]]
    assert ticked.data["value"] == chosen.slug


def test_swapping_goes_back_to_the_place(desk, made):
    response = desk.post(url("swap-question", made, 2))
    assert response.url.endswith("#question-2")
    assert desk.post(url("swap-question", made, 99)).status_code == 404


def test_a_question_of_an_assignment_taken_back_at_this_moment_is_not_found(
    desk, made, monkeypatch
):
    swap = assigning.swap

    def overtaken(**what):
        Assignment.objects.all().delete()
        return swap(**what)

    monkeypatch.setattr(assigning, "swap", overtaken)
    assert desk.post(url("swap-question", made, 2)).status_code == 404


def test_a_pupil_begins_plays_and_is_done(seat, made):
    page = seat.post(url("begin-assignment", made), follow=True)
    assert page.context["shown"]["stem"] == made.set_questions.get(position=1).shown["stem"]
    play_out(seat, Round.objects.get())
    listed = seat.get(url("assignments", made.classroom)).content.decode()
    assert "✓ done" in listed


def test_beginning_again_goes_on_where_the_pupil_was(seat, made):
    first = seat.post(url("begin-assignment", made))
    assert seat.post(url("begin-assignment", made)).url == first.url


def test_with_no_attempt_left_the_answers_are_shown(seat, made):
    seat.post(url("begin-assignment", made))
    play_out(seat, Round.objects.get())
    page = seat.post(url("begin-assignment", made), follow=True).content.decode()
    assert "used all your attempts" in page
    assert "Attempt 1" in page
    assert Round.objects.count() == 1


def test_what_is_due_while_it_is_played_is_late_and_not_lost(seat, made, desk):
    seat.post(url("begin-assignment", made))
    now = timezone.now()
    Assignment.objects.update(opens=now - 2 * DAY, due=now - DAY)
    play_out(seat, Round.objects.get())
    assert Question.objects.answered().count() == 10
    assert "done, late" in desk.get(made.get_absolute_url()).content.decode()


def test_before_it_opens_a_pupil_finds_nothing(seat, made):
    now = timezone.now()
    Assignment.objects.update(opens=now + DAY, due=now + 2 * DAY)
    assert seat.get(made.get_absolute_url()).status_code == 404
    assert seat.post(url("begin-assignment", made)).status_code == 404
    assert made.title not in seat.get(url("assignments", made.classroom)).content.decode()


def test_a_pupil_never_sees_a_question_before_beginning(seat, made):
    page = seat.get(made.get_absolute_url()).content.decode()
    for row in made.set_questions.all():
        assert row.shown["stem"] not in page


def test_dates_can_be_changed_and_a_wrong_one_is_said(desk, made):
    good = {"title": "Later", "attempts": "3"} | {
        name: f"{timezone.now() + days * DAY:%Y-%m-%dT%H:%M}"
        for name, days in (("opens", 1), ("due", 5))
    }
    assert desk.post(url("change-assignment", made), good).status_code == 302
    assert Assignment.objects.get().title == "Later"
    bad = good | {"due": good["opens"]}
    assert desk.post(url("change-assignment", made), bad).status_code == 422


def test_taking_it_back_keeps_what_was_played(desk, seat, made):
    seat.post(url("begin-assignment", made))
    play_out(seat, Round.objects.get())
    desk.post(url("remove-assignment", made))
    assert not Assignment.objects.exists()
    assert Question.objects.answered().count() == 10


def test_of_other_classes_there_is_nothing(made, topic, client):
    elsewhere = ClassroomFactory(topic=topic)
    for outsider in (client, teacher(elsewhere), pupil(elsewhere)):
        for name in ("assignment", "assignments", "new-assignment"):
            of = made if name == "assignment" else made.classroom
            assert outsider.get(url(name, of)).status_code == 404
        for name, *more in (
            ["begin-assignment"],
            ["change-assignment"],
            ["remove-assignment"],
            ["swap-question", 1],
        ):
            assert outsider.post(url(name, made, *more)).status_code == 404


def test_a_pupil_changes_nothing(seat, made):
    for name, *more in (["change-assignment"], ["remove-assignment"], ["swap-question", 1]):
        assert seat.post(url(name, made, *more)).status_code == 404
    assert seat.get(url("new-assignment", made.classroom)).status_code == 404


@pytest.mark.parametrize("name", ["assignment", "assignments", "new-assignment"])
def test_a_page_takes_as_many_queries_for_many_pupils_as_for_few(desk, made, name):
    of = made if name == "assignment" else made.classroom
    assigning.begin(assignment=made, player=MembershipFactory(classroom=made.classroom).player)
    few = _queries(desk, url(name, of))
    for member in MembershipFactory.create_batch(12, classroom=made.classroom):
        assigning.begin(assignment=made, player=member.player)
    for number in range(5):
        set_by(made.set_by, made.classroom, made.topic, title=f"Round {number}")
    assert _queries(desk, url(name, of)) == few <= 9


def _queries(browser, address):
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(address).status_code == 200
    return len(captured)
