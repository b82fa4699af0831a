"""Events as options: which neighbours stand beside the right one, and what may stand in a stem."""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from itertools import combinations
from random import Random

from history.chronicle import Chronicle
from history.records import Cause, DateClaim, Event
from history.words import in_words
from quiz.draft import Mistaken, Rejection
from quiz.kinds._lengths import most_even, places_of_chance
from quiz.kinds._shared import by_trust

WRONG_OPTIONS = 2
MOST_TRIED = 16
LONGEST_STEM = 30  # words
# A year in a title tells what came before what, and that is how wrong options are refuted.
YEAR = re.compile(r"\d{3}")
RANKS = re.compile(
    r"\b(?:first|second|third|last|final|again|begins?|beginning|starts?|ends?|ending|[ivx]+|\d+)\b",
    re.IGNORECASE,
)
SMALL_WORDS = frozenset(
    "the and for with from into over its his her their are was out not that this "
    "los las del por con para una sus".split()
)


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
    return (other for other in near if can_be_shown(other))


def can_be_shown(event: Event) -> bool:
    return is_dated(event) and not YEAR.search(event.title)


def wrong_events(
    right: Event,
    named: Iterable[Event],
    mistaken: Mistaken,
    tempting: Iterable[Event],
    others: Iterable[Event],
    rng: Random,
    difficulty: float,
) -> list[Event]:
    """Those that tempt to it sooner, then the nearest to it in theme and time.

    Of pairs that hide the right one equally well, those come first that students were mistaken in.

    `named` are the events of the stem, whose words must not tell which option is right.
    """
    first = {e.slug: e for e in tempting}
    rest = {e.slug: e for e in others if e.slug not in first}
    taken = {slug for slug in (*first, *rest) if f"event:{slug}" in mistaken}
    nearest = sorted(rest.values(), key=_nearness(right))
    reach = 4 + round((1 - difficulty) * 12)
    nearest = [e for n, e in enumerate(nearest) if n < reach or e.slug in taken]
    beside = rng.sample([*first.values(), *nearest], len(first) + len(nearest))
    titles = [right.title, *(e.title for e in named)]
    beside = [e for e in beside if not any(tells_order(e.title, title) for title in titles)]
    told = _words(" ".join(titles[1:]))
    # What shares a word with the stem keeps the right one from being known by it.
    clang = told & _words(right.title)
    beside.sort(
        key=lambda e: (e.slug not in taken, e.slug not in first, not clang & _words(e.title))
    )
    pairs = combinations(beside[:MOST_TRIED], WRONG_OPTIONS)
    hiding = [pair for pair in pairs if _hide(_words(right.title), told, *pair)]
    # What was taken for right comes first, but never narrows the choice: where few pairs are left
    # to choose from, the length of the right one tells it.
    welcome = {*first, *taken} if first else set()
    sooner = [pair for pair in hiding if welcome & {e.slug for e in pair}] or hiding
    places = places_of_chance(1, WRONG_OPTIONS, rng)
    return list(most_even([len(right.title)], sooner, _lengths, places) or ())


def _lengths(events: Iterable[Event]) -> list[int]:
    return [len(event.title) for event in events]


def _nearness(right: Event) -> Callable[[Event], tuple[int, int, str]]:
    def of(event: Event) -> tuple[int, int, str]:
        shared = len(set(event.topics) & set(right.topics))
        return -shared, abs(event.hull[0] - right.hull[0]), event.slug

    return of


def _hide(key: frozenset[str], told: frozenset[str], one: Event, other: Event) -> bool:
    """Whether neither words nor ranks nor a common date tell which of the three is right."""
    if one.hull == other.hull or tells_order(one.title, other.title):
        return False
    first, second = _words(one.title), _words(other.title)
    if told & key - first - second:
        return False
    # Writers of wrong options vary the right one, so that it shares most words with the rest.
    shared = len(first & second)
    return shared >= min(len(key & first), len(key & second))


def tells_order(one: str, other: str) -> bool:
    """Whether a number or a rank may tell which of two things of one name came sooner."""
    marks = {word.casefold() for word in RANKS.findall(one)} ^ {
        word.casefold() for word in RANKS.findall(other)
    }
    return bool(marks and _words(one) & _words(other))


# The same titles are read for draft after draft.
@lru_cache(maxsize=2**14)
def _words(text: str) -> frozenset[str]:
    found = re.findall(r"[^\W_]+", re.sub("['’]", "", text.casefold()))
    return frozenset(w.removesuffix("s") for w in found if len(w) > 2 and w not in SMALL_WORDS)


def dates_of(one: Event, other: Event) -> dict[str, str]:
    """For sentences that say why one cannot have come of the other."""
    return {"when": in_words(one.date), "other": other.title, "then": in_words(other.date)}


def dating(event: Event) -> list[DateClaim]:
    """The claim that tells best when it was."""
    return by_trust(claim for claim in event.claims if claim.date)[:1]
