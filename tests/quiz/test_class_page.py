"""Who sees a class's own page, and as what."""

import pytest

from tests.quiz.cast import ClassroomFactory, pupil, teacher

pytestmark = pytest.mark.django_db


@pytest.fixture
def classroom():
    return ClassroomFactory()


def test_a_teacher_sees_the_desk(classroom):
    page = teacher(classroom).get(classroom.get_absolute_url())
    assert "quiz/desk.html" in [template.name for template in page.templates]


def test_a_pupil_sees_the_board(classroom):
    page = pupil(classroom).get(classroom.get_absolute_url())
    assert "quiz/board.html" in [template.name for template in page.templates]


def test_to_others_there_is_no_such_class(classroom, client):
    elsewhere = ClassroomFactory()
    for outsider in (client, teacher(elsewhere), pupil(elsewhere), teacher()):
        assert outsider.get(classroom.get_absolute_url()).status_code == 404


def test_a_removed_pupil_is_out_at_the_next_request(classroom):
    browser = pupil(classroom)
    browser.member.removed = browser.member.joined
    browser.member.save()
    assert browser.get(classroom.get_absolute_url()).status_code == 404
