"""A round is set, looked through, played and handed in."""

import threading
from datetime import timedelta
from random import Random

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from quiz import assigning, handed_in, kinds, play
from quiz.draft import renewed
from quiz.models import Assignment, Withdrawal
from tests.quiz.cast import ClassroomFactory, MembershipFactory, MemoryFactory, UserFactory
from tests.quiz.playing import right

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def classroom(topic):
    return ClassroomFactory(topic=topic)


@pytest.fixture
def player(classroom):
    return MembershipFactory(classroom=classroom).player


@pytest.fixture
def set_round(classroom, topic):
    def make(**settings):
        settings = {"title": "The first weeks", "due": timezone.now() + DAY} | settings
        by = UserFactory()
        return assigning.assign(classroom=classroom, by=by, topic=topic, **settings)

    return make


def stems(questions):
    return [question.shown["stem"] for question in questions.order_by("position")]


def texts(made):
    """What stands in each place: several orderings have the same stem."""
    rows = made.set_questions.all()
    return {row.position: (row.shown["stem"], row.shown["options"]) for row in rows}


def hand_in(played, count=None):
    """Answer the next questions rightly, all that are open by default."""
    for question in list(played.questions.open().order_by("position"))[:count]:
        form = kinds.all_kinds()[question.kind].form(question.shown, right(question))
        assert form.is_valid()
        play.answer(question=question, given=form.cleaned_data["answer"])


def test_all_pupils_get_the_questions_that_the_teacher_saw(set_round, classroom, player):
    made = set_round(length=6)
    other = MembershipFactory(classroom=classroom).player
    mine = assigning.begin(assignment=made, player=player)
    theirs = assigning.begin(assignment=made, player=other)
    assert len(stems(made.set_questions)) == 6
    assert stems(mine.questions) == stems(theirs.questions) == stems(made.set_questions)


def test_two_pupils_share_no_option_id(set_round, classroom, player):
    made = set_round()
    other = MembershipFactory(classroom=classroom).player
    rounds = [assigning.begin(assignment=made, player=p) for p in (player, other)]
    mine, theirs = (
        {o["id"] for q in played.questions.all() for o in q.shown["options"]} for played in rounds
    )
    assert mine
    assert not mine & theirs


def test_a_question_with_new_ids_is_graded_as_before(set_round):
    for row in set_round(length=12).set_questions.all():
        draft = row.draft_in("any")
        again = renewed(draft, Random(1))
        assert again.likeness == draft.likeness
        assert set(again.key["stands_for"]) >= {o["id"] for o in again.shown["options"]}


def test_questions_of_their_own_are_not_stored_beforehand(set_round, player):
    made = set_round(same_for_all=False)
    assert not made.set_questions.exists()
    assert assigning.begin(assignment=made, player=player).questions.count() == 10


def test_questions_of_their_own_begin_with_what_of_it_is_due_to_each(
    set_round, classroom, player, us_russia
):
    """Of the chosen events alone, by the chosen kinds, and in another way than last time."""
    events = [event.slug for event in us_russia.events[40:60]]
    made = set_round(same_for_all=False, events=events, kinds=["date"], length=4)
    other = MembershipFactory(classroom=classroom).player
    asked = {}
    for pupil, slugs in ((player, events[:10]), (other, events[10:])):
        faded = {"reviewed": timezone.now() - 9 * DAY, "fresh_until": timezone.now() - 4 * DAY}
        for slug in [*slugs, us_russia.events[80].slug]:
            MemoryFactory(player=pupil, fact=f"when:{slug}", last_way="date/type", **faded)
        rows = assigning.begin(assignment=made, player=pupil).questions.order_by("position")
        assert {row.kind for row in rows} == {"date"}
        asked[pupil] = {row.key["asks"]["fact"].removeprefix("when:") for row in rows}
        assert asked[pupil] <= set(events)
        due = [row for row in rows if row.key["asks"]["fact"].removeprefix("when:") in slugs]
        # Half of it is due, and more where what is new gives no question.
        assert len(due) >= 2
        assert due[0].position == 1
        assert "type" not in {row.key["asks"]["way"] for row in due}
    assert asked[player] != asked[other]


def test_questions_of_their_own_are_new_to_who_holds_some(set_round, player, us_russia):
    events = [event.slug for event in us_russia.events[40:60]]
    for slug in events[:10]:
        MemoryFactory(player=player, fact=f"when:{slug}")
    made = set_round(same_for_all=False, events=events, kinds=["date"], length=5)
    rows = assigning.begin(assignment=made, player=player).questions.all()
    asked = {row.key["asks"]["fact"].removeprefix("when:") for row in rows}
    assert len(rows) == 5
    assert asked <= set(events[10:])


def test_questions_of_their_own_of_a_rare_kind_are_found_among_many_facts(
    set_round, player, us_russia
):
    """Most facts cannot be asked in this kind, and must not use up what patience there is."""
    for event in us_russia.events[:100]:
        MemoryFactory(player=player, fact=f"when:{event.slug}")
    made = set_round(same_for_all=False, kinds=["dispute"], length=5)
    rows = assigning.begin(assignment=made, player=player).questions.all()
    assert [row.kind for row in rows] == ["dispute"] * 5


