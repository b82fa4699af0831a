"""Chooses what to ask, has it built, and lets nothing through that a check speaks against."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random

from history.chronicle import Chronicle
from history.records import Event
from quiz import kinds, soundness
from quiz.draft import Draft, Rejection
from quiz.own import own_question

ROUND_LENGTH = 10
TRIES = 6
# How many targets may be refused in a row before a round goes on without this kind.
PATIENCE = 60
MEDIUM = 0.5
# Of a teacher's own question that names no event: that of an event of the core.
CORE = 2


@dataclass(frozen=True, slots=True)
class Refused:
    """A target that gave no sound draft, with every named reason that came up."""

    kind: str
    target: str
    rejections: tuple[Rejection, ...]


def draft(
    chronicle: Chronicle,
    kind: str,
    target: str,
    seed: int,
    difficulty: float = MEDIUM,
    way: str = "",
) -> Draft | Refused:
    """The draft for this target and seed, the same one each time; or why there is none.

    Without a way each attempt takes one of the kind's ways by chance.
    """
    asker = kinds.all_kinds()[kind]
    rejections: dict[tuple[str, str], Rejection] = {}
    for attempt in range(TRIES):
        rng = Random(f"{kind} {target} {seed} {attempt}")
        built = asker.build(chronicle, target, rng, difficulty, way or rng.choice(asker.ways))
        if isinstance(built, Rejection):
            rejections[built.name, built.why] = built
            continue
        built = replace(built, seed=seed)
        breaches = soundness.examine(built, chronicle)
        if not breaches:
            return built
        for breach in breaches:
            rejections[breach.check, breach.why] = Rejection(breach.check, target, breach.why)
    return Refused(kind, target, tuple(rejections.values()))


def event_of(chronicle: Chronicle, fact: str) -> Event | None:
    """The event that a fact (`when:EVENT`, `why:CAUSE` or `own:UUID`) is about, if it is."""
    about, _, slug = fact.partition(":")
    if own := own_question(chronicle, fact):
        return chronicle.by_slug.get(own.event)
    return chronicle.by_slug[slug if about == "when" else chronicle.causes[slug].effect]


def _importance(chronicle: Chronicle, fact: str) -> int:
    event = event_of(chronicle, fact)
    return event.importance if event else CORE


def shuffled_targets(chronicle: Chronicle, kind: str, rng: Random) -> list[str]:
    """The kind's targets in an order of chance in which turning points tend to come sooner."""
    targets = list(kinds.all_kinds()[kind].targets(chronicle))
    weight = {t: rng.random() ** (1 / _importance(chronicle, t)) for t in targets}
    return sorted(targets, key=lambda target: weight[target], reverse=True)


def outcomes(
    chronicle: Chronicle, kind: str, seed: int, way: str = ""
) -> Iterator[Draft | Refused]:
    """Draft after draft without end, unless a whole pass over the targets gives none."""
    while True:
        sound = 0
        for target in shuffled_targets(chronicle, kind, Random(f"{kind} {seed}")):
            outcome = draft(chronicle, kind, target, seed, way=way)
            sound += isinstance(outcome, Draft)
            yield outcome
        if not sound:
            return
        seed += 1


def compose(chronicle: Chronicle, seed: int, length: int = ROUND_LENGTH) -> list[Draft]:
    """A round: the kinds in turn, no fact twice, no question that answers another."""
    waiting = {
        kind: shuffled_targets(chronicle, kind, Random(f"{kind} {seed}"))
        for kind in kinds.all_kinds()
    }
    chosen: list[Draft] = []
    while waiting and len(chosen) < length:
        for kind in list(waiting)[: length - len(chosen)]:
            following = _next(chronicle, kind, waiting[kind], seed, chosen)
            if following is None:
                del waiting[kind]
            else:
                chosen.append(following)
    return chosen


def _next(
    chronicle: Chronicle, kind: str, targets: list[str], seed: int, chosen: list[Draft]
) -> Draft | None:
    """The next sound draft of the kind; if it can be, one that no earlier feedback answers."""
    second_best = None
    for target in targets[:PATIENCE]:
        targets.remove(target)
        built = draft(chronicle, kind, target, seed)
        if not isinstance(built, Draft) or soundness.independent([*chosen, built]):
            continue
        if not _told_before(chosen, built):
            return built
        second_best = second_best or built
    return second_best


def _told_before(chosen: list[Draft], built: Draft) -> bool:
    """Whether the feedback of an earlier question tells the date of an event that this asks."""
    told = {f"when:{slug}" for earlier in chosen for slug in earlier.events}
    return bool(told.intersection(built.facts))
