"""What happened, told to readers of other languages: titles of theirs, and the rest marked."""

import re

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils import translation

from history.chronicle import load
from history.models import Event, Topic
from history.packs import loader
from history.packs.export import export
from tests.conftest import ROME
from tests.history.factories import (
    CauseClaimFactory,
    CauseFactory,
    DateClaimFactory,
    EventFactory,
    SourceFactory,
    TopicFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    topic = TopicFactory(slug="valley", language="en", title="The Valley")
    happened = EventFactory(
        title="The dam breaks", title_es="Se rompe la presa", date="1933-11-16", topics=[topic]
    )
    source = SourceFactory(language="ru", title="Хроника")
    DateClaimFactory(event=happened, source=source, says="1933-11-16", gist="It broke at noon.")
    reason = CauseFactory(effect=happened, cause=None, statement="Rain had fallen for a week")
    CauseClaimFactory(cause=reason, source=source, gist="It rained.")
    return happened


def seen(url, language):
    return re.sub(r"\s+", " ", Client(headers={"accept-language": language}).get(url).text)


def test_an_event_is_called_by_its_title_in_the_readers_language(event):
    page = seen(event.get_absolute_url(), "es")
    assert '<h1><span lang="es">Se rompe la presa</span> </h1>' in page
    assert "The dam breaks" not in page
    assert "16 de noviembre de 1933" in page


def test_without_such_a_title_it_keeps_its_own_which_is_marked(event):
    page = seen(event.get_absolute_url(), "ru")
    assert '<h1><span lang="en">The dam breaks</span> </h1>' in page
    assert "16 ноября 1933 г." in page


def test_what_the_library_says_is_marked_with_its_language(event):
    page = seen(event.get_absolute_url(), "es")
    for text in ("It broke at noon.", "Rain had fallen for a week", "It rained."):
        assert re.search(rf'lang="en">{re.escape(text)}<', page), text
    assert '<cite lang="ru">Хроника</cite>' in page


def test_a_timeline_has_the_titles_and_dates_of_the_reader(event):
    page = seen(reverse("history:topic", args=["valley"]), "es")
    assert '<h1 lang="en">The Valley</h1>' in page
    assert re.search(r'<a href="[^"]*" lang="es">Se rompe la presa</a>', page)
    assert '<span class="date">16 de noviembre de 1933</span>' in page


def test_a_source_lists_events_by_those_titles(event):
    page = seen(event.date_claims.get().source.get_absolute_url(), "es")
    assert '<h1 lang="ru">Хроника</h1>' in page
    assert '<span lang="es">Se rompe la presa</span>' in page
    assert '<span class="gist" lang="en">It broke at noon.</span>' in page


def test_an_event_without_a_topic_is_shown_too():
    lonely = EventFactory(title="Alone", topics=[])
    assert "<h1><span>Alone</span> </h1>" in seen(lonely.get_absolute_url(), "es")


@pytest.mark.parametrize(
    ("reader", "title", "language"),
    [("en", "The dam breaks", ""), ("es", "Se rompe la presa", "es"), ("ru", "The dam breaks", "")],
)
def test_a_title_says_in_which_language_it_is(event, reader, title, language):
    with translation.override(reader):
        assert (event.title_here, event.title_language) == (title, language)


def test_a_pack_names_the_language_of_its_topics_and_takes_it_along():
    loader.load(ROME)
    Topic.objects.update(language="la")
    before = Topic.objects.get(slug="ancient-rome").version
    assert export(Topic.objects.get(slug="ancient-rome")).about["language"] == "la"
    loader.load(ROME)
    topic = Topic.objects.get(slug="ancient-rome")
    assert topic.language == "en"
    assert topic.version > before
    assert load(topic).content == "en"
    # The same pack again changes nothing.
    loader.load(ROME)
    assert Topic.objects.get(slug="ancient-rome").version == topic.version


def test_a_chronicle_knows_the_titles_that_there_are(event):
    EventFactory(title="Second", title_es="", topics=[event.topics.get()])
    told = load(event.topics.get())
    assert {e.title: dict(e.titles) for e in told.events} == {
        "The dam breaks": {"es": "Se rompe la presa"},
        "Second": {},
    }
    assert Event.objects.count() == 2


def test_a_title_stands_where_the_language_of_the_texts_is_not_known(event):
    html = render_to_string("history/_title.html", {"event": event})
    assert html.strip() == "<span>The dam breaks</span>"
