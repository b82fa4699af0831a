"""Whether a belief is wrong at all: what a source gives as a reason is no misconception."""

import re


def plain(statement: str) -> str:
    """What it says, however it is punctuated and capitalised."""
    return " ".join(re.findall(r"\w+", statement.casefold()))
