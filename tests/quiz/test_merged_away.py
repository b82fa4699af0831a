"""A round is begun by a player who at that moment is merged into another."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from quiz import assigning, play
from quiz.merging import merge_players
from quiz.models import Assignment, Player, Question, Round
from tests.history.factories import EventFactory
from tests.quiz import world
from tests.quiz.cast import (
    ClassroomFactory,
    MembershipFactory,
    PlayerFactory,
    UserFactory,
    browser_of,
    pupil,
)
from tests.quiz.together import meanwhile

SENTENCE = "has just been joined with another name of yours"
DUE = timedelta(days=1)


@pytest.fixture
def merged_meanwhile(monkeypatch):
    """Whoever begins a round is merged away once its questions are chosen."""
    keep = play.keep_round

    def merge_first(*, player, **round_):
        merge_players(kept=PlayerFactory(), other=Player.objects.get(pk=player.pk))
        return keep(player=player, **round_)

    monkeypatch.setattr(play, "keep_round", merge_first)


@pytest.mark.django_db
@pytest.mark.parametrize("same_for_all", [True, False])
def test_it_says_so_wherever_a_round_is_begun(topic, merged_meanwhile, same_for_all):
    classroom = ClassroomFactory(topic=topic)
    EventFactory(topics=[topic])
    made = assigning.assign(
        classroom=classroom,
        by=UserFactory(),
        topic=topic,
        title="For Friday",
        due=timezone.now() + DUE,
        same_for_all=same_for_all,
    )
    for address in (
        reverse("quiz:start", args=[topic.slug]),
        reverse("quiz:surprise"),
        reverse("quiz:begin-assignment", args=[made.uuid]),
    ):
        page = pupil(classroom).post(address, follow=True)
        assert page.status_code == 200
        assert SENTENCE in page.content.decode()
        assert not Round.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_class_is_joined_by_somebody_who_is_being_merged():
    """PostgreSQL finds at the end that they are gone; SQLite lets them begin when they are."""
    player, classroom = PlayerFactory(), ClassroomFactory(code="7K3F0W1Z")
    browser, gone = browser_of(player), Player.objects.filter(pk=player.pk)
    said = {"code": classroom.code, "nickname": "Quiet Fox"}
    page, _gone = meanwhile(
        first=lambda: list(gone.select_for_update()),
        then=gone.delete,
        deeds=[lambda: browser.post(reverse("quiz:join"), said, follow=True)],
    )
    assert page.status_code == 200
    assert classroom.memberships.exists() != (SENTENCE in page.content.decode())


@pytest.mark.django_db(transaction=True)
def test_an_assignment_taken_back_meanwhile_says_so(monkeypatch):
    topic = world.store(world.world())
    classroom = ClassroomFactory(topic=topic)
    settings = {"by": UserFactory(), "title": "For Friday", "due": timezone.now() + DUE}
    made = assigning.assign(classroom=classroom, topic=topic, **settings)
    keep = play.keep_round

    def take_back_first(*, assignment, **round_):
        assigning.take_back(assignment=Assignment.objects.get(pk=assignment.pk))
        return keep(assignment=assignment, **round_)

    monkeypatch.setattr(play, "keep_round", take_back_first)
    page = pupil(classroom).post(reverse("quiz:begin-assignment", args=[made.uuid]), follow=True)
    assert page.status_code == 200
    assert "has just taken this assignment back" in page.content.decode()
    assert not Round.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", range(5))
def test_rounds_begun_while_their_player_is_merged_are_kept_or_refused_and_never_lost(time):
    """Each is either there, as the other player's, or its player was told: no third thing."""
    topic = world.store(world.world())
    kept, other = (MembershipFactory().player_id for _n in range(2))
    rounds, refused, failures = [], [], []
    barrier = threading.Barrier(5)

    def begin(seed):
        try:
            mine = Player.objects.get(pk=other)
            barrier.wait()
            rounds.append(play.start_round(player=mine, topic=topic, seed=seed).pk)
        except play.PlayerGone:
            refused.append(seed)
        except Exception as failure:  # told by the test itself
            failures.append(failure)
        finally:
            connection.close()

    def merge():
        both = Player.objects.in_bulk([kept, other])
        barrier.wait()
        threading.Event().wait(0.05 * time)
        merge_players(kept=both[kept], other=both[other])
        connection.close()

    deeds = [threading.Thread(target=begin, args=[seed]) for seed in range(4)]
    deeds.append(threading.Thread(target=merge))
    for deed in deeds:
        deed.start()
    for deed in deeds:
        deed.join()
    assert not failures
    assert len(rounds) + len(refused) == 4
    assert set(Round.objects.filter(player=kept).values_list("pk", flat=True)) == set(rounds)
    assert Question.objects.count() == 10 * len(rounds)
    assert Round.objects.count() == len(rounds)
