"""Which events can be asked about in more than one way, and why the others cannot."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from history.chronicle import Chronicle
from history.records import Event
from quiz import generation, kinds
from quiz.draft import Draft

GOAL, WAYS = 0.95, 2
SEEDS = 3


@dataclass(frozen=True, slots=True)
class Uncovered:
    """An event that can be asked in too few ways: those there are, and what stood in the way."""

    slug: str
    ways: tuple[str, ...]
    reasons: tuple[str, ...]

    @property
    def names(self) -> list[str]:
        """The reasons without how often each came up."""
        return [reason.rpartition(" ")[0] for reason in self.reasons]


@dataclass(frozen=True, slots=True)
class Coverage:
    supported: int
    uncovered: tuple[Uncovered, ...]

    @property
    def share(self) -> float:
        return 1 - len(self.uncovered) / self.supported if self.supported else 1.0


def is_supported(event: Event) -> bool:
    """Whether a claim gives its date and nobody disputes that one."""
    return any(c.date and not c.dispute and c.date.overlaps(event.date) for c in event.claims)


def cover(
    chronicle: Chronicle, seed: int, told: Callable[[str], None] = lambda _: None
) -> Coverage:
    supported = [event for event in chronicle.events if is_supported(event)]
    return Coverage(len(supported), tuple(uncovered_among(chronicle, supported, seed, told)))


def uncovered_among(
    chronicle: Chronicle,
    events: Sequence[Event],
    seed: int,
    told: Callable[[str], None] = lambda _: None,
) -> Iterator[Uncovered]:
    facts = _facts(chronicle)
    for number, event in enumerate(events):
        told(f"coverage: {number} of {len(events)}")
        ways, refused = _ways(chronicle, facts[event.slug], seed)
        if len(ways) < WAYS:
            reasons = tuple(f"{name} {times}" for name, times in refused.most_common())
            yield Uncovered(event.slug, tuple(ways), reasons)


def _facts(chronicle: Chronicle) -> dict[str, list[tuple[str, str]]]:
    """For each event, the kinds and their targets that are about it."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for kind, asker in kinds.all_kinds().items():
        for target in asker.targets(chronicle):
            event = generation.event_of(chronicle, target)
            if event:
                found[event.slug].append((kind, target))
    return found


def _ways(
    chronicle: Chronicle, facts: list[tuple[str, str]], seed: int
) -> tuple[list[str], Counter[str]]:
    """Ways that work, sought until there are enough, and what else was refused meanwhile."""
    ways: dict[str, None] = {}
    refused: Counter[str] = Counter()
    for kind, way, target, number in _tries(facts):
        if f"{kind}, {way}" in ways:
            continue
        made = generation.draft(chronicle, kind, target, seed + number, way=way)
        if isinstance(made, Draft):
            ways[f"{kind}, {way}"] = None
            if len(ways) == WAYS:
                break
        else:
            refused.update({f"{kind}: {rejection.name}" for rejection in made.rejections})
    return list(ways), refused


def _tries(facts: list[tuple[str, str]]) -> Iterator[tuple[str, str, str, int]]:
    for number in range(SEEDS):
        for kind, target in facts:
            yield from ((kind, way, target, number) for way in kinds.all_kinds()[kind].ways)
