"""The desk in a browser, with and without JavaScript."""

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import expect

from tests.history.factories import EventFactory, TopicFactory
from tests.quiz.cast import (
    ClassroomFactory,
    MembershipFactory,
    MemoryFactory,
    teacher,
)

LONG = "Calm Hippopotamus of Faraway Zanzibar"


@pytest.fixture
def classroom():
    topic = TopicFactory()
    event = EventFactory(slug="in-1700", date="1700", topics=[topic])
    classroom = ClassroomFactory(topic=topic)
    member = MembershipFactory(classroom=classroom, nickname=LONG)
    MemoryFactory(player=member.player, fact=f"when:{event.slug}", held_since=None)
    return classroom


@pytest.fixture
def cookie(classroom, live_server):
    session = teacher(classroom).cookies[settings.SESSION_COOKIE_NAME]
    return {"name": session.key, "value": session.value, "url": live_server.url}


def test_misconceptions_come_in_by_themselves(
    page, context, live_server, classroom, cookie, complaints
):
    context.add_cookies([cookie])
    page.goto(live_server.url + classroom.get_absolute_url())
    page.locator("#misconceptions-here #beliefs").wait_for()
    assert complaints == []


def test_without_javascript_they_are_a_link_away(browser, live_server, classroom, cookie):
    plain = browser.new_context(java_script_enabled=False)
    plain.add_cookies([cookie])
    page = plain.new_page()
    page.goto(live_server.url + classroom.get_absolute_url())
    page.click("#to-misconceptions")
    expect(page.locator("#beliefs")).to_be_visible()
    page.click("#tab-desk")
    page.click("#to-questions")
    expect(page.locator("#no-answers")).to_be_visible()
    assert page.url.endswith(reverse("quiz:class-questions", args=[classroom.uuid]))
    plain.close()


@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_hangs_over_the_edge(page, context, live_server, classroom, cookie, width):
    context.add_cookies([cookie])
    page.set_viewport_size({"width": width, "height": 800})
    for name in ("class", "class-misconceptions", "class-questions"):
        reply = page.goto(live_server.url + reverse(f"quiz:{name}", args=[classroom.uuid]))
        assert reply.status == 200
        assert page.evaluate("document.documentElement.scrollWidth") <= width
