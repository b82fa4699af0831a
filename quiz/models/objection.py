"""What students say against a question, and the questions that are asked no more."""

from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Min, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from history.models import Topic
from quiz.models.player import Player
from quiz.models.round import Answer, Question

DAY = timedelta(days=1)


class ObjectionQuerySet(models.QuerySet["Objection"]):
    def open(self) -> "ObjectionQuerySet":
        return self.filter(state=Objection.State.OPEN)

    def not_won(self) -> "ObjectionQuerySet":
        return self.filter(state__in=[Objection.State.OPEN, Objection.State.DISMISSED])

    def of(self, player: Player) -> "ObjectionQuerySet":
        return self.filter(answer__question__round__player=player)

    def today(self) -> "ObjectionQuerySet":
        return self.filter(created__gt=timezone.now() - DAY)

    def in_round(self, pk: int) -> "ObjectionQuerySet":
        return self.filter(answer__question__round=pk)

    def to(self, likeness: str) -> "ObjectionQuerySet":
        """Those to one draft, whoever was asked it."""
        return self.filter(answer__question__likeness=likeness)

    def first_of_each(self) -> "ObjectionQuerySet":
        """Of several to one draft that fared alike, the oldest."""
        # Grouped once: looking back from each of thousands would be as many searches.
        alike = Objection.objects.values("answer__question__likeness", "state")
        return self.filter(pk__in=alike.annotate(first=Min("pk")).values("first"))


class Objection(models.Model):
    """One student's word against a question they have answered, and what became of it."""

    class State(models.TextChoices):
        OPEN = "open", _("waits for a teacher")
        GRANTED = "granted", _("granted by the checks")
        UPHELD = "upheld", _("upheld")
        DISMISSED = "dismissed", _("dismissed")

    answer = models.OneToOneField(
        Answer, verbose_name=_("answer"), on_delete=models.CASCADE, related_name="objection"
    )
    option = models.CharField(
        _("also right"), max_length=40, blank=True, help_text=_("The id of an option, or empty.")
    )
    words = models.CharField(_("what is wrong"), max_length=300, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    reason = models.TextField(_("which check spoke"), blank=True)
    note = models.TextField(_("note to the students"), blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    created = models.DateTimeField(_("created"), default=timezone.now, editable=False)

    objects = ObjectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("objection")
        verbose_name_plural = _("objections")
        indexes = [models.Index(fields=["state", "created"], name="objections_by_state")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["open", "granted", "upheld", "dismissed"]),
                name="objection_state_known",
            ),
            models.CheckConstraint(
                condition=~Q(option="") | ~Q(words=""), name="objection_says_something"
            ),
            models.CheckConstraint(
                condition=Q(state="open", decided_at=None)
                | ~Q(state="open") & Q(decided_at__isnull=False),
                name="objection_open_until_decided",
            ),
            models.CheckConstraint(
                condition=~Q(state="granted") | ~Q(reason=""), name="granted_for_a_reason"
            ),
            models.CheckConstraint(
                condition=~Q(state="dismissed") | ~Q(note=""), name="dismissed_with_a_note"
            ),
        ]

    def __str__(self) -> str:
        return f"objection {self.pk}"


class WithdrawalQuerySet(models.QuerySet["Withdrawal"]):
    def of(self, question: Question) -> "Withdrawal | None":
        return self.filter(likeness=question.likeness).first()

    def among(self, likenesses: Iterable[str]) -> set[str]:
        found = self.filter(likeness__in=list(likenesses))
        return set(found.values_list("likeness", flat=True))


class Withdrawal(models.Model):
    """A draft that is asked no more, and that cost nobody a mark; deleting it lets it be asked."""

    likeness = models.CharField(max_length=64, unique=True, editable=False)
    stem = models.TextField(_("question"), editable=False)
    reason = models.TextField(_("reason"), editable=False)
    note = models.TextField(_("note to the students"), blank=True)
    created = models.DateTimeField(_("created"), default=timezone.now, editable=False)

    objects = WithdrawalQuerySet.as_manager()

    class Meta:
        verbose_name = _("withdrawn question")
        verbose_name_plural = _("withdrawn questions")
        constraints = [
            models.CheckConstraint(condition=~Q(likeness=""), name="withdrawal_of_something")
        ]

    def __str__(self) -> str:
        return self.stem


class Reexamination(models.Model):
    """How far a topic's stored questions have been looked at again since its last edit.

    They are gone through from the newest to the oldest; `reached` is the last one that was.
    """

    topic = models.OneToOneField(
        Topic, on_delete=models.CASCADE, primary_key=True, related_name="reexamination"
    )
    version = models.PositiveBigIntegerField(default=0)
    reached = models.BigIntegerField(null=True, blank=True)
    done = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("re-examination")
        verbose_name_plural = _("re-examinations")

    def __str__(self) -> str:
        return f"{self.topic_id} at version {self.version}"
