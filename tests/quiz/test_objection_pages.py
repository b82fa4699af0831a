"""Objecting in a browser, and what a student is told of it afterwards."""

from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from quiz import objections, play
from quiz.models import Answer, Objection, Withdrawal
from tests.quiz.playing import (
    HTMX,
    answer_url,
    current,
    ids,
    object_url,
    of_kind,
    play_out,
    press_play,
    right,
    send,
    wrong,
)
from tests.quiz.test_languages import choose
from tests.quiz.test_round_pages import text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("usual_ways")]

SAID = {"words": "The treaty was signed a year before."}


@pytest.fixture
def missed(guest, topic):
    """A question about a date that this browser has answered wrongly."""
    question = of_kind(press_play(guest, topic), "date")
    send(guest, question, wrong(question))
    return question


@pytest.fixture
def unsound(monkeypatch):
    """Today's store speaks against every question."""
    monkeypatch.setattr(objections, "failure", lambda _question: "key-supported: no live claim")


def test_after_an_answer_there_is_a_form_to_object_with(guest, missed):
    page = guest.get(answer_url(missed)).content.decode()
    for name in ("object", "object-form", "object-option", "object-words", "object-submit"):
        assert f'id="{name}"' in page


def test_before_the_answer_there_is_none(guest, topic):
    played = press_play(guest, topic)
    assert "object-form" not in guest.get(played.get_absolute_url()).content.decode()
    response = guest.post(object_url(current(played)), SAID)
    assert response.status_code == 404
    assert not Objection.objects.exists()


def test_only_wrong_options_can_be_called_right_too(guest, missed):
    page = guest.get(answer_url(missed)).content.decode()
    form = page[page.index('id="object-form"') :]
    for option in ids(missed):
        assert (f'value="{option}"' in form) == (option not in missed.key["answer"])


def test_an_order_is_objected_to_in_words_alone(guest, topic):
    question = of_kind(press_play(guest, topic), "ordering")
    send(guest, question, wrong(question))
    assert "object-option" not in guest.get(answer_url(question)).content.decode()
    assert guest.post(object_url(question), SAID).status_code == 302
    assert Objection.objects.get().answer.question == question


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
def test_an_objection_is_recorded_and_its_state_is_shown(guest, missed, headers):
    response = guest.post(object_url(missed), SAID, follow=True, **headers)
    assert response.status_code == 200
    assert "waits for a teacher" in text(response)
    assert "object-form" not in response.content.decode()
    assert Objection.objects.get().words == SAID["words"]


def test_an_option_alone_is_enough(guest, missed):
    option = wrong(missed)["answer"]
    guest.post(object_url(missed), {"option": option})
    assert Objection.objects.get().option == option


def test_where_a_check_fails_the_mark_is_back_on_the_same_page(guest, missed, unsound):
    page = text(guest.post(object_url(missed), SAID, follow=True))
    assert "Counts as right" in page
    assert "key-supported" in page
    assert Answer.objects.get().marks == 1


def test_the_reason_is_in_the_language_of_the_question_and_marked_so(guest, missed, unsound):
    choose(guest, "es")
    page = " ".join(guest.post(object_url(missed), SAID, follow=True).content.decode().split())
    assert '<html lang="es">' in page
    assert '<span class="reason" lang="en">key-supported: no live claim</span>' in page


def test_the_second_of_two_changes_nothing_and_shows_the_first(guest, missed):
    guest.post(object_url(missed), SAID)
    response = guest.post(object_url(missed), {"words": "Another thing."}, follow=True)
    assert "waits for a teacher" in text(response)
    assert Objection.objects.get().words == SAID["words"]


REFUSED = {
    "nothing at all": ({}, "or say in a line"),
    "blanks": ({"words": "  \t "}, "or say in a line"),
    "301 characters": ({"words": "x" * 301}, "at most 300 characters"),
    "a NUL byte": ({"words": "a\x00b"}, "Null characters are not allowed"),
    "an unknown option": ({"option": "nosuch"}, "nosuch is not one of the available choices"),
}


@pytest.mark.parametrize(("data", "words"), REFUSED.values(), ids=REFUSED)
def test_an_objection_that_is_none_is_refused_in_words(guest, missed, data, words):
    response = guest.post(object_url(missed), data)
    assert response.status_code == 422
    assert words in text(response)
    assert 'id="object" open>' in response.content.decode()
    assert not Objection.objects.exists()


def test_the_right_option_is_not_also_right(guest, missed):
    response = guest.post(object_url(missed), {"option": missed.key["answer"][0]})
    assert response.status_code == 422


def test_a_line_is_one_line(guest, missed):
    guest.post(object_url(missed), {"words": "It was\n\n  otherwise."})
    assert Objection.objects.get().words == "It was otherwise."


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
def test_too_many_in_a_day_are_refused_in_words(guest, missed, monkeypatch, headers):
    monkeypatch.setattr(objections, "DAILY", 0)
    response = guest.post(object_url(missed), SAID, **headers)
    assert response.status_code == 429
    assert "That is enough for today" in text(response)
    assert not Objection.objects.exists()


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
def test_too_many_of_a_guest_in_a_round_are_refused_in_words(guest, missed, monkeypatch, headers):
    monkeypatch.setattr(objections, "GUESTS_A_ROUND", 0)
    response = guest.post(object_url(missed), SAID, **headers)
    assert response.status_code == 429
    assert "With an account you may object more" in text(response)
    assert not Objection.objects.exists()


