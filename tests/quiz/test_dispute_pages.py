"""A question on a dispute, as a student meets it and as it is explained afterwards."""

import pytest
from django.urls import reverse

from quiz import generation
from quiz.draft import Draft
from quiz.kinds import dispute
from quiz.models import Question
from tests.quiz.playing import press_play, right, send

pytestmark = pytest.mark.django_db


def made(us_russia, way):
    for target in dispute.targets(us_russia):
        one = generation.draft(us_russia, "dispute", target, 1, way=way)
        if isinstance(one, Draft):
            return one
    raise AssertionError(way)


@pytest.fixture(params=dispute.ways)
def question(request, guest, topic, us_russia):
    """The first question of a round, which is on a dispute."""
    played = press_play(guest, topic)
    asked = played.questions.get(position=1)
    draft = made(us_russia, request.param)
    Question.objects.filter(pk=asked.pk).update(
        kind="dispute", shown=draft.shown, key=draft.key, facts=list(draft.facts)
    )
    asked.refresh_from_db()
    return asked


def text(response):
    from html import unescape

    return unescape(response.content.decode())


def test_the_page_shows_what_is_to_be_judged_and_nothing_of_the_note(guest, question):
    page = text(guest.get(question.round.get_absolute_url()))
    assert question.shown["stem"] in page
    assert all(option["text"] in page for option in question.shown["options"])
    assert "<br>".join(question.shown["hint"].splitlines()) in page
    assert question.key["explanation"] not in page


def test_after_the_answer_the_note_and_both_sources_are_shown(guest, question):
    page = text(send(guest, question, right(question), follow=True))
    assert "Right" in page
    assert question.key["explanation"] in page
    sources = {told["source"]: told["title"] for told in question.key["evidence"]}
    assert len(sources) > 1
    for slug, title in sources.items():
        assert title in page
        assert reverse("history:source", args=[slug]) in page
    for truth in question.key["truths"].values():
        assert truth["reason"] in page


def test_a_note_is_told_once(guest, question):
    page = text(send(guest, question, right(question), follow=True))
    assert page.count(question.key["explanation"]) == 1
