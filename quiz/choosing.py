"""What a round should ask: what is due first, by what asking gains, and then what is new.

Two things are wanted of a student's time, and they pull apart. To recall much in all, one meets
every fact soon, even if little of it stays; to hold much, one comes back to each fact before much
of it has faded. Who asks whatever is due, longest first, holds more but drowns in it: with ten
answers a day and 180 facts half of them are never met, and less is recalled in all than if chance
had asked. So two rules temper it.

Load: what is due takes at most half of a round while there is anything new. So all is met in time,
and new facts never crowd out the old either.

Gain: of what is due that comes first which gains most. `worth` looks a week ahead through the same
model that moves the memories: the answer may be right, as likely as the fact is recalled, or
wrong; what do the one and the other leave in a week, beside what would be left unasked? Recall
counts in full, and being lit for that week three tenths of it. That settles what is often settled
by rules of its own: a fact missed just now waits until tomorrow, since it is still in the ear, and
one that is missed again and again (a leech) gains less each time and gives way to others.

What is still lit is asked only when there is nothing else, and then what fades first. Of new facts
all gain the same, so near ones come first: linked by cause to an event of which the student knows
something, near to one in time, of one theme with one; and turning points before others.

`manage.py simulate_memory` plays `choose` against chance; docs/decisions.md has what it showed.
Pure: this sees plain values, a snapshot and a moment that it is told, never tables or the clock.
"""

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import zip_longest
from math import ceil
from random import Random

from fsrs import Rating

from history.chronicle import Chronicle
from history.dates import BEGINNING, END
from quiz.facts import facts_of
from quiz.forgetting import DAY, Remembered, lasting, left, recall
from quiz.generation import MEDIUM, event_of
from quiz.granting import Wish
from quiz.kinds import all_kinds

WEEK = 7
AHEAD = WEEK * DAY
LIT = 0.3  # what a week of being lit is worth, beside recall at its end
MOST_DUE = 0.5  # of a round, while there is anything new
AIM, STEP = 0.75, 0.05

# What makes a new fact near, and how much each counts beside its event's importance (1 to 3).
# What a teacher has asked themselves is worth as much as a turning point.
TURNING_POINT = 3.0
LINKED, SAME_EVENT, NEIGHBOUR, SAME_THEME = 6, 5, 4, 1
REACH = 2


@dataclass(frozen=True, slots=True)
class Choice:
    """What a player wants or is set to be asked: all of a topic, what of it is due, or a part.

    `first` and `last` are days, as dates count them; of `events` and `kinds`, none is all. What is
    `mixed` goes from theme to theme also for who holds nothing yet.
    """

    only_due: bool = False
    first: int | None = None
    last: int | None = None
    events: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    mixed: bool = False

    @property
    def is_particular(self) -> bool:
        """Whether an order of chance will not do, even for who holds nothing yet."""
        days = self.first is not None or self.last is not None
        return self.only_due or self.mixed or days


def within(chronicle: Chronicle, choice: Choice) -> list[str]:
    """The facts that may be asked for: of these events, in these days, by these kinds."""
    facts = facts_of(chronicle)
    if choice.kinds:
        asked = {fact for name in choice.kinds for fact in all_kinds()[name].targets(chronicle)}
        facts = tuple(fact for fact in facts if fact in asked)
    if choice.first is None and choice.last is None and not choice.events:
        return list(facts)
    wanted = _touched(chronicle, choice).intersection(choice.events or chronicle.by_slug)
    about = {fact: event_of(chronicle, fact) for fact in facts}
    return [fact for fact, event in about.items() if event and event.slug in wanted]


def _touched(chronicle: Chronicle, choice: Choice) -> set[str]:
    """The events that fall, at least in part, between the first day and the last.

    A teacher's own question on no event falls on no day, and is asked where none are given.
    """
    first = BEGINNING if choice.first is None else choice.first
    last = END if choice.last is None else choice.last
    return {e.slug for e in chronicle.events if first <= e.date.latest and e.date.earliest <= last}


def worth(memory: Remembered, at: datetime) -> float:
    """What asking for a fact at this moment gains within a week, right or wrong."""
    likely = recall(memory, at)
    right, wrong = (lasting(memory, rating, at) for rating in (Rating.Good, Rating.Again))
    if_right = left(right, WEEK) + LIT * min(right, WEEK) / WEEK
    still_lit = min(max(memory.fresh_until - at, timedelta()), AHEAD) / AHEAD
    unasked = left(memory.stability, (at - memory.reviewed) / DAY + WEEK) + LIT * still_lit
    return likely * if_right + (1 - likely) * left(wrong, WEEK) - unasked


