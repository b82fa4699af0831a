"""Who is stuck on what: the facts that most pupils get wrong, against the pupils themselves."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db.models import Count, Q

from history.placing import wrap
from quiz.bank import chronicle_for
from quiz.facts import Fact, told
from quiz.models import Classroom, Membership, Memory
from quiz.reports import roster
from quiz.speaking import here

MOST_FACTS, MOST_PUPILS = 10, 40
HELD, FADED, WRONG, NOT_ASKED = "held", "faded", "wrong", "not-asked"

# Of the picture, in units of its own.
CELL, LABELS, TOP = 30, 168, 34
LABEL_EM = 9.5


class HardFact(NamedTuple):
    """How many were asked for it, got it wrong the last time, and hold it now."""

    fact: Fact
    asked: int
    wrong: int
    held: int


class Row(NamedTuple):
    nickname: str
    short: str
    cells: tuple[str, ...]

    @property
    def wrong(self) -> int:
        return self.cells.count(WRONG)


@dataclass(frozen=True, slots=True)
class Grid:
    """`rows` are the pupils with most wrong; `pupils` is how many there are in all."""

    facts: tuple[HardFact, ...]
    rows: tuple[Row, ...]
    pupils: int

    @property
    def width(self) -> int:
        return LABELS + CELL * len(self.facts)

    @property
    def height(self) -> int:
        return TOP + CELL * len(self.rows)

    @property
    def columns(self) -> list[tuple[int, int]]:
        """Where each column is, and its number."""
        return [(LABELS + CELL * n + CELL // 2, n + 1) for n in range(len(self.facts))]

    @property
    def drawn(self) -> list[tuple[int, Row, list[tuple[int, str]]]]:
        middles = [x for x, _number in self.columns]
        return [
            (TOP + CELL * n + CELL // 2, row, list(zip(middles, row.cells, strict=True)))
            for n, row in enumerate(self.rows)
        ]


def grid(classroom: Classroom, at: datetime) -> Grid:
    """In three queries."""
    pupils = list(roster.pupils(classroom))
    facts = told(here(chronicle_for(classroom.topic))) if classroom.topic else {}
    hard = _hardest(pupils, facts, at)
    states = _states(pupils, [one.fact.name for one in hard], at)
    rows = [
        Row(
            pupil.nickname,
            "".join(wrap(pupil.nickname, LABEL_EM, 1)),
            tuple(states[pupil.player_id].get(one.fact.name, NOT_ASKED) for one in hard),
        )
        for pupil in pupils
    ]
    rows.sort(key=lambda row: -row.wrong)
    return Grid(tuple(hard), tuple(rows[:MOST_PUPILS]), len(pupils))


def state(held_since: datetime | None, fresh_until: datetime, at: datetime) -> str:
    if held_since is None:
        return WRONG
    return HELD if fresh_until > at else FADED


def _hardest(
    pupils: Sequence[Membership], facts: Mapping[str, Fact], at: datetime
) -> list[HardFact]:
    theirs = Memory.objects.filter(player__in=[pupil.player_id for pupil in pupils])
    counted = theirs.values("fact").annotate(
        asked=Count("pk"),
        wrong=Count("pk", filter=Q(held_since=None)),
        held=Count("pk", filter=Q(held_since__isnull=False, fresh_until__gt=at)),
    )
    rows = counted.filter(wrong__gt=0).order_by("-wrong", "asked", "fact")
    hard = (
        HardFact(facts[row["fact"]], row["asked"], row["wrong"], row["held"])
        for row in rows
        if row["fact"] in facts
    )
    return [one for one, _ in zip(hard, range(MOST_FACTS), strict=False)]


def _states(
    pupils: Iterable[Membership], facts: Sequence[str], at: datetime
) -> dict[int, dict[str, str]]:
    found: dict[int, dict[str, str]] = defaultdict(dict)
    players = [pupil.player_id for pupil in pupils]
    rows = Memory.objects.filter(player__in=players).about(facts)
    for player, fact, since, until in rows.values_list(
        "player_id", "fact", "held_since", "fresh_until"
    ):
        found[player][fact] = state(since, until, at)
    return found
