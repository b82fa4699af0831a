"""What a teacher does with a class, as verbs."""

from datetime import timedelta

import pytest
from django.utils import timezone

from quiz import classes, play
from quiz.classes import codes
from quiz.merging import merge_players
from quiz.models import Answer, Classroom, Invitation, Membership, Player, Round, Teaching
from tests.history.factories import TopicFactory
from tests.quiz.cast import (
    ClassroomFactory,
    MembershipFactory,
    PlayerFactory,
    TeachingFactory,
    UserFactory,
    teacher,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def classroom():
    return ClassroomFactory()


def a_teacher(*classrooms):
    teacher(*classrooms)
    return Teaching.objects.order_by("pk").last() if classrooms else _newest_user()


def _newest_user():
    from django.contrib.auth.models import User

    return User.objects.order_by("pk").last()


def answered(player, topic):
    """A round of this player, with an answer to its first question."""
    played = play.start_round(player=player, topic=topic)
    play.answer(question=played.questions.order_by("position").first(), given="x")
    return played


def test_a_class_is_made_with_its_teacher_and_a_code():
    user = UserFactory()
    classroom = classes.create(user=user, name="10B", topic=TopicFactory())
    assert classroom.teachings.get().user == user
    assert len(classroom.code) == codes.LENGTH


def test_a_code_is_never_used_twice(classroom, monkeypatch):
    drawn = iter([classroom.code, "11111111"])
    monkeypatch.setattr(codes, "new", lambda: next(drawn))
    assert classes.create(user=UserFactory(), name="10B", topic=None).code == "11111111"


def test_a_pupil_is_not_renamed_to_what_another_is_called(classroom):
    join = {"classroom": classroom}
    fox = classes.join(player=PlayerFactory(), nickname="Fox", **join)
    owl = classes.join(player=PlayerFactory(), nickname="Owl", **join)
    with pytest.raises(classes.NicknameTaken):
        classes.rename(membership=owl, nickname="F-o-x")
    classes.rename(membership=fox, nickname="FOX")
    assert set(classroom.memberships.values_list("nickname", flat=True)) == {"FOX", "Owl"}


def test_to_be_removed_twice_is_to_be_removed_once(classroom):
    member = MembershipFactory(classroom=classroom)
    classes.remove(membership=member)
    first = Membership.objects.get().removed
    classes.remove(membership=member)
    assert Membership.objects.get().removed == first


def test_a_full_class_lets_nobody_back_in():
    classroom = ClassroomFactory(size=1)
    gone = MembershipFactory(classroom=classroom, removed=timezone.now())
    MembershipFactory(classroom=classroom)
    with pytest.raises(classes.Full):
        classes.let_back_in(membership=gone)


def test_two_accounts_of_a_pupil_become_one_and_nothing_is_lost(classroom, topic):
    kept, other = MembershipFactory.create_batch(2, classroom=classroom)
    rounds = {answered(kept.player, topic), answered(other.player, topic)}
    classes.merge_pupils(kept=kept, other=other)
    assert classroom.memberships.get() == kept
    assert set(kept.player.rounds.all()) == rounds
    assert Answer.objects.of(kept.player).count() == 2
    assert Player.objects.count() == 1


def test_the_other_classes_of_the_merged_player_come_along(classroom):
    kept, other = MembershipFactory.create_batch(2, classroom=classroom)
    elsewhere = MembershipFactory(player=other.player)
    classes.merge_pupils(kept=kept, other=other)
    elsewhere.refresh_from_db()
    assert elsewhere.player == kept.player


@pytest.mark.parametrize("owner", ["kept", "other"])
def test_of_two_players_the_one_with_an_account_stays(classroom, owner):
    kept, other = MembershipFactory.create_batch(2, classroom=classroom)
    user = UserFactory()
    Player.objects.filter(pk=(kept if owner == "kept" else other).player_id).update(user=user)
    kept, other = Membership.objects.order_by("pk")
    classes.merge_pupils(kept=kept, other=other)
    assert classroom.memberships.get().nickname == kept.nickname
    assert classroom.memberships.get().player.user == user


def test_two_who_both_have_accounts_stay_two(classroom):
    kept, other = (
        MembershipFactory(classroom=classroom, player=PlayerFactory(user=UserFactory()))
        for _ in range(2)
    )
    with pytest.raises(classes.TwoAccounts):
        classes.merge_pupils(kept=kept, other=other)
    assert classroom.memberships.count() == 2


def test_a_merger_does_not_undo_a_removal(classroom):
    removed = MembershipFactory(classroom=classroom, removed=timezone.now())
    guest = MembershipFactory(classroom=classroom)
    merge_players(kept=removed.player, other=guest.player)
    assert classroom.memberships.get().removed


def test_attempts_of_both_players_are_counted_on(classroom, topic):
    now = timezone.now()
    assignment = classroom.assignments.create(
        title="Week 1", due=now + timedelta(days=1), opens=now
    )
    kept, other = PlayerFactory.create_batch(2)
    for player, attempts in ((kept, (1, 2)), (other, (1, 2, 3))):
        for attempt in attempts:
            Round.objects.create(player=player, assignment=assignment, attempt=attempt)
    merge_players(kept=kept, other=other)
    assert sorted(kept.rounds.values_list("attempt", flat=True)) == [1, 2, 3, 4, 5]


def test_a_player_merged_with_themself_stays(classroom):
    member = MembershipFactory(classroom=classroom)
    merge_players(kept=member.player, other=member.player)
    assert Membership.objects.get() == member


def test_who_has_an_account_by_now_is_not_merged_away():
    """Two sign in on one browser at once, and what was played there goes to one of them."""
    guest, owner = PlayerFactory(), PlayerFactory(user=UserFactory())
    Player.objects.filter(pk=guest.pk).update(user=UserFactory())
    merge_players(kept=owner, other=guest)
    assert Player.objects.count() == 2


def test_an_invitation_makes_a_teacher_once(classroom):
    token = classes.invite(classroom=classroom).token
    one, two = UserFactory.create_batch(2)
    assert classes.accept(token=token, user=one) == classroom
    with pytest.raises(classes.NoSuchInvitation):
        classes.accept(token=token, user=two)
    assert [t.user for t in classroom.teachings.all()] == [one]


def test_an_invitation_lasts_a_week(classroom):
    invitation = classes.invite(classroom=classroom)
    Invitation.objects.update(expires=invitation.expires - timedelta(days=7, seconds=1))
    with pytest.raises(classes.NoSuchInvitation):
        classes.accept(token=invitation.token, user=UserFactory())


def test_who_teaches_the_class_already_does_not_use_an_invitation_up(classroom):
    mine = TeachingFactory(classroom=classroom)
    token = classes.invite(classroom=classroom).token
    classes.accept(token=token, user=mine.user)
    classes.accept(token=token, user=UserFactory())
    assert classroom.teachings.count() == 2


def test_a_class_keeps_its_last_teacher(classroom):
    first, second = a_teacher(classroom), a_teacher(classroom)
    classes.dismiss(teaching=first)
    with pytest.raises(classes.LastTeacher):
        classes.dismiss(teaching=second)


def test_somebody_who_is_no_teacher_any_more_is_not_counted_as_the_other_one(classroom):
    first, second = a_teacher(classroom), a_teacher(classroom)
    second.user.groups.clear()
    with pytest.raises(classes.LastTeacher):
        classes.dismiss(teaching=first)
    assert not Classroom.objects.taught_by(second.user).exists()
    assert Classroom.objects.taught_by(first.user).get() == classroom
