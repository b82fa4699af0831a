"""Events in order of time, cut into periods that are short enough to draw and to read.

A period is a span of one, ten, a hundred, ... years, cut again while it holds too many events;
neighbours that then hold few are joined.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.text import capfirst

from history import words
from history.calendars import civil, day_number
from history.dates import BEGINNING, END, HistoricalDate, Precision

# A decade may hold more: people think in decades, and seldom in half ones.
MOST_IN_A_PERIOD, MOST_IN_A_DECADE = 24, 60
WORTH_A_PERIOD = 14
NAMED = {10: Precision.DECADE, 100: Precision.CENTURY}


@dataclass(frozen=True, slots=True)
class Entry:
    """An event as far as the timeline needs it."""

    title: str
    url: str
    date: HistoricalDate
    importance: int = 2
    disputed: bool = False
    # That of the title.
    language: str = ""

    @property
    def day(self) -> int:
        """The one day it is drawn at: a beginning, or the middle of what is known only roughly."""
        known = self.date.begin or self.date.end or self.date
        return (known.earliest + known.latest) // 2

    @property
    def when(self) -> str:
        return words.in_words(self.date)

    @property
    def extent(self) -> tuple[int, int]:
        """First and last day it may cover, not counting what an open side may cover."""
        date = self.date
        return (
            self.day if date.earliest == BEGINNING else date.earliest,
            self.day if date.latest == END else date.latest,
        )

    @property
    def certain(self) -> tuple[int, int] | None:
        """The days an interval surely covers, None if it is a single date or too vague."""
        begin, end = self.date.begin, self.date.end
        if not self.date.is_interval:
            return None
        first = begin.latest if begin else BEGINNING
        last = end.earliest if end else END
        return (first, last) if first <= last else None


@dataclass(frozen=True, slots=True)
class Period:
    """Some years of the timeline, `first` and `last` being their outermost days."""

    first: int
    last: int
    entries: tuple[Entry, ...]
    precision: Precision | None = None

    @property
    def name(self) -> str:
        begin, end = civil(self.first).year, civil(self.last).year
        if begin == end:
            return year_label(begin)
        if self.precision:
            return capfirst(words.unit_in_words(self.first, self.precision))
        return words.years_in_words(begin, end)

    @property
    def anchor(self) -> str:
        year = civil(self.first).year
        return f"from-{abs(year)}{'bc' if year < 1 else ''}"


def in_order(entries: Iterable[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda entry: (entry.day, *entry.extent, entry.title))


def cut(entries: Sequence[Entry]) -> list[Period]:
    """The periods of entries that are in order, the years without any left out at both ends."""
    if not entries:
        return []
    first, last = whole_years(entries)
    widest = max(abs(civil(first).year), abs(civil(last).year))
    periods: list[Period] = []
    for period in _cut(entries, 10 ** len(str(widest)), first, last):
        if periods and len(periods[-1].entries) + len(period.entries) <= WORTH_A_PERIOD:
            before = periods.pop()
            period = Period(before.first, period.last, before.entries + period.entries)
        periods.append(period)
    return periods


def _cut(entries: Sequence[Entry], unit: int, first: int, last: int) -> Iterator[Period]:
    most = MOST_IN_A_DECADE if unit == 10 else MOST_IN_A_PERIOD
    for block, group in groupby(entries, key=lambda entry: _block(civil(entry.day).year, unit)):
        held = tuple(group)
        if len(held) > most and unit > 1:
            yield from _cut(held, unit // 10, first, last)
        else:
            begin, end = _years_of(block, unit)
            # The first years of our era have no name as a decade or century that counts from 1.
            named = NAMED.get(unit) if block else None
            days = max(first, day_number(begin, 1, 1)), min(last, day_number(end + 1, 1, 1) - 1)
            yield Period(*days, held, named)


def _block(year: int, unit: int) -> int:
    """Which ten, hundred, ... years it is in, as people count: 100 to 1 BC belong together."""
    return year // unit if year > 0 else -(-year // unit) - 1


def _years_of(block: int, unit: int) -> tuple[int, int]:
    if block < 0:
        return block * unit + 1, (block + 1) * unit
    return max(1, block * unit), (block + 1) * unit - 1


def whole_years(entries: Iterable[Entry]) -> tuple[int, int]:
    days = [day for entry in entries for day in (entry.day, *entry.extent)]
    return (
        day_number(civil(min(days)).year, 1, 1),
        day_number(civil(max(days)).year + 1, 1, 1) - 1,
    )


def year_label(year: int) -> str:
    return words.unit_in_words(day_number(year, 1, 1), Precision.YEAR)


def round_years(first: int, last: int, most: int) -> list[int]:
    """About `most` round years, as people count: 100 BC, which is -99, and not 101 BC."""
    steps = (factor * 10**power for power in range(11) for factor in (1, 2, 5))
    step = next(step for step in steps if (last - first) / step <= most)
    before_christ = [1 - number for number in _multiples(step, max(1 - last, 1), 1 - first)]
    turn = {1} if first <= 0 < last else set()
    return [*reversed(before_christ), *sorted({*turn, *_multiples(step, max(first, 1), last)})]


def _multiples(step: int, low: int, high: int) -> range:
    return range(-(-low // step) * step, high + 1, step)
