"""What the board of a class says, and of whom it says nothing."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from history.chronicle import chronicle_of
from quiz import leaderboard
from quiz.facts import facts_of
from quiz.leaderboard import holdings
from quiz.models import Membership, Memory
from tests.history.factories import EventFactory, TopicFactory
from tests.quiz.cast import (
    ClassroomFactory,
    MembershipFactory,
    MemoryFactory,
    PlayerFactory,
    pupil,
    teacher,
)

pytestmark = pytest.mark.django_db

WEDNESDAY = datetime(2026, 3, 18, 10, 0, tzinfo=UTC)
MONDAY = datetime(2026, 3, 16, tzinfo=UTC)


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch):
    monkeypatch.setattr(holdings, "_kept", {})


@pytest.fixture
def classroom():
    """A class with a topic of four events, and so of four facts."""
    topic = TopicFactory()
    for year in (1700, 1710, 1780, 1790):
        EventFactory(slug=f"in-{year}", date=str(year), topics=[topic])
    return ClassroomFactory(topic=topic)


def hold(member, *years, **memory):
    for year in years:
        MemoryFactory(player=member.player, fact=f"when:in-{year}", **memory)


def board(browser, classroom):
    page = browser.get(classroom.get_absolute_url()).content.decode()
    # It is another one in every page.
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)


def wall(browser, classroom):
    return browser.get(reverse("quiz:board", args=[classroom.uuid])).content.decode()


def standing(classroom, at=None, own=None):
    return leaderboard.standing(classroom, at or timezone.now(), own)


def places(classroom):
    return [tuple(place) for place in standing(classroom).ranking]


def test_the_goal_is_the_facts_that_three_of_four_hold(classroom):
    members = MembershipFactory.create_batch(4, classroom=classroom)
    for member in members[:3]:
        hold(member, 1700)
    for member in members[:2]:
        hold(member, 1710)
    assert (standing(classroom).reached, standing(classroom).percent) == (1, 25)
    assert "25%" in " ".join(wall(teacher(classroom), classroom).split())


def test_a_fact_counts_only_as_long_as_it_is_held(classroom):
    hold(MembershipFactory(classroom=classroom), 1700)
    assert standing(classroom).reached == 1
    assert standing(classroom, timezone.now() + timedelta(days=6)).reached == 0


def test_only_all_of_the_facts_are_a_hundred_per_cent(classroom):
    for year in range(1800, 2100):
        EventFactory(date=str(year), topics=[classroom.topic])
    classroom.topic.refresh_from_db()
    member = MembershipFactory(classroom=classroom)
    facts = facts_of(chronicle_of(classroom.topic))
    for fact in facts[1:]:
        MemoryFactory(player=member.player, fact=fact)
    assert standing(classroom).percent == 99
    MemoryFactory(player=member.player, fact=facts[0])
    Membership.objects.filter(pk=member.pk).touch()
    assert standing(classroom).percent == 100


def test_what_a_removed_pupil_holds_counts_no_more(classroom):
    gone = MembershipFactory(classroom=classroom, removed=timezone.now(), nickname="Gone Goose")
    hold(gone, 1700)
    MembershipFactory(classroom=classroom)
    classroom.ranking = True
    assert standing(classroom).reached == 0
    assert standing(classroom).pupils == 1
    assert "Gone Goose" not in str(places(classroom))


def test_what_others_hold_counts_for_nothing(classroom):
    MembershipFactory(classroom=classroom)
    MemoryFactory(player=PlayerFactory(), fact="when:in-1700")
    assert standing(classroom).reached == 0


def test_facts_of_other_topics_and_of_deleted_events_are_left_out(classroom):
    member = MembershipFactory(classroom=classroom)
    hold(member, 1700, 1492)
    MemoryFactory(player=member.player, fact="why:of-another-topic")
    MemoryFactory(player=member.player, fact="own:42")
    classroom.ranking = True
    assert [place.held for place in standing(classroom).ranking] == [1]
    assert sum(standing(classroom).holders) == 1


def test_growth_is_what_is_held_and_was_not_on_monday(classroom):
    member = MembershipFactory(classroom=classroom)
    since = {"reviewed": WEDNESDAY, "fresh_until": WEDNESDAY + timedelta(days=9)}
    hold(member, 1700, held_since=MONDAY, **since)
    hold(member, 1710, held_since=MONDAY - timedelta(microseconds=1), **since)
    hold(member, 1780, held_since=MONDAY - timedelta(days=9), **since)
    hold(MembershipFactory(classroom=classroom), 1700, held_since=WEDNESDAY, **since)
    found = standing(classroom, WEDNESDAY, member.player_id)
    assert (found.new_facts, found.new_times) == (1, 2)
    assert (found.own_new, found.own_held) == (1, 3)


def test_a_pupil_sees_their_own_growth_and_nobody_else_does(classroom):
    browser = pupil(classroom)
    hold(browser.member, 1700, 1710, 1780)
    neighbour = pupil(classroom)
    hold(neighbour.member, 1700)
    assert "You hold <strong>3</strong> facts" in " ".join(board(browser, classroom).split())
    assert "You hold <strong>1</strong> fact " in " ".join(board(neighbour, classroom).split())
    for someone in (browser, neighbour, teacher(classroom)):
        assert "You hold" not in wall(someone, classroom)


def test_without_a_ranking_nobody_is_named_and_nobody_can_be_told_apart(classroom):
    """Not on the wall, not on another's page: names are canaries, and who is behind is unseen."""
    names = ["Canary One", "Canary Two", "Canary Three"]
    members = [MembershipFactory(classroom=classroom, nickname=name) for name in names]
    hold(members[0], 1700, 1710, 1780, 1790)
    looking = pupil(classroom)
    seen = [wall(looking, classroom), board(looking, classroom)]
    for page in (*seen, wall(teacher(classroom), classroom)):
        assert "Canary" not in page
    # Whoever of the others is the one behind: the pages are the same to the letter.
    Memory.objects.filter(player=members[0].player).update(player=members[1].player)
    holdings._kept.clear()
    assert [wall(looking, classroom), board(looking, classroom)] == seen


