"""How a memory moves with an answer, and what is left of it at a moment: FSRS over plain values.

The model is that of the `fsrs` package, asked without learning steps and without chance. Its
`stability` is the number of days after which nine of ten such memories still hold, so that is when
a memory stops being fresh. A wrong answer holds nothing, whatever stability it leaves behind.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol

from fsrs import Card, Rating, Scheduler, State

RETENTION = 0.9
SCHEDULER = Scheduler(
    desired_retention=RETENTION, learning_steps=(), relearning_steps=(), enable_fuzzing=False
)
DAY = timedelta(days=1)
# Until when a wrong answer leaves a fact lit: past by any clock, also by one that is set back.
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
# A century: what is known for longer than that is known for good.
LONGEST = float(SCHEDULER.maximum_interval)
DECAY = -SCHEDULER.parameters[20]
FACTOR = RETENTION ** (1 / DECAY) - 1


class Remembered(Protocol):
    """What FSRS needs to know of a memory, whether it comes from a table or not."""

    @property
    def stability(self) -> float: ...
    @property
    def difficulty(self) -> float: ...
    @property
    def times(self) -> int: ...
    @property
    def reviewed(self) -> datetime: ...
    @property
    def fresh_until(self) -> datetime: ...
    @property
    def held_since(self) -> datetime | None: ...


@dataclass(frozen=True, slots=True)
class Trace:
    """A memory as plain values, under the names of the table's columns."""

    stability: float
    difficulty: float
    times: int
    reviewed: datetime
    fresh_until: datetime
    held_since: datetime | None


def after(memory: Remembered | None, rating: Rating, at: datetime) -> Trace:
    """The memory once it has been asked for at this moment, be it the first time.

    A clock that was set back counts as no time gone by, and ends nothing that was held.
    """
    card = _reviewed(memory, rating, at)
    stability, difficulty = float(card.stability or 0), float(card.difficulty or 0)
    times = memory.times + 1 if memory else 1
    if rating == Rating.Again:
        return Trace(stability, difficulty, times, at, LONG_AGO, None)
    fresh_until = at + min(stability, LONGEST) * DAY
    since = memory.held_since if memory and memory.fresh_until > at else None
    if memory:
        # Stability never falls by a right answer, so this moves nothing while clocks go forward.
        fresh_until = max(fresh_until, memory.fresh_until)
    return Trace(stability, difficulty, times, at, fresh_until, min(since or at, at))


def _reviewed(memory: Remembered | None, rating: Rating, at: datetime) -> Card:
    # With an id given the package neither asks the clock for one nor waits for it to move on.
    card = Card(card_id=0, due=at)
    if memory:
        card = Card(
            card_id=0,
            state=State.Review,
            stability=memory.stability,
            difficulty=memory.difficulty,
            due=at,
            last_review=memory.reviewed.astimezone(UTC),
        )
    return SCHEDULER.review_card(card, rating, at.astimezone(UTC))[0]


def lasting(memory: Remembered, rating: Rating, at: datetime) -> float:
    """The stability alone that `after` would give, for thousands of memories at a time.

    The package's own arithmetic without its cards, which take most of the time.
    """
    days = (at - memory.reviewed).days
    if days < 1:
        return SCHEDULER._short_term_stability(stability=memory.stability, rating=rating)
    return SCHEDULER._next_stability(
        difficulty=memory.difficulty,
        stability=memory.stability,
        retrievability=left(memory.stability, days),
        rating=rating,
    )


def recall(memory: Remembered, at: datetime) -> float:
    """How likely the fact is recalled at this moment, from 0 to 1."""
    return left(memory.stability, (at - memory.reviewed) / DAY)


def left(stability: float, days: float) -> float:
    """What is left of a memory after so many days: nine tenths after `stability` days."""
    return float((1 + FACTOR * max(0.0, days) / stability) ** DECAY)
