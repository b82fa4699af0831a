"""What a kind hands over: a draft to be asked, or a rejection with a name; and a grade.

`shown` is everything the browser gets before an answer, `key` never leaves the server before it.
Both are JSON, so that a stored question keeps them for ever as they were.
"""

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any, Literal, NotRequired, TypedDict

Mode = Literal["single", "multiple", "order", "text"]


class Option(TypedDict):
    id: str
    text: str


class Shown(TypedDict):
    """The question; where text is typed, `expects` tells a date from other words."""

    stem: str
    mode: Mode
    options: list[Option]
    hint: str
    expects: NotRequired[Literal["date"]]


class Evidence(TypedDict):
    """One claim as cited to the student; `says` is EDTF or empty."""

    source: str
    title: str
    locator: str
    gist: str
    says: str
    note: str
    url: str
    viewpoint: str
    language: str


class Truth(TypedDict):
    """What an option really was: `reason` in words, the event it refers to, and its evidence.

    `tag` names the misconception that whoever chose it may hold.
    """

    reason: str
    refers_to: str
    evidence: list[Evidence]
    tag: NotRequired[str]


class Key(TypedDict):
    """The answer and all that is said after it.

    `pairs` are the (earlier, later) option ids that an ordering is graded on. `stands_for` tells
    what each option is: an EDTF value, an event's slug, `cause:SLUG`, `misconception:SLUG`, or
    `option:N` for the Nth of a teacher's own.
    `asks` says what the stem asks in terms that a check can read (fact, unit, source, ...).
    """

    answer: list[str]
    pairs: list[list[str]] | None
    stands_for: dict[str, str]
    asks: dict[str, str]
    truths: dict[str, Truth]
    explanation: str
    evidence: list[Evidence]


@dataclass(frozen=True, slots=True)
class Draft:
    kind: str
    topic: str
    seed: int
    shown: Shown
    key: Key
    facts: tuple[str, ...]
    events: tuple[str, ...]

    @property
    def digest(self) -> str:
        """Equal for byte-identical drafts only."""
        parts = [self.kind, self.topic, self.seed, self.shown, self.key, self.facts, self.events]
        text = json.dumps(parts, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Rejection:
    """Why a target gives no draft: a name that a teacher can look up, and one sentence."""

    name: str
    target: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Grade:
    """How right an answer is, from 0 to 1, in all and for each fact, and what to say of it."""

    accuracy: float
    facts: dict[str, float]
    feedback: dict[str, Any] = field(default_factory=dict)
