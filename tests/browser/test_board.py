"""The board in a browser: it moves by itself, keeps still, and rests while unseen."""

import pytest
from django.urls import reverse
from django.utils import timezone

from quiz.models import Membership
from quiz.people import SESSION_KEY
from tests.history.factories import EventFactory, TopicFactory
from tests.quiz.cast import ClassroomFactory, MemoryFactory, pupil

SEEN = "document.getElementById('board').dispatchEvent(new Event('seen'))"


@pytest.fixture
def classroom():
    topic = TopicFactory()
    for year in (1700, 1790):
        EventFactory(slug=f"in-{year}", date=str(year), topics=[topic])
    return ClassroomFactory(topic=topic)


@pytest.fixture
def member(classroom, context, live_server):
    """A pupil of the class, in whose browser the page is opened."""
    someone = pupil(classroom)
    session = someone.session
    assert session[SESSION_KEY] == someone.member.player_id
    cookie = {"name": "sessionid", "value": session.session_key, "url": live_server.url}
    context.add_cookies([cookie])
    return someone.member


@pytest.fixture
def polls(page):
    """The status of each answer that htmx got."""
    heard = []

    def hear(response):
        if response.request.headers.get("hx-request"):
            heard.append(response.status)

    page.on("response", hear)
    return heard


def learn(member, fact):
    MemoryFactory(player=member.player, fact=fact)
    Membership.objects.filter(pk=member.pk).touch()


def ask(page):
    with page.expect_response(lambda response: "hx-request" in response.request.headers):
        page.evaluate(SEEN)
    page.wait_for_timeout(50)


@pytest.mark.parametrize("name", ["class", "board"])
def test_an_unchanged_board_is_a_304_and_is_not_touched(
    page, live_server, classroom, member, polls, complaints, name
):
    page.goto(live_server.url + reverse(f"quiz:{name}", args=[classroom.uuid]))
    page.evaluate("document.querySelector('#board rect').dataset.mine = 'still here'")
    ask(page)
    ask(page)
    assert polls == [304, 304]
    assert page.locator("#board rect[data-mine]").count() == 1
    assert complaints == []


def test_a_newly_lit_fact_shows_and_what_did_not_change_stays(
    page, live_server, classroom, member, polls, complaints
):
    page.goto(live_server.url + reverse("quiz:board", args=[classroom.uuid]))
    page.evaluate("document.querySelector('#board-ranking').dataset.mine = 'still here'")
    learn(member, "when:in-1700")
    ask(page)
    assert polls == [200]
    assert page.locator("#board .figure").inner_text() == "50%"
    assert page.locator(".newly-lit").get_attribute("id") == "when:in-1700"
    ask(page)
    assert polls == [200, 304]
    learn(member, "when:in-1790")
    ask(page)
    assert page.locator(".newly-lit").get_attribute("id") == "when:in-1790"
    assert page.locator("#board-ranking[data-mine]").count() == 1
    page.evaluate("delete document.querySelector('#board-ranking').dataset.mine")
    swapped = page.locator("#board").inner_html()
    page.reload()
    assert page.locator("#board").inner_html() == swapped.replace(" newly-lit", "")
    assert complaints == []


def test_nothing_is_asked_while_the_page_is_hidden(page, live_server, classroom, member, polls):
    page.goto(live_server.url + reverse("quiz:board", args=[classroom.uuid]))
    hide = "Object.defineProperty(document, 'hidden', {value: %s, configurable: true})"
    page.evaluate(hide % "true")
    page.evaluate(SEEN)
    page.wait_for_timeout(300)
    assert polls == []
    page.evaluate(hide % "false")
    with page.expect_response(lambda response: "hx-request" in response.request.headers):
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    assert polls == [304]


def test_the_board_asks_by_itself(page, live_server, classroom, member, polls):
    page.clock.install()
    page.goto(live_server.url + reverse("quiz:board", args=[classroom.uuid]))
    with page.expect_response(lambda response: "hx-request" in response.request.headers):
        page.clock.run_for(13_000)
    assert polls == [304]


def test_less_motion_means_none(browser, live_server, classroom, member, context):
    quiet = browser.new_context(reduced_motion="reduce")
    quiet.add_cookies(context.cookies())
    page = quiet.new_page()
    page.goto(live_server.url + reverse("quiz:board", args=[classroom.uuid]))
    learn(member, "when:in-1700")
    ask(page)
    glowing = "getComputedStyle(document.querySelector('.newly-lit')).animationName"
    assert page.evaluate(glowing) == "none"
    quiet.close()


def test_the_board_works_without_javascript(browser, live_server, classroom, member, context):
    plain = browser.new_context(java_script_enabled=False)
    plain.add_cookies(context.cookies())
    page = plain.new_page()
    page.goto(live_server.url + classroom.get_absolute_url())
    learn(member, "when:in-1700")
    page.click("#refresh")
    assert page.locator("#board .figure").inner_text() == "50%"
    plain.close()


@pytest.mark.parametrize("width", [320, 1920])
def test_nothing_hangs_over_the_edge(page, live_server, classroom, member, width):
    page.set_viewport_size({"width": width, "height": 800})
    for name in ("class", "board", "board-facts"):
        page.goto(live_server.url + reverse(f"quiz:{name}", args=[classroom.uuid]))
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_removed_pupils_open_board_goes_away(page, live_server, classroom, member):
    page.goto(live_server.url + reverse("quiz:board", args=[classroom.uuid]))
    member.removed = timezone.now()
    member.save()
    with page.expect_navigation():
        page.evaluate(SEEN)
    assert page.locator("#board").count() == 0
    assert page.locator("h1").count() == 1
