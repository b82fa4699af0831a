"""What each player holds: every answer moves the memories of the facts it tested.

Memories follow from a player's answers alone, in the order in which they were stored, and `replay`
makes them again from these. It gives exactly what answering one by one has given, because both
take the same steps in the same order: whoever stores an answer, gives marks back or merges players
holds the rows of the players concerned until the end of the transaction, and takes them last:
classes by id, questions by id, withdrawal, answers, objections, players by id, memories,
memberships.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from typing import cast

from django.db import transaction
from django.db.models import QuerySet
from fsrs import Rating

from quiz.forgetting import after, recall
from quiz.models import Answer, Membership, Memory, Player, Question

__all__ = ["hold", "hold_all", "rating", "recall", "remember", "replay", "replay_all"]

RIGHT = 1.0
PARTLY = 0.5
NAMED = 50  # facts that a database is asked for by name; more are picked out of all
STATE = ["stability", "difficulty", "times", "reviewed", "fresh_until", "held_since", "last_way"]

Confidence = Answer.Confidence
Review = tuple[str, Rating]
Step = tuple[Rating, datetime, str]
Steps = dict[tuple[int, str], list[Step]]


def rating(accuracy: float, confidence: str = "") -> Rating:
    """What FSRS is told of an answer: how right it was, and whether its student was sure.

    Who says that it was a guess has recalled less than the answer shows. Less than half right is
    not recalled at all, and being sure of it makes that no better.
    """
    guessed = confidence == Confidence.GUESS
    if accuracy < PARTLY:
        return Rating.Again
    if accuracy < RIGHT:
        return Rating.Again if guessed else Rating.Hard
    if guessed:
        return Rating.Hard
    return Rating.Easy if confidence == Confidence.SURE else Rating.Good


def reviews(
    facts: Mapping[str, float], confidence: str, restored: float | None
) -> Iterator[Review]:
    """Each fact of an answer with its rating.

    Where the question was unsound, being wrong says nothing, and only what was right counts.
    """
    for fact, accuracy in facts.items():
        if restored is None or accuracy >= RIGHT:
            yield fact, rating(accuracy, confidence)


def hold(questions: QuerySet[Question]) -> Question:
    """The one question, locked until the transaction ends together with who was asked it.

    Raises Question.DoesNotExist.
    """
    locked = questions.select_for_update(of=("self", "round__player"), no_key=True)
    mine = locked.select_related("round__player")
    # The player may be merged into another while this waits for them: then it is the other's turn.
    return mine.first() or mine.get()


def hold_all(*, questions: QuerySet[Question]) -> list[Player]:
    """Lock all the players who were asked these, by id."""
    while True:
        wanted = set(questions.values_list("round__player", flat=True))
        players = Player.objects.select_for_update(no_key=True).filter(pk__in=wanted)
        found = list(players.order_by("pk"))
        if len(found) == len(wanted):
            return found


def remember(*, player: Player, answer: Answer) -> None:
    """Move the memories that the answer is about; in its transaction, with the player held."""
    found = dict(reviews(answer.facts, answer.confidence, answer.restored))
    kept = {m.fact: m for m in Memory.objects.of(player).about(found)} if found else {}
    way = _way(answer.question.kind, answer.question.key["asks"].get("way"))
    moved = (
        _moved(kept.get(fact), player.pk, fact, given, answer.created, way)
        for fact, given in found.items()
    )
    # Also where nothing moved: the answer may have been the last one of an assignment.
    _store(moved, also={player.pk})


@transaction.atomic
def replay(*, player: Player, facts: Collection[str] | None = None) -> None:
    """Make the player's memories again from their answers: of these facts, or of all."""
    list(Player.objects.select_for_update(no_key=True).filter(pk=player.pk))
    replay_all(players=[player], facts=facts)


def replay_all(*, players: Collection[Player], facts: Collection[str] | None = None) -> None:
    """The same for several, who are held already."""
    mine = {player.pk for player in players}
    steps = _steps(mine, facts)
    rows = _all_retraced(steps)
    memories = Memory.objects.filter(player__in=mine)
    if facts is not None:
        memories = memories.about(facts)
    stored = memories.values_list("player_id", "fact", "pk")
    gone = [pk for player, fact, pk in stored if (player, fact) not in steps]
    Memory.objects.filter(pk__in=gone).delete()
    # Also where nothing moved: marks may have been given back.
    _store(rows, also=mine)


def from_answers(*, players: Collection[int]) -> list[Memory]:
    """What these players' memories have to be; nothing is stored."""
    return _all_retraced(_steps(players, None))


def _all_retraced(steps: Steps) -> list[Memory]:
    return [_retraced(*key, taken) for key, taken in steps.items()]


def _steps(players: Collection[int], facts: Collection[str] | None) -> Steps:
    """Of each player and fact, the answers that tested it in the order they were stored."""
    answers = Answer.objects.filter(question__round__player__in=players)
    if facts is not None and len(facts) <= NAMED:
        answers = answers.filter(facts__has_any_keys=list(facts))
    steps: Steps = defaultdict(list)
    for player, given, confidence, restored, at, kind, way in answers.order_by("pk").values_list(
        "question__round__player",
        "facts",
        "confidence",
        "restored",
        "created",
        "question__kind",
        "question__key__asks__way",
    ):
        for fact, rated in reviews(given, confidence, restored):
            if facts is None or fact in facts:
                steps[player, fact].append((rated, at, _way(kind, way)))
    return steps


def _way(kind: str, way: str | None) -> str:
    return f"{kind}/{way or ''}"


def _retraced(player: int, fact: str, steps: Iterable[Step]) -> Memory:
    memory = None
    for rated, at, way in steps:
        memory = _moved(memory, player, fact, rated, at, way)
    return cast(Memory, memory)  # there is no fact without a step


def _moved(
    memory: Memory | None, player: int, fact: str, rated: Rating, at: datetime, way: str
) -> Memory:
    trace = after(memory, rated, at)
    # Not `asdict`, which copies each time deeply: two thirds of the work where many are made.
    values = {name: getattr(trace, name) for name in trace.__slots__}
    return Memory(player_id=player, fact=fact, last_way=way, **values)


def _store(rows: Iterable[Memory], also: Collection[int] = ()) -> None:
    """Write them all at once, and tell the players' classes that something changed."""
    memories = sorted(rows, key=lambda memory: (memory.player_id, memory.fact))
    moved = {*also, *(memory.player_id for memory in memories)}
    if not moved:
        return
    Memory.objects.bulk_create(
        memories,
        update_conflicts=True,
        unique_fields=["player", "fact"],
        update_fields=STATE,
    )
    Membership.objects.filter(player__in=moved).touch()