def test_an_objection_said_twice_at_once_is_recorded_once(guest, missed, monkeypatch):
    """Both requests find none; the one that comes second meets the rule of the database."""
    answer = Answer.objects.select_related("question__round__topic").get()
    first = Objection.objects.create(answer=answer, words="The first.")
    monkeypatch.setattr(Objection.objects, "filter", lambda **_: Objection.objects.none())
    found, is_new = objections.object_to(answer=answer, words="The second.")
    assert (found, is_new) == (first, False)
    assert Objection.objects.count() == 1


def test_htmx_shows_what_too_many_are_told(guest, missed):
    assert "429" in guest.get(answer_url(missed)).content.decode()


def test_a_stranger_cannot_object_to_what_another_was_asked(guest, stranger, topic, missed):
    press_play(stranger, topic)
    assert stranger.post(object_url(missed), SAID).status_code == 404
    assert stranger.post(reverse("quiz:object", args=[uuid4()]), SAID).status_code == 404
    assert not Objection.objects.exists()


def test_objecting_and_reading_the_news_change_state_by_post_only(guest, missed):
    assert guest.get(object_url(missed)).status_code == 405
    assert guest.get(reverse("quiz:told")).status_code == 405


def test_from_the_marks_a_link_leads_to_each_question(guest, missed):
    play_out(guest, missed.round)
    page = guest.get(missed.round.get_absolute_url()).content.decode()
    for question in missed.round.questions.all():
        assert f'href="{answer_url(question)}"' in page


def test_markup_in_words_stays_text(guest, missed):
    guest.post(object_url(missed), {"words": "<script>alert(1)</script>"})
    page = guest.get(answer_url(missed)).content.decode()
    assert "<script>alert" not in page


# What those are told who did not object


@pytest.fixture
def upheld(guest, topic, missed):
    """Another student objected to the same question, and a teacher agreed."""
    other = play.start_round(player=play.new_guest(), topic=topic, seed=1)
    question = other.questions.get(likeness=missed.likeness)
    answer, _is_new = play.answer(question=question, given=wrong(question)["answer"])
    objection, _is_new = objections.object_to(answer=answer, words="No.")
    teacher = User.objects.create_user("owl", is_staff=True)
    objections.uphold(objection=objection, by=teacher, note="Both years are defensible.")
    return missed


def test_the_feedback_says_that_the_mark_is_back_and_why(guest, upheld):
    page = text(guest.get(answer_url(upheld)))
    assert "Your answer counts as fully right" in page
    assert "Both years are defensible." in page
    assert "Counts as right" in page


def test_the_feedback_says_so_even_when_the_question_may_be_asked_again(guest, upheld):
    Withdrawal.objects.all().delete()
    assert "Your answer counts as fully right" in text(guest.get(answer_url(upheld)))


def test_the_marks_at_the_end_count_it_and_say_so(guest, upheld):
    play_out(guest, upheld.round)
    page = text(guest.get(upheld.round.get_absolute_url()))
    assert "10 of 10 marks" in page
    assert "One question turned out to be unsound" in page


def test_the_front_page_says_so_until_it_has_been_read(guest, upheld):
    page = guest.get("/").content.decode()
    assert "Your marks went up" in page
    assert answer_url(upheld) in page
    assert "Your marks went up" in guest.get("/").content.decode()
    response = guest.post(reverse("quiz:told"), follow=True)
    assert "Your marks went up" not in response.content.decode()
    assert guest.post(reverse("quiz:told")).status_code == 302


def test_the_front_page_says_so_to_nobody_else(guest, stranger, topic, upheld):
    press_play(stranger, topic)
    assert "Your marks went up" not in stranger.get("/").content.decode()
    stranger.post(reverse("quiz:told"))
    assert "Your marks went up" in guest.get("/").content.decode()


def test_whoever_saw_it_at_once_is_not_told_again(guest, missed, unsound):
    guest.post(object_url(missed), SAID)
    assert "Your marks went up" not in guest.get("/").content.decode()


def test_a_visitor_has_no_news_to_read(guest, db):
    assert guest.post(reverse("quiz:told")).status_code == 302


@pytest.mark.parametrize(
    ("decide", "words"),
    [(objections.uphold, "a teacher agreed"), (objections.dismiss, "the question stands")],
)
def test_who_objected_reads_the_decision_and_its_note(guest, missed, decide, words):
    guest.post(object_url(missed), SAID)
    objection = Objection.objects.get()
    what = {"objection": objection} if decide is objections.uphold else {"objections": [objection]}
    decide(**what, by=User.objects.create_user("owl"), note="Look at the letters.")
    page = text(guest.get(answer_url(missed)))
    assert words in page
    assert page.count("Look at the letters.") == 1


def test_the_right_answer_can_be_objected_to(guest, topic):
    question = current(press_play(guest, topic))
    send(guest, question, right(question))
    assert guest.post(object_url(question), SAID).status_code == 302
