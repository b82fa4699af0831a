"""
Cells that a spreadsheet would take for a formula go out behind an apostrophe and come in without.

`'=2+2` in a file is `=2+2` in the store. A cell that begins with apostrophes before such a sign
gets one more, so that taking one off always gives back what there was. White space in front is
guarded too: it would be trimmed on the way in.
"""

import re

# The wide forms are formulas to spreadsheets in some languages.
LOOKS_LIKE_A_FORMULA = re.compile(r"'*[=+\-@＝＋－＠\s]")
APOSTROPHE = "'"


def put_on(value: str) -> str:
    return APOSTROPHE + value if LOOKS_LIKE_A_FORMULA.match(value) else value


def take_off(cell: str) -> str:
    if cell.startswith(APOSTROPHE) and LOOKS_LIKE_A_FORMULA.match(cell):
        return cell[1:]
    return cell
