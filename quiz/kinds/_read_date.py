"""A date as people type it: in EDTF, or in figures with the month as a word."""

import re

from history.calendars import Day
from history.dates import BadDate, HistoricalDate, parse
from history.edtf import write_day
from history.words import month_name
from quiz.kinds._short_answer import folded

BEFORE = frozenset("bc bce ac".split())
# What may stand in a date and says nothing of it.
FILLING = frozenset("ad ce dc of the in on de del el en st nd rd th".split())
# "a. C." and "B.C.E." are one word, and "1st" is two.
ERA = re.compile(r"\b([abd])\.?\s?c\b\.?(?:\s?e\b\.?)?", re.IGNORECASE)
ORDINAL = re.compile(r"(?<=\d)(?=[^\W\d_])")


def read_date(typed: str) -> HistoricalDate | None:
    """None for what is no date, and for 3/4/1933, which is two."""
    for text in (typed.strip().upper(), _in_edtf(typed)):
        try:
            return parse(text)
        except BadDate:
            continue
    return None


def _in_edtf(typed: str) -> str:
    words = folded(ORDINAL.sub(" ", ERA.sub(r"\1c", typed)))
    numbers = [int(word) for word in words if word.isdecimal() and len(word) < 10]
    months = [month for word in words if (month := _month(word))]
    others = {word for word in words if not word.isdecimal() and not _month(word)}
    plausible = len(months) < 2 and 1 <= len(numbers) <= 1 + len(months)
    if not plausible or others - BEFORE - FILLING or re.search(r"\d\s*[/.-]\s*\d", typed):
        return ""
    # The day comes before the year, unless it can only be the other way round.
    *days, year = sorted(numbers, key=lambda number: number > 31)
    return _written(1 - year if others & BEFORE else year, months, days) if year else ""


def _written(year: int, months: list[int], days: list[int]) -> str:
    text = write_day(Day(year, 1, 1)).removesuffix("-01-01")
    if not text and not months:
        return f"Y{year}"
    return "-".join([text, *(f"{part:02}" for part in (*months, *days))])


def _month(word: str) -> int:
    """The number of the month that a word or its first letters name; 0 if it names none."""
    names = {month: " ".join(folded(month_name(month))) for month in range(1, 13)}
    found = [month for month, name in names.items() if len(word) > 2 and name.startswith(word)]
    return found[0] if len(found) == 1 else 0
