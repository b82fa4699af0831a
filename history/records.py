"""What a chronicle is made of: plain immutable objects, no database behind them.

They carry the same names as the tables in `history.models`, because they are the same things
read out; whoever holds one can neither change it nor cause a query.
"""

from dataclasses import dataclass, replace
from functools import cached_property

from history.dates import HistoricalDate

LONGEST_NAME = 8  # words


@dataclass(frozen=True, slots=True)
class Source:
    slug: str
    title: str
    author: str
    publisher: str
    kind: str
    viewpoint: str
    language: str
    url: str

    @property
    def short_name(self) -> str:
        """How a sentence names it: by its title, if that is short and tells no year."""
        if len(self.title.split()) <= LONGEST_NAME and not any(c.isdigit() for c in self.title):
            return self.title
        return self.author or self.publisher or self.title


@dataclass(frozen=True, slots=True)
class DateClaim:
    """What one source says of when an event happened; `date` is None where it gives none."""

    event: str
    source: Source
    date: HistoricalDate | None
    locator: str
    gist: str
    quote: str
    dispute: str
    note: str


@dataclass(frozen=True, slots=True)
class CauseClaim:
    cause: str
    source: Source
    locator: str
    gist: str
    quote: str


@dataclass(frozen=True, slots=True)
class Cause:
    """One reason for `effect`; `cause` is the slug of the earlier event, or empty."""

    slug: str
    effect: str
    cause: str
    statement: str
    role: str
    explanation: str
    claims: tuple[CauseClaim, ...]


@dataclass(frozen=True, slots=True)
class Misconception:
    event: str
    about: str
    statement: str
    correction: str
    tag: str


@dataclass(frozen=True)
class Event:
    slug: str
    title: str
    date: HistoricalDate
    place: str
    people: tuple[str, ...]
    summary: str
    topics: tuple[str, ...]
    importance: int
    claims: tuple[DateClaim, ...]
    causes: tuple[Cause, ...]
    misconceptions: tuple[Misconception, ...]
    # Its titles in other languages than that of its texts, by language; empty ones are none.
    titles: tuple[tuple[str, str], ...] = ()
    # That of `title`; empty for that of its texts.
    title_language: str = ""

    def in_language(self, language: str) -> "Event":
        """The same event under its title in this language, if it has one."""
        title = dict(self.titles).get(language)
        return replace(self, title=title, title_language=language) if title else self

    @cached_property
    def hull(self) -> tuple[int, int]:
        """First and last day that its own date or any live claim, disputed ones too, allows."""
        dates = [self.date, *(claim.date for claim in self.claims if claim.date)]
        return min(d.earliest for d in dates), max(d.latest for d in dates)
