"""Many drafts of one kind and way, and what the checks say of each of them a second time."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from random import Random

from history.chronicle import Chronicle
from quiz import generation, kinds, soundness
from quiz.draft import Draft

NEXT_PASS = 10_000
Told = Callable[[str], None]


@dataclass
class Batch:
    """Drafts of one kind and way, each with the target that it was made for."""

    kind: str
    way: str
    drafts: list[tuple[str, Draft]] = field(default_factory=list)
    # By name: what the kind rejected and what the checks refused, attempt by attempt.
    refused: Counter[str] = field(default_factory=Counter)
    without: Counter[str] = field(default_factory=Counter)

    @property
    def title(self) -> str:
        return f"{self.kind}, {self.way}"

    @property
    def just_drafts(self) -> list[Draft]:
        return [draft for _target, draft in self.drafts]


def every_way() -> list[tuple[str, str]]:
    return [(kind, way) for kind, asker in kinds.all_kinds().items() for way in asker.ways]


def fill(
    chronicle: Chronicle,
    kind: str,
    way: str,
    count: int,
    seed: int,
    told: Told = lambda _: None,
    difficulty: float = generation.MEDIUM,
) -> Batch:
    """`count` drafts, or fewer where a whole pass over the targets gives none."""
    batch = Batch(kind, way)
    while len(batch.drafts) < count:
        before = len(batch.drafts)
        for target in generation.shuffled_targets(chronicle, kind, Random(f"{kind} {seed}")):
            draft = _draft(chronicle, batch, target, seed, difficulty)
            if draft:
                batch.drafts.append((target, draft))
            told(f"{batch.title}: {len(batch.drafts)} of {count}")
            if len(batch.drafts) == count:
                break
        if len(batch.drafts) == before:
            break
        # Far enough for audits of neighbouring seeds to have no pass in common.
        seed += NEXT_PASS
    return batch


def _draft(
    chronicle: Chronicle, batch: Batch, target: str, seed: int, difficulty: float
) -> Draft | None:
    """As generation does it, but with an eye on every attempt that was refused."""
    named: set[str] = set()
    for number in range(generation.TRIES):
        made = generation.attempt(
            chronicle, batch.kind, target, seed, number, difficulty, batch.way
        )
        if isinstance(made, Draft):
            return made
        batch.refused.update({rejection.name for rejection in made})
        named.update(rejection.name for rejection in made)
        if all(rejection.certain for rejection in made):
            break
    batch.without.update(named)
    return None


@dataclass
class Verdicts:
    """By the name of a check: on how many drafts it was silent, and what it said of others."""

    passes: Counter[str] = field(default_factory=Counter)
    failures: dict[str, list[str]] = field(default_factory=dict)

    def note(self, check: str, draft: Draft, says: list[str]) -> None:
        if says:
            self.failures.setdefault(check, []).append(f"{draft.facts[0]}: {' '.join(says)}")
        else:
            self.passes[check] += 1


def judge(batch: Batch, fresh: Chronicle) -> Verdicts:
    """Every check on every draft, against a chronicle that generation has not seen."""
    verdicts = Verdicts()
    names = [check.name for check in soundness.CHECKS.get(batch.kind, soundness.EVERY)]
    for target, draft in batch.drafts:
        breaches = soundness.examine(draft, fresh)
        for name in dict.fromkeys([*names, *(breach.check for breach in breaches)]):
            verdicts.note(name, draft, [b.why for b in breaches if b.check == name])
        verdicts.note("deterministic", draft, list(_differs(batch, target, draft, fresh)))
    return verdicts


def _differs(batch: Batch, target: str, draft: Draft, fresh: Chronicle) -> Iterator[str]:
    again = generation.draft(fresh, batch.kind, target, draft.seed, way=batch.way)
    if not isinstance(again, Draft) or again.digest != draft.digest:
        yield f"Made again from {target} and seed {draft.seed} it is another one."


def judge_rounds(chronicle: Chronicle, count: int, seed: int) -> Verdicts:
    """Whether the questions of whole rounds leave each other alone."""
    verdicts = Verdicts()
    for number in range(count):
        composed = generation.compose(chronicle, seed + number)
        if composed:
            breaches = soundness.independent(composed)
            verdicts.note("independent", composed[0], [breach.why for breach in breaches])
    return verdicts
