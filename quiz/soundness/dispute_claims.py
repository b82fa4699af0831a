"""What the sources really say where they disagree, as the checks on disputes read it."""

import re
from collections.abc import Iterator

from history.calendars import civil, julian_day_number
from history.chronicle import Chronicle
from history.dates import HistoricalDate, Precision
from history.records import DateClaim, Event, Source
from quiz.draft import Draft, Option
from quiz.soundness.check import Check
from quiz.soundness.reading import asked_event, meaning
from quiz.soundness.text import content_words, holds, plain
from quiz.soundness.times import PARTS

DATED = ("says", "who")


def claims_of(draft: Draft, chronicle: Chronicle, source: str) -> list[DateClaim]:
    """All that a source says of the event that is asked about."""
    return [c for c in asked_event(draft, chronicle).claims if c.source.slug == source]


def dates_of(draft: Draft, chronicle: Chronicle, source: str) -> list[HistoricalDate]:
    """What it says of the side that is asked for, whatever it means by it."""
    part = PARTS[draft.key["asks"]["of"]]
    found = [c.date for c in claims_of(draft, chronicle, source) if c.date]
    return [date for date in map(part, found) if date]


def claim_behind(draft: Draft, chronicle: Chronicle, source: str, said: str) -> list[DateClaim]:
    return [c for c in claims_of(draft, chronicle, source) if c.date and c.date.text == said]


def pairs(draft: Draft, chronicle: Chronicle) -> Iterator[tuple[DateClaim, DateClaim]]:
    """The two claims that are set against each other; of two the first is the one marked."""
    asks = draft.key["asks"]
    for one in claim_behind(draft, chronicle, asks["source"], asks["said"]):
        for other in claim_behind(draft, chronicle, asks["other"], asks["other_said"]):
            if one.dispute or not other.dispute:
                yield one, other


def source_of(event: Event, slug: str) -> Source | None:
    return next((c.source for c in event.claims if c.source.slug == slug), None)


def slug_of(draft: Draft, option_id: str) -> str:
    return draft.key["stands_for"][option_id].removeprefix("source:")


def kind_of(draft: Draft, option: Option) -> str:
    return meaning(draft, option).removeprefix("dispute:")


def bears(source: Source, name: str) -> bool:
    """Whether a name is the source's: its title, the head of it, or who made it."""
    words = plain(name)
    whole = {plain(n) for n in (source.title, source.author, source.publisher) if n}
    heads = (f"{plain(n)} " for n in (source.title, source.publisher))
    return words in whole or any(head.startswith(f"{words} ") for head in heads)


def may_mean(name: str, source: Source) -> bool:
    """Whether the name stands in what the source is called, or the other way round."""
    called = [n for n in (source.title, source.author, source.publisher) if n]
    return any(holds(one, name) or holds(name, one) for one in called)


def named_in(text: str, source: Source) -> Iterator[str]:
    """The names of the source that stand in the text, the heads of longer ones among them."""
    whole = (source.title, source.author, source.publisher)
    heads = [re.split("[,:;(]", n)[0] for n in (source.title, source.publisher)]
    for name in (*whole, *heads):
        if name and holds(text, name):
            yield name


def is_same_day(one: HistoricalDate, other: HistoricalDate) -> bool:
    exact = one.precision == other.precision == Precision.DAY
    return exact and (one.earliest, one.latest) == (other.earliest, other.latest)


def one_holds_the_other(one: HistoricalDate, other: HistoricalDate) -> bool:
    return one.contains(other) or other.contains(one)


def calendars_may_explain(one: HistoricalDate, other: HistoricalDate) -> bool:
    """Whether the one, read in the other calendar, would meet the other; a day's leeway is left."""
    year, month, day = civil(one.earliest)
    lag = abs(julian_day_number(year, month, day) - one.earliest)
    ahead = one.earliest + lag - 1 <= other.latest and other.earliest <= one.latest + lag + 1
    behind = one.earliest - lag - 1 <= other.latest and other.earliest <= one.latest - lag + 1
    return ahead or behind


def much_alike(one: str, other: str) -> bool:
    ours, theirs = content_words(one), content_words(other)
    return 2 * len(ours & theirs) >= min(len(ours), len(theirs))


def described(source: Source) -> frozenset[str]:
    return content_words(
        " ".join((source.title, source.author, source.publisher, source.viewpoint))
    )


def of_reasons(draft: Draft, chronicle: Chronicle, *checks: Check) -> Iterator[str]:
    """What the checks on causes say of a question that asks for a reason."""
    for each in checks:
        yield from each.rule(draft, chronicle)
