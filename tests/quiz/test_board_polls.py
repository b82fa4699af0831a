"""How a board is asked for again and again: 304 while nothing changed, and few queries."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from quiz.leaderboard import holdings
from quiz.models import Membership, Memory
from tests.history.factories import EventFactory, TopicFactory
from tests.quiz.cast import ClassroomFactory, MembershipFactory, MemoryFactory, pupil, teacher
from tests.quiz.playing import HTMX

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch):
    monkeypatch.setattr(holdings, "_kept", {})


@pytest.fixture(params=["few", "many"])
def classroom(request, moment):
    """Of two or of twenty pupils, each of whom holds as many facts as there are pupils."""
    topic, size = TopicFactory(), {"few": 2, "many": 20}[request.param]
    events = [EventFactory(topics=[topic]) for _ in range(size)]
    classroom = ClassroomFactory(topic=topic, ranking=True)
    for member in MembershipFactory.create_batch(size, classroom=classroom):
        for event in events:
            MemoryFactory(player=member.player, fact=f"when:{event.slug}")
    return classroom


@pytest.fixture
def moment():
    """In the middle of a quarter of an hour, which could else end while a test runs."""
    with time_machine.travel("2026-03-18T10:05:00Z", tick=False) as clock:
        yield clock


def wall_of(classroom):
    return reverse("quiz:board", args=[classroom.uuid])


def poll(browser, url, known=None):
    headers = {"HTTP_IF_NONE_MATCH": known} if known else {}
    return browser.get(url, **HTMX, **headers)


def unchanged(browser, url, known):
    return poll(browser, url, known).status_code == 304


def queries(action, status):
    with CaptureQueriesContext(connection) as captured:
        assert action().status_code == status
    return len(captured)


def test_a_poll_is_304_until_something_changes(classroom, moment):
    browser, url = pupil(classroom), wall_of(classroom)
    first = poll(browser, url)
    assert first.status_code == 200
    assert unchanged(browser, url, first["ETag"])
    assert unchanged(browser, url, first["ETag"])


def test_a_304_has_no_body_and_keeps_its_tag(classroom, moment):
    browser, url = pupil(classroom), wall_of(classroom)
    tag = poll(browser, url)["ETag"]
    again = poll(browser, url, tag)
    assert (again.content, again["ETag"]) == (b"", tag)


@pytest.mark.parametrize(
    "change",
    [
        lambda c: Membership.objects.filter(classroom=c).update(changed=timezone.now()),
        lambda c: c.memberships.order_by("pk")[:1].get().delete(),
        lambda c: MembershipFactory(classroom=c),
        lambda c: type(c).objects.filter(pk=c.pk).update(changed=timezone.now()),
        lambda c: EventFactory(topics=[c.topic]) and type(c.topic).objects.all().bump(),
    ],
    ids=["an answer", "an account deleted", "a new pupil", "a setting", "the topic"],
)
def test_a_poll_after_a_change_is_a_new_board(classroom, moment, change):
    browser, url = teacher(classroom), wall_of(classroom)
    tag = poll(browser, url)["ETag"]
    moment.shift(timedelta(seconds=1))
    change(classroom)
    assert not unchanged(browser, url, tag)


def test_facts_fade_on_the_board_within_a_quarter_of_an_hour(classroom, moment):
    browser, url = teacher(classroom), wall_of(classroom)
    fades = timezone.now() + timedelta(minutes=1)
    Memory.objects.update(reviewed=timezone.now(), fresh_until=fades)
    first = poll(browser, url)
    assert first.context["standing"].percent == 100
    moment.shift(timedelta(minutes=15))
    later = poll(browser, url, first["ETag"])
    assert later.status_code == 200
    assert later.context["standing"].percent == 0


def test_a_tag_is_good_for_its_own_page_and_language_only(classroom, moment):
    browser, neighbour, url = pupil(classroom), pupil(classroom), classroom.get_absolute_url()
    tag = poll(browser, url)["ETag"]
    assert unchanged(browser, url, tag)
    assert not unchanged(neighbour, url, tag)
    assert not unchanged(browser, wall_of(classroom), tag)
    assert browser.get(url, HTTP_IF_NONE_MATCH=tag, HTTP_ACCEPT_LANGUAGE="ru").status_code == 200


def test_no_proxy_and_no_browser_keeps_a_board(classroom):
    page = poll(pupil(classroom), classroom.get_absolute_url())
    assert {"private", "no-cache"} <= set(page["Cache-Control"].split(", "))
    assert "HX-Request" in page["Vary"]


def test_a_removed_pupils_open_tab_is_told_nothing_more(classroom):
    browser, url = pupil(classroom), wall_of(classroom)
    tag = poll(browser, url)["ETag"]
    Membership.objects.filter(pk=browser.member.pk).update(removed=timezone.now())
    assert poll(browser, url, tag).status_code == 404


def test_a_poll_gives_the_part_that_the_page_holds(classroom, moment):
    browser = pupil(classroom)
    for url in (wall_of(classroom), classroom.get_absolute_url()):
        part, page = poll(browser, url).content.decode(), browser.get(url).content.decode()
        assert "<html" not in part
        assert part.strip() in page


def test_a_pupils_unchanged_poll_takes_two_with_the_session(classroom, moment):
    """The session, and one for the class and all that moves its board."""
    browser, url = pupil(classroom), wall_of(classroom)
    tag = poll(browser, url)["ETag"]
    assert queries(lambda: poll(browser, url, tag), 304) == 2


def test_a_teachers_unchanged_poll_takes_three_with_session_and_account(classroom, moment):
    browser, url = teacher(classroom), wall_of(classroom)
    tag = poll(browser, url)["ETag"]
    assert queries(lambda: poll(browser, url, tag), 304) == 3


def test_a_board_takes_five_at_most(classroom, moment):
    """Session, account, class, members, and the memories of those whose memories changed."""
    browser, url = teacher(classroom), wall_of(classroom)
    poll(browser, url)
    holdings._kept.clear()
    assert queries(lambda: browser.get(url), 200) == 5
    assert queries(lambda: browser.get(url), 200) == 4
    assert queries(lambda: poll(browser, url), 200) == 4


def test_a_pupils_page_takes_four(classroom, moment):
    browser, url = pupil(classroom), classroom.get_absolute_url()
    browser.get(url)
    holdings._kept.clear()
    assert queries(lambda: browser.get(url), 200) == 4


def test_the_table_of_facts_takes_five(classroom):
    browser, url = teacher(classroom), reverse("quiz:board-facts", args=[classroom.uuid])
    browser.get(url)
    holdings._kept.clear()
    assert queries(lambda: browser.get(url), 200) == 5
