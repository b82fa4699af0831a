"""Playing in a browser: every page as plain HTML, and what is refused and how."""

import re
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from history.chronicle import Chronicle
from quiz.models import Answer, Player, Round
from tests.history.factories import EventFactory, TopicFactory
from tests.quiz.playing import (
    HTMX,
    answer_url,
    current,
    ids,
    of_kind,
    play_out,
    press_play,
    right,
    send,
    wrong,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("usual_ways")]


def text(response):
    plain = re.sub(r"<[^>]+>", " ", response.content.decode())
    return re.sub(r"\s+", " ", plain.replace("&#x27;", "'").replace("&quot;", '"'))


def test_looking_at_the_front_page_makes_no_rows(guest, topic):
    assert guest.get("/").status_code == 200
    assert not Player.objects.exists()


def test_anyone_can_press_play_and_get_a_question_at_once(guest, topic):
    response = guest.post(reverse("quiz:start", args=[topic.slug]), follow=True)
    assert response.status_code == 200
    assert "Question 1 of 10" in text(response)
    assert 'id="submit-answer"' in response.content.decode()


def test_playing_again_is_the_same_player(guest, topic):
    first, second = press_play(guest, topic), press_play(guest, topic)
    assert first.player == second.player


def test_a_round_begun_can_be_gone_on_with_from_the_front_page(guest, topic):
    played = press_play(guest, topic)
    assert played.get_absolute_url() in guest.get("/").content.decode()
    play_out(guest, played)
    assert played.get_absolute_url() not in guest.get("/").content.decode()


@pytest.mark.parametrize("kind", ["cause", "date", "ordering"])
def test_the_page_of_a_question_holds_nothing_of_its_key(guest, topic, kind):
    played = press_play(guest, topic)
    question = of_kind(played, kind)
    played.questions.filter(position__lt=question.position).delete()
    page = guest.get(played.get_absolute_url()).content.decode()
    assert question.shown["options"][0]["id"] in page
    secrets = [question.key["explanation"], *(e["gist"] for e in question.key["evidence"])]
    secrets += [truth["reason"] for truth in question.key["truths"].values()]
    secrets += [*question.facts, *question.events]
    assert not [secret for secret in secrets if secret and secret in page]


@pytest.mark.parametrize("kind", ["cause", "date", "ordering"])
def test_after_the_answer_every_option_and_the_evidence_are_explained(guest, topic, kind):
    question = of_kind(press_play(guest, topic), kind)
    page = text(guest.post(answer_url(question), wrong(question), follow=True))
    assert "Not right" in page
    for told in question.key["evidence"]:
        assert told["title"] in page
        assert told["locator"] in page
        assert told["gist"] in page
    for option, truth in question.key["truths"].items():
        assert truth["reason"] in page
        assert next(o["text"] for o in question.shown["options"] if o["id"] == option) in page


def test_what_a_source_says_word_for_word_is_quoted_after_the_answer(guest, asked, us_russia):
    quoting = [
        replace(event, claims=tuple(replace(c, quote="Word for word.") for c in event.claims))
        for event in us_russia.events
    ]
    quoted = Chronicle(us_russia.slug, us_russia.version, us_russia.title, quoting)
    question = asked("date", "choose", chronicle=quoted)
    page = guest.post(answer_url(question), right(question), follow=True).content.decode()
    assert ">Word for word.</blockquote>" in page


def test_a_right_answer_is_said_to_be_right(guest, topic):
    question = current(press_play(guest, topic))
    assert "Right" in text(guest.post(answer_url(question), right(question), follow=True))


def test_one_card_out_of_place_is_named_with_where_it_belongs(guest, topic):
    question = of_kind(press_play(guest, topic), "ordering")
    order = list(question.key["answer"])
    data = {f"rank-{option}": n for n, option in enumerate([order[1], order[0], *order[2:]], 1)}
    page = text(guest.post(answer_url(question), data, follow=True))
    titles = {o["id"]: o["text"] for o in question.shown["options"]}
    assert f"Only “{titles[order[1]]}” is out of place" in page
    assert f"it belongs before “{titles[order[2]]}”" in page
    assert "Partly right" in page


