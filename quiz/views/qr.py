"""A QR code as the runs of dark squares that a template draws."""

from dataclasses import dataclass
from itertools import groupby

import segno

QUIET = 4  # squares of white all around: without them cameras do not find it


@dataclass(frozen=True)
class Run:
    x: int
    y: int
    length: int


@dataclass(frozen=True)
class QR:
    side: int
    runs: list[Run]

    @classmethod
    def of(cls, text: str) -> "QR":
        matrix = segno.make(text, error="m", micro=False).matrix
        runs = [run for y, row in enumerate(matrix) for run in _dark(y, row)]
        return cls(len(matrix) + 2 * QUIET, runs)


def _dark(y: int, row: bytearray) -> list[Run]:
    found, x = [], 0
    for dark, squares in groupby(row):
        length = len(list(squares))
        if dark:
            found.append(Run(x + QUIET, y + QUIET, length))
        x += length
    return found
