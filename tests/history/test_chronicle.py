from dataclasses import FrozenInstanceError
from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from history import chronicle
from history.models import Topic
from tests.history.factories import (
    CauseClaimFactory,
    CauseFactory,
    DateClaimFactory,
    EventFactory,
    MisconceptionFactory,
    TopicFactory,
)
from tests.quiz.world import store, world

pytestmark = pytest.mark.django_db


@pytest.fixture
def topic():
    return TopicFactory(slug="valley")


def fill(topic, events):
    """Events with everything that hangs on them."""
    for _ in range(events):
        event = EventFactory(topics=[topic, TopicFactory()])
        DateClaimFactory(event=event)
        earlier = EventFactory(topics=[topic], date="1922")
        CauseClaimFactory(cause=CauseFactory(effect=event, cause=earlier))
        CauseClaimFactory(cause=CauseFactory(effect=event))
        MisconceptionFactory(event=event)


def queries_to_load(topic):
    with CaptureQueriesContext(
        connection,
    ) as captured:
        chronicle.load(topic)
    return len(captured)


def led_to(loaded, slug):
    """The slugs of all that led to an event; some may lie outside the topic."""
    return {cause for cause, _effect in loaded.edges if loaded.led_to(cause, slug)}


def in_new_version(topic):
    Topic.objects.bump()
    topic.refresh_from_db()
    return topic


# Loading.


def test_a_topic_of_any_size_is_read_in_eight_queries(topic):
    assert queries_to_load(topic) == 8
    fill(topic, 1)
    few = queries_to_load(topic)
    fill(topic, 8)
    assert (few, queries_to_load(topic)) == (8, 8)


def test_using_a_chronicle_asks_the_store_nothing(topic, django_assert_num_queries):
    fill(topic, 3)
    loaded = chronicle.load(topic)
    with django_assert_num_queries(0):
        for event in loaded.events:
            assert all(claim.source.short_name for claim in event.claims)
            assert all(cause.claims[0].source.title for cause in event.causes)
            assert loaded.near(event.slug, 2)
            assert not loaded.led_to(event.slug, event.slug)


def test_what_was_stored_is_what_is_loaded():
    written = world()
    loaded = chronicle.load(store(written))
    assert loaded.events == written.events
    assert dict(loaded.causes) == dict(written.causes)
    assert (loaded.slug, loaded.version, loaded.title) == ("kelpwick", 1, "Kelpwick")
    for event in written.events:
        assert led_to(loaded, event.slug) == led_to(written, event.slug)


def test_events_of_other_topics_are_left_out(topic):
    inside = EventFactory(topics=[topic])
    EventFactory(topics=[TopicFactory()])
    EventFactory()
    assert [event.slug for event in chronicle.load(topic).events] == [inside.slug]


def test_an_event_knows_each_of_its_topics_once(topic):
    other = TopicFactory(slug="almost")
    for topics in ([topic, other], [topic], [topic, other]):
        EventFactory(topics=topics)
    known = sorted(event.topics for event in chronicle.load(topic).events)
    assert known == [("almost", "valley"), ("almost", "valley"), ("valley",)]


def test_events_stand_in_order_of_time(topic):
    for date in ("1933-11-16", "-0043", "1922", "1933-11", "1933-11-16"):
        EventFactory(topics=[topic], date=date)
    loaded = chronicle.load(topic)
    assert [e.date.text for e in loaded.events] == [
        "-0043",
        "1922",
        "1933-11",
        "1933-11-16",
        "1933-11-16",
    ]
    assert [loaded.position[e.slug] for e in loaded.events] == [0, 1, 2, 3, 4]


def test_a_claim_in_dispute_over_the_calendar_is_read_in_the_old_one(topic):
    event = EventFactory(topics=[topic], date="1917-11-07", calendar="NS")
    DateClaimFactory(event=event, says="1917-10-25", dispute="calendar", note="Old Style.")
    DateClaimFactory(event=event, says="1917-11-07")
    (loaded,) = chronicle.load(topic).events
    assert {claim.date.earliest for claim in loaded.claims} == {loaded.date.earliest}
    assert loaded.hull == (loaded.date.earliest, loaded.date.latest)


def test_a_claim_without_a_date_is_kept_without_one(topic):
    DateClaimFactory(event=EventFactory(topics=[topic]), says="")
    (event,) = chronicle.load(topic).events
    assert event.claims[0].date is None


def test_the_hull_reaches_over_every_claim_disputed_ones_too(topic):
    event = EventFactory(topics=[topic], date="1930")
    DateClaimFactory(event=event, says="1925", dispute="error", note="A slip.")
    (loaded,) = chronicle.load(topic).events
    years = [claim.date for claim in loaded.claims]
    assert loaded.hull == (years[0].earliest, loaded.date.latest)


# Closure.


def chain(*dates_and_topics):
    events = [EventFactory(date=date, topics=topics) for date, topics in dates_and_topics]
    for cause, effect in pairwise(events):
        CauseFactory(cause=cause, effect=effect)
    return [event.slug for event in events]


def test_a_chain_that_leaves_the_topic_and_comes_back_still_counts(topic):
    first, outside, last = chain(("1801", [topic]), ("1802", []), ("1803", [topic]))
    loaded = chronicle.load(topic)
    assert outside not in loaded.by_slug
    assert led_to(loaded, last) == {first, outside}
    assert loaded.led_to(first, last)
    assert not loaded.led_to(last, first)


def test_nothing_led_to_what_has_no_causes(topic):
    first, _second = chain(("1801", [topic]), ("1802", [topic]))
    assert not led_to(chronicle.load(topic), first)


