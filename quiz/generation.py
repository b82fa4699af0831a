"""Chooses what to ask, has it built, and lets nothing through that a check speaks against."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from random import Random

from history.chronicle import Chronicle
from history.records import Event
from quiz import kinds, soundness
from quiz.draft import NO_CONFUSIONS, NOT_MISTAKEN, Confusions, Draft, Mistaken, Rejection
from quiz.own import own_question
from quiz.speaking import here, marked

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
    mistaken: Mistaken = NOT_MISTAKEN,
) -> Draft | Refused:
    """The draft for this target and seed, the same one each time; or why there is none.

    Without a way each attempt takes the kind's ways in an order of chance, and the first that
    fits the target: one with a single fitting way is asked as surely as one with all of them.
    """
    rejections: dict[tuple[str, str], Rejection] = {}
    for number in range(TRIES):
        made = attempt(chronicle, kind, target, seed, number, difficulty, way, mistaken)
        if isinstance(made, Draft):
            return made
        rejections |= {(rejection.name, rejection.why): rejection for rejection in made}
        if all(rejection.certain for rejection in made):
            break
    return Refused(kind, target, tuple(rejections.values()))


def attempt(
    chronicle: Chronicle,
    kind: str,
    target: str,
    seed: int,
    number: int,
    difficulty: float = MEDIUM,
    way: str = "",
    mistaken: Mistaken = NOT_MISTAKEN,
) -> Draft | list[Rejection]:
    """One of the tries for a draft: a sound one, or every reason that speaks against it."""
    asker, chronicle = kinds.all_kinds()[kind], here(chronicle)
    # Most kinds have no wrong options of this sort, and need not know that others do.
    told = {"mistaken": mistaken} if mistaken else {}
    rng = Random(f"{kind} {target} {seed} {number}")
    rejections = []
    for one in [way] if way else rng.sample(asker.ways, len(asker.ways)):
        built = asker.build(chronicle, target, rng, difficulty, one, **told)
        if isinstance(built, Draft):
            built = marked(replace(built, seed=seed), chronicle)
            breaches = soundness.examine(built, chronicle)
            return [Rejection(b.check, target, b.why) for b in breaches] or built
        rejections.append(built)
    return rejections


def event_of(chronicle: Chronicle, fact: str) -> Event | None:
    """The event that a fact (`when:EVENT`, `why:CAUSE` or `own:SLUG`) is about, if it is."""
    about, _, slug = fact.partition(":")
    if own := own_question(chronicle, fact):
        return chronicle.by_slug.get(own.event)
    return chronicle.by_slug[slug if about == "when" else chronicle.causes[slug].effect]


def shuffled_targets(chronicle: Chronicle, kind: str, rng: Random) -> Iterator[str]:
    """The kind's targets in an order of chance in which turning points tend to come sooner.

    Drawn one by one, since a round takes a few out of what may be thousands.
    """
    waiting = list(chronicle.worked_out(_weighted_targets, kind))
    most = max((weight for _target, weight in waiting), default=0)
    while waiting:
        drawn = rng.randrange(len(waiting))
        target, weight = waiting[drawn]
        if rng.random() * most < weight:
            waiting[drawn] = waiting[-1]
            waiting.pop()
            yield target


def _weighted_targets(chronicle: Chronicle, kind: str) -> list[tuple[str, int]]:
    found = kinds.all_kinds()[kind].targets(chronicle)
    return [(target, _importance(chronicle, target)) for target in found]


def _importance(chronicle: Chronicle, fact: str) -> int:
    event = event_of(chronicle, fact)
    return event.importance if event else CORE


def outcomes(
    chronicle: Chronicle, kind: str, seed: int, way: str = ""
) -> Iterator[Draft | Refused]:
    """Draft after draft without end, unless a whole pass over the targets gives none."""
    chronicle = here(chronicle)
    while True:
        sound = 0
        for target in shuffled_targets(chronicle, kind, Random(f"{kind} {seed}")):
            outcome = draft(chronicle, kind, target, seed, way=way)
            sound += isinstance(outcome, Draft)
            yield outcome
        if not sound:
            return
        seed += 1


def compose(
    chronicle: Chronicle,
    seed: int,
    length: int = ROUND_LENGTH,
    barred: Collection[str] = frozenset(),
    confusions: Confusions = NO_CONFUSIONS,
    only: Collection[str] | None = None,
    of_kinds: Collection[str] = (),
) -> list[Draft]:
    """A round: the kinds in turn, no fact twice, no question that answers another.

    `barred` are the likenesses of drafts that are asked no more; `confusions` say what students
    took for right before; `only` are the facts that may be asked for, and `of_kinds` the kinds
    that may ask, both without a limit by default.
    """
    chronicle = here(chronicle)
    waiting = {
        kind: _among(shuffled_targets(chronicle, kind, Random(f"{kind} {seed}")), only)
        for kind in of_kinds or kinds.all_kinds()
    }
    chosen: list[Draft] = []
    while waiting and len(chosen) < length:
        for kind in list(waiting)[: length - len(chosen)]:
            following = _next(chronicle, kind, waiting[kind], seed, chosen, barred, confusions)
            if following is None:
                del waiting[kind]
            else:
                chosen.append(following)
    return chosen


def _among(targets: Iterator[str], only: Collection[str] | None) -> Iterator[str]:
    return targets if only is None else (target for target in targets if target in only)


def _next(
    chronicle: Chronicle,
    kind: str,
    targets: Iterator[str],
    seed: int,
    chosen: list[Draft],
    barred: Collection[str],
    confusions: Confusions,
) -> Draft | None:
    """The next sound draft of the kind; if it can be, one that no earlier feedback answers."""
    second_best = None
    for target in islice(targets, PATIENCE):
        mistaken = confusions.get((kind, target), NOT_MISTAKEN)
        built = draft(chronicle, kind, target, seed, mistaken=mistaken)
        if not isinstance(built, Draft) or soundness.independent([*chosen, built]):
            continue
        if barred and built.likeness in barred:
            continue
        if not told_before(chosen, built):
            return built
        second_best = second_best or built
    return second_best


def told_before(chosen: list[Draft], built: Draft) -> bool:
    """Whether the feedback of an earlier question tells the date of an event that this asks."""
    told = {f"when:{slug}" for earlier in chosen for slug in earlier.events}
    return bool(told.intersection(built.facts))
