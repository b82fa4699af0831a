"""The timeline of a class as plain numbers: a window for each fact, lit by those who hold it.

Time runs to the right, in periods side by side, each as wide as it has facts. Inside a period the
scale is linear; facts of one time stand on each other, as the floors of a house do, and where the
house is full the next one has room. So a gap is a time of which nothing is asked.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from history.periods import Entry, Period, cut, in_order
from history.timeline import most_telling
from quiz.facts import Fact
from quiz.leaderboard.standing import Standing

MOST_DRAWN = 1000
CELL = 20
# The side of a window by how many hold its fact: nobody, under a quarter, a half, the goal, more.
SIDES = (16, 8, 11, 14, 16)
HIGHEST, USUAL_HEIGHT, NARROWEST = 7, 4.5, 4
# Columns of all periods together, the gaps between them counted: fewer are drawn larger.
SIZES = ((30, "huge"), (48, "large"), (75, "medium"), (160, "small"))
GAP = 1.25


@dataclass(frozen=True, slots=True)
class Window:
    fact: Fact
    holders: int
    level: int
    x: int
    y: int

    @property
    def side(self) -> int:
        return SIDES[self.level]


@dataclass(frozen=True, slots=True)
class Shelf:
    """One period: `reached` of its windows are wholly lit."""

    name: str
    anchor: str
    columns: int
    width: int
    height: int
    windows: tuple[Window, ...]

    @property
    def reached(self) -> int:
        return sum(window.level == len(SIDES) - 1 for window in self.windows)

    @property
    def em_width(self) -> float:
        return self.width / CELL

    @property
    def em_height(self) -> float:
        return self.height / CELL


def skyline(standing: Standing) -> list[Shelf]:
    by_event: dict[str, list[tuple[Fact, int]]] = defaultdict(list)
    for fact, holders in zip(standing.facts, standing.holders, strict=True):
        if fact.event:
            by_event[fact.event.slug].append((fact, holders))
    periods = cut(in_order(_entries(by_event)))
    return [_shelf(period, by_event, standing) for period in periods]


def size_of(shelves: Sequence[Shelf]) -> str:
    columns = sum(shelf.columns + GAP for shelf in shelves)
    return next((name for most, name in SIZES if columns <= most), "tiny")


def _entries(by_event: dict[str, list[tuple[Fact, int]]]) -> list[Entry]:
    """The events with facts; of very many those that are most important."""
    events = {slug: found[0][0].event for slug, found in by_event.items()}
    ranked = [(slug, event.importance) for slug, event in events.items() if event]
    chosen = most_telling(ranked, MOST_DRAWN // 2)
    found = ((slug, events[slug]) for slug in chosen)
    return [
        Entry(event.title, slug, event.date, event.importance) for slug, event in found if event
    ]


def _shelf(
    period: Period, by_event: dict[str, list[tuple[Fact, int]]], standing: Standing
) -> Shelf:
    found = [(entry.day, *one) for entry in period.entries for one in by_event[entry.url]]
    columns = max(NARROWEST, ceil(len(found) / USUAL_HEIGHT))
    heights = [0] * columns
    placed = []
    for day, fact, holders in found:
        column = _nearest_with_room(_column(period, day, columns), heights)
        placed.append((column, heights[column], fact, holders))
        heights[column] += 1
    height = max(heights) * CELL
    windows = tuple(
        _window(fact, holders, _level(standing, holders), column, height - CELL * (floor + 1))
        for column, floor, fact, holders in placed
    )
    return Shelf(period.name, period.anchor, columns, columns * CELL, height, windows)


def _window(fact: Fact, holders: int, level: int, column: int, top: int) -> Window:
    margin = (CELL - SIDES[level]) // 2
    return Window(fact, holders, level, column * CELL + margin, top + margin)


def _level(standing: Standing, holders: int) -> int:
    if standing.is_reached(holders):
        return len(SIDES) - 1
    return 1 + 4 * holders // standing.pupils if holders else 0


def _column(period: Period, day: int, columns: int) -> int:
    within = (day - period.first) * columns // (period.last - period.first + 1)
    return min(max(within, 0), columns - 1)


def _nearest_with_room(wanted: int, heights: Sequence[int]) -> int:
    free = (column for column, height in enumerate(heights) if height < HIGHEST)
    return min(free, key=lambda column: abs(column - wanted))
