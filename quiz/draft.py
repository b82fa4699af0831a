"""What a kind hands over: a draft to be asked, or a rejection with a name; and a grade.

`shown` is everything the browser gets before an answer, `key` never leaves the server before it.
Both are JSON, so that a stored question keeps them for ever as they were.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from random import Random
from types import MappingProxyType
from typing import Any, Literal, NotRequired, TypedDict

Mode = Literal["single", "multiple", "order", "text"]

# What students took for right: `event:SLUG` or `cause:SLUG`, and how many of them did; and the
# same by the kind and the fact that they were asked for.
Mistaken = Mapping[str, int]
Confusions = Mapping[tuple[str, str], Mistaken]
NOT_MISTAKEN: Mistaken = MappingProxyType({})
NO_CONFUSIONS: Confusions = MappingProxyType({})

# No vowels and no digits: an id spells no word and no year.
LETTERS = "bcdfghjkmnpqrstvwxz"


def opaque_ids(rng: Random, count: int) -> list[str]:
    ids: dict[str, None] = {}
    while len(ids) < count:
        ids["".join(rng.choices(LETTERS, k=6))] = None
    return list(ids)


class Option(TypedDict):
    """`language` is that of the text, where it is not the one of the question."""

    id: str
    text: str
    language: NotRequired[str]


class Shown(TypedDict):
    """The question; where text is typed, `expects` tells a date from other words.

    `language` is the one in which it was drawn, whatever its reader's is; questions from before
    there were several have none.
    """

    stem: str
    mode: Mode
    options: list[Option]
    hint: str
    expects: NotRequired[Literal["date"]]
    language: NotRequired[str]


class Evidence(TypedDict):
    """One claim as cited to the student; `says` is EDTF in its `calendar`, or empty."""

    source: str
    title: str
    locator: str
    gist: str
    quote: str
    says: str
    calendar: str
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

    The answer is made of option ids; in mode "text" it is an EDTF value, which stands for itself
    and has its own truth, or the texts that a teacher accepts. `pairs` are the (earlier, later)
    option ids that an ordering is graded on. `stands_for` tells what each option is: an EDTF
    value, an event's slug, `event:SLUG`, `cause:SLUG`, `misconception:SLUG`, `source:SLUG`,
    `dispute:KIND`, `option:N` for the Nth of a teacher's own, or `gap:EARLIER/LATER`, the slugs
    of the events around it.
    `asks` says what the stem asks in terms that a check can read (way, fact, unit, source, ...);
    where it `tests` the source alone, the answer says nothing of whether the fact is known.
    """

    answer: list[str]
    pairs: list[list[str]] | None
    stands_for: dict[str, str]
    asks: dict[str, str]
    truths: dict[str, Truth]
    explanation: str
    evidence: list[Evidence]


@dataclass(frozen=True)
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

    @cached_property
    def likeness(self) -> str:
        return likeness(self.kind, self.shown, self.key)


def likeness(kind: str, shown: Mapping[str, Any], key: Mapping[str, Any]) -> str:
    """Equal for drafts that differ in nothing but what chance gave them: ids and their places.

    To two students these are the same question, though their seeds, and so their digests, differ.
    """
    texts = {option["id"]: option["text"] for option in shown["options"]}
    named = _renamed([shown["stem"], shown["mode"], shown["hint"], key], texts)
    if shown["mode"] != "order":
        named[3]["answer"].sort(key=str)
    text = json.dumps([kind, sorted(texts.values()), *named], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def renewed(draft: Draft, rng: Random) -> Draft:
    """The same question with ids of its own, so that two who are asked it share none."""
    old = [option["id"] for option in draft.shown["options"]]
    names = dict(zip(old, opaque_ids(rng, len(old)), strict=True))
    return replace(draft, shown=_renamed(draft.shown, names), key=_renamed(draft.key, names))


def _renamed(part: Any, names: Mapping[str, str]) -> Any:
    """The same with every option's id replaced by its name."""
    if isinstance(part, Mapping):
        return {names.get(name, name): _renamed(value, names) for name, value in part.items()}
    if isinstance(part, list | tuple):
        return [_renamed(value, names) for value in part]
    return names.get(part, part) if isinstance(part, str) else part


@dataclass(frozen=True, slots=True)
class Rejection:
    """Why a target gives no draft: a name that a teacher can look up, and one sentence.

    It is `certain` where no chance had a part in it, so that another try would be no use, and where
    another try would make some answers likelier than others.
    """

    name: str
    target: str
    why: str = ""
    certain: bool = False


@dataclass(frozen=True, slots=True)
class Grade:
    """How right an answer is, from 0 to 1, in all and for each fact, and what to say of it.

    A fact of which the answer tells nothing is left out, and nobody's memory of it moves.
    """

    accuracy: float
    facts: dict[str, float]
    feedback: dict[str, Any] = field(default_factory=dict)