def test_the_arrows_work_without_javascript_and_answer_nothing(guest, topic):
    question = of_kind(press_play(guest, topic), "ordering")
    first, second = ids(question)[:2]
    data = {f"rank-{option}": n for n, option in enumerate(ids(question), 1)}
    page = send(guest, question, data | {"move": f"{first}:down"}).content.decode()
    assert page.index(f"rank-{second}") < page.index(f"rank-{first}")
    assert not Answer.objects.exists()


def test_reloading_the_feedback_shows_it_again(guest, topic):
    question = current(press_play(guest, topic))
    send(guest, question, right(question))
    assert "Right" in text(guest.get(answer_url(question)))


def test_a_second_answer_changes_nothing_and_shows_the_first(guest, topic):
    question = current(press_play(guest, topic))
    send(guest, question, wrong(question))
    page = text(guest.post(answer_url(question), right(question), follow=True))
    assert "Not right" in page
    assert Answer.objects.get().accuracy == 0


def test_a_second_tab_is_told_that_the_first_answer_counts(guest, topic):
    question = of_kind(press_play(guest, topic), "date")
    send(guest, question, wrong(question))
    response = send(guest, question, right(question), **HTMX)
    assert "The first answer counts" in text(response)
    assert "Not right" in text(response)


def test_a_form_of_one_question_answers_no_other(guest, topic):
    played = press_play(guest, topic)
    first = current(played)
    send(guest, first, right(first))
    send(guest, first, right(first))
    assert Answer.objects.get().question == first


def test_the_feedback_of_an_unanswered_question_does_not_exist(guest, topic):
    question = current(press_play(guest, topic))
    assert guest.get(answer_url(question)).status_code == 404


def test_what_belongs_to_another_player_does_not_exist(guest, stranger, topic):
    played = press_play(guest, topic)
    press_play(stranger, topic)
    question = current(played)
    assert stranger.get(played.get_absolute_url()).status_code == 404
    assert send(stranger, question, right(question)).status_code == 404
    send(guest, question, right(question))
    assert stranger.get(answer_url(question)).status_code == 404
    assert Answer.objects.count() == 1


def test_a_visitor_who_never_played_finds_no_rounds(guest, stranger, topic):
    played = press_play(guest, topic)
    assert stranger.get(played.get_absolute_url()).status_code == 404
    assert stranger.get(reverse("quiz:round", args=[uuid4()])).status_code == 404


REFUSED = {
    "nothing at all": ({}, "Choose one of the answers"),
    "an unknown option": ({"answer": "nosuch"}, "not one of those shown"),
    "markup": ({"answer": "<script>"}, "not one of those shown"),
    "a NUL byte": ({"answer": "a\x00b"}, "not one of those shown"),
}


@pytest.mark.parametrize(("data", "words"), REFUSED.values(), ids=REFUSED)
def test_an_answer_that_is_none_is_refused_in_words(guest, topic, data, words):
    question = of_kind(press_play(guest, topic), "date")
    response = send(guest, question, data)
    assert response.status_code == 422
    assert words in text(response)
    assert not Answer.objects.exists()


def test_the_option_of_another_question_is_refused(guest, topic):
    played = press_play(guest, topic)
    question, other = of_kind(played, "date"), of_kind(played, "cause")
    response = send(guest, question, right(other))
    assert response.status_code == 422
    assert not Answer.objects.exists()


def orders(question):
    """Ways in which an ordering can come back wrong, with the words that say so."""
    first, second, *_rest = ids(question)
    ranks = {f"rank-{option}": n for n, option in enumerate(ids(question), 1)}
    stranger = {"rank-zzzzzz": 1}
    missing = {name: n for name, n in ranks.items() if name != f"rank-{first}"}
    return [
        (ranks, "Nothing has been moved"),
        (ranks | {f"rank-{first}": 2}, "Two cards have the same number"),
        (missing, "Give every card a number"),
        (ranks | {f"rank-{first}": 99}, "Give every card a number"),
        (ranks | {f"rank-{second}": "second"}, "Give every card a number"),
        (right(question) | stranger, "a card here that was not in the question"),
    ]


@pytest.mark.parametrize("case", range(6))
def test_an_order_that_is_none_is_refused_in_words(guest, topic, case):
    question = of_kind(press_play(guest, topic), "ordering")
    data, words = orders(question)[case]
    response = send(guest, question, data)
    assert response.status_code == 422
    assert words in text(response)
    assert not Answer.objects.exists()


