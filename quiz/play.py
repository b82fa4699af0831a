"""The only module that writes players, rounds, questions and answers.

What an answer gains afterwards, when its question turns out to be unsound, is `quiz.objections'.
"""

from secrets import randbits
from typing import Any

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction

from history.chronicle import Chronicle, chronicle_of
from history.models import Topic
from quiz import kinds, objections
from quiz.draft import Draft
from quiz.generation import compose
from quiz.merging import merge_players
from quiz.models import Answer, Classroom, Player, Question, Round, Withdrawal


class NothingToAsk(Exception):
    """The topic gives no sound question yet."""


@transaction.atomic
def new_guest() -> Player:
    return Player.objects.create()


def member(user: User) -> Player:
    """The player of an account, made at first need."""
    player, _made = Player.objects.get_or_create(user=user)
    return player


@transaction.atomic
def adopt(*, guest: Player | None, user: User) -> Player:
    """Give a guest's rounds and classes to the account they have just signed up or in to."""
    owner = Player.objects.filter(user=user).first()
    if guest is None or guest.user_id is not None or _is_somebody_else(guest, owner, user):
        return owner or member(user)
    if owner is None:
        guest.user = user
        guest.save(update_fields=["user"])
        return guest
    return merge_players(kept=owner, other=guest)


def _is_somebody_else(guest: Player, owner: Player | None, user: User) -> bool:
    """A pupil at whose browser a teacher signs in, or a classmate: they stay who they are."""
    if user.is_staff:
        return guest.memberships.exists()
    return Classroom.objects.attended_by(owner).filter(memberships__player=guest).exists()


def start_round(*, player: Player, topic: Topic, seed: int | None = None) -> Round:
    """Choose, check and store the questions of a round; raises NothingToAsk if there are none."""
    seed = randbits(31) if seed is None else seed
    objections.reexamine(topic=topic)
    # Before the transaction: choosing only reads, and should not hold SQLite's one write lock.
    drafts = _still_asked(chronicle_of(topic), seed)
    if not drafts:
        raise NothingToAsk(topic.slug)
    with transaction.atomic():
        played = Round.objects.create(player=player, topic=topic)
        Question.objects.bulk_create(
            Question(
                round=played,
                position=position,
                kind=draft.kind,
                seed=draft.seed,
                shown=draft.shown,
                key=draft.key,
                facts=list(draft.facts),
                events=list(draft.events),
                likeness=draft.likeness,
            )
            for position, draft in enumerate(drafts, 1)
        )
    return played


def _still_asked(chronicle: Chronicle, seed: int) -> list[Draft]:
    """A round without what has been withdrawn."""
    barred: set[str] = set()
    while True:
        drafts = compose(chronicle, seed, barred=frozenset(barred))
        withdrawn = Withdrawal.objects.among(draft.likeness for draft in drafts) - barred
        if not withdrawn:
            return [draft for draft in drafts if draft.likeness not in barred]
        barred |= withdrawn


def answer(*, question: Question, given: Any) -> tuple[Answer, bool]:
    """Grade and store; of several answers to one question the first alone counts.

    Returns the recorded answer, and whether it is this one.
    """
    grade = kinds.all_kinds()[question.kind].grade(question.key, given)
    try:
        with transaction.atomic():
            restored = objections.restored(question=question, accuracy=grade.accuracy)
            recorded = Answer.objects.create(
                question=question,
                given=given,
                accuracy=grade.accuracy,
                facts=grade.facts,
                feedback=grade.feedback,
                restored=restored,
                told=restored is not None,
            )
    except IntegrityError:
        return Answer.objects.get(question=question), False
    return recorded, True
