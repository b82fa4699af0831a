"""How a board is asked for again and again: 304 while nothing changed, and few queries."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from quiz.leaderboard import holdings
from quiz.models import Membership, Memory
from tests.history.factories import EventFactory, TopicFactory
from tests.quiz.cast import (
    ClassroomFactory,
    MembershipFactory,
    MemoryFactory,
    TeachingFactory,
    UserFactory,
    account_pupil,
    pupil,
    signed_in,
    teacher,
)
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


def superuser(classroom):
    user = UserFactory(is_superuser=True)
    TeachingFactory(classroom=classroom, user=user)
    return signed_in(user)


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
        lambda c: Membership.objects.filter(classroom=c).touch(),
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


@pytest.mark.parametrize("minutes", [0, -1, -4, 4], ids="same earlier earliest later".split())
def test_whatever_the_clock_says_each_answer_makes_a_new_board(classroom, moment, minutes):
    """All within one quarter of an hour, in which nothing else would make a new one."""
    browser, url = pupil(classroom), wall_of(classroom)
    tags = {poll(browser, url)["ETag"]}
    moment.shift(timedelta(minutes=minutes))
    for member in classroom.memberships.all():
        Membership.objects.filter(pk=member.pk).touch()
        assert not any(unchanged(browser, url, tag) for tag in tags)
        tags.add(poll(browser, url)["ETag"])
    assert len(tags) == 1 + classroom.memberships.count()


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


@pytest.mark.parametrize("viewer", [pupil, account_pupil, teacher, superuser])
def test_an_unchanged_poll_of_the_wall_takes_two_queries_for_whoever_looks(
    classroom, moment, viewer
):
    """The session, and one for the class, all that moves its board, and who is looking."""
    browser, url = viewer(classroom), wall_of(classroom)
    tag = poll(browser, url)["ETag"]
    assert queries(lambda: poll(browser, url, tag), 304) == 2


@pytest.mark.parametrize("viewer", [pupil, account_pupil])
def test_an_unchanged_poll_of_a_pupils_own_page_takes_two(classroom, moment, viewer):
    browser, url = viewer(classroom), classroom.get_absolute_url()
    tag = poll(browser, url)["ETag"]
    assert queries(lambda: poll(browser, url, tag), 304) == 2


# Who polls is known by the same query, and must be as well known as on any other page.


def test_a_new_password_ends_the_polls_of_sessions_begun_under_the_old_one(classroom):
    for viewer in (account_pupil, teacher):
        browser, url = viewer(classroom), wall_of(classroom)
        tag = poll(browser, url)["ETag"]
        user = User.objects.latest("pk")
        user.set_password("another-one-by-far")
        user.save()
        assert poll(browser, url, tag).status_code == 404


def test_an_account_switched_off_polls_no_more(classroom):
    for viewer in (account_pupil, teacher):
        browser, url = viewer(classroom), wall_of(classroom)
        tag = poll(browser, url)["ETag"]
        User.objects.filter(pk=User.objects.latest("pk").pk).update(is_active=False)
        assert poll(browser, url, tag).status_code == 404


def test_who_signs_out_or_teaches_no_more_polls_no_more(classroom):
    url = wall_of(classroom)
    leaving, dismissed = teacher(classroom), teacher(classroom)
    tags = [poll(browser, url)["ETag"] for browser in (leaving, dismissed)]
    leaving.logout()
    User.objects.latest("pk").groups.clear()
    for browser, tag in zip((leaving, dismissed), tags, strict=True):
        assert poll(browser, url, tag).status_code == 404


def test_a_session_begun_under_a_secret_that_is_being_replaced_goes_on(classroom, settings):
    """Django knows it by the older secret, and so does the poll."""
    browser, url = teacher(classroom), wall_of(classroom)
    tag = poll(browser, url)["ETag"]
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another secret that is as long as the one before, or longer"
    assert poll(browser, url, tag).status_code == 304
    assert queries(lambda: poll(browser, url, tag), 304) == 2


def test_a_guest_whose_player_has_an_account_by_now_is_not_taken_for_them(classroom):
    browser, url = pupil(classroom), wall_of(classroom)
    tag = poll(browser, url)["ETag"]
    browser.member.player.user = UserFactory()
    browser.member.player.save()
    assert poll(browser, url, tag).status_code == 404


@pytest.mark.parametrize("viewer", [pupil, account_pupil, teacher, superuser])
def test_the_wall_takes_five_at_most_for_whoever_looks(classroom, moment, viewer):
    """Session, class, members, open work, and memories of those whose memories changed."""
    browser, url = viewer(classroom), wall_of(classroom)
    poll(browser, url)
    holdings._kept.clear()
    assert queries(lambda: browser.get(url), 200) == 5
    assert queries(lambda: browser.get(url), 200) == 4
    assert queries(lambda: poll(browser, url), 200) == 4


@pytest.mark.parametrize(("viewer", "most"), [(pupil, 5), (account_pupil, 6)])
def test_a_pupils_page_takes_six_at_most_with_their_account(classroom, moment, viewer, most):
    browser, url = viewer(classroom), classroom.get_absolute_url()
    browser.get(url)
    holdings._kept.clear()
    assert queries(lambda: browser.get(url), 200) == most


def test_the_table_of_facts_takes_five(classroom):
    browser, url = teacher(classroom), reverse("quiz:board-facts", args=[classroom.uuid])
    browser.get(url)
    holdings._kept.clear()
    assert queries(lambda: browser.get(url), 200) == 5
