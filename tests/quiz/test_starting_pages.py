"""Starting a round: proposed, only what is due, some years, or a surprise; and how sure one is."""

from datetime import timedelta
from itertools import pairwise
from random import Random

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from history.dates import parse
from quiz import play, proposing
from quiz.facts import facts_of
from quiz.generation import event_of
from quiz.models import Answer, Memory, Player, Question, Round
from quiz.views.forms import StartForm
from tests.history.factories import EventFactory, TopicFactory
from tests.quiz.cast import MemoryFactory, browser_of
from tests.quiz.playing import HTMX, answer_url, current, play_out, press_play, right, send, wrong

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def begin(client, topic, **choice):
    return client.post(reverse("quiz:start", args=[topic.slug]), choice)


def text(response):
    return response.content.decode()


def asked_in(played):
    return [q.key["asks"]["fact"] for q in played.questions.order_by("position")]


@pytest.fixture
def player():
    return play.new_guest()


@pytest.fixture
def mine(player):
    return browser_of(player)


def way_of(question):
    return f"{question.kind}/{question.key['asks']['way']}"


def hold(player, facts, **fields):
    return [MemoryFactory(player=player, fact=fact, **fields) for fact in facts]


@pytest.fixture
def faded():
    """Of a memory whose time is over."""
    return {"reviewed": timezone.now() - 9 * DAY, "fresh_until": timezone.now() - 4 * DAY}


# What is proposed.


def test_the_next_days_round_asks_what_is_due_in_another_form(guest, topic):
    played = press_play(guest, topic)
    play_out(guest, played, wrong)
    player = Player.objects.get()
    last = {m.fact: m.last_way for m in Memory.objects.of(player)}
    with time_machine.travel(timezone.now() + DAY):
        again = press_play(guest, topic)
    due = [q for q in again.questions.all() if q.key["asks"]["fact"] in last]
    assert len(due) >= 3
    again_alike = [q for q in due if way_of(q) == last[q.key["asks"]["fact"]]]
    # Some reason can be asked for soundly in one way alone.
    assert len(again_alike) <= len(due) // 4
    assert len(due) < again.questions.count()


def test_a_pupil_who_is_always_wrong_is_asked_more_gently(player, mine, topic, monkeypatch):
    hardness = []
    granted = play.grant
    monkeypatch.setattr(
        play, "grant", lambda *a, **k: hardness.append(k["difficulty"]) or granted(*a, **k)
    )
    for _n in range(3):
        play_out(mine, press_play(mine, topic), wrong)
    assert 0.5 > hardness[0] > hardness[1]


def test_withdrawn_questions_stay_away_from_what_is_proposed(player, mine, topic, us_russia, faded):
    hold(player, facts_of(us_russia)[:8], **faded)
    first = play.start_round(player=player, topic=topic, seed=5)
    question = first.questions.order_by("position").first()
    play.Withdrawal.objects.create(likeness=question.likeness, stem="x", reason="y")
    again = play.start_round(player=player, topic=topic, seed=5)
    assert question.likeness not in again.questions.values_list("likeness", flat=True)


def test_memories_of_another_topic_do_not_stand_in_the_way(player, mine, topic):
    hold(player, ["when:of-another-topic", "own:12", "nonsense"])
    assert press_play(mine, topic).questions.count() == 10


# Only what is due.


def test_only_what_is_due_asks_nothing_else(player, mine, topic, us_russia, faded):
    facts = facts_of(us_russia)
    hold(player, facts[10:13], **faded)
    hold(player, facts[30:50])
    assert begin(mine, topic, ask="due").status_code == 302
    assert set(asked_in(Round.objects.get())) <= set(facts[10:13])


def test_where_nothing_is_due_it_says_when(player, topic, us_russia):
    with time_machine.travel("2030-03-02T09:30Z", tick=False):
        hold(player, facts_of(us_russia)[:3])
        page = begin(browser_of(player), topic, ask="due")
    assert page.status_code == 422
    assert "Nothing is due. Next on 7 March 2030." in text(page)
    assert not Round.objects.exists()


