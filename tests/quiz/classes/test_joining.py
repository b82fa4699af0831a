"""Joining, coming back and leaving, as verbs; what the database decides is tried with threads."""

import pytest
from django.db import IntegrityError, OperationalError, transaction

from quiz import classes, play
from quiz.classes import limiter, nicknames
from quiz.merging import merge_players
from quiz.models import Classroom, Membership, Player, WrongGuesses
from tests.quiz.cast import ClassroomFactory, MembershipFactory, PlayerFactory
from tests.quiz.together import at_once

pytestmark = pytest.mark.django_db
together = pytest.mark.django_db(transaction=True)
HERE = "192.0.2.7"


@pytest.fixture
def classroom():
    return ClassroomFactory(code="7K3F0W1Z")


def join(classroom, nickname="Quiet Heron", player=None):
    player = player or play.new_guest()
    return classes.join(classroom=classroom, player=player, nickname=nickname)


def find(code="7K3F0W1Z", player=None, address=HERE):
    return classes.find(code=code, address=address, player=player)


def test_a_pupil_joins_and_is_given_a_phrase(classroom):
    member = join(classroom)
    assert member.nickname == "Quiet Heron"
    assert len(member.phrase.split()) == 3


def test_who_joins_twice_is_in_once_and_as_before(classroom):
    player = play.new_guest()
    first, second = join(classroom, "Fox", player), join(classroom, "Owl", player)
    assert first == second
    assert second.nickname == "Fox"


def test_a_nickname_is_taken_by_what_looks_like_it(classroom):
    join(classroom, nicknames.clean("Oxo"))
    with pytest.raises(classes.NicknameTaken):
        join(classroom, nicknames.clean("ОХО"))
    assert classroom.memberships.count() == 1


def test_the_same_nickname_is_free_in_another_class(classroom):
    join(classroom)
    assert join(ClassroomFactory()).nickname == "Quiet Heron"


def test_the_database_holds_a_nickname_to_one_pupil_of_a_class():
    fox = MembershipFactory(nickname_key="fox")
    with pytest.raises(IntegrityError), transaction.atomic():
        MembershipFactory(classroom=fox.classroom, nickname_key="fox")


@pytest.mark.parametrize(
    "state",
    [{"code": "00000000"}, {"joining": False}, {"archived": "2026-01-01T00:00Z"}, {"size": 1}],
    ids=["unknown", "locked", "archived", "full"],
)
def test_classes_that_cannot_be_joined_look_alike(classroom, state):
    MembershipFactory(classroom=classroom)
    Classroom.objects.update(**state)
    with pytest.raises(classes.NoSuchClass):
        find()


def test_an_old_code_is_as_good_as_none(classroom):
    classes.make_new_code(classroom=classroom)
    with pytest.raises(classes.NoSuchClass):
        find()
    classroom.refresh_from_db()
    assert find(classroom.code) == classroom


def test_a_class_that_fills_or_closes_meanwhile_is_not_joined(classroom):
    for state in ({"joining": False}, {"joining": True, "size": 1}):
        MembershipFactory(classroom=classroom)
        Classroom.objects.update(**state)
        with pytest.raises(classes.NoSuchClass):
            join(classroom)


def test_its_own_pupil_finds_a_locked_class(classroom):
    member = MembershipFactory(classroom=classroom)
    Classroom.objects.update(joining=False)
    assert find(player=member.player) == classroom


def test_a_removed_pupil_does_not_simply_join_again(classroom):
    member = join(classroom)
    classes.remove(membership=member)
    with pytest.raises(classes.Removed):
        join(classroom, "Fox", member.player)


@together
def test_a_flood_of_joins_is_capped_at_the_size_of_the_class():
    classroom = ClassroomFactory(size=5)
    outcomes = at_once(lambda n: join(classroom, f"Fox {n}"), 24)
    assert classroom.memberships.count() == 5
    assert sum(isinstance(o, Membership) for o in outcomes) == 5
    assert sum(isinstance(o, classes.NoSuchClass) for o in outcomes) == 19


@together
def test_of_two_at_once_one_gets_the_nickname_and_the_other_is_told():
    classroom = ClassroomFactory()
    outcomes = at_once(lambda _n: join(classroom, "Fox"), 8)
    assert sum(isinstance(o, Membership) for o in outcomes) == 1
    assert sum(isinstance(o, classes.NicknameTaken) for o in outcomes) == 7


@together
def test_forty_pupils_behind_one_address_join_at_once():
    classroom = ClassroomFactory(code="7K3F0W1Z")
    outcomes = at_once(lambda n: join(find(), f"Fox {n}"), 40)
    assert [o for o in outcomes if not isinstance(o, Membership)] == []
    assert classroom.memberships.count() == 40
    assert set(WrongGuesses.objects.values_list("times", flat=True)) == {0}


@together
def test_mergers_and_joins_at_once_do_not_wait_in_a_circle():
    classrooms = ClassroomFactory.create_batch(8)
    inside = [join(classroom).player for classroom in classrooms]
    outside = PlayerFactory.create_batch(8)

    def act(number):
        pair, merging = divmod(number, 2)
        if merging:
            return merge_players(kept=inside[pair], other=outside[pair])
        return join(classrooms[pair], "Second Heron", outside[pair])

    outcomes = at_once(act, 16)
    assert [o for o in outcomes if isinstance(o, OperationalError)] == []
    assert Player.objects.count() == 8


