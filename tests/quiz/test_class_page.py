"""Who sees a class's own page, and as what."""

import pytest
from django.urls import reverse

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


def test_a_pupil_goes_on_from_the_board_to_what_is_theirs(classroom):
    page = pupil(classroom).get(classroom.get_absolute_url()).content.decode()
    for name in ("assignments", "membership"):
        assert f'href="{reverse(f"quiz:{name}", args=[classroom.uuid])}"' in page
    assert f'id="to-progress" href="{reverse("quiz:me")}"' in page


def test_a_teacher_has_the_tabs_where_facts_stand_in_a_table_and_a_pupil_has_not(classroom):
    url = reverse("quiz:board-facts", args=[classroom.uuid])
    assert b'id="tab-desk"' in teacher(classroom).get(url).content
    assert b'id="tab-desk"' not in pupil(classroom).get(url).content
