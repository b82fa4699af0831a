"""A topic's timeline: its periods, each drawn twice, and a strip with the whole on one scale."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from history.calendars import civil, day_number
from history.drawing import Drawing, Tick, draw
from history.periods import Entry, Period, cut, in_order, round_years, whole_years, year_label

MOST_DRAWN = 300

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Strip:
    """The whole timeline on one true scale, in per cent of its width."""

    ticks: tuple[Tick, ...]
    bars: tuple[tuple[float, float], ...]
    pins: tuple[tuple[float, int], ...]


@dataclass(frozen=True)
class Timeline:
    periods: tuple[Period, ...]

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        return tuple(entry for period in self.periods for entry in period.entries)

    @cached_property
    def drawn(self) -> tuple[tuple[Period, tuple[Drawing, ...]], ...]:
        """Each period for a phone, and for a wide page with labels on both sides of the axis."""
        return tuple(
            (period, (draw(period, "narrow", 340, 1), draw(period, "wide", 1000, 2)))
            for period in self.periods
        )

    @cached_property
    def signs(self) -> frozenset[str]:
        """The signs that occur, for the key."""
        marks = [mark for _period, (narrow, _wide) in self.drawn for mark in narrow.marks]
        doubts = {"doubt" for mark in marks if mark.entry.date.qualifier}
        opens = {"open" for mark in marks if mark.entry.date.is_open}
        disputes = {"disputed" for mark in marks if mark.entry.disputed}
        return frozenset({mark.sign for mark in marks} | doubts | opens | disputes)

    @cached_property
    def strip(self) -> Strip:
        first, last = whole_years(self.entries)

        def at(day: int) -> float:
            return round(min(max((day - first) * 100 / (last - first + 1), 0), 100), 2)

        bars = [entry.date for entry in self.entries if entry.date.is_interval]
        years = round_years(civil(first).year, civil(last).year, 6)
        return Strip(
            ticks=tuple(Tick(at(day_number(year, 1, 1)), year_label(year)) for year in years),
            bars=tuple((at(d.earliest), round(at(d.latest) - at(d.earliest), 2)) for d in bars),
            pins=tuple((at(entry.day), entry.importance) for entry in self.entries),
        )


def timeline(entries: Iterable[Entry]) -> Timeline:
    return Timeline(tuple(cut(in_order(entries))))


def most_telling(ranked: Iterable[tuple[Key, int]], most: int = MOST_DRAWN) -> list[Key]:
    """The keys to draw from (key, importance) pairs in order of time, if all are too many.

    The more important come first; of those that are equal, a sample spread evenly over time.
    """
    by_rank: dict[int, list[Key]] = {}
    for key, importance in ranked:
        by_rank.setdefault(importance, []).append(key)
    chosen: list[Key] = []
    for rank in sorted(by_rank, reverse=True):
        keys, room = by_rank[rank], most - len(chosen)
        taken = min(room, len(keys))
        chosen.extend(keys[n * len(keys) // taken] for n in range(taken))
    return chosen