def test_where_something_is_due_later_today_it_says_so(player, topic, us_russia):
    with time_machine.travel("2030-03-02T09:30Z", tick=False):
        soon = timezone.now() + timedelta(hours=2)
        hold(player, facts_of(us_russia)[:1], fresh_until=soon)
        page = begin(browser_of(player), topic, ask="due")
    assert "Next later today." in text(page)


def test_who_was_asked_nothing_yet_has_nothing_due(guest, topic):
    page = begin(guest, topic, ask="due")
    assert page.status_code == 422
    assert "you have not been asked any of this yet" in text(page)


# A part of the timeline.


@pytest.mark.parametrize("holds_something", [False, True])
def test_a_round_on_some_years_asks_of_no_others(player, mine, topic, us_russia, holds_something):
    if holds_something:
        hold(player, facts_of(us_russia)[:5])
    assert begin(mine, topic, since="1917", until="1945").status_code == 302
    first, last = parse("1917").earliest, parse("1945").latest
    dates = [event_of(us_russia, fact).date for fact in asked_in(Round.objects.get())]
    assert len(dates) == 10
    assert all(date.latest >= first and date.earliest <= last for date in dates)


def test_one_end_alone_will_do(mine, topic, us_russia):
    begin(mine, topic, since="1985")
    years = [event_of(us_russia, fact).date for fact in asked_in(Round.objects.get())]
    assert all(date.latest >= parse("1985").earliest for date in years)


def test_years_without_events_are_said_to_be_empty(mine, topic):
    page = begin(mine, topic, since="400 BC", until="300 BC")
    assert page.status_code == 422
    assert "nothing to ask on this part of the topic" in text(page)


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("1917", "1917", "1917"),
        (" 476 ", "0476", "0476"),
        ("33", "0033", "0033"),
        ("007", "0007", "0007"),
        ("44 BC", "-0043", "-0043"),
        ("753 bce", "-0752", "-0752"),
        ("44 a. C.", "-0043", "-0043"),
        ("-0043", "-0043", "-0043"),
        ("AD 14", "0014", "0014"),
        ("10000 BC", "Y-10000", "Y-10000"),
        ("1930s", "1930", "1939"),
        ("May 1917", "1917-05-01", "1917-05-31"),
    ],
)
def test_years_are_read_as_people_write_them(typed, first, last):
    form = StartForm({"since": typed, "until": typed})
    assert form.is_valid(), form.errors
    choice = form.choice()
    assert (choice.first, choice.last) == (parse(first).earliest, parse(last).latest)


@pytest.mark.parametrize(
    ("field", "value", "complaint"),
    [
        ("since", "soon", "cannot be read"),
        ("since", "0", "There is no year 0"),
        ("since", "-44", "write “44 BC”"),
        ("until", "−1200", "write “1200 BC”"),
        ("since", "1789-1815", "Write 1789 under “From” and 1815 under “To”"),
        ("until", "44 BC-AD 14", "Write it like 1917, 44 BC or May 1917"),
        ("until", "12\x00", "Null characters are not allowed"),
        ("since", "9" * 500, "at most 64 characters"),
        ("since", "Y99999999999999999999", "cannot be read"),
        ("ask", "everything", "Select a valid choice"),
        ("ask", "due\x00", "Select a valid choice"),
    ],
)
def test_what_cannot_be_read_is_said_beside_it(guest, topic, field, value, complaint):
    page = begin(guest, topic, **{field: value})
    assert page.status_code == 422
    assert complaint in text(page)
    assert not Player.objects.exists()


def test_an_end_before_its_beginning_is_refused(guest, topic):
    assert "exchange the two" in text(begin(guest, topic, since="1945", until="1917"))


# The form.


