"""A pupil who was never there: what they know, when they forget it, and what they believe.

What they have learned they forget as FSRS says, some sooner than others. Wrong beliefs are
common or rare, and a pupil who holds one chooses it, often without a doubt, until they know better.
"""

from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import Any

from history.calendars import civil
from history.dates import parse
from quiz import kinds
from quiz.draft import Draft
from quiz.forgetting import DAY, Trace, after, left
from quiz.memory import reviews
from quiz.models import Answer

MISCONCEPTION = "misconception:"
HOW_COMMON = (0.1, 0.2, 0.4, 0.75)
MOST_YEARS_OFF = 12

Confidence = Answer.Confidence


@dataclass(slots=True)
class Pupil:
    """`ability` is the share of facts they know unasked, `hold` how long they keep one, against
    the model's one, `diligence` their rounds in a week, and `candour` how often they say how sure
    they are.
    """

    name: str
    ability: float
    hold: float
    diligence: float
    candour: float
    rng: Random
    traces: dict[str, Trace] = field(default_factory=dict)

    def recall(self, fact: str, at: datetime) -> float:
        trace = self.traces.get(fact)
        if trace is None:
            return self.ability
        return left(trace.stability * self.hold, (at - trace.reviewed) / DAY)

    def answer(self, draft: Draft, at: datetime) -> Answer:
        """Their answer, graded by the kind itself; they learn from what is said of it."""
        known = {fact: self.rng.random() < self.recall(fact, at) for fact in draft.facts}
        given, believing = self._given(draft, known)
        confidence = self._confidence(all(known.values()), believing)
        grade = kinds.all_kinds()[draft.kind].grade(draft.key, given)
        for fact, rated in reviews(grade.facts, confidence, None):
            self.traces[fact] = after(self.traces.get(fact), rated, at)
        return Answer(
            given=given,
            confidence=confidence,
            accuracy=grade.accuracy,
            facts=grade.facts,
            feedback=grade.feedback,
            created=at,
        )

    def _given(self, draft: Draft, known: dict[str, bool]) -> tuple[Any, bool]:
        """What they say, and whether a wrong belief makes them say it."""
        mode = draft.shown["mode"]
        if mode == "order":
            return self._order(draft, known), False
        if mode == "text":
            return self._date(draft.key["answer"][0], all(known.values())), False
        beliefs = self._beliefs(draft)
        if mode == "multiple":
            return self._several(draft, known, beliefs), bool(beliefs)
        if all(known.values()):
            return draft.key["answer"][0], False
        ids = [option["id"] for option in draft.shown["options"]]
        return self.rng.choice(beliefs or ids), bool(beliefs)

    def _beliefs(self, draft: Draft) -> list[str]:
        """The options that they take for right because they believe them."""
        meant = draft.key["stands_for"]
        offered = {
            option["id"]: option["text"]
            for option in draft.shown["options"]
            if meant[option["id"]].startswith(MISCONCEPTION)
        }
        return [option for option, text in offered.items() if self._believes(text)]

    def _believes(self, statement: str) -> bool:
        common = Random(statement).choice(HOW_COMMON)
        return Random(f"{self.name} {statement}").random() < common

    def _several(self, draft: Draft, known: dict[str, bool], beliefs: list[str]) -> list[str]:
        meant = draft.key["stands_for"]
        found = [
            option
            for option in draft.key["answer"]
            if known.get(f"why:{meant[option].removeprefix('cause:')}")
        ]
        return [*found, *beliefs] or [self.rng.choice(list(meant))]

    def _order(self, draft: Draft, known: dict[str, bool]) -> list[str]:
        """In order as far as they know, and the others put in between anywhere."""
        meant, right = draft.key["stands_for"], draft.key["answer"]
        unsure = [option for option in right if not known.get(f"when:{meant[option]}")]
        placed = [option for option in right if option not in unsure]
        for option in unsure:
            placed.insert(self.rng.randint(0, len(placed)), option)
        return placed

    def _date(self, right: str, knows: bool) -> dict[str, str]:
        if knows:
            return {"typed": right, "edtf": right}
        year = civil(parse(right).earliest).year
        year += self.rng.choice((-1, 1)) * self.rng.randint(1, MOST_YEARS_OFF)
        typed = f"{year:05}" if year < 0 else f"{year:04}"
        return {"typed": typed, "edtf": typed}

    def _confidence(self, knows: bool, believing: bool) -> str:
        if self.rng.random() > self.candour:
            return ""
        if knows or believing:
            return self.rng.choice((Confidence.SURE, Confidence.SURE, Confidence.THINK)).value
        return self.rng.choice((Confidence.GUESS, Confidence.THINK)).value
