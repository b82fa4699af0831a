"""htmx makes it smooth and is never needed: a part put into its page is the fresh page."""

import re

import pytest

from tests.quiz.playing import (
    HTMX,
    answer_url,
    current,
    object_url,
    of_kind,
    play_out,
    press_play,
    right,
    send,
    wrong,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("usual_ways")]

PLAY = re.compile(r'<article class="question" id="play">.*</article>', re.DOTALL)
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')


def swapped(page, part):
    """The page as htmx leaves it: its #play replaced by the part."""
    assert "<html" not in part
    return normal(PLAY.sub(lambda _found: PLAY.search(part).group(), page))


def normal(html):
    title = re.compile(r"<title>.*?</title>", re.DOTALL)
    lines = title.sub("", TOKEN.sub("", html)).splitlines()
    return [line.strip() for line in lines if line.strip()]


@pytest.mark.parametrize("kind", ["cause", "date", "ordering"])
def test_feedback_swapped_in_equals_the_feedback_page(guest, topic, kind):
    played = press_play(guest, topic)
    question = of_kind(played, kind)
    page = guest.get(played.get_absolute_url()).content.decode()
    reply = send(guest, question, right(question), **HTMX)
    fresh = guest.get(answer_url(question)).content.decode()
    assert swapped(page, reply.content.decode()) == normal(fresh)
    assert reply["HX-Push-Url"] == answer_url(question)


@pytest.mark.parametrize("said", ["It was otherwise.", ""], ids=["taken", "refused"])
def test_an_objection_swapped_in_equals_the_feedback_page(guest, topic, said):
    question = of_kind(press_play(guest, topic), "date")
    send(guest, question, wrong(question))
    page = guest.get(answer_url(question)).content.decode()
    part = guest.post(object_url(question), {"words": said}, **HTMX)
    if said:
        fresh = guest.get(answer_url(question))
    else:
        fresh = guest.post(object_url(question), {"words": said})
    assert swapped(page, part.content.decode()) == normal(fresh.content.decode())
    assert part["HX-Push-Url"] == answer_url(question)


def test_the_next_question_swapped_in_equals_its_page(guest, topic):
    played = press_play(guest, topic)
    question = current(played)
    send(guest, question, right(question))
    page = guest.get(answer_url(question)).content.decode()
    part = guest.get(played.get_absolute_url(), **HTMX).content.decode()
    fresh = guest.get(played.get_absolute_url()).content.decode()
    assert swapped(page, part) == normal(fresh)


def test_the_marks_swapped_in_equal_their_page(guest, topic):
    played = press_play(guest, topic)
    play_out(guest, played)
    last = played.questions.order_by("position").last()
    page = guest.get(answer_url(last)).content.decode()
    part = guest.get(played.get_absolute_url(), **HTMX).content.decode()
    assert swapped(page, part) == normal(guest.get(played.get_absolute_url()).content.decode())


def test_caches_keep_page_and_part_apart(guest, topic):
    played = press_play(guest, topic)
    assert "HX-Request" in guest.get(played.get_absolute_url())["Vary"]
