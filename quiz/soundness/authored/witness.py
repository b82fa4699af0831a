"""Who says, in the store, what a teacher's question offers as an answer."""

from history import dates, words
from history.dates import HistoricalDate
from history.records import Event
from quiz.soundness.text import holds, plain
from quiz.soundness.times import dated_claims


def asserted(text: str, event: Event, *, word_for_word: bool = False) -> str:
    """Who gives this as a reason for the event, or as its date; empty if nobody does."""
    for cause in event.causes:
        same = is_same if word_for_word else is_part
        if cause.claims and same(text, cause.statement):
            return cause.claims[0].source.title
    for claim, date in dated_claims(event):
        if _is_date(text, date):
            return claim.source.title
    return ""


def is_same(one: str, other: str) -> bool:
    return plain(one) == plain(other)


def is_part(one: str, other: str) -> bool:
    return holds(one, other) or holds(other, one)


def _is_date(text: str, date: HistoricalDate) -> bool:
    if is_same(text, words.in_words(date)):
        return True
    try:
        return dates.parse(text).overlaps(date)
    except dates.BadDate:
        return False
