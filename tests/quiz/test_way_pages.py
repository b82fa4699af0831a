"""The pages of dates that are typed or placed, and of which came first."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from quiz.kinds import date
from quiz.models import Answer
from tests.history.factories import EventFactory
from tests.quiz import world
from tests.quiz.playing import HTMX, answer_url, current, ids, play_out, press_play, right, send
from tests.quiz.test_fragments import normal, swapped
from tests.quiz.test_round_pages import text
from tests.quiz.test_typed_dates import TOWER

pytestmark = pytest.mark.django_db

WAYS = [("date", "type"), ("date", "place"), ("ordering", "first")]


@pytest.fixture
def typed(asked):
    """A question of the tower's year, 1809, waiting for its answer."""
    return asked("date", "type", f"when:{TOWER}", world.world())


def answer(guest, question, typed):
    return text(guest.post(answer_url(question), {"answer": typed}, follow=True))


def page_of(guest, question):
    return guest.get(question.round.get_absolute_url()).content.decode()


# Typing a date.


def test_a_date_is_typed_into_one_line_with_an_example_beside_it(guest, typed):
    page = page_of(guest, typed)
    assert page.count('id="typed-answer"') == 1
    for attribute in ('autocomplete="off"', 'inputmode="text"', 'for="typed-answer"'):
        assert attribute in page
    assert typed.shown["hint"] in page
    assert not re.search(r'type="radio"\s+name="answer"', page)


def test_the_page_of_a_typed_date_holds_nothing_of_its_key(guest, typed):
    page = page_of(guest, typed)
    assert "1809" not in page
    assert typed.key["explanation"] not in page


def test_a_right_date_earns_its_mark_and_is_kept_as_typed(guest, typed):
    page = answer(guest, typed, "September 1809")
    assert "Right" in page
    assert "you typed “September 1809”" in page
    assert "1 September 1809: The stone tower is lit" in page
    kept = Answer.objects.get()
    assert kept.accuracy == 1
    assert kept.given == {"typed": "September 1809", "edtf": "1809-09"}


def test_another_century_earns_nothing_and_says_so(guest, typed):
    page = answer(guest, typed, "1798")
    assert "Not right" in page
    assert "11 years too early" in page
    assert "A date in another century earns nothing." in page


@pytest.mark.parametrize(
    ("sent", "told", "marks"),
    [
        ("1808", "1 year too early", "0.50"),
        ("1811", "2 years too late", "0.47"),
        ("1820", "11 years too late", "0.16"),
    ],
)
def test_marks_fall_with_the_distance(guest, typed, sent, told, marks):
    page = answer(guest, typed, sent)
    assert "Partly right" in page
    assert told in page
    assert f"It earns {marks} of 1 mark." in page
    assert "another century" not in page


def test_a_vague_date_is_told_that_more_was_asked_for(guest, typed):
    assert "more exactness was asked for" in answer(guest, typed, "1800s")


def test_an_old_style_date_is_right_with_a_note(guest, asked):
    ferry = world.world(world.event(TOWER, date="1901-01-05", calendar="NS"))
    page = answer(guest, asked("date", "type", f"when:{TOWER}", ferry), "23 December 1900")
    assert "Right" in page
    assert "the date in the old calendar, Old Style" in page
    assert "5 January 1901 (23 December 1900 Old Style)" in page


REFUSED = {
    "nothing": "",
    "blanks": "   ",
    "words": "long ago",
    "a day that never was": "31 November 1809",
    "five thousand characters": "1" * 5000,
    "a NUL byte": "18\x0009",
    "markup": "<script>alert(1)</script>",
}


@pytest.mark.parametrize("sent", REFUSED.values(), ids=REFUSED)
@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "part"])
def test_what_cannot_be_read_is_refused_with_a_right_one_and_not_kept(guest, typed, sent, headers):
    response = send(guest, typed, {"answer": sent}, **headers)
    assert response.status_code == 422
    assert text(response).count(typed.shown["hint"]) == 2  # beside the line, and in the error
    assert "<script>alert" not in response.content.decode()
    assert not Answer.objects.exists()


