"""How far a class has come: its goal, its growth this week, and a ranking where one is wanted."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from django.db.models import Count, OuterRef, Subquery, Sum

from quiz.bank import chronicle_for
from quiz.facts import Fact, told
from quiz.leaderboard.holdings import Holding, counted, holdings
from quiz.models import Assignment, Classroom, Membership
from quiz.speaking import here

QUARTER = timedelta(minutes=15)
# A fact counts for the goal when three pupils of four hold it.
HELD_BY, OF = 3, 4


class Place(NamedTuple):
    """A line of the ranking; `number` says with "=" that it is shared."""

    number: str
    nickname: str
    held: int


@dataclass(frozen=True, slots=True)
class Standing:
    """`holders` stands beside `facts`; `own` is the looking pupil's growth, for no other eyes."""

    pupils: int
    facts: tuple[Fact, ...]
    holders: tuple[int, ...]
    new_facts: int
    new_times: int
    own_held: int | None
    own_new: int | None
    ranking: tuple[Place, ...]

    @property
    def reached(self) -> int:
        return sum(self.is_reached(holders) for holders in self.holders)

    @property
    def percent(self) -> int:
        """Rounded down: only all of them are a hundred."""
        return 100 * self.reached // len(self.facts) if self.facts else 0

    def is_reached(self, holders: int) -> bool:
        return holders > 0 and OF * holders >= HELD_BY * self.pupils


def pulse() -> dict[str, Subquery]:
    """What moves when a board does, as columns beside each class."""
    present = Membership.objects.present().filter(classroom=OuterRef("pk"))
    together = present.order_by().values("classroom")
    work = Assignment.objects.open().filter(classroom=OuterRef("pk")).order_by()
    return {
        "pupils": Subquery(together.annotate(pupils=Count("pk")).values("pupils")),
        "changes": Subquery(together.annotate(all=Sum("changes")).values("all")),
        # Which assignments are open; that moves with the clock alone.
        "work": Subquery(work.values("classroom").annotate(all=Sum("pk")).values("all")),
    }


def quarter(at: datetime) -> int:
    """Facts fade by themselves, so a board is old after a quarter of an hour at most."""
    return int(at.timestamp() // QUARTER.total_seconds())


def monday_of(at: datetime) -> datetime:
    midnight = at.replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight - timedelta(days=at.weekday())


def standing(classroom: Classroom, at: datetime, own: int | None = None) -> Standing:
    """In two queries, the second one only for those whose memories have changed.

    `own` is the player whose growth is told.
    """
    facts = told(here(chronicle_for(classroom.topic))) if classroom.topic else {}
    members = list(
        Membership.objects.present()
        .filter(classroom=classroom)
        .only("player_id", "nickname", "in_ranking", "changes")
    )
    held = holdings(classroom.pk, members, tuple(facts), _version(classroom, at), at, monday_of(at))
    new = counted((one.new for one in held.values()), len(facts))
    mine = held.get(own) if own else None
    return Standing(
        pupils=len(members),
        facts=tuple(facts.values()),
        holders=tuple(counted((one.lit for one in held.values()), len(facts))),
        new_facts=sum(times > 0 for times in new),
        new_times=sum(new),
        own_held=mine.lit_count if mine else None,
        own_new=mine.new_count if mine else None,
        ranking=_ranking(members, held) if classroom.ranking else (),
    )


def _version(classroom: Classroom, at: datetime) -> Hashable:
    topic = classroom.topic
    return topic and topic.pk, topic and topic.version, quarter(at), monday_of(at)


def _ranking(members: Sequence[Membership], held: dict[int, Holding]) -> tuple[Place, ...]:
    """Who is out of it leaves no gap; those who are level share the better place."""
    ranked = [
        (held[member.player_id].lit_count, member.nickname)
        for member in members
        if member.in_ranking
    ]
    ranked.sort(key=lambda one: (-one[0], one[1].casefold()))
    places: list[Place] = []
    for count, group in groupby(ranked, key=itemgetter(0)):
        level = [nickname for _count, nickname in group]
        number = f"{len(places) + 1}{'=' if len(level) > 1 else ''}"
        places += [Place(number, nickname, count) for nickname in level]
    return tuple(places)
