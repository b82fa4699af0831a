import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from history import models

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_query_for_each_row")]

MOST_QUERIES = 10
XSS = "\"><script>alert(1)</script><a title='"


def make_topic(**values):
    return models.Topic.objects.create(**{"slug": "valley", "title": "The Valley", **values})


def make_source(slug="book", **values):
    return models.Source.objects.create(
        **{"slug": slug, "title": f"Book {slug}", "kind": "secondary", **values}
    )


def make_event(slug, *topics, **values):
    event = models.Event.objects.create(
        **{
            "slug": slug,
            "title": f"Title {slug}",
            "date": "1933",
            "summary": "So it went.",
            **values,
        }
    )
    event.topics.set(topics)
    return event


def make_claim(event, source, says="", **values):
    return models.DateClaim.objects.create(
        **{
            "event": event,
            "source": source,
            "says": says,
            "locator": "page 1",
            "gist": "It says so.",
        }
        | values
    )


def make_cause(slug, effect, cause=None, role="trigger"):
    return models.Cause.objects.create(
        slug=slug, effect=effect, cause=cause, statement=slug, role=role, explanation="Because."
    )


def fill(topic, source, rows):
    """So many events, each with claims, a dispute, causes, effects and a misconception."""
    before = None
    for n in range(rows):
        year = 1700 + n % 300
        event = make_event(f"event-{n}", topic, date=f"{year}", importance=n % 3 + 1)
        other = make_source(f"other-{n}", language="es")
        make_claim(event, source, str(year + 1), dispute="error", note="A slip.")
        make_claim(event, other, str(year))
        cause = make_cause(f"cause-{n}", event, before)
        cause.claims.create(source=source, locator="page 2", gist="It led to that.")
        event.misconceptions.create(about="when", statement="Later", correction="No.", tag="late")
        before = event
    return before


def get(client, name, slug):
    response = client.get(reverse(f"history:{name}", args=[slug]))
    assert response.status_code == 200
    return response


def body(client, name, slug):
    return get(client, name, slug).content.decode()


@pytest.mark.parametrize("name", ["topic", "event", "source"])
def test_an_unknown_slug_is_a_friendly_404(client, name):
    response = client.get(reverse(f"history:{name}", args=["nowhere"]))
    assert response.status_code == 404
    assert "Skip to the content" in response.content.decode()


@pytest.mark.parametrize("name", ["topic", "event", "source"])
def test_reading_changes_nothing(client, name):
    assert client.post(reverse(f"history:{name}", args=["nowhere"])).status_code == 405


@pytest.mark.parametrize("signed_in", [False, True])
@pytest.mark.parametrize(
    ("name", "slug"), [("topic", "valley"), ("event", "event-2"), ("source", "book")]
)
def test_queries_do_not_grow_with_the_library(client, admin_client, name, slug, signed_in):
    client = admin_client if signed_in else client
    topic, source = make_topic(), make_source()
    fill(topic, source, 3)
    event = models.Event.objects.get(slug="event-2")
    with CaptureQueriesContext(connection) as few:
        get(client, name, slug)
    for n in range(60):
        another = make_event(f"more-{n}", topic, date=f"{1500 + n}")
        other = make_source(f"more-{n}")
        for target in (event, another):
            make_claim(target, source, "1700", locator=f"line {n}", dispute="error", note="A slip.")
            make_claim(target, other, "1701")
            cause = make_cause(
                f"more-{n}-{target.slug}", target, another if target == event else None
            )
            cause.claims.create(source=source, locator="page 2", gist="It led to that.")
            target.misconceptions.create(about="why", statement=f"{n}", correction="No.", tag="so")
        make_cause(f"effect-{n}", another, event)
    with CaptureQueriesContext(connection) as many:
        get(client, name, slug)
    assert len(many) == len(few) <= MOST_QUERIES


def test_a_topic_has_its_events_in_drawing_and_list(client):
    topic = make_topic(summary="What befell the Valley.")
    event = make_event("pact", topic, title="The pact is signed", date="1933-11-16")
    make_claim(event, make_source(), "1934", dispute="error", note="A slip.")
    make_event("elsewhere", title="Nothing to do with it")
    page = body(client, "topic", "valley")
    assert "<title>16 November 1933: The pact is signed (sources disagree)</title>" in page
    # Once for the phone, once for the wide page, once in the list.
    assert page.count('href="/events/pact/"') == 3
    assert "Nothing to do with it" not in page
    assert "What befell the Valley." in page