def test_the_form_is_filled_in_from_its_address_and_starts_nothing(guest, topic):
    url = reverse("quiz:start", args=[topic.slug])
    page = text(guest.get(url, {"since": "1917", "ask": "due"}))
    assert 'value="1917"' in page
    assert "checked" in page.split('value="due"')[1].split(">")[0]
    assert not Player.objects.exists()


def test_the_form_escapes_what_is_in_its_address(guest, topic):
    url = reverse("quiz:start", args=[topic.slug])
    page = text(guest.get(url, {"since": '"><script>x', "until": "\x00", "ask": "é" * 900}))
    assert "<script>x" not in page


def test_an_unknown_topic_is_not_found(guest, db):
    assert guest.get(reverse("quiz:start", args=["nowhere"])).status_code == 404


def test_the_topic_page_leads_to_the_form(guest, topic):
    EventFactory(topics=[topic])
    assert reverse("quiz:start", args=[topic.slug]) in text(guest.get(topic.get_absolute_url()))


# Surprises.


def surprise(client, **data):
    return client.post(reverse("quiz:surprise"), data)


def test_a_surprise_is_a_round_on_some_topic(guest, topic):
    EventFactory(topics=[topic])
    response = surprise(guest)
    assert response.url == Round.objects.get().get_absolute_url()
    assert Round.objects.get().topic == topic


def test_a_surprise_on_a_topic_with_nothing_to_ask_says_so(guest, db):
    EventFactory(topics=[TopicFactory(title="Fog")])
    page = guest.post(reverse("quiz:surprise"), follow=True)
    assert "There is nothing to ask on “Fog” yet." in text(page)
    assert not Round.objects.exists()


def test_every_topic_is_a_surprise_at_times(db):
    topics = [TopicFactory() for _n in range(3)]
    for topic in topics:
        EventFactory(topics=[topic])
    TopicFactory()
    drawn = {
        proposing.some_topic(player=None, only_due=False, rng=Random(seed)) for seed in range(40)
    }
    assert drawn == set(topics)


def test_a_surprise_is_no_part_of_a_larger_topic_and_goes_through_its_themes(db):
    whole, part, other = (TopicFactory() for _n in range(3))
    EventFactory.create_batch(2, topics=[whole])
    EventFactory.create_batch(4, topics=[whole, part])
    EventFactory(topics=[other])
    drawn = {
        proposing.some_topic(player=None, only_due=False, rng=Random(seed)) for seed in range(40)
    }
    assert drawn == {whole, other}


@pytest.mark.parametrize("holds_something", [False, True])
def test_a_surprise_goes_from_theme_to_theme(
    player, mine, topic, us_russia, holds_something, faded
):
    EventFactory(topics=[topic])
    if holds_something:
        hold(player, facts_of(us_russia)[:9], **faded)
    surprise(mine)
    asked = [event_of(us_russia, fact) for fact in asked_in(Round.objects.get())]
    themes = [set(event.topics) - {topic.slug} for event in asked]
    assert len(themes) == 10
    assert len(set.union(*themes)) >= 4
    stays = sum(not one.isdisjoint(following) for one, following in pairwise(themes))
    assert stays <= 3


def test_a_surprise_without_any_topic_says_so(guest, db):
    assert "There is no topic yet." in text(guest.post(reverse("quiz:surprise"), follow=True))
    assert not Player.objects.exists()


def test_what_is_due_is_offered_to_those_who_have_played(guest, topic):
    EventFactory(topics=[topic])
    assert 'id="surprise"' in text(guest.get("/"))
    assert 'id="only-due"' not in text(guest.get("/"))
    press_play(guest, topic)
    assert 'id="only-due"' in text(guest.get("/"))


def test_what_is_due_on_any_topic_is_found(player, mine, topic, us_russia, faded):
    fact = facts_of(us_russia)[12]
    EventFactory(slug=event_of(us_russia, fact).slug, topics=[topic])
    EventFactory(topics=[TopicFactory()])
    hold(player, [fact], **faded)
    surprise(mine, ask="due")
    assert asked_in(Round.objects.get()) == [fact]


