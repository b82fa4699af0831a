"""A term of a made-up pupil: when they play which round, and what comes of it."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from quiz.draft import Draft, renewed
from quiz.management.made_up_pupil import Pupil
from quiz.management.played import Sitting, Turn
from quiz.models import Assignment, Player

WEEKS = 12
FIRST_ROUNDS = 4  # that are known in the first week; the others come one by one
BY_THEN = 0.75  # of the term all have come
CHOICE = 3
# Of late: in minutes, so many or up to twice as many ago.
LATELY = (20, 90, 60 * 26)
DAY, WEEK, MINUTE = timedelta(days=1), timedelta(weeks=1), timedelta(minutes=1)

Question = tuple[Draft, str]  # with its likeness


class Task(NamedTuple):
    """An assignment with its questions, and the share of pupils who do it, do it late, stop."""

    assignment: Assignment
    questions: Sequence[Question]
    done: float
    late: float
    stopped: float


class Due(NamedTuple):
    at: datetime
    task: Task | None = None
    stops_after: int | None = None


def with_likeness(drafts: Iterable[Draft]) -> list[Question]:
    return [(draft, draft.likeness) for draft in drafts]


def term(
    pupil: Pupil,
    player: Player,
    pool: Sequence[Sequence[Question]],
    tasks: Sequence[Task],
    now: datetime,
) -> Iterator[Sitting]:
    """All that a pupil played, from the first day to this one: what they know grows with it."""
    due = [*_own_time(pupil, now), *_homework(pupil, tasks, now)]
    for at, task, stops_after in sorted(due, key=lambda one: one.at):
        questions = task.questions if task else _chosen(pupil, pool, at, now)
        turns = _play(pupil, questions, at, stops_after)
        yield Sitting(player, at, turns, task.assignment if task else None)


def _own_time(pupil: Pupil, now: datetime) -> Iterator[Due]:
    """As often as they are diligent, by day; and most of them today or yesterday as well."""
    for week in range(WEEKS):
        for _round in range(int(pupil.diligence + pupil.rng.random())):
            day = now - (WEEKS - week) * WEEK + pupil.rng.uniform(0, 6) * DAY
            at = day.replace(hour=pupil.rng.randint(8, 18), minute=pupil.rng.randint(0, 59))
            if at < now - DAY / 2:
                yield Due(at)
    for ago in LATELY:
        if pupil.rng.random() < pupil.diligence / 4:
            yield Due(now - pupil.rng.uniform(1, 2) * ago * MINUTE)


def _homework(pupil: Pupil, tasks: Sequence[Task], now: datetime) -> Iterator[Due]:
    for task in tasks:
        luck, opens, due = pupil.rng.random(), task.assignment.opens, task.assignment.due
        in_time = opens + pupil.rng.uniform(0.1, 0.9) * (min(due, now) - opens)
        # Less for the diligent, whose first wish is to be done with it.
        luck *= 1.2 - pupil.diligence / 6
        if luck < task.done:
            yield Due(in_time, task)
        elif luck < task.done + task.late:
            yield Due(due + pupil.rng.uniform(0.2, 4) * DAY, task)
        elif luck < task.done + task.late + task.stopped:
            yield Due(in_time, task, stops_after=len(task.questions) // 2)


def _chosen(
    pupil: Pupil, pool: Sequence[Sequence[Question]], at: datetime, now: datetime
) -> Sequence[Question]:
    """Of three rounds on what the class has come to, the one they know least of."""
    gone = 1 - (now - at) / (WEEKS * WEEK)
    come = FIRST_ROUNDS + round(gone / BY_THEN * (len(pool) - FIRST_ROUNDS))

    def remembered(questions: Sequence[Question]) -> float:
        return sum(pupil.recall(fact, at) for draft, _likeness in questions for fact in draft.facts)

    known = pool[:come]
    return min(pupil.rng.sample(known, min(CHOICE, len(known))), key=remembered)


def _play(
    pupil: Pupil, questions: Sequence[Question], at: datetime, stops_after: int | None
) -> list[Turn]:
    """Half a minute for each; they may stop after some."""
    turns = []
    for n, (draft, likeness) in enumerate(questions):
        own = renewed(draft, pupil.rng)
        over = stops_after is not None and n >= stops_after
        answer = None if over else pupil.answer(own, at + (n + 1) * MINUTE / 2)
        turns.append(Turn(own, likeness, answer))
    return turns
