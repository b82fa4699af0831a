"""Whether all that is stored is whole and agrees with itself; each check says what it found."""

from collections.abc import Callable, Collection, Iterator
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Count, Exists, ForeignKey, OuterRef

from quiz import kinds, memory
from quiz.keeping import durability, sums
from quiz.models import Answer, Memory, Player, Question

SAMPLE = 100  # players, where not all are wanted
BATCH = 50
ONCE: tuple[tuple[Any, list[str]], ...] = (
    (Answer, ["question"]),
    (Question, ["round", "position"]),
)
NAMED = 5  # of many alike, so many are told by their numbers


class Check(NamedTuple):
    name: str
    problems: Callable[[Collection[int]], Iterator[str]]


def sample(size: int | None = SAMPLE) -> list[int]:
    """Players chosen by chance, or all."""
    players = Player.objects.values_list("pk", flat=True)
    return list(players.order_by("?")[:size] if size else players.order_by("pk"))


def settings(_players: Collection[int]) -> Iterator[str]:
    yield from durability.problems(connection)


def integrity(_players: Collection[int]) -> Iterator[str]:
    """SQLite reads its own pages and indexes; PostgreSQL finds what is broken when it reads."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for (said,) in cursor.execute("PRAGMA integrity_check").fetchall():
                if said != "ok":
                    yield said
    else:
        for model in sums.models():
            sums.sum_of(model)


def foreign_keys(_players: Collection[int]) -> Iterator[str]:
    for model in sums.models():
        for field in model._meta.concrete_fields:
            if isinstance(field, ForeignKey):
                target = field.related_model._base_manager
                there = target.filter(**{field.target_field.attname: OuterRef(field.attname)})
                lost = model._base_manager.exclude(**{f"{field.attname}": None})
                if missing := lost.filter(~Exists(there)).count():
                    yield f"{missing} rows of {model._meta.label} lead to no {field.name}"


def answered_once(_players: Collection[int]) -> Iterator[str]:
    """What the tables promise, counted without the indexes that promise it."""
    for what, fields in ONCE:
        twice = what._base_manager.order_by().values(*fields).annotate(n=Count("pk"))
        if found := twice.filter(n__gt=1).count():
            yield f"{found} times more than one {what._meta.model_name} for one {fields[0]}"


def scores(players: Collection[int]) -> Iterator[str]:
    """Each answer, graded again, is worth what is stored."""
    answers = Answer.objects.filter(question__round__player__in=players)
    asked = answers.select_related("question").order_by("pk")
    wrong = [
        answer.pk for answer in asked.iterator(chunk_size=2000) if not _graded_as_stored(answer)
    ]
    if wrong:
        yield f"{len(wrong)} answers are graded otherwise now: {_some(wrong)}"


def _graded_as_stored(answer: Answer) -> bool:
    try:
        grade = kinds.all_kinds()[answer.question.kind].grade(answer.question.key, answer.given)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError):
        return False  # what is stored is no answer to what was asked
    return (grade.accuracy, grade.facts) == (answer.accuracy, answer.facts)


def memories(players: Collection[int]) -> Iterator[str]:
    """What everybody holds follows from their answers, to the last digit."""
    columns = ["player_id", "fact", *memory.STATE]
    due = {_state(one, columns) for one in memory.from_answers(players=players)}
    stored = Memory.objects.filter(player__in=players).values_list(*columns)
    if wrong := due ^ set(stored):
        of_players = sorted({state[0] for state in wrong})
        yield f"the memories of {len(of_players)} players do not follow: {_some(of_players)}"


def _state(one: Memory, columns: list[str]) -> tuple[Any, ...]:
    return tuple(getattr(one, name) for name in columns)


def _some(numbers: list[int]) -> str:
    more = " …" if len(numbers) > NAMED else ""
    return ", ".join(map(str, numbers[:NAMED])) + more


OF_ALL = [
    Check("safe settings", settings),
    Check("the database's own integrity", integrity),
    Check("foreign keys", foreign_keys),
    Check("one answer to a question", answered_once),
]
OF_PLAYERS = [Check("scores", scores), Check("memories follow from answers", memories)]


def batches(players: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(players), BATCH):
        yield players[start : start + BATCH]
