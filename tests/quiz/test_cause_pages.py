"""The pages of the further ways to ask by cause: ticking several reasons, and what came of it."""

import re

import pytest
from django.urls import reverse

from quiz.draft import Draft
from quiz.generation import draft
from quiz.models import Answer
from tests.quiz.playing import HTMX, answer_url, current, press_play, right, send, wrong

pytestmark = pytest.mark.django_db
CHOICES = re.compile(r'type="radio"\s+name="answer"')


def text(response):
    plain = re.sub(r"<[^>]+>", " ", response.content.decode())
    plain = plain.replace("&#x27;", "'").replace("&quot;", '"')
    return re.sub(r"\s+([.,])", r"\1", re.sub(r"\s+", " ", plain))


@pytest.fixture
def ask(guest, topic, us_russia):
    """Puts a draft of this way in the place of the guest's first question."""

    def put(way, size=None):
        question = current(press_play(guest, topic))
        made = next(d for d in _drafts(us_russia, way) if size in (None, _size(d)))
        question.kind, question.seed = made.kind, made.seed
        question.shown, question.key = made.shown, made.key
        question.facts, question.events = list(made.facts), list(made.events)
        question.save()
        return question

    return put


def _drafts(us_russia, way):
    for slug in us_russia.causes:
        made = draft(us_russia, "cause", f"why:{slug}", 1, way=way)
        if isinstance(made, Draft):
            yield made


def _size(made):
    right = len(made.key["answer"])
    return right, len(made.shown["options"]) - right


def not_right(question):
    ids = [option["id"] for option in question.shown["options"]]
    return [option for option in ids if option not in question.key["answer"]]


def page_of(guest, question):
    return guest.get(reverse("quiz:round", args=[question.round.uuid])).content.decode()


def test_all_reasons_are_ticked_in_boxes_and_one_event_by_a_button(guest, ask):
    page = page_of(guest, ask("all", (2, 2)))
    assert page.count('type="checkbox"') == 4
    assert not CHOICES.findall(page)
    page = page_of(guest, ask("link"))
    assert len(CHOICES.findall(page)) == 3
    assert "The answer resulted from the first event and helped to bring about the second" in page


def test_all_reasons_earn_everything(guest, ask):
    question = ask("all", (2, 2))
    page = text(guest.post(answer_url(question), right(question), follow=True))
    assert Answer.objects.get().accuracy == 1
    assert "Right 2 of 2 reasons found." in page
    assert page.count("✓ right your choice") == 2
    assert "you left it out" not in page


@pytest.mark.parametrize(
    ("found", "wrongly", "size", "verdict", "words"),
    [
        (2, 0, (3, 1), "Partly right", "2 of 3 reasons found."),
        (2, 1, (2, 2), "Partly right", "2 of 2 reasons found. One chosen that is none."),
        (2, 1, (3, 1), "Not right", "2 of 3 reasons found. One chosen that is none."),
        (1, 2, (2, 2), "Not right", "1 of 2 reasons found. 2 chosen that are none."),
    ],
)
def test_what_was_found_and_what_was_wrongly_chosen_is_said(
    guest, ask, found, wrongly, size, verdict, words
):
    question = ask("all", size)
    chosen = [*question.key["answer"][:found], *not_right(question)[:wrongly]]
    page = text(guest.post(answer_url(question), {"answer": chosen}, follow=True))
    assert f"{verdict} {words}" in page
    assert page.count("you left it out") == size[0] - found
    assert page.count("your choice") == found + wrongly


def test_ticking_nothing_is_refused_in_words(guest, ask):
    question = ask("all")
    response = send(guest, question, {})
    assert response.status_code == 422
    assert "Choose at least one of the answers" in text(response)
    assert not Answer.objects.exists()


def test_ticking_a_stranger_is_refused_in_words(guest, ask):
    question = ask("all")
    chosen = [*question.key["answer"], "nosuch"]
    response = send(guest, question, {"answer": chosen})
    assert response.status_code == 422
    assert "Choose among them" in text(response)
    assert not Answer.objects.exists()


def test_the_same_boxes_sent_again_are_the_same_answer_and_others_come_too_late(guest, ask):
    question = ask("all", (2, 2))
    send(guest, question, right(question))
    again = send(guest, question, {"answer": question.key["answer"][::-1]}, **HTMX)
    assert "The first answer counts" not in text(again)
    one_only = send(guest, question, {"answer": question.key["answer"][:1]}, **HTMX)
    assert "The first answer counts" in text(one_only)
    assert Answer.objects.get().accuracy == 1


@pytest.mark.parametrize("way", ["all", "link", "consequence"])
def test_the_page_of_a_question_holds_nothing_of_its_key(guest, ask, way):
    question = ask(way)
    page = page_of(guest, question)
    secrets = [truth["reason"] for truth in question.key["truths"].values()]
    secrets += [told["gist"] for told in question.key["evidence"]]
    secrets += [*question.facts, *question.events, question.key["explanation"]]
    assert not [secret for secret in secrets if secret in page]


@pytest.mark.parametrize("way", ["all", "link", "consequence"])
def test_after_the_answer_each_option_is_explained_once(guest, ask, way):
    question = ask(way)
    page = text(guest.post(answer_url(question), wrong(question), follow=True))
    assert "Not right" in page
    for truth in question.key["truths"].values():
        assert page.count(re.sub(r"\s+", " ", truth["reason"])) == 1
    for told in question.key["evidence"]:
        assert told["gist"] in page
