"""What led to an event and what came of it, as plain numbers for templates/history/_graph.html.

On a wide page causes stand to the left of the event and effects to its right; on a phone above and
below it. Nothing here knows of tables or requests, and the same links give the same drawing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from history.placing import wrap

# More than these would be a list again, and the page has one; the rest is counted.
MOST = 6
ROLES = ("trigger", "motive", "sustaining", "background")
# Pixels at full size.
TITLE_SIZE, HEAD_SIZE, LINE, HEAD_LINE = 15, 13, 19, 17
PAD, GAP, CAPTION, SIGN = 10, 12, 26, 18
SIDE, MIDDLE, BETWEEN = 240, 176, 47
PHONE, INDENT, RAIL, TURN, POINT = 340, 36, 12, 12, 7
MOST_LINES, MOST_HEADS, ALL = 3, 2, 24


@dataclass(frozen=True, slots=True)
class Link:
    """A cause or an effect: `role` is its sign, `word` says it; a condition has no day.

    The event itself leads nowhere, and has room for all of its title.
    """

    title: str
    url: str
    when: str = ""
    role: str = ""
    word: str = ""
    day: int | None = None


@dataclass(frozen=True, slots=True)
class Box:
    link: Link
    x: int
    y: int
    width: int
    height: int
    text_x: int
    heads: tuple[tuple[int, str], ...]
    lines: tuple[tuple[int, str], ...]
    path: str = ""

    @property
    def middle(self) -> int:
        return self.y + self.height // 2

    @property
    def right(self) -> int:
        return self.x + self.width


@dataclass(frozen=True, slots=True)
class Graph:
    name: str
    width: int
    height: int
    event: Box
    causes: tuple[Box, ...]
    effects: tuple[Box, ...]
    captions: tuple[int, int]
    arrow: tuple[int, int, int]  # where all causes arrive: x, y, and how far it is turned


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The most telling links on one side, in order of time, and how many more there are."""

    drawn: tuple[Link, ...]
    more: int


def neighbours(links: Iterable[Link]) -> Neighbours:
    """An event that is tied in two ways is one neighbour; what came first is told first."""
    one_each = _merged(links)
    telling = sorted(one_each, key=lambda link: (ROLES.index(link.role), *_in_time(link)))[:MOST]
    return Neighbours(tuple(sorted(telling, key=_in_time)), len(one_each) - len(telling))


def _merged(links: Iterable[Link]) -> list[Link]:
    found: dict[str, Link] = {}
    for link in sorted(links, key=lambda link: ROLES.index(link.role)):
        held = found.setdefault(link.url, link)
        if link.word not in held.word.split(", "):
            found[link.url] = replace(held, word=f"{held.word}, {link.word}")
    return list(found.values())


def _in_time(link: Link) -> tuple[bool, int, str, str]:
    return link.day is None, link.day or 0, link.title, link.url


def wide(event: Link, causes: Sequence[Link], effects: Sequence[Link]) -> Graph:
    left = SIDE + BETWEEN if causes else 0
    right = left + MIDDLE + BETWEEN
    tall = [_boxes(causes, 0, SIDE), _boxes(effects, right, SIDE), _boxes([event], left, MIDDLE)]
    height = CAPTION + max(column[-1].y + column[-1].height for column in tall if column) + 1
    before, after, (middle,) = (_centred(column, height) for column in tall)
    return Graph(
        "wide",
        right + SIDE if effects else left + MIDDLE,
        height,
        middle,
        tuple(_tied(box, box.right, box.middle, left, middle.middle) for box in before),
        tuple(_tied(box, middle.right, middle.middle, right, box.middle) for box in after),
        (CAPTION - 12, CAPTION - 12),
        (left, middle.middle, 0),
    )


def _centred(column: Sequence[Box], height: int) -> list[Box]:
    if not column:
        return []
    used = column[-1].y + column[-1].height
    return [_moved(box, CAPTION + (height - CAPTION - used) // 2) for box in column]


def _tied(box: Box, x: int, y: int, to_x: int, to_y: int) -> Box:
    bend = (x + to_x) // 2
    return replace(box, path=f"M{x} {y}C{bend} {y} {bend} {to_y} {to_x - POINT} {to_y}")


def narrow(event: Link, causes: Sequence[Link], effects: Sequence[Link]) -> Graph:
    """From top to bottom, along a rail at the left edge."""
    before = [_moved(box, CAPTION) for box in _boxes(causes, INDENT, PHONE - INDENT)]
    top = before[-1].y + before[-1].height + 2 * GAP if before else 1
    (middle,) = (_moved(box, top) for box in _boxes([event], 0, PHONE))
    bottom = middle.y + middle.height
    after = [_moved(box, bottom + CAPTION + GAP) for box in _boxes(effects, INDENT, PHONE - INDENT)]
    return Graph(
        "narrow",
        PHONE,
        (after[-1].y + after[-1].height if after else bottom) + 1,
        middle,
        tuple(replace(box, path=_down_to(top, box.middle)) for box in before),
        tuple(replace(box, path=_down_from(bottom, box.middle)) for box in after),
        (CAPTION - 12, bottom + CAPTION),
        (RAIL, top, 90),
    )


def _down_to(event: int, y: int) -> str:
    return f"M{INDENT} {y}H{RAIL + TURN}Q{RAIL} {y} {RAIL} {y + TURN}V{event - POINT}"


def _down_from(event: int, y: int) -> str:
    return f"M{RAIL} {event}V{y - TURN}Q{RAIL} {y} {RAIL + TURN} {y}H{INDENT - POINT}"


def _boxes(links: Sequence[Link], x: int, width: int) -> list[Box]:
    """One under the other, beginning at nought."""
    boxes = [_box(link, x, width) for link in links]
    tops = accumulate((box.height + GAP for box in boxes), initial=1)
    return [_moved(box, top) for box, top in zip(boxes, tops, strict=False)]


def _box(link: Link, x: int, width: int) -> Box:
    indent = SIGN if link.role else 0
    room = width - 2 * PAD
    head = " · ".join(filter(None, (link.word, link.when)))
    heads = wrap(head, (room - indent) / HEAD_SIZE, MOST_HEADS) if head else []
    lines = wrap(link.title, room / TITLE_SIZE, MOST_LINES if link.url else ALL)
    first = PAD + len(heads) * HEAD_LINE
    return Box(
        link,
        x,
        0,
        width,
        height=first + len(lines) * LINE + PAD,
        text_x=x + PAD,
        heads=tuple((PAD + HEAD_LINE * n + 12, text) for n, text in enumerate(heads)),
        lines=tuple((first + LINE * n + 14, text) for n, text in enumerate(lines)),
    )


def _moved(box: Box, down: int) -> Box:
    return replace(
        box,
        y=box.y + down,
        heads=tuple((y + down, text) for y, text in box.heads),
        lines=tuple((y + down, text) for y, text in box.lines),
    )
