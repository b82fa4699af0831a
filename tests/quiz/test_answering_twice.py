"""A button pressed twice, and a second tab: what the second request is told."""

from contextlib import contextmanager

import pytest

from quiz import play
from quiz.models import Answer, Question
from tests.quiz.playing import HTMX, answer_url, right, send, wrong
from tests.quiz.test_round_pages import text

pytestmark = pytest.mark.django_db

TOLD = "The first answer counts"
BROWSERS = pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "part"])
WAYS = pytest.mark.parametrize(
    ("kind", "way"),
    [("date", "choose"), ("date", "type"), ("cause", "all"), ("ordering", "all")],
    ids=lambda name: name,
)


@pytest.fixture
def answered(asked, guest):
    def answer(kind, way):
        question = asked(kind, way)
        send(guest, question, right(question))
        return question

    return answer


@WAYS
@BROWSERS
def test_the_same_answer_again_shows_the_same_page(guest, answered, kind, way, headers):
    question = answered(kind, way)
    first = text(guest.get(answer_url(question), **headers))
    again = text(send(guest, question, right(question), follow=True, **headers))
    assert again == first
    assert TOLD not in again
    assert Answer.objects.count() == 1


@WAYS
@BROWSERS
def test_another_answer_is_told_that_the_first_counts(guest, answered, kind, way, headers):
    question = answered(kind, way)
    page = text(send(guest, question, wrong(question), follow=True, **headers))
    assert TOLD in page
    assert "Not right" not in page
    assert Answer.objects.get().accuracy == 1


@BROWSERS
def test_what_could_not_have_been_an_answer_is_told_so_too(guest, answered, headers):
    question = answered("date", "type")
    response = send(guest, question, {"answer": "long ago"}, follow=True, **headers)
    assert response.status_code == 200
    assert TOLD in text(response)


def test_cards_moved_after_the_answer_are_told_that_it_counts(guest, answered):
    question = answered("ordering", "all")
    option = question.shown["options"][0]["id"]
    moved = right(question) | {"move": f"{option}:down"}
    assert TOLD in text(send(guest, question, moved, follow=True))
    assert Answer.objects.count() == 1


@pytest.mark.parametrize(("fill_in", "is_told"), [(right, False), (wrong, True)])
@BROWSERS
def test_of_two_requests_at_once_the_later_is_told_by_what_it_says(
    guest, asked, monkeypatch, headers, fill_in, is_told
):
    """The later waits until the earlier one is stored."""
    question = asked("date", "type")

    @contextmanager
    def overtaken(questions):
        first = {"typed": question.key["answer"][0], "edtf": question.key["answer"][0]}
        marks = {"accuracy": 1, "facts": {}, "feedback": {}}
        Answer.objects.create(question=fresh, given=first, **marks)
        with held(questions) as late:
            yield late

    held, fresh = play.held, Question.objects.get(pk=question.pk)
    monkeypatch.setattr(play, "held", overtaken)
    page = text(send(guest, question, fill_in(question), follow=True, **headers))
    assert (TOLD in page) == is_told
    assert Answer.objects.get().accuracy == 1
