"""A topic's timeline as one player knows it: the drawing that everybody gets, lamps lit."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from history.chronicle import Chronicle
from history.drawing import DATE_SIZE, Drawing
from history.periods import Entry, Period
from history.placing import text_width
from history.records import Event
from history.timeline import Timeline, most_telling, timeline
from history.words import in_words
from quiz.progress.standing import MemoryRow, Standing, standing

SIGNS = {
    Standing.HELD: "●",
    Standing.FADING: "◐",
    Standing.FADED: "◌",
    Standing.UNMET: "○",
}
# Of longer timelines only the periods in which something is known are open at first.
OPEN_UP_TO = 60
# Pixels of a date's line on a phone.
ROOM_FOR_DATE = 220


@dataclass(frozen=True)  # without slots: what the template asks for again and again is kept
class Lamp(Entry):
    """An event, how its date stands with the player, and each of its reasons."""

    state: Standing = Standing.UNMET
    reasons: tuple[Standing, ...] = ()

    @cached_property
    def when(self) -> str:
        return in_words(self.date)

    @cached_property
    def pips(self) -> str:
        return "".join(SIGNS[reason] for reason in self.reasons)

    @cached_property
    def pips_fit(self) -> bool:
        """Whether they fit beside the date on the narrowest drawing, or need a line below."""
        beside = f"{self.when} † {_('why')} {self.pips}" if self.pips else ""
        return bool(beside) and text_width(beside) * DATE_SIZE <= ROOM_FOR_DATE

    @property
    def reasons_held(self) -> int:
        return self.reasons.count(Standing.HELD)

    @cached_property
    def note(self) -> str:
        date = _("date: %(state)s") % {"state": self.state.label}
        if not self.reasons:
            return date
        values = {"held": self.reasons_held, "all": len(self.reasons)}
        reasons = ngettext(
            "%(held)s of %(all)s reason held", "%(held)s of %(all)s reasons held", values["all"]
        )
        return f"{date}; {reasons % values}"


class LitPeriod(NamedTuple):
    """A period of the timeline, and how many of its dates are held."""

    period: Period
    drawings: tuple[Drawing, ...]
    held: int
    is_open: bool


class MyTimeline(NamedTuple):
    timeline: Timeline
    periods: list[LitPeriod]
    pins: list[tuple[float, Entry]]


def my_timeline(
    chronicle: Chronicle, memories: Mapping[str, MemoryRow], at: datetime
) -> MyTimeline:
    drawn = most_telling((event.slug, event.importance) for event in chronicle.events)
    events = (chronicle.by_slug[slug] for slug in drawn)
    whole = timeline(_lamp(event, memories, at, chronicle.content) for event in events)
    pins = zip(whole.strip.pins, whole.entries, strict=True) if whole.entries else ()
    return MyTimeline(whole, list(_periods(whole)), [(at, entry) for (at, _), entry in pins])


def _lamp(event: Event, memories: Mapping[str, MemoryRow], at: datetime, written: str) -> Lamp:
    return Lamp(
        event.title,
        reverse("history:event", args=[event.slug]),
        event.date,
        event.importance,
        any(claim.dispute for claim in event.claims),
        event.title_language or written,
        standing(memories.get(f"when:{event.slug}"), at),
        tuple(standing(memories.get(f"why:{cause.slug}"), at) for cause in event.causes),
    )


def _periods(whole: Timeline) -> Iterator[LitPeriod]:
    is_short = len(whole.entries) <= OPEN_UP_TO
    for period, drawings in whole.drawn:
        lamps = [lamp for lamp in period.entries if isinstance(lamp, Lamp)]
        known = any(lamp.state in (Standing.HELD, Standing.FADING) for lamp in lamps)
        held = sum(lamp.state is Standing.HELD for lamp in lamps)
        yield LitPeriod(period, drawings, held, is_short or known)
