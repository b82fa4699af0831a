"""Who changes a class at the same moment waits their turn, and nobody waits in a circle.

Each test makes the moment: somebody holds a lock, the others begin, and only when they wait does
the first go on. On SQLite, which has one writer at a time, there is nothing to go wrong.
"""

from datetime import timedelta

import pytest
from django.utils import timezone

from quiz import assigning, classes
from quiz.merging import merge_players
from quiz.models import Assignment, Classroom, Membership, Player, Round, SetQuestion, Teaching
from tests.quiz.cast import ClassroomFactory, MembershipFactory, PlayerFactory, teacher
from tests.quiz.together import meanwhile

pytestmark = pytest.mark.django_db(transaction=True)


def hold(rows):
    return list(rows.select_for_update().order_by("pk"))


VERBS = {
    "rename": lambda member, _other: classes.rename(membership=member, nickname="Fox"),
    "remove": lambda member, _other: classes.remove(membership=member),
    "let back in": lambda member, _other: classes.let_back_in(membership=member),
    "merge": lambda member, other: classes.merge_pupils(kept=other, other=member),
    "rank": lambda member, _other: classes.rank(membership=member, wanted=False),
    "leave": lambda member, _other: classes.leave(membership=member),
}


@pytest.mark.parametrize("verb", VERBS.values(), ids=VERBS)
def test_who_holds_a_class_can_write_to_its_pupils(verb):
    """As somebody does who lets back in, merges or erases."""
    kept, other = MembershipFactory.create_batch(2, classroom=ClassroomFactory())
    both = Membership.objects.filter(pk__in=[kept.pk, other.pk])
    outcomes = meanwhile(
        first=lambda: hold(Classroom.objects),
        then=lambda: both.touch() and None,
        deeds=[lambda: verb(*both.select_related("classroom", "player").order_by("pk"))],
    )
    assert outcomes == [None, None]


def test_a_pupil_is_merged_who_is_in_an_earlier_class_too():
    earlier, classroom = ClassroomFactory.create_batch(2)
    kept, other = MembershipFactory.create_batch(2, classroom=classroom)
    MembershipFactory(classroom=earlier, player=other.player)
    outcomes = meanwhile(
        first=lambda: hold(Classroom.objects.filter(pk=earlier.pk)),
        then=lambda: hold(Classroom.objects) and None,
        deeds=[lambda: classes.merge_pupils(kept=kept, other=other)],
    )
    assert outcomes == [None, None]
    assert Player.objects.count() == 1


def test_two_pupils_merged_into_each_other_at_once_are_one_and_not_none():
    classroom = ClassroomFactory()
    one, two = MembershipFactory.create_batch(2, classroom=classroom)
    pairs = [{"kept": one, "other": two}, {"kept": two, "other": one}]
    deeds = [lambda pair=pair: classes.merge_pupils(**pair) for pair in pairs]
    outcomes = meanwhile(first=lambda: hold(Classroom.objects), then=lambda: None, deeds=deeds)
    assert outcomes == [None, None, None]
    assert classroom.memberships.count() == 1
    assert Player.objects.count() == 1


@pytest.fixture
def assignment():
    due = timezone.now() + timedelta(days=1)
    made = Assignment.objects.create(classroom=ClassroomFactory(), title="Week 1", due=due)
    nothing = {"kind": "date", "seed": 1, "shown": {}, "key": {}, "facts": [], "events": []}
    SetQuestion.objects.create(assignment=made, position=1, **nothing)
    return made


def test_an_assignment_is_taken_back_while_two_who_played_it_are_merged(assignment):
    players = PlayerFactory.create_batch(2)
    for player in players:
        Round.objects.create(player=player, assignment=assignment, attempt=1)
    outcomes = meanwhile(
        first=lambda: hold(Classroom.objects),
        then=lambda: merge_players(kept=players[0], other=players[1]) and None,
        deeds=[lambda: assigning.take_back(assignment=assignment)],
    )
    assert outcomes == [None, None]
    assert Round.objects.filter(assignment=None).count() == 2


def test_an_assignment_is_taken_back_while_one_of_its_questions_is_swapped(assignment):
    outcomes = meanwhile(
        first=lambda: hold(Assignment.objects),
        then=lambda: SetQuestion.objects.all().delete() and None,
        deeds=[lambda: assigning.take_back(assignment=Assignment.objects.get())],
    )
    assert outcomes == [None, None]
    assert not Assignment.objects.exists()


def test_the_last_seat_is_given_back_once():
    classroom = ClassroomFactory(size=1)
    gone = MembershipFactory.create_batch(4, classroom=classroom, removed=timezone.now())
    deeds = [lambda member=member: classes.let_back_in(membership=member) for member in gone]
    outcomes = meanwhile(first=lambda: hold(Classroom.objects), then=lambda: None, deeds=deeds)
    assert sum(isinstance(outcome, classes.Full) for outcome in outcomes) == 3
    assert classroom.memberships.present().count() == 1


def test_two_teachers_who_dismiss_each_other_at_once_leave_one():
    classroom = ClassroomFactory()
    teacher(classroom)
    teacher(classroom)
    both = list(Teaching.objects.all())
    deeds = [lambda one=one: classes.dismiss(teaching=one) for one in both]
    outcomes = meanwhile(first=lambda: hold(Teaching.objects), then=lambda: None, deeds=deeds)
    assert sum(isinstance(outcome, classes.LastTeacher) for outcome in outcomes) == 1
    assert classroom.teachings.count() == 1
