"""My progress: who sees it, what it counts, and what it says where there is nothing to count."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from quiz import play
from quiz.forgetting import LONG_AGO
from quiz.models import Answer, Memory, Player, Question, Round
from tests.history.factories import CauseFactory, EventFactory, TopicFactory
from tests.quiz.cast import MemoryFactory, PlayerFactory, UserFactory, browser_of, signed_in

pytestmark = pytest.mark.django_db

ME, ANSWERS = "/me/", "/me/answers/"


@pytest.fixture
def valley():
    return TopicFactory(slug="valley", title="The Valley")


@pytest.fixture
def player():
    return PlayerFactory()


def answered(player, topic, *, accuracy=1.0, days_ago=0, kind="date", stem="When?", **fields):
    """One answer of a round of its own."""
    at = timezone.now() - timedelta(days=days_ago)
    played = Round.objects.create(player=player, topic=topic, created=at)
    question = Question.objects.create(
        round=played,
        position=1,
        kind=kind,
        seed=1,
        shown={
            "stem": stem,
            "mode": "single",
            "options": [{"id": "a", "text": "A"}, {"id": "b", "text": "B"}],
            "hint": "",
        }
        | fields.pop("shown", {}),
        key={
            "answer": ["a"],
            "stands_for": {"a": "1801", "b": "1802"},
            "truths": {
                "a": {"reason": "It was so.", "refers_to": "", "evidence": []},
                "b": {"reason": "It was not so.", "refers_to": "", "evidence": []},
            },
            "explanation": "",
            "evidence": [],
        }
        | fields.pop("key", {}),
        facts=fields.pop("facts", ["when:envoys"]),
        events=["envoys"],
        likeness="x",
    )
    fields = {"given": "a" if accuracy else "b", "facts": {}, "feedback": {}} | fields
    return Answer.objects.create(question=question, accuracy=accuracy, created=at, **fields)


def remembers(player, fact, *, days_left=5.0, **fields):
    now = timezone.now()
    fresh_until = now + timedelta(days=days_left)
    reviewed = min(now, fresh_until) - timedelta(days=1)
    return MemoryFactory(
        player=player, fact=fact, reviewed=reviewed, fresh_until=fresh_until, **fields
    )


def page(browser, **query):
    response = browser.get(ME, query)
    assert response.status_code == 200
    return response


def counted(response):
    return {state.value: count for state, count in response.context["standings"]}


# Who may


def test_somebody_who_has_not_played_is_told_what_to_do(guest):
    html = page(guest).content.decode()
    assert "Nothing is lit yet" in html
    assert 'id="choose-topic"' in html
    assert not Player.objects.exists()


def test_an_account_that_has_not_played_is_told_so_too():
    assert "Nothing is lit yet" in page(signed_in(UserFactory())).content.decode()


def test_nothing_of_another_player_appears(player, valley):
    event = EventFactory(slug="envoys", topics=[valley])
    other = PlayerFactory()
    remembers(other, f"when:{event.slug}")
    theirs = answered(other, valley, stem="Their own question?")
    answered(player, valley, stem="My own question?")
    browser = browser_of(player)
    shown = page(browser)
    assert shown.context["lit"] == 0
    assert shown.context["answers"] == 1
    listed = browser.get(ANSWERS).content.decode()
    assert "My own question?" in listed
    assert "Their own question?" not in listed
    older = browser.get(ANSWERS, {"before": theirs.question.round.uuid}).content.decode()
    assert "Their own question?" not in older


def test_an_account_sees_its_own_on_any_browser(valley):
    user = UserFactory()
    answered(play.member(user), valley, stem="Mine?")
    assert "Mine?" in signed_in(user).get(ANSWERS).content.decode()


@pytest.mark.parametrize("address", [ME, ANSWERS])
def test_no_cache_keeps_it(address, player, valley):
    answered(player, valley)
    response = browser_of(player).get(address)
    assert "no-store" in response["Cache-Control"]
    assert "private" in response["Cache-Control"]


@pytest.mark.parametrize("address", [ME, ANSWERS])
def test_it_is_only_to_be_read(address, guest):
    assert guest.post(address).status_code == 405


def test_the_masthead_leads_there_once_somebody_has_played(guest, topic):
    assert 'id="my-progress"' not in guest.get("/").content.decode()
    guest.post(reverse("quiz:start", args=[topic.slug]))
    assert 'id="my-progress"' in guest.get("/").content.decode()
    assert 'id="my-progress"' in signed_in(UserFactory()).get("/").content.decode()


# What is counted


def test_lit_fading_faded_and_unmet_facts_are_counted_apart(player, valley):
    for slug in ("held", "soon", "just", "long", "wrong", "new"):
        EventFactory(slug=slug, topics=[valley])
    remembers(player, "when:held", days_left=3)
    remembers(player, "when:soon", days_left=0.5)
    remembers(player, "when:just", days_left=-2)
    remembers(player, "when:long", days_left=-20)
    MemoryFactory(player=player, fact="when:wrong", held_since=None)
    shown = page(browser_of(player))
    assert counted(shown) == {"held": 1, "fading": 2, "faded": 2, "unmet": 1}
    assert shown.context["lit"] == 2
    assert shown.context["facts"] == 6


def test_reasons_count_as_facts_and_stand_beside_their_event(player, valley):
    event = EventFactory(slug="envoys", topics=[valley])
    CauseFactory(slug="salt", effect=event)
    CauseFactory(slug="snow", effect=event)
    remembers(player, "why:salt")
    shown = page(browser_of(player))
    assert (shown.context["lit"], shown.context["facts"]) == (1, 3)
    assert "date: not met yet; 1 of 2 reasons held" in shown.content.decode()
    assert "why ●○" in shown.content.decode()


def test_what_is_due_is_told_by_day_and_each_fact_once(player, valley, time_machine):
    time_machine.move_to(datetime(2030, 5, 15, 9, tzinfo=UTC), tick=False)
    # Overdue, tonight; just after midnight; the last moment of seven days, and the first after.
    hours = {"over": -30, "tonight": 14.9, "next": 15.1, "sixth": 158.9, "eighth": 159.1}
    for slug, left in hours.items():
        EventFactory(slug=slug, topics=[valley])
        remembers(player, f"when:{slug}", days_left=left / 24)
    EventFactory(slug="new", topics=[valley])
    due = page(browser_of(player)).context["due"]
    assert [(str(one.when), one.facts) for one in due] == [
        ("Today", 2),
        ("Tomorrow", 1),
        ("Within a week", 1),
        ("Later", 1),
    ]


def test_facts_that_have_left_the_library_count_nowhere(player, valley):
    EventFactory(slug="stays", topics=[valley])
    event = EventFactory(slug="goes", topics=[valley])
    CauseFactory(slug="goes-too", effect=event)
    for fact in ("when:stays", "when:goes", "why:goes-too", "own:gone"):
        remembers(player, fact)
    event.delete()
    shown = page(browser_of(player))
    assert (shown.context["lit"], shown.context["facts"]) == (1, 1)
    assert shown.context["nearest"][0].met == ("when:stays",)
    assert sum(one.facts for one in shown.context["due"]) == 1


def test_a_topic_that_is_gone_leaves_its_answers_and_its_days(player, valley):
    kept = answered(player, valley, stem="Still here?")
    valley.delete()
    browser = browser_of(player)
    shown = page(browser)
    assert "no longer in the library" in shown.content.decode()
    assert shown.context["answers"] == 1
    assert len(shown.context["calendar"].played) == 1
    assert str(kept.question.uuid) in browser.get(ANSWERS).content.decode()


def test_a_topic_without_events_says_so(player, valley):
    answered(player, valley)
    html = page(browser_of(player)).content.decode()
    assert "No event has been entered for this topic yet." in html
    assert "What is due" not in html


def test_years_before_christ_are_drawn_with_their_lamps(player, valley):
    EventFactory(slug="ides", title="A dictator falls", date="-0043-03-15", topics=[valley])
    EventFactory(slug="later", date="0014", topics=[valley])
    remembers(player, "when:ides")
    html = page(browser_of(player)).content.decode()
    assert "15 March 44 BC: A dictator falls; date: held" in html
    assert 'class="mark importance-2 held"' in html


def test_words_of_any_script_and_markup_are_shown_as_they_are(player, valley):
    valley.title = "Долина <b>& 谷</b> \u202eyellaV"
    valley.save()
    EventFactory(slug="e", title="Послы <script>x</script> встречаются", topics=[valley])
    answered(player, valley, stem="<i>когда?</i> 何時")
    browser = browser_of(player)
    html = page(browser).content.decode() + browser.get(ANSWERS).content.decode()
    assert "<script>x" not in html
    assert "<b>&" not in html
    assert "&lt;i&gt;когда?&lt;/i&gt; 何時" in html


@pytest.mark.parametrize("wanted", ["", "nowhere", "\x00", "x" * 5000, "другое"])
def test_a_topic_that_was_never_played_shows_the_one_played_last(player, valley, wanted):
    answered(player, TopicFactory(), days_ago=3)
    answered(player, valley)
    assert page(browser_of(player), topic=wanted).context["topic"] == valley


def test_another_topic_that_was_played_can_be_chosen(player, valley):
    hills = TopicFactory(slug="hills")
    answered(player, hills, days_ago=3)
    answered(player, valley)
    assert page(browser_of(player), topic="hills").context["topic"] == hills


def test_a_topic_in_which_a_fact_is_known_counts_as_played(player, valley):
    part = TopicFactory(slug="part")
    EventFactory(slug="envoys", topics=[valley, part])
    answered(player, valley)
    remembers(player, "when:envoys")
    shown = page(browser_of(player))
    assert [(one.topic, one.lit) for one in shown.context["nearest"]] == [(valley, 1), (part, 1)]


def test_marks_by_topic_and_by_skill_equal_a_slow_recount(player, valley):
    hills = TopicFactory()
    for n in range(30):
        accuracy = (n % 3) / 2
        answered(
            player,
            valley if n % 4 else hills,
            accuracy=accuracy,
            restored=1.0 if n % 7 == 0 else None,
            kind=("date", "ordering", "cause")[n % 3 if n % 5 else 0],
        )
    answered(PlayerFactory(), valley)
    shown = page(browser_of(player)).context
    mine = [a for a in Answer.objects.all() if a.question.round.player_id == player.pk]
    for one in shown["nearest"]:
        own = [a.marks for a in mine if a.question.round.topic_id == one.topic.pk]
        assert (one.answers, one.marks) == (len(own), sum(own))
    for one in shown["practice"]:
        kind = {"when": "date", "order": "ordering", "why": "cause"}[one.skill]
        own = [a.marks for a in mine if a.question.kind == kind]
        assert (one.answers, one.marks) == (len(own), sum(own))
    assert shown["answers"] == 30


def test_lit_facts_by_topic_and_skill_equal_a_slow_recount(player, valley):
    hills = TopicFactory()
    for n in range(12):
        event = EventFactory(topics=[valley, hills] if n % 3 else [valley])
        cause = CauseFactory(effect=event)
        for fact, left in ((f"when:{event.slug}", n - 5.5), (f"why:{cause.slug}", n - 8.5)):
            if n % 4:
                remembers(player, fact, days_left=left)
    now = timezone.now()
    shown = page(browser_of(player)).context
    lit = {m.fact for m in Memory.objects.filter(player=player) if m.fresh_until > now}
    for one in shown["nearest"]:
        events = one.topic.events.all()
        facts = {f"when:{e.slug}" for e in events}
        facts |= {f"why:{c.slug}" for e in events for c in e.causes.all()}
        assert one.lit == len(lit & facts)
    by_skill = {one.skill.value: (one.lit, one.met) for one in shown["practice"]}
    assert by_skill["when"] == (sum(f.startswith("when:") for f in lit), 9)
    assert by_skill["why"] == (sum(f.startswith("why:") for f in lit), 9)


# Misconceptions


def believed(player, topic, statement="They met after the flood", fact="why:salt", **fields):
    return answered(
        player,
        topic,
        accuracy=0.0,
        kind="cause",
        facts=[fact],
        shown={"options": [{"id": "a", "text": "Salt"}, {"id": "b", "text": statement}]},
        key={
            "stands_for": {"a": "cause:salt", "b": "misconception:envoys"},
            "truths": {
                "a": {"reason": "Salt was dear.", "refers_to": "", "evidence": []},
                "b": {"reason": "They met long before.", "refers_to": "", "evidence": []},
            },
        },
        **fields,
    )


def test_a_misconception_is_told_with_its_correction_and_its_evidence(player, valley):
    answer = believed(player, valley)
    html = page(browser_of(player)).content.decode()
    assert "They met after the flood" in html
    assert "They met long before." in html
    assert reverse("quiz:answer", args=[answer.question.uuid]) in html
    assert "Still to mend" in html


def test_it_is_mended_once_its_fact_was_answered_right_since(player, valley):
    answer = believed(player, valley, days_ago=3)
    memory = MemoryFactory(player=player, fact="why:salt", reviewed=answer.created)
    assert not page(browser_of(player)).context["mistakes"][0].is_mended
    memory.reviewed = memory.held_since = timezone.now()
    memory.fresh_until = timezone.now() + timedelta(days=2)
    memory.save()
    assert page(browser_of(player)).context["mistakes"][0].is_mended
    memory.held_since, memory.fresh_until = None, LONG_AGO
    memory.save()
    assert not page(browser_of(player)).context["mistakes"][0].is_mended


def test_believed_twice_it_is_told_once_as_last_asked(player, valley):
    believed(player, valley, days_ago=3)
    last = believed(player, valley)
    mistakes = page(browser_of(player)).context["mistakes"]
    assert [mistake.question for mistake in mistakes] == [last.question.uuid]


def test_one_chosen_among_several_is_found_too(player, valley):
    believed(player, valley, given=["a", "b"])
    assert len(page(browser_of(player)).context["mistakes"]) == 1


def test_wrong_answers_of_other_sorts_are_no_misconceptions(player, valley):
    answered(player, valley, accuracy=0.0)
    answered(player, valley, accuracy=0.0, given={"typed": "1234", "edtf": "1234"})
    believed(player, valley, restored=1.0)
    assert page(browser_of(player)).context["mistakes"] == []


def test_those_that_stand_come_before_those_that_are_mended(player, valley):
    standing = believed(player, valley, "An older one", days_ago=9, fact="why:other")
    MemoryFactory(player=player, fact="why:salt")
    believed(player, valley, days_ago=1)
    mistakes = page(browser_of(player)).context["mistakes"]
    assert [mistake.is_mended for mistake in mistakes] == [False, True]
    assert mistakes[0].question == standing.question.uuid


def test_many_that_stand_leave_room_for_those_that_are_mended(player, valley):
    believed(player, valley, "The first of all", days_ago=30, fact="why:mended")
    MemoryFactory(player=player, fact="why:mended")
    for n in range(20):
        believed(player, valley, f"Belief {n}", days_ago=n)
    mistakes = page(browser_of(player)).context["mistakes"]
    assert len(mistakes) == 9
    assert (mistakes[-1].statement, mistakes[-1].is_mended) == ("The first of all", True)


# Answers


def stems(browser, **query):
    response = browser.get(ANSWERS, query)
    assert response.status_code == 200
    return [
        answer.question.shown["stem"]
        for _round, answers in response.context["page"].rounds
        for answer in answers
    ]


def test_all_answers_are_found_by_going_back_and_each_once(player, valley):
    for n in range(15):
        answered(player, valley, days_ago=n // 2, stem=str(n))
    browser, seen, query = browser_of(player), [], {}
    while True:
        seen += stems(browser, **query)
        last = browser.get(ANSWERS, query).context["page"].last
        if last is None:
            break
        query = {"before": last.uuid}
    assert sorted(seen, key=int) == [str(n) for n in range(15)]


def test_they_can_be_chosen_by_topic_and_by_marks(player, valley):
    hills = TopicFactory(slug="hills")
    answered(player, valley, stem="right")
    answered(player, valley, stem="half", accuracy=0.5)
    answered(player, hills, stem="wrong", accuracy=0.0)
    answered(player, hills, stem="restored", accuracy=0.0, restored=1.0)
    browser = browser_of(player)
    assert stems(browser, topic="hills") == ["restored", "wrong"]
    assert stems(browser, marks="right") == ["restored", "right"]
    assert stems(browser, marks="wrong") == ["wrong", "half"]
    assert stems(browser, marks="wrong", topic="valley") == ["half"]


@pytest.mark.parametrize("name", ["topic", "marks", "before"])
@pytest.mark.parametrize("value", ["\x00", "x" * 5000, "99999999999999999999", "ложь"])
def test_a_choice_that_makes_no_sense_is_as_good_as_none(player, valley, name, value):
    answered(player, valley, stem="here")
    assert stems(browser_of(player), **{name: value}) == ["here"]


def test_without_answers_the_list_says_so(guest):
    assert "no such answer" in guest.get(ANSWERS).content.decode()


def test_each_answer_leads_to_the_feedback_that_was_kept(guest, topic):
    guest.post(reverse("quiz:start", args=[topic.slug]))
    question = Question.objects.filter(shown__mode="single").first()
    play.answer(question=question, given=question.key["answer"][0])
    assert page(guest).context["answers"] == 1
    address = reverse("quiz:answer", args=[question.uuid])
    assert address in guest.get(ANSWERS).content.decode()
    assert guest.get(address).status_code == 200


# The end of a round


def test_a_round_tells_how_many_facts_it_lit(guest, topic):
    guest.post(reverse("quiz:start", args=[topic.slug]))
    played = Round.objects.get()
    for question in played.questions.all():
        question.shown["mode"] = "single"
        Answer.objects.create(
            question=question, given=[], accuracy=1.0, facts={}, feedback={"pairs": 1}
        )
    facts = sorted({fact for question in played.questions.all() for fact in question.facts})
    before = played.created - timedelta(days=2)
    # A replay may have made some already.
    Memory.objects.filter(player=played.player).delete()
    MemoryFactory(player=played.player, fact=facts[0])
    MemoryFactory(player=played.player, fact=facts[1], held_since=before)
    MemoryFactory(player=played.player, fact="when:of-another-round")
    MemoryFactory(fact=facts[2])
    response = guest.get(played.get_absolute_url())
    assert response.context["newly_lit"] == 1
    assert 'id="newly-lit"' in response.content.decode()


# Queries


@pytest.fixture(params=["few rows", "many rows"])
def history(request, player, valley):
    """A player with some of everything, alone or among many and with much of it."""
    count = 1 if request.param == "few rows" else 25
    topics = [valley, *TopicFactory.create_batch(count - 1)]
    others = PlayerFactory.create_batch(2)
    for n in range(count):
        event = EventFactory(topics=topics)
        cause = CauseFactory(effect=event)
        for who in (player, *others):
            remembers(who, f"when:{event.slug}")
            remembers(who, f"why:{cause.slug}")
            believed(who, topics[n], f"Belief {n}", days_ago=n)
            answered(who, topics[n], days_ago=n)
    return browser_of(player)


def queries(browser, address):
    browser.get(address)  # the chronicle is read once for everybody
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(address).status_code == 200
    return len(captured)


def test_my_progress_takes_eleven_queries(history):
    assert queries(history, ME) == 11


def test_my_answers_take_five_queries(history):
    assert queries(history, ANSWERS) == 5