@together
def test_of_a_hundred_guesses_at_once_exactly_five_are_let_through(monkeypatch):
    monkeypatch.setattr(limiter, "MOST", 5)
    outcomes = at_once(lambda n: find(f"NONE{n:04}"), 100)
    assert sum(isinstance(o, classes.NoSuchClass) for o in outcomes) == 5
    assert sum(isinstance(o, classes.TooManyGuesses) for o in outcomes) == 95


def test_after_too_many_guesses_the_right_code_waits_too(classroom, monkeypatch):
    monkeypatch.setattr(limiter, "MOST", 3)
    for _guess in range(3):
        with pytest.raises(classes.NoSuchClass):
            find("00000000")
    with pytest.raises(classes.TooManyGuesses):
        find()
    assert find(address="192.0.2.8") == classroom


def test_a_full_class_counts_as_a_wrong_guess_or_it_would_not_look_alike(classroom, monkeypatch):
    monkeypatch.setattr(limiter, "MOST", 1)
    Classroom.objects.update(joining=False)
    with pytest.raises(classes.NoSuchClass):
        find()
    with pytest.raises(classes.TooManyGuesses):
        find()


def test_guesses_are_forgotten_and_their_rows_go(classroom, monkeypatch, time_machine):
    monkeypatch.setattr(limiter, "MOST", 1)
    time_machine.move_to("2026-03-01T10:00Z", tick=False)
    with pytest.raises(classes.NoSuchClass):
        find("00000000")
    time_machine.move_to("2026-03-01T10:11Z", tick=False)
    assert find() == classroom
    assert WrongGuesses.objects.count() == 1


def test_no_address_is_stored(classroom):
    find()
    kept = WrongGuesses.objects.get().door
    assert HERE not in kept
    assert len(kept) == 64


def test_a_household_has_one_address_of_version_six(monkeypatch, classroom):
    monkeypatch.setattr(limiter, "MOST", 1)
    with pytest.raises(classes.NoSuchClass):
        find("00000000", address="2001:db8::1")
    with pytest.raises(classes.TooManyGuesses):
        find(address="2001:db8::ffff")
    assert find(address="2001:db8:0:1::1") == classroom


def recognise(member, **said):
    known = {"code": member.classroom.code, "phrase": member.phrase, "address": HERE}
    return classes.recognise(**known | said)


def test_a_pupil_is_known_by_code_and_phrase(classroom):
    member = join(classroom)
    assert recognise(member) == member
    assert recognise(member, phrase=member.phrase.upper().replace(" ", "-")) == member


@pytest.mark.parametrize("wrong", [{"code": "00000000"}, {"phrase": "one two three"}])
def test_a_wrong_code_and_a_wrong_phrase_are_told_apart_by_nobody(classroom, wrong):
    with pytest.raises(classes.NoSuchPupil):
        recognise(join(classroom), **wrong)


def test_a_phrase_opens_no_other_class(classroom):
    with pytest.raises(classes.NoSuchPupil):
        recognise(join(classroom), code=ClassroomFactory(code="11111111").code)


def test_a_locked_and_archived_class_still_knows_its_own(classroom):
    member = join(classroom)
    Classroom.objects.update(joining=False, size=1, archived="2026-01-01T00:00Z")
    assert recognise(member) == member


def test_a_removed_pupil_does_not_come_back(classroom):
    member = join(classroom)
    classes.remove(membership=member)
    with pytest.raises(classes.Removed):
        recognise(member)


def test_guessing_phrases_in_one_class_locks_nobody_out_of_another(classroom, monkeypatch):
    monkeypatch.setattr(limiter, "MOST", 2)
    here, elsewhere = join(classroom), join(ClassroomFactory(code="11111111"))
    for _guess in range(2):
        with pytest.raises(classes.NoSuchPupil):
            recognise(here, phrase="one two three")
    with pytest.raises(classes.TooManyGuesses):
        recognise(here)
    assert recognise(here, address="192.0.2.8") == here
    assert recognise(elsewhere) == elsewhere


def moved(classroom, action):
    before = Classroom.objects.get(pk=classroom.pk).changed
    action()
    return Classroom.objects.get(pk=classroom.pk).changed > before


def test_whatever_the_board_shows_moves_the_class(classroom):
    assert moved(classroom, lambda: join(classroom))
    member = classroom.memberships.get()
    assert moved(classroom, lambda: classes.rename(membership=member, nickname="Fox"))
    assert moved(classroom, lambda: classes.rank(membership=member, wanted=False))
    assert moved(classroom, lambda: classes.remove(membership=member))
    assert moved(classroom, lambda: classes.let_back_in(membership=member))
    assert moved(classroom, lambda: classes.leave(membership=member))
    assert moved(classroom, lambda: classes.lock(classroom=classroom, locked=True))
    assert moved(classroom, lambda: classes.change(classroom=classroom, ranking=True))
    assert moved(classroom, lambda: classes.archive(classroom=classroom, archived=True))
    other = MembershipFactory(classroom=classroom, player=PlayerFactory())
    assert moved(classroom, lambda: classes.merge_pupils(kept=member, other=other))
