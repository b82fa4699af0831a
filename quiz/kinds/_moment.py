"""Which moment of an event can be asked for, and how exactly: what all its claims allow."""

from functools import lru_cache
from random import Random
from typing import NamedTuple

from history.calendars import civil
from history.dates import HistoricalDate, Precision
from history.records import Event

EXACT = 0.9
UNITS = (Precision.DAY, Precision.MONTH, Precision.YEAR, Precision.DECADE, Precision.CENTURY)
# The coarsest unit that is still worth asking for, for an event whose claims are this exact.
COARSEST = {Precision.DECADE: Precision.CENTURY, Precision.CENTURY: Precision.CENTURY}

PATTERNS = {
    Precision.DAY: "{}-{month:02}-{date:02}",
    Precision.MONTH: "{}-{month:02}",
    Precision.YEAR: "{}",
    Precision.DECADE: "{:.3}X",
    Precision.CENTURY: "{:.2}XX",
}


class Asked(NamedTuple):
    """The moment asked for: which side of the event, its days as all claims have it, its unit."""

    of: str
    first: int
    last: int
    unit: Precision
    value: str


def moment(event: Event, rng: Random, difficulty: float) -> Asked | None:
    """What can be asked with one answer: the coarsest unit any source gives, or one coarser.

    Months and days are for the hardest questions alone; a date well known is known by its year.
    """
    dates = _given(event)
    usual = Precision.DAY if difficulty >= EXACT else Precision.YEAR
    coarsest = max(usual, *(date.precision for date in dates))
    units = [unit for unit in UNITS if coarsest <= unit and is_worth_asking(event, unit)]
    for unit in units:
        found = [m for of in ("point", "begin", "end") if (m := _asked(of, unit, dates))]
        if found:
            return found[0] if found[0].of == "point" else rng.choice(found)
    return None


def is_worth_asking(event: Event, unit: Precision) -> bool:
    return unit <= COARSEST.get(event.date.precision, Precision.DECADE)


def moment_by(unit: Precision, event: Event, asked: Asked) -> Asked | None:
    """The same moment by another unit, if all that is said of it is as exact as that."""
    if unit == asked.unit:
        return asked
    dates = _given(event)
    return _asked(asked.of, unit, dates) if max(d.precision for d in dates) <= unit else None


def _given(event: Event) -> list[HistoricalDate]:
    return [event.date, *(claim.date for claim in event.claims if claim.date)]


def _asked(of: str, unit: Precision, dates: list[HistoricalDate]) -> Asked | None:
    sides: list[HistoricalDate | None] = list(dates)
    if of != "point":
        if not dates[0].is_interval:
            return None
        sides = [date.begin if of == "begin" else date.end for date in dates]
    known = [side for side in sides if side is not None]
    if len(known) < len(dates):
        return None
    first, last = min(s.earliest for s in known), max(s.latest for s in known)
    value = unit_text(first, unit)
    # A decade ten thousand years ago has no name in EDTF, and two empty names are not the same.
    same = value and value == unit_text(last, unit)
    return Asked(of, first, last, unit, value) if same else None


@lru_cache(maxsize=2**16)
def unit_text(day: int, unit: Precision) -> str:
    """The day, month, year, decade or century around a day, as EDTF; empty if it has no name."""
    year, month, date = civil(day)
    # As people count, 1 BC ends a decade and a century of the years before it.
    is_before_christ = year < 0 or (year == 0 and unit > Precision.YEAR)
    sign, digits = "-" if is_before_christ else "", f"{abs(year):04}"
    if len(digits) > 4:
        return f"Y{year}" if unit == Precision.YEAR else ""
    return sign + PATTERNS[unit].format(digits, month=month, date=date)
