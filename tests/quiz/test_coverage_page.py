"""What a teacher sees of the events that cannot be asked in two ways."""

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.http import urlencode

from history.models import Event, Topic
from quiz.views import coverage
from tests.history.factories import EventFactory, TopicFactory
from tests.quiz import world
from tests.quiz.test_round_pages import text

pytestmark = pytest.mark.django_db


@pytest.fixture
def teacher(client):
    user = User.objects.create_user("owl", is_staff=True)
    user.groups.add(Group.objects.get(name="Teachers"))
    client.force_login(user)
    return client


@pytest.fixture
def kelpwick(db):
    """One of its events has a year in its title, and so has hardly a way to be asked."""
    titled = world.event("bell-1819", title="The bell of 1819")
    return world.store(world.world(titled))


def address(topic, **query):
    return f"{reverse('quiz:coverage', args=[topic.slug])}?{urlencode(query)}".rstrip("?")


def test_an_event_without_two_ways_is_listed_with_its_rejections_by_name(teacher, kelpwick):
    page = teacher.get(address(kelpwick))
    assert "The bell of 1819" in text(page)
    assert "title-leaks-year" in text(page)
    assert reverse("quiz:samples", args=["bell-1819"]) in page.content.decode()


def test_an_event_that_can_be_asked_in_two_ways_is_not_listed(teacher, kelpwick):
    assert "A ferry crosses the sound daily" not in text(teacher.get(address(kelpwick)))
    assert "A terrible storm" not in text(teacher.get(address(kelpwick)))


def test_an_event_that_no_source_dates_is_listed_too(teacher, kelpwick):
    EventFactory(title="Something was heard", topics=[kelpwick])
    Topic.objects.bump()
    page = text(teacher.get(address(kelpwick)))
    assert "Something was heard" in page
    assert "Cannot be asked at all" in page
    assert "no-dated-claim" in page


def test_an_edit_shows_at_once(teacher, kelpwick):
    teacher.get(address(kelpwick))
    Event.objects.filter(slug="bell-1819").update(title="A fog bell is hung on the pier")
    Topic.objects.bump()
    assert "fog bell" not in text(teacher.get(address(kelpwick)))


def test_where_every_event_has_two_ways_the_page_says_so(teacher, kelpwick):
    Event.objects.filter(slug="bell-1819").update(title="A fog bell is hung on the pier")
    Topic.objects.bump()
    page = teacher.get(address(kelpwick))
    hard = page.context["gaps"]
    assert ("can be asked in two ways" in text(page)) == (not hard)


def test_a_long_topic_is_looked_at_a_part_at_a_time(teacher, kelpwick, monkeypatch):
    monkeypatch.setattr(coverage, "AT_A_TIME", 10)
    looked_at = []
    real = coverage.uncovered_among
    monkeypatch.setattr(
        coverage,
        "uncovered_among",
        lambda chronicle, events, seed: (
            looked_at.append(len(events)) or real(chronicle, events, seed)
        ),
    )
    first = teacher.get(address(kelpwick))
    assert "events 1 to 10 of" in text(first)
    assert "?page=2" in first.content.decode()
    assert looked_at == [10]
    teacher.get(address(kelpwick))
    assert looked_at == [10]
    teacher.get(address(kelpwick, page=2))
    assert looked_at == [10, 10]


@pytest.mark.parametrize("number", ["0", "-1", "x", "9" * 30, "\x00"])
def test_a_page_that_is_none_is_the_first_or_the_last(teacher, kelpwick, number):
    assert teacher.get(address(kelpwick, page=number)).status_code == 200


def test_a_topic_without_events_says_so(teacher):
    assert "no events" in text(teacher.get(address(TopicFactory())))


def test_looking_again_takes_as_many_queries_for_many_events_as_for_few(teacher, kelpwick):
    small = TopicFactory()

    def cost(topic):
        topic = Topic.objects.get(pk=topic.pk)
        teacher.get(address(topic))
        with CaptureQueriesContext(connection) as captured:
            teacher.get(address(topic))
        return len(captured)

    # The teacher's two rights are read once for each request.
    assert cost(small) == cost(kelpwick) <= 5


def test_looking_writes_nothing(teacher, kelpwick):
    teacher.get(address(kelpwick))
    with CaptureQueriesContext(connection) as captured:
        teacher.get(address(kelpwick))
    assert not [q for q in captured if not q["sql"].startswith("SELECT")]
    assert teacher.post(address(kelpwick)).status_code == 405


def test_the_topics_page_in_the_admin_leads_there(teacher, kelpwick):
    page = teacher.get(reverse("admin:history_topic_change", args=[kelpwick.pk]))
    assert f'href="{address(kelpwick)}"' in page.content.decode()


def test_pupils_and_guests_are_sent_away_and_clerks_refused(client, guest, kelpwick):
    assert guest.get(address(kelpwick)).status_code == 302
    client.force_login(User.objects.create_user("fox"))
    assert client.get(address(kelpwick)).status_code == 302
    client.force_login(User.objects.create_user("clerk", is_staff=True))
    assert client.get(address(kelpwick)).status_code == 403


def test_a_topic_that_is_not_there_is_not_found(teacher, db):
    assert teacher.get(reverse("quiz:coverage", args=["nowhere"])).status_code == 404