def test_nothing_sent_at_all_is_refused(guest, typed):
    assert send(guest, typed, {}).status_code == 422
    assert not Answer.objects.exists()


def test_what_was_refused_stays_in_the_line_to_be_mended(guest, typed):
    page = send(guest, typed, {"answer": "31 Nov 1809"}).content.decode()
    assert 'value="31 Nov 1809"' in page
    assert "November 1809 has 30 days" in page
    assert 'aria-invalid="true"' in page


def test_a_second_tab_is_told_so_only_if_it_typed_something_else(guest, typed):
    send(guest, typed, {"answer": "1808"})
    again = send(guest, typed, {"answer": " 1808 "}, **HTMX)
    assert "The first answer counts" not in text(again)
    other = send(guest, typed, {"answer": "1809"}, **HTMX)
    assert "The first answer counts" in text(other)
    assert Answer.objects.get().given["typed"] == "1808"


def test_what_was_typed_is_escaped(guest, typed):
    send(guest, typed, {"answer": "1809 (AD)"})
    Answer.objects.update(given={"typed": "<b>1809</b>", "edtf": "1809"})
    page = guest.get(answer_url(typed)).content.decode()
    assert "&lt;b&gt;1809" in page


# All of them.


@pytest.mark.parametrize(("kind", "way"), WAYS)
def test_feedback_swapped_in_equals_the_feedback_page(guest, asked, kind, way):
    question = asked(kind, way)
    page = page_of(guest, question)
    reply = send(guest, question, right(question), **HTMX)
    fresh = guest.get(answer_url(question)).content.decode()
    assert swapped(page, reply.content.decode()) == normal(fresh)


@pytest.mark.parametrize(("kind", "way"), WAYS)
def test_a_refusal_swapped_in_is_what_the_page_shows(guest, asked, kind, way):
    question = asked(kind, way)
    page = page_of(guest, question)
    part = send(guest, question, {"answer": "nonsense"}, **HTMX).content.decode()
    fresh = send(guest, question, {"answer": "nonsense"}).content.decode()
    assert swapped(page, part) == normal(fresh)


@pytest.mark.parametrize(("kind", "way"), WAYS)
def test_the_end_tells_the_question_and_its_evidence(guest, asked, kind, way):
    question = asked(kind, way)
    send(guest, question, right(question))
    page = text(guest.get(question.round.get_absolute_url()))
    assert "1 of 1 mark" in page
    assert all(told["gist"] in page for told in question.key["evidence"])


@pytest.mark.parametrize(("kind", "way"), [("date", "place"), ("ordering", "first")])
def test_every_choice_is_explained(guest, asked, kind, way):
    question = asked(kind, way)
    other = next(i for i in ids(question) if i not in question.key["answer"])
    page = answer(guest, question, other)
    assert "Not right" in page
    assert all(truth["reason"] in page for truth in question.key["truths"].values())


@pytest.mark.parametrize(("kind", "way"), WAYS)
def test_the_page_does_not_tell_the_key(guest, asked, kind, way):
    question = asked(kind, way)
    page = page_of(guest, question)
    secrets = [question.key["explanation"], *question.facts, *question.events]
    secrets += [truth["reason"] for truth in question.key["truths"].values()]
    assert not [secret for secret in secrets if secret in page]


def test_rounds_of_all_ways_are_played_to_all_their_marks(topic):
    seen = set()
    for guest in [Client() for _n in range(4)]:
        played = press_play(guest, topic)
        seen |= {(q.kind, q.key["asks"]["way"]) for q in played.questions.all()}
        play_out(guest, played)
        assert current(played) is None
        assert "10 of 10 marks" in text(guest.get(played.get_absolute_url()))
    assert set(WAYS) <= seen


def test_a_teacher_sees_the_key_of_a_typed_sample(topic, guest, admin_user, monkeypatch, us_russia):
    monkeypatch.setattr(date, "ways", ("type",))
    EventFactory(slug="recognition-1933", topics=[topic])
    guest.force_login(admin_user)
    page = text(guest.get(reverse("quiz:samples", args=["recognition-1933"])))
    assert re.search("1933 ✓ the answer", page)
