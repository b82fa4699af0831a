"""Objecting, deciding, looking again: how a question is withdrawn and marks are given back.

Marks only ever rise here, and what was shown and its key stay as they were. Whoever locks several
rows takes them in this order: questions by id, withdrawal, answers, objections, players by id.
"""

import logging
from collections.abc import Iterable
from typing import NamedTuple

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from history.models import Topic
from quiz import memory, soundness
from quiz.bank import chronicle_for
from quiz.models import Answer, Objection, Player, Question, Reexamination, Round, Withdrawal

DAILY = 20  # objections of one player that may wait for a teacher
GUESTS_A_ROUND = 3  # of those, from one round of somebody without an account
BATCH = 25  # questions looked at again on the way to a new round
FULL = 1.0
# What a check raises that cannot make sense of a draft from before it was written.
STUMBLES = (LookupError, TypeError, ValueError, AttributeError, ArithmeticError, RuntimeError)
UPHELD = "upheld"

State = Objection.State
logger = logging.getLogger(__name__)


class LookedAt(NamedTuple):
    """Of a batch of stored questions, how many there were and how many are withdrawn now."""

    looked_at: int
    withdrawn: int


class TooManyObjections(Exception):
    """The player has as many waiting as a teacher can be asked to read; it says so in words."""


def object_to(*, answer: Answer, option: str = "", words: str = "") -> tuple[Objection, bool]:
    """Record what is said against the question; of several to one answer the first stands.

    The checks run again at once, and where one fails the mark is back when this returns. Returns
    the recorded objection, and whether it is this one.
    """
    recorded = Objection.objects.filter(answer=answer).first()
    if recorded:
        return recorded, False
    reason = failure(answer.question)
    try:
        with transaction.atomic():
            return _record(answer, option, words, reason), True
    except IntegrityError:
        return Objection.objects.get(answer=answer), False


def _record(answer: Answer, option: str, words: str, reason: str) -> Objection:
    question = answer.question
    if reason:
        _withdraw(question, reason)
    else:
        # An objection that waits on this lock finds the question withdrawn, or is seen by those
        # who withdraw it: none is left waiting on a question that is settled.
        player = memory.hold(Question.objects.filter(pk=question.pk)).round.player
        withdrawal = Withdrawal.objects.of(question)
        reason = withdrawal.reason if withdrawal else ""
        if not reason:
            _keep_within_reason(player, question)
    Answer.objects.filter(pk=answer.pk, restored__isnull=False).update(told=True)
    return Objection.objects.create(
        answer=answer,
        option=option,
        words=words,
        reason=reason,
        state=_settled_by(reason),
        decided_at=timezone.now() if reason else None,
    )


def _keep_within_reason(player: Player, question: Question) -> None:
    waiting = Objection.objects.of(player).open().today()
    if waiting.count() >= DAILY:
        raise TooManyObjections(_("That is enough for today: your teachers read each of them."))
    if player.is_guest and waiting.in_round(question.round_id).count() >= GUESTS_A_ROUND:
        raise TooManyObjections(
            _("Several of yours from this round wait already. With an account you may object more.")
        )


def _settled_by(reason: str) -> str:
    if reason == UPHELD:
        return State.UPHELD
    return State.GRANTED if reason else State.OPEN


def failure(question: Question) -> str:
    """What the checks say of the question on today's store, in its own language; empty if sound.

    Those that only compare citations have no say: a mended page number misled nobody.
    """
    topic = question.round.topic
    if topic is None:
        return ""
    chronicle = chronicle_for(topic)
    try:
        # Kept for whoever answered it, and not in the language of whoever makes the checks run.
        with override(soundness.drawn_in(question.shown)):
            breaches = soundness.examine(question.draft_in(chronicle.slug), chronicle)
    except STUMBLES:
        # Whoever objects is heard, and whoever begins a round may begin it, all the same.
        logger.exception("The checks cannot read question %s.", question.pk)
        return ""
    grave = [breach for breach in breaches if breach.check not in soundness.EDITORIAL]
    return "\n".join(f"{breach.check}: {breach.why}" for breach in grave)


@transaction.atomic
def uphold(*, objection: Objection, by: User, note: str = "") -> int:
    """Withdraw the question and give everybody the mark; returns how many answers gained.

    A dismissed objection may be upheld after all, since that lowers nothing.
    """
    return _withdraw(objection.answer.question, UPHELD, note, by)


