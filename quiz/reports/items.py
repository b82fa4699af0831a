"""How questions did: how many get one right, and whether it tells those who know from the others.

A question is what pupils would call the same one: all drafts of one likeness.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from statistics import StatisticsError, correlation
from typing import Any, NamedTuple

from django.db.models import Avg, Count, F, Min, QuerySet, Sum

from quiz.models import Classroom, Question
from quiz.reports import roster

ENOUGH = 30  # answers: with fewer, a share is a chance


class Share(NamedTuple):
    text: str
    right: bool
    per_cent: int


@dataclass(frozen=True, slots=True)
class Item:
    """`facility` is the mean mark; `discrimination` its correlation with a pupil's other marks."""

    stem: str
    kind: str
    answers: int
    facility: float | None = None
    discrimination: float | None = None
    shares: tuple[Share, ...] = ()

    @property
    def is_enough(self) -> bool:
        return self.answers >= ENOUGH


def asked(classroom: Classroom) -> QuerySet[Any]:
    """A row for each likeness with its answers, those with most answers first."""
    marked = roster.answers(classroom).with_marks()
    counted = marked.values("question__likeness").annotate(
        answers=Count("pk"), facility=Avg("counted"), example=Min("question")
    )
    return counted.order_by("-answers", "facility", "question__likeness")


def items(classroom: Classroom, rows: Sequence[Any], with_shares: bool = True) -> list[Item]:
    """What is to be said of these rows of `asked`: nothing where the answers are too few."""
    examples = Question.objects.in_bulk([row["example"] for row in rows])
    enough = [row["question__likeness"] for row in rows if row["answers"] >= ENOUGH]
    apart = _discriminations(classroom, enough)
    chosen = _chosen(classroom, enough) if with_shares else {}
    return [
        _item(examples[row["example"]], row, apart, chosen.get(row["question__likeness"]))
        for row in rows
    ]


def _item(
    example: Question, row: Any, apart: dict[str, float | None], chosen: Counter[str] | None
) -> Item:
    stem, answers, likeness = example.shown["stem"], row["answers"], row["question__likeness"]
    if answers < ENOUGH:
        return Item(stem, example.kind, answers)
    shares = _shares(example, chosen, answers) if chosen else ()
    return Item(stem, example.kind, answers, row["facility"], apart.get(likeness), shares)


def _shares(example: Question, chosen: Counter[str], answers: int) -> tuple[Share, ...]:
    right = example.key["answer"]
    return tuple(
        Share(option["text"], option["id"] in right, round(100 * chosen[option["text"]] / answers))
        for option in example.shown["options"]
        if example.shown["mode"] in ("single", "multiple")
    )


def _discriminations(classroom: Classroom, likenesses: Collection[str]) -> dict[str, float | None]:
    """Against the rest of a pupil's marks, so that no question is compared with itself."""
    if not likenesses:
        return {}
    marked = _marked(classroom)
    totals = {
        row["player"]: (row["total"], row["times"])
        for row in marked.values("player").annotate(total=Sum("counted"), times=Count("pk"))
    }
    pairs: dict[str, list[tuple[float, float]]] = defaultdict(list)
    rows = marked.filter(question__likeness__in=likenesses)
    for likeness, player, mark in rows.values_list("question__likeness", "player", "counted"):
        total, times = totals[player]
        if times > 1:
            pairs[likeness].append((mark, (total - mark) / (times - 1)))
    return {likeness: _correlation(found) for likeness, found in pairs.items()}


def _marked(classroom: Classroom) -> QuerySet[Any]:
    return roster.answers(classroom).with_marks().annotate(player=F("question__round__player"))


def _correlation(pairs: Iterable[tuple[float, float]]) -> float | None:
    marks, rests = zip(*pairs, strict=True)
    try:
        return correlation(marks, rests)
    except StatisticsError:  # all alike, so nobody is told from anybody
        return None


def _chosen(classroom: Classroom, likenesses: Collection[str]) -> dict[str, Counter[str]]:
    """How often each option was chosen, by its text."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    rows = roster.answers(classroom).filter(question__likeness__in=likenesses)
    for likeness, given, options in rows.values_list(
        "question__likeness", "given", "question__shown__options"
    ):
        found[likeness].update(roster.texts_of(given, options))
    return found
