"""How a wrong belief is compared with the reasons that sources give: by its words alone."""

import re


def plain(statement: str) -> str:
    """What it says, however it is punctuated and capitalised."""
    return " ".join(re.findall(r"\w+", statement.casefold()))
