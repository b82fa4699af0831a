"""What a report has read of each pupil of a class, kept in this process for as long as it is so.

As with boards, an answer makes one pupil's part out of date, and that part alone is read again.
`Membership.changes` moves with every answer and every mark given back. What another class has set
comes into sight when that class takes it back; the number of rounds in sight tells.
"""

from collections.abc import Callable, Collection, Mapping
from threading import Lock
from typing import Generic, NamedTuple, TypeVar
from uuid import UUID

from django.db.models import Count, F, OuterRef, Subquery

from quiz.models import Classroom, Membership, Round
from quiz.reports import roster

KEPT_CLASSES = 8
Part = TypeVar("Part")


class Stamp(NamedTuple):
    """As long as it stays the same, so does what a teacher may see of the pupil's answers.

    Rounds only become more, but when players are merged, and that moves `changes`.
    """

    changes: int
    rounds: int | None


class Kept(Generic[Part]):
    def __init__(self) -> None:
        self._classes: dict[UUID, dict[int, tuple[Stamp, Part]]] = {}
        self._lock = Lock()

    def of(
        self,
        classroom: Classroom,
        read: Callable[[Collection[int]], Mapping[int, Part]],
        still: Callable[[Part], bool] = lambda _part: True,
    ) -> dict[int, Part]:
        """By player.  `still` tells whether a part is good for what is asked now."""
        known = self._classes.get(classroom.uuid, {})
        # Before the answers: what is stored in between is read now, and then once more.
        stamps = _stamps(classroom)
        current = {
            player: known[player]
            for player, stamp in stamps.items()
            if player in known and known[player][0] == stamp and still(known[player][1])
        }
        stale = stamps.keys() - current.keys()
        if stale:
            parts = read(stale)
            current |= {player: (stamps[player], parts[player]) for player in stale}
        self._keep(classroom.uuid, current)
        return {player: current[player][1] for player in stamps}

    def clear(self) -> None:
        with self._lock:
            self._classes.clear()

    def _keep(self, classroom: UUID, current: dict[int, tuple[Stamp, Part]]) -> None:
        with self._lock:
            self._classes.pop(classroom, None)
            self._classes[classroom] = current
            while len(self._classes) > KEPT_CLASSES:
                del self._classes[next(iter(self._classes))]


def _stamps(classroom: Classroom) -> dict[int, Stamp]:
    rounds = Round.objects.filter(roster.in_sight(classroom), player=OuterRef("player"))
    counted = rounds.order_by().values("player").annotate(all=Count("pk")).values("all")
    present = Membership.objects.present().filter(classroom=classroom).order_by("pk")
    rows = present.values_list("player_id", F("changes"), Subquery(counted))
    return {player: Stamp(changes, rounds) for player, changes, rounds in rows}
