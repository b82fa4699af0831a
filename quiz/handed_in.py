"""Who has done what was assigned: read from rounds and answers, and kept nowhere else."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Count, Exists, Max, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from quiz.models import Assignment, Classroom, Membership, Player, Question, Round

MOST_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Attempt:
    due: datetime
    uuid: UUID
    number: int
    questions: int
    answered: int
    marks: float
    last: datetime | None

    @property
    def finished(self) -> bool:
        return 0 < self.questions == self.answered

    @property
    def late(self) -> bool:
        """Whether any of it came after the due date; such work is marked, and counts."""
        return self.last is not None and self.last > self.due

    @property
    def percent(self) -> int:
        return round(100 * self.marks / self.questions) if self.questions else 0


@dataclass(frozen=True, slots=True)
class Work:
    """One player's attempts at one assignment, the first one first."""

    attempts: tuple[Attempt, ...] = ()

    @property
    def finished(self) -> list[Attempt]:
        return [attempt for attempt in self.attempts if attempt.finished]

    @property
    def best(self) -> Attempt | None:
        """The one with the highest marks, of equals the one in time."""
        return max(self.finished, key=lambda a: (a.marks, not a.late), default=None)

    @property
    def open(self) -> Attempt | None:
        return next((attempt for attempt in self.attempts if not attempt.finished), None)

    @property
    def state(self) -> str:
        if self.finished:
            return "late" if all(attempt.late for attempt in self.finished) else "done"
        return "begun" if self.attempts else "waiting"


class Homework(NamedTuple):
    """An assignment with the nicknames of those who are so far."""

    assignment: Assignment
    done: tuple[str, ...]
    late: tuple[str, ...]
    under_way: tuple[str, ...]
    not_begun: tuple[str, ...]

    @property
    def pupils(self) -> int:
        return sum(len(names) for names in self[1:])


def work_of(
    assignments: Iterable[Assignment], players: Iterable[Player]
) -> dict[tuple[int, int], Work]:
    """By (assignment, player); one query, and no entry for who has not begun."""
    dues = {assignment.pk: assignment.due for assignment in assignments}
    rounds = Round.objects.filter(assignment__in=dues, player__in=list(players))
    found: dict[tuple[int, int], list[Attempt]] = defaultdict(list)
    for row in _counted(rounds):
        assignment, player, *counted = row
        found[assignment, player].append(Attempt(dues[assignment], *counted))
    return {key: Work(tuple(attempts)) for key, attempts in found.items()}


def _counted(rounds: QuerySet[Round]) -> Iterable[tuple[Any, ...]]:
    answer = "questions__answer"
    return (
        rounds.annotate(
            asked=Count("questions"),
            answered=Count(answer),
            marks=Sum(Coalesce(f"{answer}__restored", f"{answer}__accuracy"), default=0.0),
            last=Max(f"{answer}__created"),
        )
        .order_by("attempt")
        .values_list(
            "assignment", "player", "uuid", "attempt", "asked", "answered", "marks", "last"
        )
    )


def of_class(assignment: Assignment) -> list[tuple[Membership, Work]]:
    """Each present pupil with what they have done of it, by nickname; two queries."""
    members = _members(assignment.classroom)
    found = work_of([assignment], [member.player for member in members])
    return [(m, found.get((assignment.pk, m.player_id), Work())) for m in members]


def homework(classroom: Classroom) -> list[Homework]:
    """The latest assignments, in three queries."""
    latest = list(classroom.assignments.order_by("-due", "-pk")[:MOST_SHOWN])
    members = _members(classroom)
    found = work_of(latest, [member.player for member in members])

    def those(assignment: Assignment, state: str) -> tuple[str, ...]:
        keys = ((member.nickname, (assignment.pk, member.player_id)) for member in members)
        return tuple(name for name, key in keys if found.get(key, Work()).state == state)

    return [
        Homework(
            one, those(one, "done"), those(one, "late"), those(one, "begun"), those(one, "waiting")
        )
        for one in latest
    ]


def open_work(classroom: Classroom) -> QuerySet[Assignment]:
    """The open assignments, the next due first, each with how many pupils have `handed_in`."""
    unanswered = Question.objects.open().filter(round=OuterRef("pk"))
    theirs = Round.objects.filter(~Exists(unanswered), assignment=OuterRef("pk"))
    finished = theirs.filter(player__in=classroom.memberships.present().values("player"))
    counted = finished.order_by().values("assignment").annotate(all=Count("player", distinct=True))
    done = Coalesce(Subquery(counted.values("all")), 0)
    return classroom.assignments.open().annotate(handed_in=done).order_by("due", "pk")


def _members(classroom: Classroom) -> list[Membership]:
    present = classroom.memberships.present()
    return list(present.select_related("player").order_by("nickname_key"))