def choose(
    facts: Iterable[str],
    memories: Mapping[str, Remembered],
    at: datetime,
    length: int,
    rng: Random,
    near: Callable[[str], float] = lambda _fact: 0,
) -> list[str]:
    """All the facts, those for a round of this length first; equals in an order of chance."""
    shuffled = sorted(facts)
    rng.shuffle(shuffled)
    waiting = sorted(due(shuffled, memories, at), key=lambda fact: -worth(memories[fact], at))
    new = _woven(sorted((f for f in shuffled if f not in memories), key=lambda f: -near(f)), sort)
    lit = [f for f in shuffled if f in memories and memories[f].fresh_until > at]
    first = max(ceil(length * MOST_DUE), length - len(new))
    chosen = waiting[:first] + new[: length - len(waiting[:first])]
    rest = waiting[first:] + new[length - len(waiting[:first]) :]
    return chosen + rest + sorted(lit, key=lambda fact: memories[fact].fresh_until)


def sort(fact: str) -> str:
    """When, why, or a teacher's own."""
    return fact.partition(":")[0]


def _woven(facts: Iterable[str], alike: Callable[[str], Hashable]) -> list[str]:
    """Those that are alike in turn with the others, each in its own order."""
    groups: dict[Hashable, list[str]] = {}
    for fact in facts:
        groups.setdefault(alike(fact), []).append(fact)
    return [fact for row in zip_longest(*groups.values()) for fact in row if fact]


def due(facts: Iterable[str], memories: Mapping[str, Remembered], at: datetime) -> list[str]:
    return [fact for fact in facts if fact in memories and memories[fact].fresh_until <= at]


def next_due(
    facts: Iterable[str], memories: Mapping[str, Remembered], at: datetime
) -> datetime | None:
    """When the first of what is lit will have faded."""
    lit = [memories[f].fresh_until for f in facts if f in memories and memories[f].fresh_until > at]
    return min(lit, default=None)


def wishes(
    chronicle: Chronicle,
    facts: Iterable[str],
    memories: Mapping[str, Remembered],
    at: datetime,
    seed: int,
    length: int,
    mixed: bool = False,
) -> list[Wish]:
    """The same as a round is made of it: each in another way than that of its last answer.

    What is mixed takes all themes in turn, and in each of them what is due first.
    """
    near = nearness(chronicle, memories)
    order = choose(facts, memories, at, length, Random(f"wishes {seed}"), near)
    if mixed:
        order = _woven(order, lambda fact: _themes(chronicle, fact))
    return [Wish(fact, getattr(memories.get(fact), "last_way", "")) for fact in order]


def _themes(chronicle: Chronicle, fact: str) -> tuple[str, ...]:
    event = event_of(chronicle, fact)
    return tuple(sorted(set(event.topics if event else ()) - {chronicle.slug}))


def nearness(chronicle: Chronicle, known: Collection[str]) -> Callable[[str], float]:
    """How near a fact is to what is known, for those who know something."""
    slugs = {event.slug for fact in known if (event := event_of(chronicle, fact))}
    around = {near.slug for slug in slugs for near in chronicle.near(slug, REACH)}
    linked = {other for slug in slugs for other in chronicle.linked.get(slug, ())}
    themes = {theme for slug in slugs for theme in chronicle.by_slug[slug].topics}
    themes.discard(chronicle.slug)

    def near(fact: str) -> float:
        event = event_of(chronicle, fact)
        if event is None:
            return TURNING_POINT
        return (
            event.importance
            + LINKED * (event.slug in linked)
            + SAME_EVENT * (event.slug in slugs)
            + NEIGHBOUR * (event.slug in around)
            + SAME_THEME * (not themes.isdisjoint(event.topics))
        )

    return near


def difficulty(accuracies: Iterable[float]) -> float:
    """How hard to ask, from 0 to 1, so that three answers in four are right.

    Each answer, from the oldest of the recent ones on, moves it a little: up if it was right, and
    down three times as far if it was wrong, so that it comes to rest where both balance.
    """
    hard = MEDIUM
    for accuracy in accuracies:
        hard = min(1.0, max(0.0, hard + STEP * (accuracy - AIM)))
    return hard