def test_a_topic_without_events_says_so(client):
    make_topic()
    page = body(client, "topic", "valley")
    assert "No event has been entered" in page
    assert "<svg" not in page


def test_a_topic_with_very_many_events_draws_the_important_and_lists_all(client):
    topic = make_topic()
    make_event("first", topic, importance=3, date="0900")
    rows = [
        models.Event(slug=f"e-{n}", title=f"E {n}", date=f"{1000 + n}", summary="-", importance=1)
        for n in range(900)
    ]
    for row in rows:
        row.set_bounds()
    topic.events.add(*models.Event.objects.bulk_create(rows))
    page = body(client, "topic", "valley")
    assert "300 of 901 events are drawn" in page
    assert page.count('<g role="listitem">') == 600
    assert '<a class="mark importance-3"' in page
    last = client.get("/topics/valley/?page=4").content.decode()
    assert '<a href="/events/e-899/"' in last
    assert client.get("/topics/valley/?page=no").status_code == 200


def test_ancient_and_open_and_doubtful_dates_can_be_drawn(client):
    topic = make_topic()
    dates = ["-0753-04-21", "-3100~", "../-0500", "0079-08-24", "19XX", "1991/..", "Y-170002"]
    for n, date in enumerate(dates):
        make_event(f"e-{n}", topic, date=date)
    assert "21 April 754 BC" in body(client, "topic", "valley")


def test_numbers_in_drawings_have_no_decimal_comma(client):
    topic = make_topic()
    for n in range(50):
        make_event(f"e-{n}", topic, date=f"{1700 + n * 3}/{1800 + n * 3}")
    page = client.get("/topics/valley/", headers={"accept-language": "es"}).content.decode()
    assert 'lang="es"' in page
    assert not re.search(r'\b(x|y|width|height|r|cx|cy|d|viewBox)="[^"]*\d,\d', page)


def test_an_event_shows_when_where_who_why_and_what_came_of_it(client):
    topic = make_topic()
    before = make_event("talks", topic, title="The talks", date="1932~")
    event = make_event(
        "pact", topic, date="1933-11-16", calendar="NS", place="Ford", people="Ann; Bob"
    )
    after = make_event("war", topic, title="The war", date="1935/1937")
    cause = make_cause("talks-led-on", event, before)
    cause.claims.create(source=make_source("diary"), locator="leaf 7", gist="They shook hands.")
    make_cause("pact-led-on", after, event, role="background")
    page = body(client, "event", "pact")
    for shown in (
        "16 November 1933 (3 November Old Style)",
        "Ford",
        "Ann, Bob",
        "talks-led-on",
        'href="/events/talks/"',
        "about 1932",
        "They shook hands.",
        "leaf 7",
        'href="/events/war/"',
        "1935 to 1937",
        'action="/topics/valley/play/"',
    ):
        assert shown in page


def test_what_is_not_known_of_a_date_is_said_in_words(client):
    make_event("pact", date="1918~", calendar="unstated")
    page = body(client, "event", "pact")
    assert "The date is approximate" in page
    assert "do not say which calendar" in page


def test_a_dispute_shows_both_positions_and_what_resolves_it(client):
    event = make_event("pact", date="1933-11-16")
    make_claim(event, make_source("guide"), "1933-11-16")
    wrong = make_source("leaflet", title="Hoja", language="es", viewpoint="a party")
    make_claim(event, wrong, "1934", dispute="error", note="A slip of the pen.")
    page = body(client, "event", "pact")
    disputes = page[page.index('id="disputed"') :]
    for shown in ("16 November 1933", "1934", "Error: one is mistaken", "A slip of the pen."):
        assert shown in disputes
    assert '<cite lang="es">Hoja</cite>' in disputes
    assert "a party" in page


def test_what_a_source_says_word_for_word_is_quoted_in_its_language(client):
    diary, event = make_source("diary", language="es"), make_event("pact")
    make_claim(event, diary, "1933", quote="Se dieron la mano.")
    make_cause("talks-led-on", event).claims.create(
        source=diary, locator="p. 3", gist="So it was.", quote="Hablaron."
    )
    for page in (body(client, "event", "pact"), body(client, "source", "diary")):
        for words in ("Se dieron la mano.", "Hablaron."):
            assert f'<blockquote class="quote" lang="es">{words}</blockquote>' in page


