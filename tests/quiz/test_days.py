"""The calendar of days played, and the forgiving run of weeks."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.models import Answer
from quiz.progress.days import WEEKS_COUNTED, calendar, days_played, monday, run_of_weeks
from tests.history.factories import TopicFactory
from tests.quiz.cast import PlayerFactory
from tests.quiz.test_me import answered

TODAY = date(2030, 5, 15)  # a Wednesday


def weeks(pattern):
    """Days played in past weeks, the newest last: "x.x" is played, missed, this week played."""
    return [TODAY - timedelta(weeks=ago) for ago, sign in enumerate(pattern[::-1]) if sign == "x"]


@pytest.mark.parametrize(
    ("pattern", "run"),
    [
        ("", 0),
        ("x", 1),
        ("xxx", 3),
        ("xx.", 2),  # this week is not over
        ("xx..", 2),  # last week was missed, which is forgiven
        ("xx...", 0),  # the two before this one were missed
        ("xx.x", 3),
        ("x.xx.xx", 4),  # the older gap lies within four weeks of the newer one
        ("x.xxx.xx", 6),
        ("xx..xx", 2),
        ("x" * 60, WEEKS_COUNTED),
    ],
)
def test_one_missed_week_in_any_four_does_not_end_a_run(pattern, run):
    assert run_of_weeks(weeks(pattern), TODAY) == run


@given(st.lists(st.booleans(), max_size=30))
def test_the_run_is_the_longest_in_which_no_four_weeks_hold_two_missed(played):
    """`played` from this week back; a week before all of them was missed."""

    def holds(length):
        span = played[1:length]
        return all(span[n : n + 4].count(False) <= 1 for n in range(len(span)))

    longest = max(length for length in range(len(played) + 1) if holds(length))
    days = [TODAY - timedelta(weeks=n) for n, was in enumerate(played) if was]
    assert run_of_weeks(days, TODAY) == played[:longest].count(True)


def test_days_of_one_week_count_once_and_weeks_begin_on_monday():
    assert run_of_weeks([TODAY, TODAY - timedelta(days=2)], TODAY) == 1
    assert run_of_weeks([TODAY, TODAY - timedelta(days=3)], TODAY) == 2


def test_the_calendar_has_half_a_year_of_whole_weeks_up_to_today():
    drawn = calendar({TODAY: 3}, TODAY)
    assert drawn.boxes[0].day == monday(TODAY) - timedelta(weeks=25)
    assert drawn.boxes[-1].day == TODAY
    assert [box.day for box in drawn.played] == [TODAY]
    assert len({(box.x, box.y) for box in drawn.boxes}) == len(drawn.boxes)


def test_more_answers_make_a_larger_square():
    days = {TODAY - timedelta(days=n): count for n, count in enumerate([0, 1, 10, 25])}
    sizes = [box.size for box in calendar(days, TODAY).boxes[:-5:-1]]
    assert sizes == sorted(set(sizes))


@pytest.mark.django_db
def test_days_are_counted_in_utc_and_equal_a_slow_recount(time_machine):
    time_machine.move_to(datetime(2030, 5, 15, 12, tzinfo=UTC), tick=False)
    player, topic = PlayerFactory(), TopicFactory()
    for n in range(40):
        answered(player, topic, days_ago=n * 0.3)
    answered(PlayerFactory(), topic)
    answered(player, topic, days_ago=400)
    answered(player, topic, days_ago=-2)  # by a clock that went wrong
    late = answered(player, topic)
    Answer.objects.filter(pk=late.pk).update(created=datetime(2030, 5, 14, 23, 59, tzinfo=UTC))
    expected = {}
    for answer in Answer.objects.filter(question__round__player=player):
        day = answer.created.astimezone(UTC).date()
        if date(2029, 6, 1) < day <= TODAY:
            expected[day] = expected.get(day, 0) + 1
    assert days_played(player, TODAY) == expected


@pytest.mark.django_db
def test_an_answer_counts_on_its_day_in_a_round_begun_before_the_calendar(time_machine):
    time_machine.move_to(datetime(2030, 5, 15, 12, tzinfo=UTC), tick=False)
    player = PlayerFactory()
    first = monday(TODAY) - timedelta(weeks=WEEKS_COUNTED - 1)
    answer = answered(player, TopicFactory(), days_ago=(TODAY - first).days + 20)
    Answer.objects.filter(pk=answer.pk).update(created=datetime(*first.timetuple()[:3], tzinfo=UTC))
    assert days_played(player, TODAY) == {first: 1}
