"""Who dates an event how, at one unit and side, so that two positions can be told apart."""

from collections.abc import Iterator
from typing import NamedTuple

from history.dates import HistoricalDate, Precision
from history.records import DateClaim, Event
from quiz.kinds._moment import UNITS, unit_text


class Position(NamedTuple):
    """What one source, by slug, says of the event; its claims stand behind it."""

    source: str
    value: str
    claims: tuple[DateClaim, ...]


class Split(NamedTuple):
    """Sources that are at odds over one side of an event, told at one unit."""

    of: str
    unit: Precision
    positions: tuple[Position, ...]

    @property
    def values(self) -> list[str]:
        return sorted({position.value for position in self.positions})

    @property
    def marked(self) -> list[DateClaim]:
        """What explains the dispute: two names of one day are at odds with nobody."""
        held = (claim for position in self.positions for claim in position.claims)
        return [claim for claim in held if claim.note and claim.dispute not in ("", "calendar")]

    @property
    def note(self) -> str:
        """What resolves or explains the dispute: the word on the claim that is marked."""
        return self.marked[0].note if self.marked else ""


def splits(event: Event) -> list[Split]:
    """For each side of the event the finest unit at which its sources are at odds."""
    found = []
    for of in ("begin", "end") if event.date.is_interval else ("point",):
        for unit in UNITS:
            split = Split(of, unit, tuple(_positions(event, of, unit)))
            if len(split.values) > 1 and split.note:
                found.append(split)
                break
    return found


def _positions(event: Event, of: str, unit: Precision) -> Iterator[Position]:
    """Of each source that says one thing at this unit, and nothing beside it."""
    for source in sorted({claim.source.slug for claim in event.claims}):
        claims = [c for c in event.claims if c.source.slug == source and c.date]
        # Nobody should have to know a slip; and the only date that is none would always be right.
        if any(claim.dispute == "error" for claim in claims):
            continue
        said = {claim: _value(claim, of, unit) for claim in claims}
        values = {value for value in said.values() if value}
        behind = tuple(claim for claim, value in said.items() if value)
        vague = [claim.date for claim, value in said.items() if not value and claim.date]
        if len(values) == 1 and all(_agree(date, behind) for date in vague):
            yield Position(source, values.pop(), behind)


def _value(claim: DateClaim, of: str, unit: Precision) -> str:
    date = side(claim.date, of) if claim.date else None
    if date is None or date.precision > unit or date.qualifier:
        return ""
    value = unit_text(date.earliest, unit)
    return value if value == unit_text(date.latest, unit) else ""


def side(date: HistoricalDate, of: str) -> HistoricalDate | None:
    """A moment tells neither the beginning nor the end of what lasted."""
    if of == "point":
        return None if date.is_interval else date
    return getattr(date, of) if date.is_interval else None


def _agree(date: HistoricalDate, claims: tuple[DateClaim, ...]) -> bool:
    return all(claim.date and date.overlaps(claim.date) for claim in claims)
