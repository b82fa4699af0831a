"""Two sources on one event whose dates show of what kind their disagreement is."""

from collections.abc import Iterator
from itertools import permutations
from typing import NamedTuple

from history.calendars import civil, julian_day_number
from history.dates import HistoricalDate, Precision
from history.records import DateClaim, Event
from quiz.kinds._dispute_names import names_on

# Which kinds the dates of a case rule out, by its own kind. What is less exact may as well mean
# another moment, unless a teacher has marked which it is; a meaning, a mistake and a judgement
# are told apart by no date, and are never offered side by side.
AT_ODDS = ("definition", "error", "interpretation")
RULED_OUT = {
    "definition": ("calendar", "precision"),
    "error": ("calendar", "precision"),
    "interpretation": ("calendar", "precision"),
    "precision": ("calendar", "error", "interpretation", "definition"),
    "calendar": ("definition", "precision", "error", "interpretation"),
}


class Case(NamedTuple):
    """One claim against another; of what kind they differ, and whether a teacher has said so."""

    kind: str
    one: DateClaim
    other: DateClaim

    @property
    def is_marked(self) -> bool:
        return bool(self.one.dispute)

    def rules_out(self, kind: str) -> bool:
        if kind == "calendar" and self.kind in AT_ODDS:
            return not calendars_explain(self.dates[0], self.dates[1])
        if kind == "calendar" and self.kind == "precision":
            return not any(date.calendar for date in self.dates)
        if kind == "definition" and self.kind == "precision":
            return self.is_marked
        return kind in RULED_OUT[self.kind]

    @property
    def dates(self) -> tuple[HistoricalDate, HistoricalDate]:
        return claim_date(self.one), claim_date(self.other)


def claim_date(claim: DateClaim) -> HistoricalDate:
    """The date of a claim that is known to give one."""
    if claim.date is None:
        raise ValueError(claim.locator)
    return claim.date


def cases(event: Event) -> list[Case]:
    """Those that are marked and, where nothing is, a date within another that is less exact."""
    named = names_on(event)
    dated = [c for c in event.claims if c.date and named[c.source.slug]]
    found: list[Case] = []
    for one, other in permutations(dated, 2):
        if one.source.slug != other.source.slug and other.dispute in ("", one.dispute):
            found += _case(event, one, other)
    return found


def _case(event: Event, one: DateClaim, other: DateClaim) -> Iterator[Case]:
    kind = one.dispute or "precision"
    if one.dispute and not one.note:
        return
    if not one.dispute and _says_so_in_a_dispute(event, one):
        return
    if _shows(kind, claim_date(one), claim_date(other)) and (
        kind == "calendar" or _hold_to_it(event, one, other)
    ):
        yield Case(kind, one, other)


def _says_so_in_a_dispute(event: Event, claim: DateClaim) -> bool:
    """Whether the source gives this very date elsewhere in words that are disputed."""
    return any(
        other.dispute and other.source.slug == claim.source.slug and other.date == claim.date
        for other in event.claims
    )


def _shows(kind: str, one: HistoricalDate, other: HistoricalDate) -> bool:
    if one.text == other.text or one.qualifier or other.qualifier:
        return False
    if one.is_interval != other.is_interval:
        return False
    if kind == "calendar":
        days = {one.precision, other.precision} == {Precision.DAY}
        return days and (one.earliest, one.latest) == (other.earliest, other.latest)
    if kind == "precision":
        is_plain = {one.calendar, other.calendar} <= {"", "NS"}
        return is_plain and one.contains(other) and one.precision > other.precision
    return not (one.contains(other) or other.contains(one))


def calendars_explain(one: HistoricalDate, other: HistoricalDate) -> bool:
    days = lag(one.earliest)
    return any(
        one.earliest + shift <= other.latest and other.earliest <= one.latest + shift
        for n in (days - 1, days, days + 1)
        for shift in (n, -n)
    )


def lag(day: int) -> int:
    """By how many days the two calendars differ at that time."""
    return abs(julian_day_number(*civil(day)) - day)


def _hold_to_it(event: Event, one: DateClaim, other: DateClaim) -> bool:
    """Whether neither source says elsewhere what the other one says."""
    return not any(
        claim.date and claim.source.slug == mine.source.slug and _as_exact(claim, yours)
        for mine, yours in ((one, other), (other, one))
        for claim in event.claims
        if claim is not mine
    )


def _as_exact(claim: DateClaim, yours: DateClaim) -> bool:
    said, date = claim_date(claim), claim_date(yours)
    return said.precision <= date.precision and said.overlaps(date)
