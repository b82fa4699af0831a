import pytest
from django.utils import translation

from history.calendars import day_number
from history.models import Topic
from history.spine import WIDTH, spine, spines
from tests.history.factories import EventFactory, TopicFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def day(year):
    return day_number(year, 7, 1)


def test_the_first_and_the_last_event_stand_at_the_ends():
    assert spine([day(1900), day(1800), day(2000)]).path == "M1 0v14M119 0v14M239 0v14"


def test_very_many_events_make_no_more_ticks_than_there_is_room_for():
    assert spine(range(100_000)).path.count("M") <= WIDTH


def test_no_day_makes_no_spine_and_one_day_one_tick():
    assert spine([]) is None
    assert spine([day(1933)]).path == "M1 0v14"


def test_years_are_said_in_words_even_before_christ():
    topic = TopicFactory()
    EventFactory(topics=[topic], date="-0043~")
    EventFactory(topics=[topic], date="0476-12-31")
    (made,) = spines([topic])
    assert made.years == "44 BC to 476"


def test_an_open_beginning_is_no_day():
    topic = TopicFactory()
    EventFactory(topics=[topic], date="../1991")
    assert spines([topic]) == [None]
    EventFactory(topics=[topic], date="1933")
    Topic.objects.bump()
    (made,) = spines(Topic.objects.all())
    assert made.years == "1933"


def test_each_topic_has_its_own_events_made_once_for_each_version(django_assert_num_queries):
    topics = TopicFactory.create_batch(2)
    EventFactory(topics=topics, date="1933")
    EventFactory(topics=topics[:1], date="1950")
    with django_assert_num_queries(1):
        assert [made.years for made in spines(topics)] == ["1933 to 1950", "1933"]
    with django_assert_num_queries(0):
        spines(topics)
