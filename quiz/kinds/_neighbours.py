"""Events as options: which neighbours stand beside the right one, and what may stand in a stem."""

import heapq
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import chain, combinations
from random import Random

from history.chronicle import Chronicle
from history.records import Cause, Event
from history.words import in_words
from quiz.draft import Mistaken, Rejection
from quiz.kinds._looks import TELLING, draw_even, some_of
from quiz.kinds._standings import standing, words_of
from quiz.kinds._weights import Shares

WRONG_OPTIONS = 2
NEAREST, MOST_PAIRS = 10, 128
LONGEST_STEM = 30  # words
# A year in a title tells what came before what, and that is how wrong options are refuted.
YEAR = re.compile(r"\d{3}")
RANKS = re.compile(
    r"\b(?:first|second|third|last|final|again|begins?|beginning|starts?|ends?|ending|[ivx]+|\d+"
    r"|primer[ao]?|segund[ao]|tercer[ao]?|últim[ao]|otra|empiezan?|acaban?|termina|fin"
    r"|перв\w+|втор\w+|трет\w+|последн\w+|снова|вновь|опять|начал\w|конец)\b",
    re.IGNORECASE,
)
# How much sooner an event is taken that students mistake for the right one.
WELCOME = 16.0


def origin_of(chronicle: Chronicle, cause: Cause) -> Event | None:
    """The event that brought the effect about; one that only kept it going did not."""
    return None if cause.role == "sustaining" else chronicle.by_slug.get(cause.cause)


def unfit(target: str, stem: str, *events: Event) -> Rejection | None:
    """Why these events cannot be asked about in these words."""
    dated = next((e.title for e in events if YEAR.search(e.title)), None)
    if dated:
        return Rejection("title-leaks-year", target, dated)
    undated = next((e.title for e in events if not is_dated(e)), None)
    if undated:
        return Rejection("no-dated-claim", target, undated)
    if any(tells_order(one.title, other.title) for one, other in combinations(events, 2)):
        return Rejection("title-tells-order", target, "; ".join(e.title for e in events))
    if len(stem.split()) > LONGEST_STEM:
        return Rejection("stem-too-long", target, stem)
    return None


def is_dated(event: Event) -> bool:
    return any(claim.date for claim in event.claims)


def is_over(event: Event, before: Event) -> bool:
    """Whether the one has surely ended when the other begins."""
    return event.hull[1] < before.hull[0]


def around(chronicle: Chronicle, event: Event, difficulty: float) -> Iterable[Event]:
    """Events near in time that can be shown as options."""
    near = chronicle.near(event.slug, 12 + round((1 - difficulty) * 40))
    shown = chronicle.worked_out(_that_can_be_shown)
    return (other for other in near if other.slug in shown)


def _that_can_be_shown(chronicle: Chronicle) -> frozenset[str]:
    return frozenset(
        event.slug for event in chronicle.events if is_dated(event) and not YEAR.search(event.title)
    )


def wrong_events(
    right: Event,
    named: Sequence[Event],
    mistaken: Mistaken,
    tempting: Iterable[Event],
    earlier: Iterable[Event],
    later: Iterable[Event],
    rng: Random,
    difficulty: float,
) -> list[Event]:
    """Two of them, so that the right one is the first, second or third in time alike.

    Those that students were mistaken in come soonest, then those that tempt to it. `named` are
    the events of the stem, whose words must not tell which option is right.
    """
    found = [list(side) for side in (earlier, later)]
    lot = Random(" ".join(event.slug for event in (right, *named)))
    welcomes = {event.slug: WELCOME for event in tempting} | {
        e.slug: WELCOME**2 for e in chain(*found) if f"event:{e.slug}" in mistaken
    }
    sides = [_beside(right, named, welcomes, side, lot, difficulty) for side in found]
    told, key = words_of(" ".join(event.title for event in named)), words_of(right.title)
    pairs = list(combinations(chain(*sides), WRONG_OPTIONS))
    pairs = lot.sample(pairs, min(len(pairs), MOST_PAIRS))
    hiding = [pair for pair in pairs if _hide(key, told, *pair)]
    # Of an event that could not stand in every place it would be known in which it stands.
    if len({sum(event.hull < right.hull for event in pair) for pair in hiding}) <= WRONG_OPTIONS:
        return []

    def welcome(pair: Iterable[Event]) -> float:
        return max(welcomes.get(event.slug, 1.0) for event in pair)

    def stands(pair: Iterable[Event]) -> tuple[Shares, ...]:
        """In time, and by how many words of the stem they have."""
        words = [len(told & words_of(event.title)) for event in pair]
        in_time = standing([right.hull], [event.hull for event in pair])
        return in_time, standing([len(told & key)], words)

    drawn = draw_even([right.title], hiding, _titles, rng, welcome, stands, TELLING, lot)
    return list(drawn or ())


def _beside(
    right: Event,
    named: Sequence[Event],
    welcomes: Mapping[str, float],
    events: Iterable[Event],
    rng: Random,
    difficulty: float,
) -> list[Event]:
    """Those that are taken for the right one, then the nearest to it in theme and time."""
    fitting = {e.slug: e for e in events if not _any_tells_order(e.title, right, *named)}
    first = [e for e in fitting.values() if e.slug in welcomes]
    others = [e for e in fitting.values() if e.slug not in welcomes]
    nearest = heapq.nsmallest(NEAREST + round((1 - difficulty) * 30), others, key=_nearness(right))
    first = rng.sample(first, len(first))
    first.sort(key=lambda event: -welcomes[event.slug])
    return [*first[:2], *some_of([right.title], nearest, _title, rng)]


def _any_tells_order(title: str, *events: Event) -> bool:
    return any(tells_order(title, event.title) for event in events)


def _title(event: Event) -> str:
    return event.title


def _titles(events: Iterable[Event]) -> list[str]:
    return [event.title for event in events]


def _nearness(right: Event) -> Callable[[Event], tuple[int, int, str]]:
    def of(event: Event) -> tuple[int, int, str]:
        shared = len(set(event.topics) & set(right.topics))
        return -shared, abs(event.hull[0] - right.hull[0]), event.slug

    return of


def _hide(key: frozenset[str], told: frozenset[str], one: Event, other: Event) -> bool:
    """Whether neither words nor ranks nor a common date tell which of the three is right."""
    if one.hull == other.hull or tells_order(one.title, other.title):
        return False
    first, second = words_of(one.title), words_of(other.title)
    if told & key - first - second:
        return False
    # Writers of wrong options vary the right one, so that it shares most words with the rest.
    shared = len(first & second)
    return shared >= min(len(key & first), len(key & second))


def tells_order(one: str, other: str) -> bool:
    """Whether a number or a rank may tell which of two things of one name came sooner."""
    return _ranks(one) != _ranks(other) and not words_of(one).isdisjoint(words_of(other))


# The same titles are read for draft after draft.
@lru_cache(maxsize=2**14)
def _ranks(title: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in RANKS.findall(title))


def dates_of(one: Event, other: Event) -> dict[str, str]:
    """For sentences that say why one cannot have come of the other."""
    return {"when": in_words(one.date), "other": other.title, "then": in_words(other.date)}