@transaction.atomic
def dismiss(*, objections: Iterable[Objection], by: User, note: str) -> int:
    """Decline those that are still open, with a word of why; returns how many they were."""
    still_open = Objection.objects.open().filter(pk__in=[objection.pk for objection in objections])
    # As whoever withdraws does: of two teachers who decide at once, the first has decided.
    asked = Question.objects.filter(answer__objection__in=still_open)
    list(asked.select_for_update(of=("self",)).order_by("pk").values_list("pk"))
    return still_open.update(
        state=State.DISMISSED, note=note, decided_by=by, decided_at=timezone.now()
    )


@transaction.atomic
def _withdraw(question: Question, reason: str, note: str = "", by: User | None = None) -> int:
    """Ask no draft like it again; whoever lost a mark by it has it back. Once or twice is one."""
    alike = Question.objects.filter(likeness=question.likeness)
    # Answers being stored now are in before this lock, or find the withdrawal after it.
    list(alike.select_for_update().order_by("pk").values_list("pk", flat=True))
    withdrawal, is_new = Withdrawal.objects.get_or_create(
        likeness=question.likeness,
        defaults={"stem": question.shown["stem"], "reason": reason, "note": note},
    )
    if note and not is_new:
        withdrawal.note = note
        withdrawal.save(update_fields=["note"])
    lost = Answer.objects.filter(question__in=alike, accuracy__lt=FULL, restored=None)
    losers = Question.objects.filter(pk__in=list(lost.values_list("question", flat=True)))
    gained = lost.update(restored=FULL)
    _settle(question, reason, note, by)
    if gained:
        players = memory.hold_all(questions=losers)
        memory.replay_all(players=players, facts=question.facts)
    return gained


def _settle(question: Question, reason: str, note: str, by: User | None) -> None:
    """Everybody who objected to it was right."""
    said = Objection.objects.to(question.likeness).not_won()
    now, state = timezone.now(), _settled_by(reason)
    if state == State.UPHELD:
        said.update(state=state, note=note, decided_by=by, decided_at=now)
    else:
        said.update(state=state, reason=reason, decided_at=now)


def restored(*, question: Question, accuracy: float) -> float | None:
    """The mark that is due to an answer about to be stored if its question is withdrawn by now.

    In the transaction of the answer, which holds the question: whoever withdraws it waits for that.
    """
    return FULL if accuracy < FULL and Withdrawal.objects.of(question) else None


def tell(*, player: Player) -> None:
    """The player has read that marks went up."""
    Answer.objects.of(player).untold().update(told=True)


def reexamine(*, topic: Topic, limit: int = BATCH) -> LookedAt | None:
    """Look again at stored questions after an edit, some at a time; None when all are done.

    Called whenever a round begins, so that it needs nobody to think of it.
    """
    seen, _new = Reexamination.objects.get_or_create(topic=topic)
    is_new = seen.version != topic.version
    if seen.done and not is_new:
        return None
    # Not by a join, for which SQLite would sort all questions of the topic to find the newest.
    of_topic = Exists(Round.objects.filter(pk=OuterRef("round"), topic=topic))
    questions = Question.objects.filter(of_topic).at_stake().select_related("round")
    questions = questions.exclude(likeness__in=Withdrawal.objects.values("likeness"))
    if seen.reached is not None and not is_new:
        questions = questions.filter(pk__lt=seen.reached)
    batch = list(questions.order_by("-pk")[:limit])
    withdrawn = sum(_look_again(question, topic) for question in batch)
    # Compare and set: another process may have gone further, or begun on a newer version.
    Reexamination.objects.filter(topic=topic, version=seen.version, reached=seen.reached).update(
        version=topic.version,
        reached=batch[-1].pk if batch else None,
        done=len(batch) < limit,
    )
    return LookedAt(len(batch), withdrawn) if batch else None


def start_over(*, topic: Topic) -> None:
    """Look at all of them once more, as after an edit."""
    Reexamination.objects.filter(topic=topic).update(done=False, reached=None)


def _look_again(question: Question, topic: Topic) -> bool:
    question.round.topic = topic
    reason = failure(question)
    if reason:
        _withdraw(question, reason)
    return bool(reason)
