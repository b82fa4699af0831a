"""The misconceptions that a player chose to believe, what is true instead, and which are mended."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from history.models import Event
from history.models.event import TITLES
from quiz.models import Answer, Player, Round
from quiz.progress.standing import MemoryRow

# Older rounds are not looked through: what was believed lately is what matters.
ROUNDS = 60
SHOWN = 8  # of those that still stand, and of those that are mended
BELIEF = "misconception:"


@dataclass(frozen=True, slots=True)
class Mistake:
    """A wrong belief as it was last chosen; mended once its fact was answered right since."""

    statement: str
    correction: str
    question: UUID
    made: datetime
    is_mended: bool
    about: Event | None


def mistakes_of(player: Player, memories: Mapping[str, MemoryRow]) -> list[Mistake]:
    """The newest, those that still stand first; none from a question that was withdrawn.

    The answers keep the words as they were shown, so a misconception that a teacher has since
    reworded or removed is told as the player met it.
    """
    found: dict[tuple[str, str], tuple[Mapping[str, Any], str]] = {}
    for row in _lately_wrong(player):
        for option, event, statement in _believed(row):
            found.setdefault((event, statement), (row, option))
    slugs = [event for event, _statement in found]
    events = Event.objects.only("slug", "title", *TITLES.values()).in_bulk(slugs, field_name="slug")
    mistakes = [
        Mistake(
            statement,
            row["question__key__truths"][option]["reason"],
            row["question__uuid"],
            row["created"],
            _is_mended(row, memories),
            events.get(event),
        )
        for (event, statement), (row, option) in found.items()
    ]
    standing = [mistake for mistake in mistakes if not mistake.is_mended]
    return standing[:SHOWN] + [mistake for mistake in mistakes if mistake.is_mended][:SHOWN]


def _lately_wrong(player: Player) -> Iterable[Mapping[str, Any]]:
    newest = Round.objects.of(player).order_by("-created").values("pk")[:ROUNDS]
    wrong = Answer.objects.cost_marks().filter(question__round__in=newest)
    return wrong.order_by("-created", "-pk").values(
        "given",
        "created",
        "question__uuid",
        "question__facts",
        "question__shown__options",
        "question__key__stands_for",
        "question__key__truths",
    )


def _believed(row: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """The options chosen that stand for a misconception: id, the event's slug, and its words."""
    given, meanings = row["given"], row["question__key__stands_for"]
    texts = {option["id"]: option["text"] for option in row["question__shown__options"]}
    chosen = given if isinstance(given, list) else [given] if isinstance(given, str) else []
    for option in chosen:
        meaning = meanings.get(option, "")
        if meaning.startswith(BELIEF):
            yield option, meaning.removeprefix(BELIEF), texts[option]


def _is_mended(row: Mapping[str, Any], memories: Mapping[str, MemoryRow]) -> bool:
    """Whether the fact asked about was asked again since, and was not wrong when last asked."""
    memory = memories.get(row["question__facts"][0]) if row["question__facts"] else None
    return bool(memory and memory.held_since and memory.reviewed > row["created"])
