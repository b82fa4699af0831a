"""What a robot goes by that knows nothing: how long an option is, where it stands, what it says."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

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


def _middling(draft: Draft) -> list[float] | None:
    days = _days(draft)
    if days is None:
        return None
    return [-abs(sorted(days).index(day) - (len(days) - 1) / 2) for day in days]


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
    Robot("the earliest", _least(_days)),
    Robot("the median in time", _middling),
    Robot("the latest", _days),
    Robot("most words of the stem", _shared_with_stem),
    Robot("fewest words of the stem", _least(_shared_with_stem)),
    Robot("most words of the others", _shared_with_others),
    Robot("fewest words of the others", _least(_shared_with_others)),
    Robot("the first shown", _least(_places)),
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
)
