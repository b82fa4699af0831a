"""Events as they are dealt out beside each other: which moment is asked for, and what it bars."""

from collections.abc import Iterable
from typing import NamedTuple

from history.chronicle import Chronicle
from history.dates import HistoricalDate, Precision, parse
from history.records import Event
from quiz.kinds._moment import Asked, moment_by
from quiz.kinds._wrong_dates import days_of, same_process

Span = tuple[int, int]


class Card(NamedTuple):
    """An event that can be asked about, and what no date beside it may touch."""

    event: Event
    asked: Asked
    date: HistoricalDate
    barred: tuple[Span, ...]

    @property
    def slug(self) -> str:
        return self.event.slug

    @property
    def middle(self) -> int:
        """Twice the day in the middle of its date, which is a whole number."""
        return self.date.earliest + self.date.latest


def card_of(chronicle: Chronicle, event: Event, asked: Asked) -> Card:
    barred = (days_of(event), *chronicle.worked_out(_steps, event.slug))
    return Card(event, asked, parse(asked.value), barred)


def _steps(chronicle: Chronicle, slug: str) -> tuple[Span, ...]:
    """When steps of its process were taken: who knows of these may take them for the event."""
    event = chronicle.by_slug[slug]
    linked = (chronicle.by_slug.get(other) for other in sorted(chronicle.linked.get(slug, ())))
    return tuple(s.hull for s in linked if s and same_process(chronicle, event, s))


def by_unit(card: Card, unit: Precision) -> Card | None:
    """The card with its date by another unit, if it is known so exactly."""
    if unit == card.asked.unit:
        return card
    asked = moment_by(unit, card.event, card.asked)
    return card._replace(asked=asked, date=parse(asked.value)) if asked else None


def fit(chronicle: Chronicle, one: Card, other: Card, gap: float) -> bool:
    """Whether they may stand side by side, whichever is right; the one is the earlier."""
    return (
        other.date.earliest - one.date.latest >= gap
        and not _touches(one.date, other.barred)
        and not _touches(other.date, one.barred)
        and not same_process(chronicle, one.event, other.event)
    )


def _touches(date: HistoricalDate, spans: tuple[Span, ...]) -> bool:
    return any(first <= date.latest and date.earliest <= last for first, last in spans)


def in_time(cards: Iterable[Card]) -> list[Card]:
    return sorted(cards, key=lambda card: card.date.earliest)
