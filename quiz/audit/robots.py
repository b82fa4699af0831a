"""Robots that know nothing of the matter and go by the look of a question: none may gain by it.

A robot ranks the options by what is shown. What it earns is compared with what guessing earns,
which is worked out exactly: the mean mark of all answers of the same shape, and its variance.
A question weighs as often as it was drawn, as it does for those who are asked. But its luck is
drawn once: a hundred drafts that are alike are no proof of a hundred.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations, permutations
from math import sqrt
from statistics import fmean, pvariance
from typing import Any, NamedTuple

from history.chronicle import Chronicle
from quiz import kinds
from quiz.audit.rankings import CHOOSERS, SORTERS, Robot, who_knows_dates
from quiz.draft import Draft, Key

STANDARD_ERRORS = 3


class Played(NamedTuple):
    """What was earned by a question, what luck earns by it (mean, variance), how often it came."""

    score: float
    luck: tuple[float, float]
    times: int


@dataclass(frozen=True, slots=True)
class Result:
    """Of so many questions that are unlike."""

    robot: str
    drafts: int
    score: float
    chance: float
    error: float

    @property
    def bound(self) -> float:
        return self.chance + STANDARD_ERRORS * self.error

    @property
    def gains(self) -> bool:
        # Marks are sums of floats.
        return self.score > self.bound + 1e-9


def results(drafts: Sequence[Draft], chronicle: Chronicle | None = None) -> list[Result]:
    """For drafts of one kind and way, which are all of one mode.

    With a chronicle those robots play too that know all dates and nothing else.
    """
    mode = drafts[0].shown["mode"] if drafts else ""
    if mode == "text":
        return []
    robots = [*(SORTERS if mode == "order" else CHOOSERS)]
    if chronicle:
        robots += who_knows_dates(chronicle)
    seen = unlike(drafts)
    # What luck earns is the same for all robots.
    luck = [_odds(draft) for draft, _times in seen]
    found = [_result(robot, seen, luck) for robot in robots]
    if mode == "multiple":
        found.append(_ticks_everything(seen))
    return [result for result in found if result.drafts]


def unlike(drafts: Iterable[Draft]) -> list[tuple[Draft, int]]:
    """One draft of each question, and how many there were of it."""
    drafts = list(drafts)
    times = Counter(draft.likeness for draft in drafts)
    return [(draft, times[likeness]) for likeness, draft in {d.likeness: d for d in drafts}.items()]


def _result(
    robot: Robot, seen: Sequence[tuple[Draft, int]], luck: Sequence[tuple[float, float]]
) -> Result:
    played = [
        Played(_score(draft, ranks), odds, times)
        for (draft, times), odds in zip(seen, luck, strict=True)
        if (ranks := robot.rank(draft))
    ]
    return summed(robot.name, played)


def summed(name: str, played: Sequence[Played]) -> Result:
    if not played:
        return Result(name, 0, 0.0, 0.0, 0.0)
    times = [one.times for one in played]
    chance = fmean((one.luck[0] for one in played), times)
    variance = sum(one.times**2 * one.luck[1] for one in played)
    score = fmean((one.score for one in played), times)
    return Result(name, len(played), score, chance, sqrt(variance) / sum(times))


def _ticks_everything(seen: Sequence[tuple[Draft, int]]) -> Result:
    """Against guessing for each option whether it is right."""
    played = []
    for draft, times in seen:
        ids = [option["id"] for option in draft.shown["options"]]
        every = [list(c) for size in range(1, len(ids) + 1) for c in combinations(ids, size)]
        marks = [mark(draft, answer) for answer in every]
        played.append(Played(marks[-1], (fmean(marks), pvariance(marks)), times))
    return summed("ticks everything", played)


def _score(draft: Draft, ranks: Sequence[float]) -> float:
    """The robot's mark; where it cannot decide, the mean of all that it might answer."""
    by_id = {o["id"]: rank for o, rank in zip(draft.shown["options"], ranks, strict=True)}
    if draft.shown["mode"] == "order":
        return mark(draft, sorted(by_id, key=by_id.__getitem__))
    picks = _picks(draft)
    sums = [sum(by_id[option] for option in pick) for pick in picks]
    best = max(sums)
    return fmean(
        _mark_pick(draft, pick) for pick, found in zip(picks, sums, strict=True) if found == best
    )


def _picks(draft: Draft) -> list[tuple[str, ...]]:
    """One option, or where several may be right every half of them."""
    ids = [option["id"] for option in draft.shown["options"]]
    several = draft.shown["mode"] == "multiple"
    return list(combinations(ids, (len(ids) + 1) // 2 if several else 1))


def _mark_pick(draft: Draft, pick: Sequence[str]) -> float:
    return mark(draft, list(pick) if draft.shown["mode"] == "multiple" else pick[0])


def mark(draft: Draft, answer: Any) -> float:
    return kinds.all_kinds()[draft.kind].grade(draft.key, answer).accuracy


def _odds(draft: Draft) -> tuple[float, float]:
    """Mean and variance of what a guess of the same shape earns."""
    if draft.shown["mode"] == "order":
        order = draft.key["answer"]
        pairs = [(order.index(a), order.index(b)) for a, b in draft.key["pairs"] or ()]
        return _odds_of_order(draft.kind, len(order), tuple(sorted(pairs)))
    marks = [_mark_pick(draft, pick) for pick in _picks(draft)]
    return fmean(marks), pvariance(marks)


@cache
def _odds_of_order(
    kind: str, count: int, pairs: tuple[tuple[int, int], ...]
) -> tuple[float, float]:
    """Of every order that there is: which option is called what makes no difference to it."""
    right = [str(number) for number in range(count)]
    key: Key = {
        "answer": right,
        "pairs": [[str(a), str(b)] for a, b in pairs],
        "stands_for": dict(zip(right, right, strict=True)),
        "asks": {"form": "ordering", "fact": ""},
        "truths": {},
        "explanation": "",
        "evidence": [],
    }
    grade = kinds.all_kinds()[kind].grade
    marks = [grade(key, list(order)).accuracy for order in permutations(right)]
    return fmean(marks), pvariance(marks)


def gaining(found: Iterable[Result]) -> list[Result]:
    return [result for result in found if result.gains]
