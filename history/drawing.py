"""One period of a timeline as plain numbers; templates/history/_drawing.html makes it visible.

Time runs downwards, because phones are tall. Inside a period the scale is linear, so distances
are true and gaps show; labels that would overlap move aside, tied to their place by a line.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from history.calendars import civil, day_number
from history.dates import BEGINNING, END, Precision
from history.periods import Entry, Period, round_years, year_label
from history.placing import lanes, spread, text_width, wrap

# Pixels at full size.
TITLE_SIZE, DATE_SIZE, TICK_SIZE = 16, 13, 13
LINE, DATE_LINE, GAP = 20, 18, 14
MARGIN = 10
LANE, MOST_LANES = 10, 3
LABELS_FROM = LANE * (MOST_LANES + 1) + 22
TICKS_APART = 34
SMALLEST_SPAN = 12
# From the top of a label to the middle of its first line.
TIE = 10
# Around a label, so that it is easy to hit and its focus easy to see.
PAD = 6
ARROW = 6


@dataclass(frozen=True, slots=True)
class Mark:
    """One event in a drawing: its sign at the axis, its label, and the line between them."""

    entry: Entry
    sign: str
    x: int
    y: int
    top: int
    bottom: int
    solid_top: int
    solid_bottom: int
    bend: int
    tie_x: int
    tie_y: int
    label_x: int
    date_y: int
    box_x: int
    box_y: int
    box_height: int
    is_left: bool
    lines: tuple[tuple[int, str], ...]

    @property
    def height(self) -> int:
        return self.bottom - self.top

    @property
    def solid_height(self) -> int:
        return self.solid_bottom - self.solid_top


@dataclass(frozen=True, slots=True)
class Tick:
    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Drawing:
    name: str
    width: int
    height: int
    band_x: int
    band_width: int
    box_width: int
    ticks: tuple[Tick, ...]
    marks: tuple[Mark, ...]

    @property
    def band_middle(self) -> int:
        return self.band_x + self.band_width // 2


def draw(period: Period, name: str, width: int, sides: int) -> Drawing:
    ticks_wanted = [year_label(civil(day).year) for day in (period.first, period.last)]
    band = int(max(text_width(label) for label in ticks_wanted) * TICK_SIZE) + 18
    band_x = 0 if sides == 1 else (width - band) // 2
    text_room = (width - band) // sides - LABELS_FROM
    columns = [_Column(period.entries[side::sides], text_room) for side in range(sides)]
    room = int(max(column.height for column in columns) * 1.1) + 2 * MARGIN
    scale = _Scale(period, room)
    marks = {}
    for side, column in enumerate(columns):
        edge, direction = (band_x, -1) if side else (band_x + band, 1)
        marks[side] = column.marks(scale, edge, direction)
    # Back in the order of time, in which people tab through them.
    in_order = (next(marks[n % sides]) for n in range(len(period.entries)))
    return Drawing(
        name, width, room, band_x, band, text_room + 2 * PAD, tuple(scale.ticks()), tuple(in_order)
    )


class _Scale:
    """Days to pixels, in one period."""

    def __init__(self, period: Period, room: int) -> None:
        self.period, self.room = period, room
        self.inner = room - 2 * MARGIN

    def at(self, day: int) -> int:
        days = self.period.last - self.period.first + 1
        share = (day - self.period.first) / days
        return MARGIN + round(min(max(share, 0), 1) * self.inner)

    def span(self, first: int, last: int) -> tuple[int, int]:
        """What leaves the period runs off the drawing; what is open ends in an arrow there."""
        top = 0 if first < self.period.first else self.at(first)
        bottom = self.room if last > self.period.last else self.at(last + 1)
        return ARROW if first == BEGINNING else top, self.room - ARROW if last == END else bottom

    def ticks(self) -> Iterator[Tick]:
        first, last = civil(self.period.first).year, civil(self.period.last).year
        for year in round_years(first, last, max(self.inner // TICKS_APART, 1)):
            yield Tick(self.at(day_number(year, 1, 1)), year_label(year))


class _Column:
    """The labels on one side of the axis."""

    def __init__(self, entries: Sequence[Entry], width: int) -> None:
        self.entries, self.width = entries, width
        self.titles = [wrap(entry.title, width / TITLE_SIZE, 3) for entry in entries]
        self.heights = [DATE_LINE + LINE * len(lines) + GAP for lines in self.titles]
        self.height = sum(self.heights)

    def marks(self, scale: _Scale, edge: int, direction: int) -> Iterator[Mark]:
        at = [scale.at(entry.day) for entry in self.entries]
        # The first line of a label, its date, should stand level with the sign.
        wanted = [y - TIE + height / 2 for y, height in zip(at, self.heights, strict=True)]
        centres = spread(wanted, self.heights, scale.room)
        spans = [scale.span(entry.date.earliest, entry.date.latest) for entry in self.entries]
        long = [
            n
            for n, (top, bottom) in enumerate(spans)
            if bottom - top >= SMALLEST_SPAN or self.entries[n].date.is_open
        ]
        lane_of = dict(zip(long, lanes([spans[n] for n in long], MOST_LANES), strict=True))
        for n in range(len(self.entries)):
            x = edge + direction * (LANE * (lane_of[n] + 1) + 2 if n in lane_of else 0)
            top = round(centres[n] - self.heights[n] / 2)
            sign = _sign(self.entries[n], n in lane_of)
            yield self._mark(n, sign, scale, x, edge + direction * LABELS_FROM, top, direction)

    def _mark(
        self, n: int, sign: str, scale: _Scale, x: int, label_x: int, top: int, direction: int
    ) -> Mark:
        entry, tie_y = self.entries[n], top + TIE
        return Mark(
            entry,
            sign,
            x,
            scale.at(entry.day),
            *scale.span(entry.date.earliest, entry.date.latest),
            *(scale.span(*entry.certain) if entry.certain else (0, 0)),
            bend=(x + label_x) // 2,
            tie_x=label_x - direction * 7,
            tie_y=tie_y,
            label_x=label_x,
            date_y=tie_y + 4,
            box_x=label_x - PAD - (self.width if direction < 0 else 0),
            box_y=top - PAD + 2,
            box_height=self.heights[n] - GAP + 2 * PAD,
            is_left=direction < 0,
            lines=tuple(
                (tie_y + 4 + LINE * (row + 1), line) for row, line in enumerate(self.titles[n])
            ),
        )


def _sign(entry: Entry, is_long: bool) -> str:
    if is_long:
        return "bar" if entry.date.is_interval else "capsule"
    exact = entry.date.precision == Precision.DAY and not entry.date.qualifier
    return "dot" if exact else "ring"
