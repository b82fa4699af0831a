from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from history.graph import MOST, PHONE, Link, narrow, neighbours, wide
from history.placing import text_width
from tests.history.factories import CauseFactory, EventFactory

HERE = Link("The envoys meet", "", "16 November 1933")
XSS = "\"><script>alert(1)</script><a onclick='"
BOTH = pytest.mark.parametrize("layout", [wide, narrow])


def link(n, role="background", **values):
    return Link(f"Event {n}", f"/events/{n}/", f"{1900 + n}", role, role.title(), n, **values)


def boxes(graph):
    return [*graph.causes, graph.event, *graph.effects]


def overlap(one, other):
    beside = one.right <= other.x or other.right <= one.x
    return not (beside or one.y + one.height <= other.y or other.y + other.height <= one.y)


@BOTH
def test_nothing_overlaps_and_all_is_in_the_drawing(layout):
    graph = layout(HERE, [link(n) for n in range(6)], [link(n) for n in range(10, 13)])
    placed = boxes(graph)
    assert not [1 for n, one in enumerate(placed) for other in placed[:n] if overlap(one, other)]
    assert all(box.x >= 0 and box.right <= graph.width for box in placed)
    assert all(box.y > 0 and box.y + box.height <= graph.height for box in placed)


def test_causes_stand_to_the_left_and_effects_to_the_right():
    graph = wide(HERE, [link(1)], [link(2)])
    assert graph.causes[0].right < graph.event.x
    assert graph.event.right < graph.effects[0].x


def test_on_a_phone_causes_stand_above_and_effects_below():
    graph = narrow(HERE, [link(1)], [link(2)])
    assert graph.width == PHONE
    assert graph.causes[0].y < graph.event.y < graph.effects[0].y


@BOTH
def test_a_side_without_links_takes_no_room(layout):
    alone = layout(HERE, [], [link(1)])
    assert alone.causes == ()
    assert alone.event.x == 0
    assert layout(HERE, [link(1)], []).effects == ()
    assert alone.height < layout(HERE, [link(n) for n in range(6)], [link(9)]).height


def test_neighbours_come_in_order_of_time_and_conditions_last():
    condition = Link("Salt was dear", "#salt", role="trigger", word="Trigger")
    found = neighbours([link(3), condition, link(1), link(2)])
    assert [one.url for one in found.drawn] == ["/events/1/", "/events/2/", "/events/3/", "#salt"]


def test_the_order_of_rows_does_not_matter_where_days_tie():
    rows = [Link(f"E{n}", f"/events/{n}/", role="motive", word="Motive", day=7) for n in range(9)]
    assert neighbours(rows) == neighbours(reversed(rows))
    assert wide(HERE, neighbours(rows).drawn, []) == wide(HERE, neighbours(rows[::-1]).drawn, [])


def test_of_forty_causes_the_most_telling_are_drawn_and_the_rest_counted():
    found = neighbours([*(link(n) for n in range(39)), link(99, "trigger")])
    assert len(found.drawn) == MOST
    assert found.more == 40 - MOST
    assert found.drawn[-1].role == "trigger"


def test_an_event_tied_in_two_ways_is_one_neighbour_with_both_words():
    (one,) = neighbours([link(1, "background"), link(1, "trigger")]).drawn
    assert (one.role, one.word) == ("trigger", "Trigger, Background")


@BOTH
def test_long_titles_are_wrapped_and_cut_but_not_the_events_own(layout):
    title = "An envoy with a very long name crosses the mountains again " * 4
    long = Link(title, "/events/x/", "1933", "motive", "Motive", 1)
    graph = layout(Link(title, ""), [long], [])
    (box,) = graph.causes
    assert box.lines[-1][1].endswith("…")
    assert all(text_width(text) * 15 <= box.width for _y, text in box.lines)
    assert " ".join(text for _y, text in graph.event.lines) == title.strip()
    assert all(a[0] < b[0] for a, b in pairwise(box.lines))


def page(client, event):
    return client.get(reverse("history:event", args=[event.slug])).content.decode()


@pytest.mark.django_db
def test_an_event_without_causes_or_effects_has_no_graph(client):
    assert 'id="graph"' not in page(client, EventFactory())


@pytest.mark.django_db
def test_an_event_shows_what_led_to_it_and_what_came_of_it_as_links_in_lists(client):
    before, event, after = (EventFactory(date=f"{year}") for year in (1931, 1932, 1933))
    CauseFactory(effect=event, cause=before, role="trigger")
    CauseFactory(effect=after, cause=event)
    drawn = page(client, event).split('id="graph"')[1].split("</section>")[0]
    # Once for a wide page and once for a phone.
    assert drawn.count('role="listitem"') == 4
    assert drawn.count(f'href="{before.get_absolute_url()}"') == 2
    assert drawn.count(f'href="{after.get_absolute_url()}"') == 2
    assert f"<title>Trigger: {before.title}, 1931</title>" in drawn


@pytest.mark.django_db
def test_a_reason_that_is_no_event_leads_to_its_words_on_the_page(client):
    reason = CauseFactory()
    html = page(client, reason.effect)
    assert html.count(f'href="#{reason.slug}"') == 2
    assert f'id="{reason.slug}"' in html


@pytest.mark.django_db
def test_two_events_that_caused_each_other_are_drawn_and_not_followed(client):
    one, other = EventFactory(), EventFactory()
    CauseFactory(effect=one, cause=other)
    CauseFactory(effect=other, cause=one)
    drawn = page(client, one).split('id="graph"')[1].split("</section>")[0]
    assert drawn.count(f'href="{other.get_absolute_url()}"') == 4


@pytest.mark.django_db
def test_hostile_titles_are_text(client):
    event = EventFactory(title=XSS)
    CauseFactory(effect=event, statement=XSS)
    CauseFactory(effect=event, cause=EventFactory(title=XSS), role="motive")
    html = page(client, event)
    assert "<script>alert" not in html
    assert "<a onclick" not in html
    assert html.count("&lt;script&gt;") >= 6


@pytest.mark.django_db
def test_forty_causes_are_counted_lead_to_the_list_and_cost_no_query_more(client):
    event = EventFactory()
    CauseFactory(effect=event, cause=EventFactory())
    with CaptureQueriesContext(connection) as few:
        page(client, event)
    CauseFactory.create_batch(39, effect=event)
    with CaptureQueriesContext(connection) as many:
        html = page(client, event)
    assert html.count(">and 34 more<") >= 2
    assert html.count('href="#causes"') == 2
    assert len(many) == len(few)
