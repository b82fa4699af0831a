"""A class that has answered a great deal, to measure with: rows as play leaves them, in bulk.

Questions are drawn from a few hundred true drafts. Their evidence is left out, for it is the
bulk of a row and no page of a class reads it.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import islice
from random import Random
from typing import Any

from django.utils import timezone

from history.chronicle import Chronicle
from history.models import Topic
from quiz import kinds
from quiz.bank import chronicle_for
from quiz.draft import Draft
from quiz.forgetting import LONG_AGO
from quiz.generation import outcomes
from quiz.management.made_up_pupil import Pupil
from quiz.management.made_up_term import Question
from quiz.management.played import BATCH, Sitting, Turn, store
from quiz.models import Answer, Classroom, Membership, Memory, Player

OF_EACH = 200  # drafts of a kind and way
IN_A_ROUND = 10
TERM = timedelta(days=90)


def drafts_of(chronicle: Chronicle) -> list[Draft]:
    return [
        draft
        for kind, asker in kinds.all_kinds().items()
        for way in asker.ways
        for draft in islice(_made(chronicle, kind, way), OF_EACH)
    ]


def _made(chronicle: Chronicle, kind: str, way: str) -> Iterator[Draft]:
    tried = islice(outcomes(chronicle, kind, 1, way), 40 * OF_EACH)
    return (outcome for outcome in tried if isinstance(outcome, Draft))


def fill(topic: Topic, name: str, size: tuple[int, int], tell: Callable[[str], Any]) -> Classroom:
    pupils, answers = size
    drafts = [(_spare(draft), draft.likeness) for draft in drafts_of(chronicle_for(topic))]
    classroom = Classroom.objects.create(
        name=name, code=name.upper(), topic=topic, size=pupils, ranking=True
    )
    rng = Random(pupils)
    for n in range(pupils):
        player = Player.objects.create()
        Membership.objects.create(
            classroom=classroom,
            player=player,
            nickname=f"Pupil {n}",
            nickname_key=f"pupil {n}",
            phrase=f"phrase {n}",
        )
        asked = [rng.choice(drafts) for _ in range(answers)]
        pupil = Pupil(
            f"{name} {n}", rng.uniform(0.4, 0.95), hold=1, diligence=1, candour=0, rng=rng
        )
        _play(pupil, player, topic, asked)
        tell(f"{name}: {n + 1} of {pupils} pupils")
    return classroom


def _spare(draft: Draft) -> Draft:
    truths = {i: {**truth, "evidence": []} for i, truth in draft.key["truths"].items()}
    key: Any = {**draft.key, "truths": truths, "evidence": []}
    return replace(draft, key=key)


def _play(pupil: Pupil, player: Player, topic: Topic, asked: list[Question]) -> None:
    now, step = timezone.now(), TERM / len(asked)
    turns = [
        Turn(draft, likeness, pupil.answer(draft, now - TERM + step * n))
        for n, (draft, likeness) in enumerate(asked, 1)
    ]
    sittings = [
        Sitting(player, now - TERM + step * n, turns[n : n + IN_A_ROUND])
        for n in range(0, len(turns), IN_A_ROUND)
    ]
    store(topic, sittings)
    given = [turn.answer for turn in turns if turn.answer]
    Memory.objects.bulk_create(_memories(player, given), batch_size=BATCH)


def _memories(player: Player, given: list[Answer]) -> list[Memory]:
    """By a simple rule, not by the model: each right answer doubles how long a fact is held."""
    held: dict[str, Memory] = {}
    for answer in given:
        for fact, accuracy in answer.facts.items():
            memory = held.setdefault(fact, Memory(player=player, fact=fact, stability=2, times=0))
            _review(memory, accuracy, answer.created)
    return list(held.values())


def _review(memory: Memory, accuracy: float, at: datetime) -> None:
    was_lit = memory.held_since and memory.fresh_until > at
    memory.times += 1
    memory.difficulty = 5
    memory.reviewed = at
    memory.stability = min(memory.stability * 2, 365) if accuracy else 2
    memory.fresh_until = at + timedelta(days=memory.stability) if accuracy else LONG_AGO
    memory.held_since = (memory.held_since if was_lit else at) if accuracy else None