def test_a_correction_waits_behind_its_misconception(client):
    event = make_event("pact")
    event.misconceptions.create(
        about="when", statement="It was in 1945", correction="It was in 1933.", tag="late"
    )
    page = body(client, "event", "pact")
    details = page[page.index("<details>") : page.index("</details>")]
    assert "It was in 1945" in details
    assert "It was in 1933." in details


def test_a_source_shows_who_speaks_and_what_it_claims(client):
    source = make_source(
        title="Libro",
        author="Ana",
        publisher="Casa",
        viewpoint="a party",
        language="es",
        published="1940-05",
        url="https://example.org/libro",
    )
    event = make_event("pact")
    make_claim(event, source, "1933")
    make_cause("talks-led-on", event).claims.create(
        source=source, locator="p. 3", gist="So it was."
    )
    page = body(client, "source", "book")
    for shown in ("Ana", "Casa", "a party", "Spanish", "May 1940", "talks-led-on", "So it was."):
        assert shown in page
    assert '<h1 lang="es">Libro</h1>' in page
    assert re.search(r'href="https://example.org/libro"\s+rel="noreferrer noopener external"', page)


def test_a_source_stands_beside_those_it_disagrees_with(client):
    source, event = make_source(), make_event("pact", date="1933-11-16")
    make_claim(event, source, "1934", dispute="error", note="A slip of the pen.")
    make_claim(event, make_source("guide", title="The guide"), "1933-11-16")
    page = body(client, "source", "book")
    disputes = page[page.index('id="disputes"') : page.index('id="dates"')]
    for shown in ("1934", "16 November 1933", "The guide", "A slip of the pen."):
        assert shown in disputes


def test_long_lists_of_claims_have_pages(client):
    source = make_source(language="la")  # which Django has no name for
    for n in range(51):
        make_claim(make_event(f"e-{n}", date=f"{1800 + n}"), source, f"{1800 + n}")
    assert 'href="/events/e-50/"' not in body(client, "source", "book")
    assert 'href="/events/e-50/"' in client.get("/sources/book/?dates=2").content.decode()


class Page(HTMLParser):
    """What a reader's software relies on: headings, ids, landmarks, no inline style or script."""

    def __init__(self, text):
        super().__init__()
        self.headings, self.ids, self.tags, self.inline = [], [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        names = dict(attrs)
        self.tags.append(tag)
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if "id" in names:
            self.ids.append(names["id"])
        self.inline += [name for name in names if name == "style" or name.startswith("on")]


@pytest.mark.parametrize(
    ("name", "slug"), [("topic", "valley"), ("event", "event-2"), ("source", "book")]
)
def test_pages_are_in_good_order(client, name, slug):
    fill(make_topic(), make_source(), 30)
    page = Page(body(client, name, slug))
    assert page.headings[0] == 1
    assert page.headings.count(1) == 1
    assert all(b - a <= 1 for a, b in pairwise(page.headings))
    assert len(page.ids) == len(set(page.ids))
    assert {"header", "nav", "main", "footer"} <= set(page.tags)
    assert page.inline == []
    assert not {"script", "style"} & set(page.tags)


@pytest.mark.parametrize(
    ("name", "slug"), [("topic", "valley"), ("event", "pact"), ("source", "book")]
)
def test_texts_are_escaped_everywhere(client, name, slug):
    topic = make_topic(title=XSS, summary=XSS)
    source = make_source(title=XSS, author=XSS, publisher=XSS, viewpoint=XSS, language='"><script>')
    event = make_event("pact", topic, title=XSS, place=XSS, people=XSS, summary=XSS)
    make_claim(event, source, "1934", locator=XSS, gist=XSS, dispute="error", note=XSS)
    cause = make_cause("because", event)
    models.Cause.objects.update(statement=XSS, explanation=XSS)
    cause.claims.create(source=source, locator=XSS, gist=XSS)
    event.misconceptions.create(about="why", statement=XSS, correction=XSS, tag="so")
    assert "<script" not in body(client, name, slug)


def test_a_broken_site_can_still_say_so(rf):
    from django.views.defaults import bad_request, server_error

    assert "Something broke on our side" in server_error(rf.get("/")).content.decode()
    assert "We could not read" in bad_request(rf.get("/"), ValueError()).content.decode()
