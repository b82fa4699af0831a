"""What was asked and what was answered, as it was shown and marked at the time."""

import uuid
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db import models
from django.db.models import CharField, Count, F, Q, Sum
from django.db.models.functions import Cast, Coalesce, Substr
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from history.models import Topic
from quiz import kinds
from quiz.draft import Draft
from quiz.models.assignment import Assignment
from quiz.models.player import Player

OPEN_FOR = timedelta(days=30)


class RoundQuerySet(models.QuerySet["Round"]):
    def of(self, player: Player | None) -> "RoundQuerySet":
        """Those of this player: another person's round does not exist."""
        return self.filter(player=player) if player else self.none()

    def older_than(self, other: "Round | None") -> "RoundQuerySet":
        """Those begun before it; without another, all of them."""
        if other is None:
            return self
        return self.filter(Q(created__lt=other.created) | Q(created=other.created, pk__lt=other.pk))

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
    assignment = models.ForeignKey(
        Assignment, on_delete=models.SET_NULL, null=True, blank=True, related_name="rounds"
    )
    # The player's first, second ... round of the assignment.
    attempt = models.PositiveSmallIntegerField(null=True, blank=True)
    created = models.DateTimeField(default=timezone.now, editable=False)

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("round")
        verbose_name_plural = _("rounds")
        # A player's own pages go back through their rounds, however many others have played.
        indexes = [models.Index(fields=["player", "-created"], name="rounds_newest_first")]
        constraints = [
            models.UniqueConstraint(
                fields=["assignment", "player", "attempt"], name="one_round_an_attempt"
            ),
            models.CheckConstraint(
                condition=Q(attempt=None) | Q(attempt__gte=1), name="attempts_count_from_1"
            ),
        ]

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

    def counted(self) -> dict[str, int]:
        """How many they are in all, and how many of them are open."""
        # Some ten rows, which cost half of what Django takes to ask for two sums.
        answers = list(self.values_list("answer", flat=True))
        return {"total": len(answers), "open": answers.count(None)}

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

    def as_confused(self) -> "models.QuerySet[Any, tuple[Any, ...]]":
        """Of each the kind and facts asked, the key, what was chosen, and a number for by whom."""
        told = ("question__kind", "question__facts", "question__key", "given")
        return self.values_list(*told, "question__round__player")

    def with_marks(self) -> "AnswerQuerySet":
        """Each with its `counted` marks, to be summed: `marks` for the database."""
        return self.annotate(counted=Coalesce("restored", "accuracy"))

    def cost_marks(self) -> "AnswerQuerySet":
        return self.filter(accuracy__lt=1, restored=None)

    def tally(self, *by: str) -> "models.QuerySet[Any, tuple[Any, ...]]":
        """By each of these: how many answers, and the sum of their marks."""
        grouped = self.with_marks().order_by().values_list(*by)
        return grouped.annotate(Count("pk"), Sum("counted"))

    def by_day(self) -> "models.QuerySet[Any, tuple[str, int]]":
        """The days of UTC, as `2030-05-15`, each with the number of answers.

        Both databases write a time in UTC with its day first. To cut that off is ten times as fast
        as TruncDate, which on SQLite calls Python for every row.
        """
        days = self.order_by().values_list(Substr(Cast("created", CharField()), 1, 10))
        return days.annotate(Count("pk"))

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

    class Confidence(models.TextChoices):
        GUESS = "guess", _("a guess")
        THINK = "think", _("I think so")
        SURE = "sure", _("sure")

    question = models.OneToOneField(Question, on_delete=models.CASCADE, related_name="answer")

    given = models.JSONField()
    # As the student put it before they knew; empty if they did not say.
    confidence = models.CharField(max_length=5, choices=Confidence, blank=True)
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
                condition=Q(confidence__in=["", "guess", "think", "sure"]),
                name="confidence_known",
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
