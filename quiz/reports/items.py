"""How questions did: how many get one right, and whether it tells those who know from the others.

A question is what pupils would call the same one: all drafts of one likeness.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from statistics import StatisticsError, correlation
from typing import NamedTuple

from quiz.models import Classroom, Question
from quiz.reports import marks, roster
from quiz.reports.marks import Book

ENOUGH = 30  # answers: with fewer, a share is a chance


class Share(NamedTuple):
    text: str
    right: bool
    per_cent: int


class Asked(NamedTuple):
    """A likeness as it was answered; `example` is one of its questions."""

    likeness: str
    answers: int
    facility: float
    example: int


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


def asked(book: Book) -> list[Asked]:
    """Each likeness with its answers, those with most answers first."""
    counts: Counter[str] = Counter()
    totals: dict[str, float] = defaultdict(float)
    examples: dict[str, int] = {}
    for one in book.values():
        counts.update(one.likenesses)
        for likeness, mark, question in zip(one.likenesses, one.marks, one.questions, strict=True):
            totals[likeness] += mark
            if question < examples.setdefault(likeness, question):
                examples[likeness] = question
    rows = [
        Asked(likeness, count, totals[likeness] / count, examples[likeness])
        for likeness, count in counts.items()
    ]
    # Rounded, since a sum of fractions hangs on their order by a hair.
    return sorted(rows, key=lambda row: (-row.answers, round(row.facility, 9), row.likeness))


def items(
    classroom: Classroom, book: Book, rows: Sequence[Asked], with_shares: bool = True
) -> list[Item]:
    """What is to be said of these rows of `asked`: nothing where the answers are too few."""
    examples = Question.objects.in_bulk([row.example for row in rows])
    enough = {row.likeness: row for row in rows if row.answers >= ENOUGH}
    apart = _discriminations(book, enough)
    offering = {
        likeness: examples[row.example]
        for likeness, row in enough.items()
        if with_shares and examples[row.example].shown["mode"] in ("single", "multiple")
    }
    chosen = _chosen(classroom, book, offering)
    return [_item(examples[row.example], row, apart, chosen.get(row.likeness)) for row in rows]


def _item(
    example: Question, row: Asked, apart: dict[str, float | None], chosen: Counter[str] | None
) -> Item:
    stem = example.shown["stem"]
    if row.answers < ENOUGH:
        return Item(stem, example.kind, row.answers)
    shares = _shares(example, chosen, row.answers) if chosen is not None else ()
    return Item(stem, example.kind, row.answers, row.facility, apart[row.likeness], shares)


def _shares(example: Question, chosen: Counter[str], answers: int) -> tuple[Share, ...]:
    right = example.key["answer"]
    return tuple(
        Share(option["text"], option["id"] in right, round(100 * chosen[option["text"]] / answers))
        for option in example.shown["options"]
    )


def _discriminations(book: Book, likenesses: Collection[str]) -> dict[str, float | None]:
    """Against the rest of a pupil's marks, so that no question is compared with itself."""
    pairs: dict[str, list[tuple[float, float]]] = {likeness: [] for likeness in likenesses}
    for one in book.values():
        total, others = sum(one.marks), len(one.marks) - 1
        for likeness, mark in zip(one.likenesses, one.marks, strict=True):
            if likeness in pairs and others:
                pairs[likeness].append((mark, (total - mark) / others))
    return {likeness: _correlation(found) for likeness, found in pairs.items()}


def _correlation(pairs: Sequence[tuple[float, float]]) -> float | None:
    try:
        return correlation([mark for mark, _rest in pairs], [rest for _mark, rest in pairs])
    except StatisticsError:  # all alike, so nobody is told from anybody
        return None


def _chosen(
    classroom: Classroom, book: Book, examples: Mapping[str, Question]
) -> dict[str, Counter[str]]:
    """How often each option was chosen, by its text.

    An answer that is all right chose what is right, so what it chose need not be read.
    """
    missed = marks.missed(classroom, book, examples)
    found: dict[str, Counter[str]] = {likeness: Counter() for likeness in examples}
    asked: Counter[str] = Counter()
    for player, questions in missed.items():
        one = book[player]
        asked.update(one.likenesses)
        for likeness, question in questions:
            asked[likeness] -= 1
            found[likeness].update(one.chosen.get(question, ()))
    for likeness, example in examples.items():
        for text in roster.texts_of(example.key["answer"], example.shown["options"]):
            found[likeness][text] += asked[likeness]
    return found
