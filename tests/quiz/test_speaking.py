"""Questions are drawn in a language: sentences, titles, checks and all; and stay in it."""

import re
from dataclasses import replace
from itertools import islice

import pytest
from django.urls import reverse
from django.utils import translation

from quiz import kinds, soundness
from quiz.bank import chronicle_for
from quiz.draft import Draft
from quiz.generation import Refused, compose, draft, outcomes
from quiz.models import Question, Round
from tests.conftest import SHIPPED, chronicle_in
from tests.quiz.playing import press_play
from tests.quiz.test_languages import choose

EACH_WAY = [(kind, way) for kind, module in kinds.all_kinds().items() for way in module.ways]


def drawn(chronicle, language, kind, way="", count=40):
    with translation.override(language):
        found = islice(outcomes(chronicle, kind, 1, way=way), count)
        return [one for one in found if isinstance(one, Draft)]


@pytest.mark.parametrize("language", ["es", "ru"])
@pytest.mark.parametrize(("kind", "way"), EACH_WAY)
def test_what_can_be_asked_in_english_can_be_asked_about_as_often(us_russia, kind, way, language):
    english = len(drawn(us_russia, "en", kind, way))
    assert len(drawn(us_russia, language, kind, way)) >= 0.6 * english


@pytest.mark.parametrize(("kind", "way"), EACH_WAY)
def test_a_question_in_russian_has_no_english_but_names_and_what_the_topic_says(
    us_russia, kind, way
):
    for made in drawn(us_russia, "ru", kind, way, 12):
        told = made.shown["stem"], made.shown["hint"]
        for text in (*told, *(o["text"] for o in made.shown["options"] if "language" not in o)):
            for known in sorted(_names(us_russia), key=len, reverse=True):
                text = text.replace(known, "")
            assert not re.search("[a-z]", text, re.IGNORECASE), text


def _names(chronicle):
    for event in chronicle.events:
        yield event.title
        for claim in (*event.claims, *(c for cause in event.causes for c in cause.claims)):
            source = claim.source
            yield from (claim.gist, source.title, source.author, source.publisher)
            yield from (n for n in re.split("[,:;(]", f"{source.title};{source.publisher}") if n)


def test_events_are_named_by_their_titles_in_the_language(us_russia):
    spanish = {event.slug: dict(event.titles)["es"] for event in us_russia.events}
    for made in drawn(us_russia, "es", "ordering", count=10):
        for option in made.shown["options"]:
            assert option["text"] == spanish[made.key["stands_for"][option["id"]]]
            assert "language" not in option
    for made in drawn(us_russia, "ru", "ordering", count=10):
        assert {option["language"] for option in made.shown["options"]} == {"en"}


def test_a_sentence_of_the_topic_keeps_its_language(us_russia):
    for language in ("es", "ru"):
        for made in drawn(us_russia, language, "cause", "choose", 10):
            assert {option["language"] for option in made.shown["options"]} == {"en"}
        for made in drawn(us_russia, language, "date", "choose", 10):
            assert not any("language" in option for option in made.shown["options"])


@pytest.mark.parametrize("kind", kinds.all_kinds())
def test_a_draft_hangs_on_its_language_and_not_on_what_was_drawn_before(us_russia, kind):
    made = drawn(us_russia, "es", kind, count=6)
    fresh = chronicle_in(SHIPPED)
    drawn(fresh, "ru", kind, count=6)
    drawn(fresh, "en", kind, count=6)
    assert [one.digest for one in drawn(fresh, "es", kind, count=6)] == [one.digest for one in made]


def test_checks_read_a_question_in_its_own_language_whoever_asks(us_russia):
    for language in ("es", "ru"):
        with translation.override(language):
            made = compose(us_russia, 3)
        assert {one.shown["language"] for one in made} == {language}
        for reader in ("en", "ru"):
            with translation.override(reader):
                assert [soundness.examine(one, us_russia) for one in made] == [[]] * len(made)


def test_a_year_in_a_spanish_title_is_refused_in_spanish_alone(us_russia):
    event = us_russia.by_slug["recognition-1933"]
    leaky = replace(event, titles=(("es", "Reconocimiento de 1933"),))
    telling = us_russia.with_extras({})
    telling.events = tuple(leaky if e is event else e for e in us_russia.events)
    telling.__dict__.pop("by_slug", None)
    with translation.override("es"):
        refused = draft(telling, "date", "when:recognition-1933", 1)
        assert isinstance(refused, Refused)
        assert {rejection.name for rejection in refused.rejections} == {"title-leaks-year"}
    with translation.override("ru"):
        assert isinstance(draft(telling, "date", "when:recognition-1933", 1), Draft)


def test_a_round_is_in_the_language_of_the_page_and_stays_in_it(topic, guest):
    choose(guest, "es")
    page = press_play(guest, topic)
    question = Question.objects.order_by("position").first()
    assert question.shown["language"] == "es"
    choose(guest, "en")
    page = guest.get(question.round.get_absolute_url()).text
    assert '<html lang="en">' in page
    assert re.search(r'<h1 class="stem"[^>]* lang="es">', page)


def test_a_pupil_may_choose_another_language_for_the_questions(topic, guest):
    start = reverse("quiz:start", args=[topic.slug])
    assert '<option value="en" selected>English</option>' in guest.get(start).text
    guest.post(start, {"language": "es"})
    assert {q.shown["language"] for q in Question.objects.all()} == {"es"}
    assert '<html lang="en">' in guest.get(Round.objects.get().get_absolute_url()).text


def test_a_language_that_is_not_offered_starts_nothing(topic, guest):
    response = guest.post(reverse("quiz:start", args=[topic.slug]), {"language": "fi"})
    assert response.status_code == 422
    assert not Round.objects.exists()


def test_a_chronicle_in_a_language_keeps_what_is_beside_it_and_can_be_had_in_any_other(topic):
    written = chronicle_for(topic).with_extras({"beside": 1})
    spanish = written.in_language("es")
    assert spanish.extras == written.extras
    assert spanish.in_language("es") is spanish
    assert spanish.in_language("ru").events == written.events
    slug = written.events[0].slug
    assert spanish.by_slug[slug].title == dict(written.events[0].titles)["es"]
    assert written.by_slug[slug].title == written.events[0].title
