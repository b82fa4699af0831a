"""The marks of each pupil, answer by answer, in small columns that are kept in this process."""

import sys
from array import array
from collections.abc import Collection, Iterator, Mapping
from functools import partial
from itertools import compress

from quiz.models import Answer, Classroom
from quiz.reports import roster
from quiz.reports.per_pupil import Kept

CHUNK = 2000
NAMED = 1000  # questions that a database is asked for by number; more are picked out of all


class Marks:
    """Of one pupil.  `missed` says which answers were not all right.

    `chosen` is what was chosen in those of them that somebody has looked at: to read all would
    take longer than everything else.
    """

    __slots__ = ("chosen", "likenesses", "marks", "missed", "questions")

    def __init__(self) -> None:
        self.likenesses: list[str] = []
        self.questions = array("q")
        self.marks = array("d")
        self.missed = bytearray()
        self.chosen: dict[int, tuple[str, ...]] = {}

    def add(self, likeness: str, question: int, mark: float, missed: bool) -> None:
        self.likenesses.append(sys.intern(likeness))
        self.questions.append(question)
        self.marks.append(mark)
        self.missed.append(missed)

    def missed_in(self, likenesses: Collection[str]) -> list[tuple[str, int]]:
        missed = compress(zip(self.likenesses, self.questions, strict=True), self.missed)
        return [(likeness, question) for likeness, question in missed if likeness in likenesses]


Book = Mapping[int, Marks]
_kept: Kept[Marks] = Kept()


def book(classroom: Classroom) -> Book:
    """Of every pupil, in two queries."""
    return _kept.of(classroom, partial(_read, classroom))


def _read(classroom: Classroom, players: Collection[int]) -> Book:
    found = {player: Marks() for player in players}
    rows = roster.answers_of(classroom, players).values_list(
        "question__round__player", "question__likeness", "question", "accuracy", "restored"
    )
    for player, likeness, question, accuracy, restored in rows.iterator(CHUNK):
        mark = accuracy if restored is None else restored
        found[player].add(likeness, question, mark, accuracy < 1)
    return found


def missed(
    classroom: Classroom, marks: Book, likenesses: Collection[str]
) -> dict[int, list[tuple[str, int]]]:
    """By player, the answers to these that were not all right, with what was `chosen` filled in.

    In one query, and in none where all of it is known.
    """
    found = {player: one.missed_in(likenesses) for player, one in marks.items()}
    unknown = {
        question: player
        for player, rows in found.items()
        for _likeness, question in rows
        if question not in marks[player].chosen
    }
    if unknown:
        for player, question, texts in _looked_up(classroom, unknown, likenesses):
            marks[player].chosen[question] = texts
    return found


def _looked_up(
    classroom: Classroom, unknown: Mapping[int, int], likenesses: Collection[str]
) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    if len(unknown) <= NAMED:
        answers = Answer.objects.filter(question__in=list(unknown))
    else:
        missed = roster.answers_of(classroom, set(unknown.values())).filter(accuracy__lt=1)
        answers = missed.filter(question__likeness__in=likenesses)
    rows = answers.values_list("question", "given", "question__shown__options")
    for question, given, options in rows.iterator(CHUNK):
        if question in unknown:
            texts = roster.texts_of(given, options)
            yield unknown[question], question, tuple(map(sys.intern, texts))
