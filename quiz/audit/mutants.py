"""Sound drafts spoiled on purpose: whether a check speaks that names what was done to them.

A check that never fails is not a check. What is spoiled is the draft, or the store behind it, as
a slip of the pen, a bug or an edit would. One that survives is listed with what was said of it.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from random import Random

from history.chronicle import Chronicle
from quiz import soundness
from quiz.draft import Draft

GOAL = 0.95

Pair = tuple[Draft, Chronicle]
# None where there is nothing of that sort to spoil.
Spoil = Callable[[Draft, Chronicle, Random], Pair | None]


@dataclass(frozen=True, slots=True)
class Mutant:
    """What is spoiled, and the checks of which one has to name it."""

    name: str
    checks: frozenset[str]
    spoil: Spoil

    @property
    def note(self) -> str:
        """What its author knows of how it may survive."""
        return " ".join((self.spoil.__doc__ or "").split())


class Mutants(list[Mutant]):
    def __call__(self, *checks: str) -> Callable[[Spoil], Spoil]:
        def register(spoil: Spoil) -> Spoil:
            self.append(Mutant(spoil.__name__.replace("_", " "), frozenset(checks), spoil))
            return spoil

        return register


@dataclass
class Caught:
    """How a sort of mutant fared."""

    made: int = 0
    caught: int = 0
    survivors: Counter[str] = field(default_factory=Counter)
    example: str = ""
    note: str = ""


def run(
    mutants: Iterable[Mutant], drafts: Sequence[Draft], chronicle: Chronicle, seed: int
) -> dict[str, Caught]:
    found: dict[str, Caught] = {}
    for mutant in mutants:
        fared = Caught(note=mutant.note)
        for number, draft in enumerate(drafts):
            spoiled = mutant.spoil(draft, chronicle, Random(f"{mutant.name} {number} {seed}"))
            if spoiled is not None:
                _note(fared, mutant, *spoiled)
        if fared.made:
            found[mutant.name] = fared
    return found


def _note(fared: Caught, mutant: Mutant, draft: Draft, chronicle: Chronicle) -> None:
    fared.made += 1
    speaking = {breach.check for breach in soundness.examine(draft, chronicle)}
    if speaking & mutant.checks:
        fared.caught += 1
        return
    others = ", ".join(sorted(speaking))
    fared.survivors[f"seen by {others} alone" if others else "no check speaks"] += 1
    fared.example = fared.example or f"{draft.facts[0]} “{draft.shown['stem']}”"


def added(one: dict[str, Caught], other: dict[str, Caught]) -> dict[str, Caught]:
    """Both together, by name."""
    together = dict(one)
    for name, fared in other.items():
        before = together.get(name, Caught())
        together[name] = Caught(
            before.made + fared.made,
            before.caught + fared.caught,
            before.survivors + fared.survivors,
            before.example or fared.example,
            fared.note,
        )
    return together


def share(found: dict[str, Caught]) -> float:
    made = sum(fared.made for fared in found.values())
    return sum(fared.caught for fared in found.values()) / made if made else 1.0
