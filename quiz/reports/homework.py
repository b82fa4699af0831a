"""The assignments of a class and who has done them."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.db.models import Count, Max

from quiz.models import Assignment, Classroom, Round
from quiz.reports import roster

MOST_SHOWN = 10


class Homework(NamedTuple):
    """Nicknames by how far they are; who finished one round after it was due is late."""

    assignment: Assignment
    done: tuple[str, ...]
    late: tuple[str, ...]
    under_way: tuple[str, ...]
    not_begun: tuple[str, ...]

    @property
    def pupils(self) -> int:
        return sum(len(names) for names in self[1:])


def homework(classroom: Classroom) -> list[Homework]:
    """The latest assignments, in three queries."""
    latest = list(
        Assignment.objects.filter(classroom=classroom).order_by("-due", "-pk")[:MOST_SHOWN]
    )
    nicknames = {pupil.player_id: pupil.nickname for pupil in roster.pupils(classroom)}
    rounds = Round.objects.filter(assignment__in=latest, player__in=nicknames)
    played: dict[int, dict[int, str]] = defaultdict(dict)
    counted = rounds.annotate(
        asked=Count("questions"),
        answered=Count("questions__answer"),
        finished=Max("questions__answer__created"),
    )
    due = {assignment.pk: assignment.due for assignment in latest}
    for row in counted.values("assignment", "player", "asked", "answered", "finished"):
        reached = _reached(row["asked"], row["answered"], row["finished"], due[row["assignment"]])
        before = played[row["assignment"]].get(row["player"], reached)
        played[row["assignment"]][row["player"]] = min(before, reached, key=ORDER.index)
    return [_homework(assignment, nicknames, played[assignment.pk]) for assignment in latest]


DONE, LATE, UNDER_WAY = ORDER = ("done", "late", "under way")


def _reached(asked: int, answered: int, finished: datetime | None, due: datetime) -> str:
    if not asked or answered < asked or finished is None:
        return UNDER_WAY
    return DONE if finished <= due else LATE


def _homework(
    assignment: Assignment, nicknames: dict[int, str], reached: dict[int, str]
) -> Homework:
    def those(wanted: str | None) -> tuple[str, ...]:
        return tuple(_where(nicknames, reached, wanted))

    return Homework(assignment, those(DONE), those(LATE), those(UNDER_WAY), those(None))


def _where(nicknames: dict[int, str], reached: dict[int, str], wanted: str | None) -> Iterable[str]:
    return (name for player, name in nicknames.items() if reached.get(player) == wanted)
