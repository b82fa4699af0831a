"""Guests become players, rounds begin, and here alone what a player answers is recorded.

What an answer gains afterwards, when its question turns out to be unsound, is `quiz.objections'.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from secrets import randbits
from typing import Any

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from history.chronicle import Chronicle
from history.models import Topic
from quiz import kinds, memory, objections, proposing
from quiz.bank import chronicle_for
from quiz.choosing import Choice, within
from quiz.confusions import confusions_of
from quiz.draft import Confusions, Draft
from quiz.generation import ROUND_LENGTH, compose
from quiz.granting import grant
from quiz.merging import merge_players
from quiz.models import Answer, Assignment, Classroom, Player, Question, Round, Withdrawal

EVERYTHING = Choice()
Propose = Callable[[frozenset[str]], list[Draft]]


class NothingToAsk(Exception):
    """The topic gives no sound question yet."""


class AnsweredBefore(Exception):
    """The question has its answer already, which `question.answer` now is."""


class PlayerGone(Exception):
    """While their round was made, the player was merged into another."""


@transaction.atomic
def new_guest() -> Player:
    return Player.objects.create()


def member(user: User) -> Player:
    """The player of an account, made at first need."""
    player, _made = Player.objects.get_or_create(user=user)
    return player


@transaction.atomic
def adopt(*, guest: Player | None, user: User) -> Player:
    """Give all that a guest did, holds and belongs to, to the account just signed up or in to."""
    owner = Player.objects.filter(user=user).first()
    if guest is None or guest.user_id is not None or _is_somebody_else(guest, owner, user):
        return owner or member(user)
    if owner is None and _is_given(guest, user):
        guest.user = user
        return guest
    return merge_players(kept=owner or member(user), other=guest)


def _is_given(guest: Player, user: User) -> bool:
    """Make them the account's player; not if in another tab one of the two just got another."""
    try:
        with transaction.atomic():
            return bool(Player.objects.filter(pk=guest.pk, user=None).update(user=user))
    except IntegrityError:
        return False


def _is_somebody_else(guest: Player, owner: Player | None, user: User) -> bool:
    """A pupil at whose browser a teacher signs in, or a classmate: they stay who they are."""
    if user.is_staff:
        return guest.memberships.exists()
    return Classroom.objects.attended_by(owner).filter(memberships__player=guest).exists()


def start_round(
    *, player: Player, topic: Topic, seed: int | None = None, choice: Choice = EVERYTHING
) -> Round:
    """Choose, check and store the questions of a round.

    Raises NothingToAsk if there are none, NothingDue if only what is due was wanted, PlayerGone.
    """
    seed = randbits(31) if seed is None else seed
    objections.reexamine(topic=topic)
    # Before the transaction: choosing only reads, and should not hold SQLite's one write lock.
    drafts = proposed(player=player, topic=topic, seed=seed, choice=choice)
    if not drafts:
        raise NothingToAsk(topic.slug)
    return keep_round(player=player, topic=topic, drafts=drafts)


def proposed(
    *, player: Player, topic: Topic, seed: int, choice: Choice, length: int = ROUND_LENGTH
) -> list[Draft]:
    """What this player should be asked now; raises NothingDue."""
    chronicle, confusions = chronicle_for(topic), confusions_of(topic)
    return still_asked(_proposal(player, chronicle, confusions, seed, choice, length))


def _proposal(
    player: Player,
    chronicle: Chronicle,
    confusions: Confusions,
    seed: int,
    choice: Choice,
    length: int,
) -> Propose:
    """How this player's round is made, given what may not be asked."""
    wishes = proposing.wishes(
        player=player, chronicle=chronicle, choice=choice, seed=seed, length=length
    )
    of_kinds = sorted(choice.kinds)
    if wishes is None:
        only = frozenset(within(chronicle, choice)) if choice.events else None
        return lambda barred: compose(
            chronicle, seed, length, barred, confusions, only=only, of_kinds=of_kinds
        )
    difficulty = proposing.difficulty(player=player)
    return lambda barred: grant(
        chronicle,
        seed,
        wishes,
        length,
        barred,
        difficulty=difficulty,
        confusions=confusions,
        of_kinds=of_kinds,
    )


def still_asked(propose: Propose) -> list[Draft]:
    """A round as `propose` puts it together, given the likenesses that it must leave out."""
    barred: set[str] = set()
    while True:
        drafts = propose(frozenset(barred))
        withdrawn = Withdrawal.objects.among(draft.likeness for draft in drafts) - barred
        if not withdrawn:
            return [draft for draft in drafts if draft.likeness not in barred]
        barred |= withdrawn


@transaction.atomic
def keep_round(
    *,
    player: Player,
    topic: Topic | None,
    drafts: Iterable[Draft],
    assignment: Assignment | None = None,
    attempt: int | None = None,
) -> Round:
    """Raises PlayerGone; whoever merges the player waits for this, or this for them."""
    if not Player.objects.select_for_update(no_key=True).filter(pk=player.pk):
        raise PlayerGone
    played = Round.objects.create(
        player=player, topic=topic, assignment=assignment, attempt=attempt
    )
    Question.objects.bulk_create(
        Question(round=played, position=position, likeness=draft.likeness, **columns_of(draft))
        for position, draft in enumerate(drafts, 1)
    )
    return played


def columns_of(draft: Draft) -> dict[str, Any]:
    """The draft as a row keeps it, be it asked or only set."""
    return {
        "kind": draft.kind,
        "seed": draft.seed,
        "shown": draft.shown,
        "key": draft.key,
        "facts": list(draft.facts),
        "events": list(draft.events),
    }


@contextmanager
def held(questions: QuerySet[Question]) -> Iterator[Question]:
    """The one question, held with its player, to `record` the answer to it or leave it be.

    Raises Question.DoesNotExist, AnsweredBefore.
    """
    try:
        with transaction.atomic():
            # Whoever withdraws the question waits for this; and of two answers that test one fact,
            # the one stored first is remembered first.
            question = memory.hold(questions)
            yield question
    except IntegrityError:
        question.answer = Answer.objects.get(question=question)
        raise AnsweredBefore from None


def record(*, question: Question, given: Any, confidence: str = "") -> Answer:
    """Grade, store and remember, while both are held."""
    grade = kinds.all_kinds()[question.kind].grade(question.key, given)
    restored = objections.restored(question=question, accuracy=grade.accuracy)
    recorded = Answer.objects.create(
        question=question,
        given=given,
        confidence=confidence,
        accuracy=grade.accuracy,
        facts=grade.facts,
        feedback=grade.feedback,
        restored=restored,
        told=restored is not None,
    )
    memory.remember(player=question.round.player, answer=recorded)
    return recorded


def answer(*, question: Question, given: Any, confidence: str = "") -> tuple[Answer, bool]:
    """The same for a question that is at hand; of several answers to it the first alone counts.

    Returns the recorded answer, and whether it is this one.
    """
    try:
        with held(Question.objects.filter(pk=question.pk)) as mine:
            return record(question=mine, given=given, confidence=confidence), True
    except AnsweredBefore:
        return mine.answer, False
