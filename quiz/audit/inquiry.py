"""One audit of one topic: all that is asked of its drafts, and whether it holds."""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import chain

from history.chronicle import Chronicle
from quiz.audit import (
    coverage,
    mutants,
    robots,
    spoiled_causes,
    spoiled_dates,
    spoiled_disputes,
    spoiled_drafts,
    spoiled_views,
    typists,
)
from quiz.audit.coverage import Coverage
from quiz.audit.drafts import Batch, Verdicts, every_way, fill, judge, judge_rounds
from quiz.audit.mutants import Caught
from quiz.audit.robots import Result

MUTANTS = [
    *spoiled_drafts.mutant,
    *spoiled_dates.mutant,
    *spoiled_causes.mutant,
    *spoiled_disputes.mutant,
    *spoiled_views.mutant,
]
# So many drafts of each kind and way are spoiled, at each of these difficulties: the hardest ask
# for days, where the calendar matters.
SPOILED, DIFFICULTIES = 20, (0.5, 1.0)
ROUNDS = 20
# Mutants spoil what was built of claims. What a teacher writes has its own, in the tests.
WRITTEN = ("authored",)
# How often drafts are added for a robot that gains, from seeds far from those of all other passes.
LOOKS, FURTHER = 4, 1_000

Told = Callable[[str], None]


@dataclass
class Inquiry:
    """What came out, by kind and way."""

    batches: list[Batch] = field(default_factory=list)
    verdicts: dict[str, Verdicts] = field(default_factory=dict)
    robots: dict[str, list[Result]] = field(default_factory=dict)
    mutants: dict[str, Caught] = field(default_factory=dict)
    coverage: Coverage = field(default_factory=lambda: Coverage(0, ()))

    @property
    def faults(self) -> list[str]:
        """What an audit fails on, one line each."""
        return [*self._failing(), *self._gaining(), *self._too_little()]

    def _failing(self) -> list[str]:
        return [
            f"{title}: {check} speaks against {len(said)} drafts, first {said[0]}"
            for title, verdicts in self.verdicts.items()
            for check, said in verdicts.failures.items()
        ]

    def _gaining(self) -> list[str]:
        return [
            f"{title}: a robot gains by choosing {result.robot}, "
            f"{result.score:.3f} where {result.bound:.3f} may be luck"
            for title, results in self.robots.items()
            for result in results
            if result.gains
        ]

    def _too_little(self) -> list[str]:
        caught, covered = mutants.share(self.mutants), self.coverage.share
        found = []
        if not any(batch.drafts for batch in self.batches):
            found.append("there is not a single draft to judge")
        if caught < mutants.GOAL:
            found.append(f"{caught:.1%} of the mutants are caught, not {mutants.GOAL:.0%}")
        if covered < coverage.GOAL:
            found.append(f"{covered:.1%} of the events are covered, not {coverage.GOAL:.0%}")
        return found


def inquire(
    chronicle: Chronicle, fresh: Chronicle, count: int, seed: int, told: Told = lambda _: None
) -> Inquiry:
    """`fresh` is the same topic, read a second time, in which nothing has been worked out yet."""
    inquiry = Inquiry()
    for kind, way in every_way():
        filled = fill(chronicle, kind, way, count, seed, told)
        inquiry.batches.append(filled)
        told(f"{filled.title}: judging")
        inquiry.verdicts[filled.title] = judge(filled, fresh)
        inquiry.robots[filled.title] = _play(chronicle, filled, count, seed, told)
        if kind in WRITTEN:
            continue
        told(f"{filled.title}: mutants")
        spoiled = _spoil(chronicle, kind, way, min(count, SPOILED), seed)
        inquiry.mutants = mutants.added(inquiry.mutants, spoiled)
    told("rounds")
    inquiry.verdicts["rounds"] = judge_rounds(chronicle, min(count, ROUNDS), seed)
    inquiry.coverage = coverage.cover(chronicle, seed, told)
    return inquiry


def _play(chronicle: Chronicle, filled: Batch, count: int, seed: int, told: Told) -> list[Result]:
    """In a thousand tries some robot is lucky: one that gains plays on, with the same bound.

    It has to gain on all drafts together, up to four times as many.
    """
    drafts = filled.just_drafts
    for another in range(1, LOOKS + 1):
        found = [*robots.results(drafts, chronicle), *typists.results(drafts)]
        if another == LOOKS or not robots.gaining(found):
            break
        later = seed + another * FURTHER
        more = fill(chronicle, filled.kind, filled.way, count, later, told)
        drafts = [*drafts, *more.just_drafts]
    return found


def _spoil(chronicle: Chronicle, kind: str, way: str, count: int, seed: int) -> dict[str, Caught]:
    each = -(-count // len(DIFFICULTIES))
    filled = (fill(chronicle, kind, way, each, seed, difficulty=d) for d in DIFFICULTIES)
    drafts = list(chain.from_iterable(one.just_drafts for one in filled))
    return mutants.run(MUTANTS, drafts, chronicle, seed)
