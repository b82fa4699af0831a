"""What a robot goes by that knows nothing: how long an option is, where it stands, what it says."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from history.chronicle import Chronicle
from history.dates import BadDate, parse
from quiz.draft import Draft
from quiz.soundness.text import content_words, plain

# A number for each option as shown, or None where the robot has nothing to go by.
Ranking = Callable[[Draft], Sequence[float] | None]


@dataclass(frozen=True, slots=True)
class Robot:
    name: str
    rank: Ranking


def _texts(draft: Draft) -> list[str]:
    return [option["text"] for option in draft.shown["options"]]


def _lengths(draft: Draft) -> list[float]:
    return [len(text) for text in _texts(draft)]


def _days(draft: Draft) -> list[float] | None:
    """When each option lies, where all of them are dates that everybody can read."""
    try:
        dates = [parse(draft.key["stands_for"][o["id"]]) for o in draft.shown["options"]]
    except BadDate:
        return None
    return [date.earliest + date.latest for date in dates]


def _middling(rank: Ranking) -> Ranking:
    def of(draft: Draft) -> list[float] | None:
        ranks = rank(draft)
        if ranks is None:
            return None
        return [-abs(sorted(ranks).index(one) - (len(ranks) - 1) / 2) for one in ranks]

    return of


def _alone(rank: Ranking) -> Ranking:
    """How far off its nearest neighbour is; of two options none is alone."""

    def of(draft: Draft) -> list[float] | None:
        ranks = rank(draft)
        if ranks is None or len(ranks) < 3:
            return None
        return [
            min(abs(one - other) for there, other in enumerate(ranks) if there != here)
            for here, one in enumerate(ranks)
        ]

    return of


def _shared_with_stem(draft: Draft) -> list[float]:
    stem = content_words(draft.shown["stem"])
    return [len(content_words(text) & stem) for text in _texts(draft)]


def _shared_with_others(draft: Draft) -> list[float]:
    words = [content_words(text) for text in _texts(draft)]
    return [
        sum(len(one & other) for place, other in enumerate(words) if place != here)
        for here, one in enumerate(words)
    ]


def _places(draft: Draft) -> list[float]:
    return [float(place) for place in range(len(draft.shown["options"]))]


def _alphabet(draft: Draft) -> list[float]:
    in_order = sorted(plain(text) for text in _texts(draft))
    return [float(in_order.index(plain(text))) for text in _texts(draft)]


def _numbers(draft: Draft) -> list[float]:
    return [sum(map(str.isdigit, text)) for text in _texts(draft)]


def _names(draft: Draft) -> list[float]:
    """How specific an option is: its names and numbers, but for the word that it begins with."""
    words = [re.findall(r"[^\W_]+", text)[1:] for text in _texts(draft)]
    return [sum(word[0].isupper() or word[0].isdigit() for word in said) for said in words]


def _ids(draft: Draft) -> list[float]:
    in_order = sorted(option["id"] for option in draft.shown["options"])
    return [float(in_order.index(option["id"])) for option in draft.shown["options"]]


def _least(rank: Ranking) -> Ranking:
    def reverse(draft: Draft) -> list[float] | None:
        ranks = rank(draft)
        return None if ranks is None else [-number for number in ranks]

    return reverse


CHOOSERS = (
    Robot("the longest", _lengths),
    Robot("the shortest", _least(_lengths)),
    Robot("the median in length", _middling(_lengths)),
    Robot("the earliest", _least(_days)),
    Robot("the median in time", _middling(_days)),
    Robot("the latest", _days),
    Robot("the one that stands alone in time", _alone(_days)),
    Robot("one of the two closest in time", _least(_alone(_days))),
    Robot("the first in the alphabet", _least(_alphabet)),
    Robot("the last in the alphabet", _alphabet),
    Robot("the most numbers", _numbers),
    Robot("the fewest numbers", _least(_numbers)),
    Robot("the most specific", _names),
    Robot("the least specific", _least(_names)),
    Robot("most words of the stem", _shared_with_stem),
    Robot("fewest words of the stem", _least(_shared_with_stem)),
    Robot("most words of the others", _shared_with_others),
    Robot("fewest words of the others", _least(_shared_with_others)),
    Robot("the first shown", _least(_places)),
    Robot("the middle of those shown", _middling(_places)),
    Robot("the last shown", _places),
    Robot("the lowest id", _least(_ids)),
)
SORTERS = (
    Robot("as shown", _places),
    Robot("the reverse of it", _least(_places)),
    Robot("shortest title first", _lengths),
    Robot("longest title first", _least(_lengths)),
    Robot("by the alphabet", _alphabet),
    Robot("by the alphabet, backwards", _least(_alphabet)),
    Robot("by id", _ids),
    Robot("most specific first", _least(_names)),
    Robot("least specific first", _names),
)


def who_knows_dates(chronicle: Chronicle) -> tuple[Robot, ...]:
    """Robots that know when each event was, and no more, where that is not what is asked."""

    def of_events(draft: Draft) -> list[float] | None:
        meant = [draft.key["stands_for"][option["id"]] for option in draft.shown["options"]]
        events = [chronicle.by_slug.get(one.removeprefix("event:")) for one in meant]
        if not all(one.startswith("event:") for one in meant):
            return None
        return [sum(event.hull) for event in events if event]

    def of_gaps(draft: Draft) -> list[float] | None:
        meant = [draft.key["stands_for"][option["id"]] for option in draft.shown["options"]]
        if not all(one.startswith("gap:") for one in meant):
            return None
        return [_width(one.removeprefix("gap:"), chronicle) for one in meant]

    return (
        Robot("the earliest event", _least(of_events)),
        Robot("the median event", _middling(of_events)),
        Robot("the latest event", of_events),
        Robot("the widest gap", of_gaps),
        Robot("the narrowest gap", _least(of_gaps)),
    )


def _width(gap: str, chronicle: Chronicle) -> float:
    """How long the gap is, in days; one that is open on a side is as wide as the whole."""
    first, last = (chronicle.by_slug.get(slug) for slug in gap.split("/"))
    span = chronicle.events[-1].hull[1] - chronicle.events[0].hull[0]
    return last.hull[0] - first.hull[1] if first and last else span