def test_only_chosen_events_and_kinds_are_asked(set_round, us_russia):
    events = [event.slug for event in us_russia.events[40:60]]
    made = set_round(events=events, kinds=["date"], length=5)
    rows = list(made.set_questions.all())
    assert {row.kind for row in rows} == {"date"}
    assert {row.events[0] for row in rows} <= set(events)


def test_what_gives_no_question_is_not_set(set_round):
    with pytest.raises(play.NothingToAsk):
        set_round(events=["no-such-event"])
    assert not Assignment.objects.exists()


def test_a_swap_gives_another_question_in_the_same_place(set_round):
    made = set_round()
    before = texts(made)
    assigning.swap(assignment=made, position=3)
    changed = {place for place, text in texts(made).items() if text != before[place]}
    assert changed == {3}


def test_a_swapped_question_asks_for_no_fact_twice(set_round):
    made = set_round()
    for position in (1, 2, 3, 1):
        assigning.swap(assignment=made, position=position)
    facts = [fact for row in made.set_questions.all() for fact in row.facts[:1]]
    assert len(facts) == len(set(facts))


def test_nothing_is_swapped_once_a_pupil_has_begun(set_round, player):
    made = set_round()
    assigning.begin(assignment=made, player=player)
    with pytest.raises(assigning.AlreadyBegun):
        assigning.swap(assignment=made, position=1)


def test_what_offers_nothing_else_stays(set_round, us_russia):
    made = set_round(events=[us_russia.events[100].slug], kinds=["date"], length=1)
    kept = texts(made)
    with pytest.raises(assigning.NoOtherQuestion):
        assigning.swap(assignment=made, position=1)
    assert texts(made) == kept


def test_beginning_twice_goes_on_with_the_same_round(set_round, player):
    made = set_round()
    first = assigning.begin(assignment=made, player=player)
    assert assigning.begin(assignment=made, player=player) == first


def test_attempts_run_out(set_round, player):
    made = set_round(attempts=2, length=1)
    for number in (1, 2):
        played = assigning.begin(assignment=made, player=player)
        assert played.attempt == number
        hand_in(played)
    with pytest.raises(assigning.NoAttemptLeft):
        assigning.begin(assignment=made, player=player)


def test_nobody_begins_before_it_opens(set_round, player):
    now = timezone.now()
    made = set_round(opens=now + DAY, due=now + 2 * DAY)
    with pytest.raises(assigning.NotYetOpen):
        assigning.begin(assignment=made, player=player)


def test_a_withdrawn_question_is_left_out(set_round, player):
    made = set_round(length=4)
    gone = made.set_questions.get(position=2).draft_in("any")
    Withdrawal.objects.create(likeness=gone.likeness, stem=gone.shown["stem"], reason="unsound")
    played = assigning.begin(assignment=made, player=player)
    assert gone.shown["stem"] not in stems(played.questions)
    assert played.questions.count() == 3


def test_late_work_is_marked_late_and_counts(set_round, player):
    made = set_round(length=2)
    played = assigning.begin(assignment=made, player=player)
    hand_in(played, count=1)
    with time_machine.travel(made.due + DAY):
        hand_in(played)
    ((_member, work),) = handed_in.of_class(made)
    assert work.state == "late"
    assert work.best.marks == 2


def test_work_in_time_is_done_and_the_best_attempt_counts(set_round, player):
    made = set_round(length=1, attempts=2)
    played = assigning.begin(assignment=made, player=player)
    hand_in(played)
    ((_member, work),) = handed_in.of_class(made)
    assert (work.state, work.best.percent) == ("done", 100)


def test_who_has_not_begun_is_listed_too(set_round, player):
    ((_member, work),) = handed_in.of_class(set_round())
    assert work.state == "waiting"


@pytest.mark.parametrize(
    "amiss",
    [{"title": ""}, {"length": 0}, {"length": 51}, {"attempts": 0}, {"due": timezone.now() - DAY}],
)
def test_the_database_holds_an_assignment_in_bounds(set_round, amiss):
    made = set_round()
    with pytest.raises(IntegrityError), transaction.atomic():
        Assignment.objects.filter(pk=made.pk).update(**amiss)


def test_the_database_gives_each_attempt_one_round(set_round, player, topic):
    made = set_round()
    assigning.begin(assignment=made, player=player)
    with pytest.raises(IntegrityError), transaction.atomic():
        play.keep_round(player=player, topic=topic, drafts=[], assignment=made, attempt=1)


@pytest.mark.django_db(transaction=True)
def test_begun_in_four_tabs_at_once_it_is_one_round(set_round, player):
    made = set_round()
    start, rounds = threading.Barrier(4), []

    def press():
        start.wait()
        rounds.append(assigning.begin(assignment=made, player=player).pk)
        connection.close()

    tabs = [threading.Thread(target=press) for _ in range(4)]
    for tab in tabs:
        tab.start()
    for tab in tabs:
        tab.join()
    assert len(rounds) == 4
    assert len(set(rounds)) == 1
