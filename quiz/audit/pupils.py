"""Simulated pupils, whose forgetting follows FSRS: is the model honest, and does choosing help?

What a pupil really recalls is told by the package's own cards; what the program believes of them
goes through the rating, the memories and the choice that it uses for real ones.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from statistics import mean
from typing import NamedTuple

from fsrs import Card

from quiz import memory
from quiz.choosing import choose
from quiz.forgetting import SCHEDULER, Trace, after, recall

START = datetime(2026, 9, 1, 8, tzinfo=UTC)
DAY = timedelta(days=1)
TENTHS = 10
# Gaps between answers in days, from the next day on to years of holidays.
SHORTEST, LONGEST = 1, 2000

Propose = Callable[["Pupil", datetime, int], Sequence[str]]


@dataclass
class Pupil:
    """Recalls a fact never asked before with the chance `prior`, and others as FSRS says."""

    facts: list[str]
    prior: float
    rng: Random
    cards: dict[str, Card] = field(default_factory=dict)
    memories: dict[str, Trace] = field(default_factory=dict)

    def recalls(self, fact: str, at: datetime) -> float:
        card = self.cards.get(fact)
        return SCHEDULER.get_card_retrievability(card, at) if card else self.prior

    def answer(self, fact: str, at: datetime) -> bool:
        right = self.rng.random() < self.recalls(fact, at)
        rated = memory.rating(float(right))
        card = self.cards.get(fact) or Card(card_id=1, due=at)
        self.cards[fact], _log = SCHEDULER.review_card(card, rated, at)
        self.memories[fact] = after(self.memories.get(fact), rated, at)
        return right


class Outcome(NamedTuple):
    """What a pupil has after some weeks: facts that are lit, and facts recalled in expectation."""

    held: int
    recalled: float


def proposed(pupil: Pupil, at: datetime, answers: int) -> Sequence[str]:
    return choose(pupil.facts, pupil.memories, at, answers, pupil.rng)[:answers]


def at_random(pupil: Pupil, at: datetime, answers: int) -> Sequence[str]:
    return pupil.rng.sample(pupil.facts, min(answers, len(pupil.facts)))


def study(
    propose: Propose, facts: int, answers: int, days: int, seed: int, prior: float
) -> Outcome:
    """So many answers a day, and what there is on the morning after the last one."""
    pupil = Pupil([f"when:{n}" for n in range(facts)], prior, Random(f"pupil {seed}"))
    for day in range(days):
        at = START + day * DAY
        for fact in propose(pupil, at, answers):
            pupil.answer(fact, at)
    end = START + days * DAY
    held = sum(one.fresh_until > end for one in pupil.memories.values())
    return Outcome(held, sum(pupil.recalls(fact, end) for fact in pupil.facts))


def compared(
    facts: int, answers: int, days: int, seeds: int, prior: float
) -> tuple[float, float, Outcome]:
    """How many times as much is held and recalled by proposals as by chance, and how much it is."""
    ours, others = (
        [study(way, facts, answers, days, seed, prior) for seed in range(seeds)]
        for way in (proposed, at_random)
    )
    held, recalled = mean(one.held for one in ours), mean(one.recalled for one in ours)
    return (
        held / max(1.0, mean(one.held for one in others)),
        recalled / mean(one.recalled for one in others),
        Outcome(round(held), recalled),
    )


class Tenth(NamedTuple):
    """Answers that were predicted to be right about as likely."""

    answers: int
    predicted: float
    right: float


def calibration(pupils: int, answers: int, seed: int) -> list[Tenth]:
    """Predicted recall against actual answers, in the tenths of prediction that came up."""
    seen: list[list[tuple[float, bool]]] = [[] for _n in range(TENTHS)]
    for number in range(pupils):
        rng = Random(f"calibration {seed} {number}")
        for likely, right in _predictions(Pupil(["when:it"], rng.random(), rng), answers):
            seen[min(TENTHS - 1, int(likely * TENTHS))].append((likely, right))
    return [
        Tenth(len(pairs), mean(p for p, _right in pairs), mean(right for _p, right in pairs))
        for pairs in seen
        if pairs
    ]


def _predictions(pupil: Pupil, answers: int) -> Iterator[tuple[float, bool]]:
    """One fact, asked again after gaps of all lengths."""
    at, (fact,) = START, pupil.facts
    pupil.answer(fact, at)
    for _n in range(answers):
        at += DAY * SHORTEST * round((LONGEST / SHORTEST) ** pupil.rng.random())
        likely = recall(pupil.memories[fact], at)
        yield likely, pupil.answer(fact, at)
