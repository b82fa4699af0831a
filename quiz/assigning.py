"""What a teacher sets for a class: put together, looked through, played, and who has done it."""

from collections.abc import Collection
from random import Random
from secrets import randbits
from typing import Any

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.utils import timezone

from history.models import Topic
from quiz import play, soundness
from quiz.bank import chronicle_for
from quiz.choosing import Choice, within
from quiz.classes.joining import touch
from quiz.confusions import confusions_of
from quiz.draft import Draft, renewed
from quiz.generation import compose
from quiz.models import Assignment, Classroom, Player, Round, SetQuestion, Withdrawal
from quiz.play import NothingToAsk

SWAPS = 20  # seeds that a swap tries before it gives up


class NotYetOpen(Exception):
    """The assignment opens later."""


class NoAttemptLeft(Exception):
    """The player has finished as many rounds of it as are allowed."""


class TakenBack(Exception):
    """While a round of it was made, its teacher has taken it back."""


class AlreadyBegun(Exception):
    """Somebody has begun, so that all must go on getting the same questions."""


class NoOtherQuestion(Exception):
    """Nothing else can be asked of what was chosen."""


def assign(
    *, classroom: Classroom, by: User, topic: Topic, seed: int | None = None, **settings: Any
) -> Assignment:
    """Set a round; raises NothingToAsk where not one sound question comes of what was chosen."""
    seed = randbits(31) if seed is None else seed
    made = Assignment(classroom=classroom, set_by=by, topic=topic, **settings)
    # Before the transaction: choosing only reads.
    drafts = _drafts(made, seed)
    if not drafts:
        raise NothingToAsk(topic.slug)
    with transaction.atomic():
        touch(classroom)
        made.save()
        if made.same_for_all:
            SetQuestion.objects.bulk_create(
                _as_set(made, draft, position) for position, draft in enumerate(drafts, 1)
            )
    return made


@transaction.atomic
def change(*, assignment: Assignment, **settings: Any) -> None:
    touch(assignment.classroom)
    Assignment.objects.filter(pk=assignment.pk).update(**settings)


@transaction.atomic
def take_back(*, assignment: Assignment) -> None:
    """Rounds that pupils have played stay theirs."""
    touch(assignment.classroom)
    # Whoever swaps one of its questions holds it first, too.
    list(Assignment.objects.select_for_update().filter(pk=assignment.pk))
    assignment.delete()


def _drafts(assignment: Assignment, seed: int) -> list[Draft]:
    """A round of what the assignment is about; a topic that is gone gives none."""
    if assignment.topic is None:
        return []
    chronicle, confusions = chronicle_for(assignment.topic), confusions_of(assignment.topic)
    only = frozenset(within(chronicle, _choice(assignment))) if assignment.events else None

    def make(barred: Collection[str]) -> list[Draft]:
        length, kinds = assignment.length, assignment.kinds
        return compose(chronicle, seed, length, barred, confusions, only=only, of_kinds=kinds)

    return play.still_asked(make)


def _own_drafts(assignment: Assignment, player: Player) -> list[Draft]:
    """What this player should be asked of it, by what they hold, as in any round of theirs."""
    if assignment.topic is None:
        return []
    return play.proposed(
        player=player,
        topic=assignment.topic,
        seed=randbits(31),
        choice=_choice(assignment),
        length=assignment.length,
    )


def _choice(assignment: Assignment) -> Choice:
    return Choice(events=frozenset(assignment.events), kinds=frozenset(assignment.kinds))


def _as_set(assignment: Assignment, draft: Draft, position: int) -> SetQuestion:
    return SetQuestion(assignment=assignment, position=position, **play.columns_of(draft))


@transaction.atomic
def swap(*, assignment: Assignment, position: int) -> SetQuestion:
    """Another question for the one that stands there, as sound, and unlike all the others.

    Each time it is another one. Raises AlreadyBegun once a pupil has been asked, and
    NoOtherQuestion where there is none.
    """
    Assignment.objects.select_for_update().get(pk=assignment.pk)
    if assignment.rounds.exists():
        raise AlreadyBegun
    rows = list(assignment.set_questions.order_by("position"))
    outgoing = next(row for row in rows if row.position == position)
    draft = _another(assignment, rows, outgoing)
    outgoing.delete()
    incoming = _as_set(assignment, draft, position)
    incoming.save()
    return incoming


def _another(assignment: Assignment, rows: Collection[SetQuestion], outgoing: SetQuestion) -> Draft:
    """A draft about other facts than those that are asked; of the same kind if it can be."""
    asked = {fact for row in rows for fact in row.facts}
    second_best = None
    for _try in range(SWAPS):
        for draft in _drafts(assignment, randbits(31)):
            others = [row.draft_in(draft.topic) for row in rows if row is not outgoing]
            if asked.intersection(draft.facts) or soundness.independent([*others, draft]):
                continue
            if draft.kind == outgoing.kind:
                return draft
            second_best = second_best or draft
    if second_best is None:
        raise NoOtherQuestion
    return second_best


def begin(*, assignment: Assignment, player: Player) -> Round:
    """The player's open round of it, or a new one while attempts are left.

    Pressed twice at once, it gives one round: the database counts the attempts.
    """
    if assignment.opens > timezone.now():
        raise NotYetOpen
    begun = list(assignment.rounds.filter(player=player).order_by("attempt"))
    if begun and begun[-1].questions.open().exists() and not begun[-1].is_closed:
        return begun[-1]
    if len(begun) >= assignment.attempts:
        raise NoAttemptLeft
    drafts = _set_drafts(assignment) if assignment.same_for_all else None
    if not drafts:
        drafts = _own_drafts(assignment, player)
    if not drafts:
        raise NothingToAsk(assignment.title)
    number = len(begun) + 1
    try:
        return play.keep_round(
            player=player,
            topic=assignment.topic,
            drafts=drafts,
            assignment=assignment,
            attempt=number,
        )
    except IntegrityError as refused:
        begun_elsewhere = Round.objects.filter(assignment=assignment, player=player, attempt=number)
        if found := begun_elsewhere.first():
            return found
        raise TakenBack from refused


def _set_drafts(assignment: Assignment) -> list[Draft]:
    """The same questions as everybody's, without what has been withdrawn since."""
    topic = assignment.topic.slug if assignment.topic else ""
    drafts = [row.draft_in(topic) for row in assignment.set_questions.order_by("position")]
    withdrawn = Withdrawal.objects.among(draft.likeness for draft in drafts)
    rng = Random(randbits(64))
    return [renewed(draft, rng) for draft in drafts if draft.likeness not in withdrawn]