def test_where_nothing_is_due_on_any_topic_it_says_so(player, mine, topic):
    hold(player, ["when:lit"])
    page = mine.post(reverse("quiz:surprise"), {"ask": "due"}, follow=True)
    assert "Nothing is due. Next on" in text(page)
    assert not Round.objects.exists()


# How sure.


@pytest.mark.parametrize("said", ["guess", "think", "sure", ""])
def test_how_sure_one_is_is_kept_and_moves_no_mark(guest, topic, said):
    question = current(press_play(guest, topic))
    send(guest, question, right(question) | {"confidence": said})
    kept = Answer.objects.get()
    assert (kept.confidence, kept.marks) == (said, 1)


@pytest.mark.parametrize("said", ["certain", "s" * 5000, "sure\x00", "SURE"])
def test_what_is_no_confidence_says_nothing_and_costs_no_answer(guest, topic, said):
    question = current(press_play(guest, topic))
    send(guest, question, right(question) | {"confidence": said})
    assert Answer.objects.get().confidence == ""


def test_how_sure_one_is_need_not_be_said(guest, topic):
    question = current(press_play(guest, topic))
    page = text(guest.get(question.round.get_absolute_url()))
    for said in Answer.Confidence.values:
        assert f'id="confidence-{said}"' in page
    fieldset = page.split('id="confidence"')[1].split("</fieldset>")[0]
    assert "required" not in fieldset
    assert "checked" not in fieldset
    send(guest, question, right(question))
    assert Answer.objects.get().confidence == ""


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_it_stays_said_when_the_answer_was_left_out(guest, topic, headers):
    question = current(press_play(guest, topic))
    page = text(send(guest, question, {"confidence": "guess"}, **headers))
    fieldset = page.split('id="confidence"')[1].split("</fieldset>")[0]
    assert "checked" in fieldset.split('value="guess"')[1].split(">")[0]


# What it costs.


@pytest.mark.parametrize("held", [5, 5000])
def test_choosing_takes_ten_queries_with_5_memories_or_5000(player, topic, us_russia, held, faded):
    facts = list(facts_of(us_russia))
    facts += [f"when:made-up-{n}" for n in range(held - len(facts))]
    Memory.objects.bulk_create(
        MemoryFactory.build(player=player, fact=fact, **faded) for fact in facts[:held]
    )
    play.objections.reexamine(topic=topic)
    with CaptureQueriesContext(connection) as captured:
        play.start_round(player=player, topic=topic, seed=1)
    assert len(captured) == 10
    assert Question.objects.count() >= 5


def test_the_form_takes_one_query(guest, topic):
    with CaptureQueriesContext(connection) as captured:
        page = guest.get(reverse("quiz:start", args=[topic.slug]))
    assert page.status_code == 200
    assert len(captured) == 1


@pytest.mark.parametrize("topics", [1, 9])
def test_finding_what_is_due_takes_as_many_queries_for_many_topics(
    player, mine, topic, us_russia, topics, faded
):
    for fact in facts_of(us_russia)[:topics]:
        slug = event_of(us_russia, fact).slug
        EventFactory(slug=slug, topics=[topic, TopicFactory()])
    hold(player, facts_of(us_russia)[:topics], **faded)
    with CaptureQueriesContext(connection) as captured:
        proposing.some_topic(player=player, only_due=True, rng=Random(1))
    # What is due, its topics, which of these are parts of others, and how large the rest are.
    assert len(captured) == 4


def test_an_answer_of_a_second_tab_shows_the_first(guest, topic):
    question = current(press_play(guest, topic))
    send(guest, question, right(question) | {"confidence": "sure"})
    guest.post(answer_url(question), wrong(question) | {"confidence": "guess"})
    assert Answer.objects.get().confidence == "sure"