def test_ties_share_the_better_place_and_the_next_is_further_down(classroom):
    classroom.ranking = True
    for nickname, years in (
        ("Otter", (1700, 1710, 1780)),
        ("Wren", (1700, 1710)),
        ("Lynx", (1780, 1790)),
        ("Seal", (1700,)),
    ):
        hold(MembershipFactory(classroom=classroom, nickname=nickname), *years)
    assert places(classroom) == [
        ("1", "Otter", 3), ("2=", "Lynx", 2), ("2=", "Wren", 2), ("4", "Seal", 1),
    ]  # fmt: skip


def test_who_is_out_of_the_ranking_leaves_no_gap(classroom):
    classroom.ranking = True
    out = MembershipFactory(classroom=classroom, nickname="Away", in_ranking=False)
    hold(out, 1700, 1710)
    hold(MembershipFactory(classroom=classroom, nickname="First"), 1700, 1710, 1780)
    hold(MembershipFactory(classroom=classroom, nickname="Next"), 1700)
    assert places(classroom) == [("1", "First", 3), ("2", "Next", 1)]


def test_the_ranking_shows_once_the_teacher_turns_it_on(classroom):
    browser = pupil(classroom, nickname="Brave Wren")
    assert "Brave Wren" not in board(browser, classroom)
    classroom.ranking, classroom.changed = True, timezone.now()
    classroom.save()
    assert "Brave Wren" in board(browser, classroom)
    assert "Brave Wren" in wall(teacher(classroom), classroom)


def test_a_nickname_is_never_markup(classroom):
    classroom.ranking = True
    classroom.save()
    assert "<b>bold" not in board(pupil(classroom, nickname="<b>bold"), classroom)


def test_answering_moves_that_pupils_part_alone(classroom, django_assert_num_queries):
    members = MembershipFactory.create_batch(3, classroom=classroom)
    standing(classroom)
    with django_assert_num_queries(1):
        standing(classroom)
    hold(members[0], 1700)
    Membership.objects.filter(pk=members[0].pk).touch()
    with django_assert_num_queries(2) as queries:
        assert sum(standing(classroom).holders) == 1
    assert f"({members[0].player_id})" in queries[1]["sql"]


def test_what_is_kept_equals_a_recount(classroom):
    """Through answers, fading, removal and a change of the topic."""
    members = MembershipFactory.create_batch(5, classroom=classroom)

    def agrees(at):
        kept = standing(classroom, at)
        for fact, holders in zip(kept.facts, kept.holders, strict=True):
            present = classroom.memberships.present().values("player")
            lit = Memory.objects.lit(at).filter(player__in=present, fact=fact.name)
            assert holders == lit.count()
        return kept

    now = timezone.now()
    for n, member in enumerate(members):
        agrees(now)
        hold(member, *(1700, 1710, 1780, 1790)[: n % 4 + 1])
        Membership.objects.filter(pk=member.pk).touch()
    agrees(now)
    members[3].removed = now
    members[3].save()
    agrees(now)
    EventFactory(slug="in-1600", date="1600", topics=[classroom.topic])
    classroom.topic.version += 1
    classroom.topic.save()
    assert len(agrees(now).facts) == 5
    assert sum(agrees(now + timedelta(days=6)).holders) == 0


@pytest.mark.parametrize("ranking", [False, True])
def test_an_empty_class_says_what_to_do(classroom, ranking):
    classroom.ranking = ranking
    classroom.save()
    assert "Nobody is in this class yet" in wall(teacher(classroom), classroom)


def test_a_class_without_a_topic_says_what_to_do():
    classroom = ClassroomFactory(ranking=True)
    browser = pupil(classroom)
    hold(browser.member, 1700)
    assert "no topic yet" in board(browser, classroom)
    assert "no topic yet" in wall(browser, classroom)
    facts = browser.get(reverse("quiz:board-facts", args=[classroom.uuid]))
    assert "needs a topic" in facts.content.decode()


def test_a_topic_without_events_says_what_to_do():
    classroom = ClassroomFactory(topic=TopicFactory())
    assert "nothing to know yet" in board(pupil(classroom), classroom)


def test_the_table_tells_how_many_hold_each_fact(classroom):
    browser = pupil(classroom)
    hold(browser.member, 1700)
    MembershipFactory(classroom=classroom)
    page = browser.get(reverse("quiz:board-facts", args=[classroom.uuid]))
    assert [(fact.name, held) for fact, held, _ in page.context["rows"]] == [
        ("when:in-1700", 1), ("when:in-1710", 0), ("when:in-1780", 0), ("when:in-1790", 0),
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["board", "board-facts"])
def test_to_others_there_is_no_such_board(classroom, client, name):
    elsewhere = ClassroomFactory()
    gone = pupil(classroom)
    gone.member.removed = timezone.now()
    gone.member.save()
    url = reverse(f"quiz:{name}", args=[classroom.uuid])
    for outsider in (client, teacher(elsewhere), pupil(elsewhere), teacher(), gone):
        assert outsider.get(url).status_code == 404
    assert pupil(classroom).get(url).status_code == 200
    assert teacher(classroom).get(url).status_code == 200