def test_the_closure_of_a_loop_ends():
    """A loop is refused on entry; should one slip in, no page may hang for it."""
    looped = chronicle.Chronicle("x", 1, "X", [], [("a", "b"), ("b", "c"), ("c", "a")])
    assert led_to(looped, "a") == {"a", "b", "c"}


# Near in time.


def test_neighbours_are_those_before_and_after_and_not_the_event_itself():
    kelpwick = world()
    slugs = [event.slug for event in kelpwick.events]
    here = slugs.index("pier-1831")
    near = [event.slug for event in kelpwick.near("pier-1831", 2)]
    assert near == slugs[here - 2 : here] + slugs[here + 1 : here + 3]


def test_at_the_ends_there_are_fewer_neighbours():
    kelpwick = world()
    slugs = [event.slug for event in kelpwick.events]
    assert [e.slug for e in kelpwick.near(slugs[0], 2)] == slugs[1:3]
    assert [e.slug for e in kelpwick.near(slugs[1], 2)] == [slugs[0], *slugs[2:4]]
    assert [e.slug for e in kelpwick.near(slugs[-1], 2)] == slugs[-3:-1]
    assert len(kelpwick.near(slugs[3], 1000)) == len(slugs) - 1
    assert kelpwick.near(slugs[3], 0) == ()


# Nothing changes.


@pytest.mark.parametrize("part", ["by_slug", "causes", "position"])
def test_an_index_cannot_be_written_to(part):
    index = getattr(world(), part)
    with pytest.raises(TypeError):
        index["stranger"] = None
    with pytest.raises(AttributeError):
        index.clear()


def test_no_record_can_be_changed():
    event = world().by_slug["wall-1862"]
    (cause,) = event.causes
    for record, field in (
        (event, "title"),
        (event.claims[0], "date"),
        (event.claims[0].source, "title"),
        (cause, "statement"),
        (cause.claims[0], "gist"),
        (event.misconceptions[0], "statement"),
    ):
        with pytest.raises(FrozenInstanceError):
            setattr(record, field, None)


def test_what_holds_many_is_a_tuple(topic):
    fill(topic, 1)
    loaded = chronicle.load(topic)
    assert isinstance(loaded.events, tuple)
    for event in loaded.events:
        many = (event.people, event.topics, event.claims, event.causes, event.misconceptions)
        assert all(isinstance(held, tuple) for held in many)
        assert all(isinstance(cause.claims, tuple) for cause in event.causes)


# Kept until the version moves on.


def test_a_chronicle_is_kept_until_the_version_moves_on(topic, django_assert_num_queries):
    EventFactory(topics=[topic])
    kept = chronicle.chronicle_of(topic)
    EventFactory(topics=[topic])
    with django_assert_num_queries(0):
        assert chronicle.chronicle_of(topic) is kept
    fresh = chronicle.chronicle_of(in_new_version(topic))
    assert (len(kept.events), len(fresh.events)) == (1, 2)
    assert chronicle.chronicle_of(topic) is fresh


def test_the_old_chronicle_stays_as_it_was_for_who_still_holds_it(topic):
    EventFactory(topics=[topic], title="The envoys meet")
    held = chronicle.chronicle_of(topic)
    topic.events.update(title="The envoys part")
    chronicle.chronicle_of(in_new_version(topic))
    assert [event.title for event in held.events] == ["The envoys meet"]


def test_a_bump_makes_the_chronicles_of_all_topics_old(topic):
    other = TopicFactory()
    kept = [chronicle.chronicle_of(one) for one in (topic, other)]
    Topic.objects.bump()
    for one, old in zip((topic, other), kept, strict=True):
        one.refresh_from_db()
        assert chronicle.chronicle_of(one) is not old


def test_two_topics_are_kept_side_by_side(topic):
    other = TopicFactory()
    one, two = chronicle.chronicle_of(topic), chronicle.chronicle_of(other)
    assert chronicle.chronicle_of(topic) is one
    assert chronicle.chronicle_of(other) is two


def test_no_more_chronicles_are_kept_than_memory_is_meant_for(topic):
    oldest = chronicle.chronicle_of(topic)
    for _ in range(chronicle.KEPT_TOPICS):
        chronicle.chronicle_of(TopicFactory())
    assert len(chronicle._kept) == chronicle.KEPT_TOPICS
    assert chronicle.chronicle_of(topic) is not oldest


# What readers work out.


def test_an_event_is_linked_to_its_causes_and_to_what_it_caused():
    linked = world().linked
    assert linked["lens-1827"] == {"fire-1823", "pier-1831"}
    assert "regatta-1853" not in linked


def test_what_is_worked_out_is_made_once_for_each_chronicle_and_argument():
    made = []

    def count(chronicle, least):
        made.append(chronicle)
        return sum(event.importance >= least for event in chronicle.events)

    one, other = world(), world(without={"wreck-1803"})
    assert one.worked_out(count, 3) == one.worked_out(count, 3) == 7
    assert other.worked_out(count, 3) == 6
    assert one.worked_out(count, 1) == len(one.events)
    assert made == [one, other, one]


def test_extras_stand_beside_a_chronicle_and_leave_it_as_it_was(topic):
    bare = chronicle.chronicle_of(topic)
    more = bare.with_extras({"own:1": "Who?"}).with_extras({"own:2": "Why?"})
    assert dict(more.extras) == {"own:1": "Who?", "own:2": "Why?"}
    assert not bare.extras
    assert (more.slug, more.version, more.events) == (bare.slug, bare.version, bare.events)


def test_extras_cannot_be_changed(topic):
    held = {"own:1": "Who?"}
    more = chronicle.chronicle_of(topic).with_extras(held)
    held["own:2"] = "Why?"
    assert list(more.extras) == ["own:1"]
    with pytest.raises(TypeError):
        more.extras["own:2"] = "Why?"