def test_a_round_left_open_too_long_takes_no_answers_but_keeps_them(guest, topic):
    played = press_play(guest, topic)
    first = current(played)
    send(guest, first, right(first))
    Round.objects.update(created=timezone.now() - timedelta(days=31))
    question = current(played)
    response = send(guest, question, right(question))
    assert response.status_code == 410
    assert "This round is closed" in text(response)
    assert guest.get(played.get_absolute_url()).status_code == 410
    assert guest.get(answer_url(first)).status_code == 200
    assert Answer.objects.count() == 1


def test_the_end_shows_marks_every_question_and_what_to_look_at(guest, topic, us_russia):
    played = press_play(guest, topic)
    questions = list(played.questions.order_by("position"))
    for question in questions[:-1]:
        send(guest, question, right(question))
    send(guest, questions[-1], wrong(questions[-1]))
    page = text(guest.get(played.get_absolute_url()))
    assert "9 of 10 marks" in page
    for question in questions:
        assert question.key["evidence"][0]["gist"] in page


def test_the_end_sends_the_player_to_the_events_that_were_missed(guest, topic, us_russia):
    played = press_play(guest, topic)
    missed = current(played)
    event = EventFactory(slug=missed.events[0], title="The one that was missed")
    send(guest, missed, wrong(missed))
    play_out(guest, played)
    page = guest.get(played.get_absolute_url()).content.decode()
    link = rf'<a href="{event.get_absolute_url()}">\s*<span[^>]*>The one that was missed</span>'
    assert re.search(link, page)


def test_a_topic_with_nothing_to_ask_says_so(guest, db):
    empty = TopicFactory()
    EventFactory(topics=[empty])
    response = guest.post(reverse("quiz:start", args=[empty.slug]), follow=True)
    assert "There is nothing to ask on this topic yet" in text(response)


def test_playing_changes_state_by_post_only(guest, topic):
    assert guest.get(reverse("quiz:start", args=[topic.slug])).status_code == 200
    assert guest.get(reverse("quiz:surprise")).status_code == 405
    assert not Round.objects.exists()
    assert not Player.objects.exists()
    assert guest.post(reverse("quiz:round", args=[uuid4()])).status_code == 405


def test_a_post_without_its_token_is_refused(topic):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(reverse("quiz:start", args=[topic.slug])).status_code == 403


def test_play_pages_are_kept_by_no_cache(guest, topic):
    played = press_play(guest, topic)
    question = current(played)
    pages = [guest.get(played.get_absolute_url()), send(guest, question, right(question))]
    for page in [*pages, guest.get(answer_url(question))]:
        assert "no-store" in page["Cache-Control"]
        assert "ETag" not in page


def test_the_front_page_lists_topics_in_order_of_time_and_a_whole_before_its_parts(guest, db):
    late, whole, early = TopicFactory(), TopicFactory(), TopicFactory()
    EventFactory(date="1900", topics=[late, whole])
    EventFactory(date="1800", topics=[early, whole])
    TopicFactory(title="An empty one")
    shown = guest.get("/").context["topics"]
    assert [topic for topic, _spine in shown] == [whole, early, late]


def test_browsers_that_take_no_svg_find_an_icon_at_the_old_address(client):
    response = client.get("/favicon.ico")
    assert response.status_code == 302
    icon = client.get(response.url)
    assert b"".join(icon.streaming_content).startswith(b"\x89PNG")


def test_a_link_that_is_passed_on_has_a_title_a_sentence_and_a_picture(guest, topic):
    for url in ("/", topic.get_absolute_url(), reverse("quiz:join")):
        page = guest.get(url).content.decode()
        assert page.count('property="og:title"') == page.count('property="og:description"') == 1
        (picture,) = re.findall(r'og:image"\s+content="http://testserver(/static/[^"]+)"', page)
        assert b"".join(guest.get(picture).streaming_content).startswith(b"\x89PNG")


def test_without_topics_a_teacher_is_told_where_to_load_one(client, admin_client):
    told = "There is no topic yet"
    assert told in client.get("/").content.decode()
    assert reverse("history:import") not in client.get("/").content.decode()
    assert reverse("history:import") in admin_client.get("/").content.decode()
