import uuid
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from history.models import Topic
from quiz import kinds
from quiz.draft import Draft
from quiz.models.player import Player

OPEN_FOR = timedelta(days=30)


class RoundQuerySet(models.QuerySet["Round"]):
    def of(self, player: Player | None) -> "RoundQuerySet":
        """Those of this player: another person's round does not exist."""
        return self.filter(player=player) if player else self.none()

    def unfinished_of(self, player: Player) -> "Round | None":
        """The round that this player began last and can go on with."""
        still_open = self.of(player).filter(
            created__gt=timezone.now() - OPEN_FOR, questions__answer__isnull=True
        )
        return still_open.order_by("-created").first()


class Round(models.Model):
    """A run of questions that one player plays; after `OPEN_FOR` it takes no more answers."""

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    player = models.ForeignKey(Player, on_delete=models.CASCADE, related_name="rounds")
    topic = models.ForeignKey(Topic, on_delete=models.SET_NULL, null=True, related_name="rounds")
    created = models.DateTimeField(default=timezone.now, editable=False)

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("round")
        verbose_name_plural = _("rounds")

    def __str__(self) -> str:
        return f"round {self.uuid}"

    def get_absolute_url(self) -> str:
        return reverse("quiz:round", args=[self.uuid])

    @property
    def is_closed(self) -> bool:
        return timezone.now() > self.created + OPEN_FOR


class QuestionQuerySet(models.QuerySet["Question"]):
    def of(self, player: Player | None) -> "QuestionQuerySet":
        """Those that this player was asked: another person's question does not exist."""
        return self.filter(round__player=player) if player else self.none()

    def open(self) -> "QuestionQuerySet":
        return self.filter(answer__isnull=True)

    def answered(self) -> "QuestionQuerySet":
        return self.filter(answer__isnull=False)

    def at_stake(self) -> "QuestionQuerySet":
        """Those that may still cost a mark: wrongly answered, or not yet answered."""
        lost = Q(answer__accuracy__lt=1, answer__restored=None)
        to_come = Q(answer=None, round__created__gt=timezone.now() - OPEN_FOR)
        return self.filter(lost | to_come)


class Question(models.Model):
    """One draft as it was asked; editing an event never changes it."""

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=40, choices=kinds.choices)
    seed = models.BigIntegerField()
    shown = models.JSONField()
    key = models.JSONField()
    facts = models.JSONField()
    events = models.JSONField()
    # The same for everybody who was asked the same draft.
    likeness = models.CharField(max_length=64, db_index=True, editable=False)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        constraints = [
            models.UniqueConstraint(fields=["round", "position"], name="one_question_a_position"),
            # Those without would all be alike.
            models.CheckConstraint(condition=~Q(likeness=""), name="question_has_its_likeness"),
        ]

    def __str__(self) -> str:
        return f"question {self.uuid}"

    def draft_in(self, topic: str) -> Draft:
        """The draft that this was made from."""
        facts, events = tuple(self.facts), tuple(self.events)
        return Draft(self.kind, topic, self.seed, self.shown, self.key, facts, events)


class AnswerQuerySet(models.QuerySet["Answer"]):
    def of(self, player: Player | None) -> "AnswerQuerySet":
        return self.filter(question__round__player=player) if player else self.none()

    def wrong_in(self, topic: Topic, kinds: Iterable[str]) -> "AnswerQuerySet":
        """Wrong or partly wrong ones to sound questions of these kinds, the newest first."""
        asked = self.filter(question__round__topic=topic, question__kind__in=list(kinds))
        return asked.filter(accuracy__lt=1, restored=None).order_by("-pk")

    def as_confused(self) -> Iterable[tuple[Any, ...]]:
        """Of each the kind and facts asked, the key, what was chosen, and a number for by whom."""
        told = ("question__kind", "question__facts", "question__key", "given")
        return self.values_list(*told, "question__round__player")

    def with_marks(self) -> "AnswerQuerySet":
        """Each with its `counted` marks, to be summed: `marks` for the database."""
        return self.annotate(counted=Coalesce("restored", "accuracy"))

    def untold(self) -> "AnswerQuerySet":
        """Those whose marks went up without their player knowing it yet."""
        return self.filter(restored__isnull=False, told=False)

    def to_tell(self, player: Player) -> "AnswerQuerySet":
        return self.of(player).untold().select_related("question").order_by("-created")


class Answer(models.Model):
    """The one graded answer to a question, and the only record of score.

    `accuracy` stays as it was graded. Where the question turned out to be unsound, `restored` is
    what counts in its place, and the database holds it to be no less.
    """

    question = models.OneToOneField(Question, on_delete=models.CASCADE, related_name="answer")
    given = models.JSONField()
    accuracy = models.FloatField()
    facts = models.JSONField()
    feedback = models.JSONField()
    restored = models.FloatField(null=True, blank=True)
    told = models.BooleanField(default=False)
    created = models.DateTimeField(default=timezone.now, editable=False)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        indexes = [
            models.Index(
                fields=["question"],
                condition=Q(restored__isnull=False, told=False),
                name="answers_to_tell_of",
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(accuracy__gte=0) & Q(accuracy__lte=1), name="accuracy_from_0_to_1"
            ),
            models.CheckConstraint(
                condition=Q(restored=None) | Q(restored__gte=F("accuracy"), restored__lte=1),
                name="restored_marks_only_rise",
            ),
        ]

    def __str__(self) -> str:
        return f"answer to {self.question_id}"

    @property
    def marks(self) -> float:
        return self.accuracy if self.restored is None else self.restored
