"""Where things go on a page: lines of text, labels that must not overlap, bars side by side.

Plain arithmetic on numbers and texts; the drawings of timelines and graphs give it a meaning.
"""

import unicodedata
from collections.abc import Sequence

# Widths in em of a typical serif, on the generous side: the reader's own font is not known here.
NARROW, USUAL, CAPITAL, FULL = 0.32, 0.56, 0.72, 1.0
ELLIPSIS = "…"


def text_width(text: str) -> float:
    """About how many em a text is wide."""
    return sum(_width(character) for character in text)


def _width(character: str) -> float:
    if unicodedata.east_asian_width(character) in "WF":
        return FULL
    if unicodedata.combining(character):
        return 0.0
    if character in " .,;:'’!|iljtfI()-":
        return NARROW
    return CAPITAL if character.isupper() or character in "mwжмшщюыф—" else USUAL


def wrap(text: str, width: float, most_lines: int) -> list[str]:
    """The text in lines of at most `width` em; what is too much for them ends in an ellipsis."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if text_width(longer) <= width or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) > most_lines:
        lines = lines[:most_lines]
        lines[-1] += ELLIPSIS
    return [_shorten(line, width) for line in lines]


def _shorten(line: str, width: float) -> str:
    if text_width(line) <= width:
        return line
    kept = line.rstrip(ELLIPSIS)
    while kept and text_width(kept + ELLIPSIS) > width:
        kept = kept[:-1]
    return kept.rstrip() + ELLIPSIS


def spread(wanted: Sequence[float], heights: Sequence[float], room: float) -> list[float]:
    """Centres for labels, in their given order, as near as can be to where they are wanted.

    None overlaps another and all lie between 0 and `room`, if that is large enough. Nearest is
    meant in least squares: labels that press on each other share the displacement, which is
    isotonic regression, found by pooling neighbours that are in each other's way.
    """
    pools: list[tuple[float, int]] = []
    offsets = [sum(heights[:n]) + height / 2 for n, height in enumerate(heights)]
    for want, offset in zip(wanted, offsets, strict=True):
        mean, size = want - offset, 1
        while pools and pools[-1][0] > mean:
            before, count = pools.pop()
            mean = (mean * size + before * count) / (size + count)
            size += count
        pools.append((mean, size))
    slack = max(room - sum(heights), 0)
    placed = [min(max(mean, 0), slack) for mean, size in pools for _ in range(size)]
    return [shift + offset for shift, offset in zip(placed, offsets, strict=True)]


def lanes(spans: Sequence[tuple[float, float]], most: int) -> list[int]:
    """A lane for each (start, end), so that in a lane nothing overlaps while lanes last."""
    free_from: list[float] = []
    chosen = []
    for start, end in spans:
        lane = next((n for n, free in enumerate(free_from) if free < start), len(free_from))
        if lane == len(free_from) and lane < most:
            free_from.append(end)
        elif lane == most:
            lane = min(range(most), key=free_from.__getitem__)
        free_from[lane] = max(free_from[lane], end)
        chosen.append(lane)
    return chosen
