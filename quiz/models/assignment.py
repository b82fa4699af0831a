"""A round that a teacher sets for a class."""

import uuid

from django.conf import settings
from django.contrib.auth.models import AnonymousUser, User
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from history.models import Topic
from quiz import kinds
from quiz.draft import Draft
from quiz.models.classroom import Classroom
from quiz.models.player import Player

LONGEST = 50
MOST_ATTEMPTS = 20


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def taught_by(self, user: User | AnonymousUser) -> "AssignmentQuerySet":
        """Those of this teacher's classes: another's do not exist."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(classroom__teachings__user=user)

    def assigned_to(self, player: Player | None) -> "AssignmentQuerySet":
        """Those of the classes that this player is in."""
        if player is None:
            return self.none()
        present = {"classroom__memberships__player": player}
        return self.filter(**present, classroom__memberships__removed=None)

    def opened(self) -> "AssignmentQuerySet":
        return self.filter(opens__lte=timezone.now())

    def open(self) -> "AssignmentQuerySet":
        """Those that can be handed in in time."""
        return self.opened().filter(due__gt=timezone.now())


class Assignment(models.Model):
    """What is set, from when, and until when it is in time; late work is marked late, not lost."""

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    classroom = models.ForeignKey(Classroom, on_delete=models.CASCADE, related_name="assignments")
    title = models.CharField(_("title"), max_length=120)
    topic = models.ForeignKey(Topic, on_delete=models.SET_NULL, null=True, related_name="+")
    # Slugs; empty is the whole topic.
    events = models.JSONField(default=list, blank=True)
    # Names of kinds; empty is all of them.
    kinds = models.JSONField(default=list, blank=True)
    length = models.PositiveSmallIntegerField(_("questions"), default=10)
    opens = models.DateTimeField(_("opens"), default=timezone.now)
    due = models.DateTimeField(_("due"))
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=1)
    same_for_all = models.BooleanField(_("the same questions for all"), default=True)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created = models.DateTimeField(default=timezone.now, editable=False)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="assignment_has_a_title"),
            models.CheckConstraint(
                condition=Q(length__gte=1, length__lte=LONGEST), name="assignment_length_in_bounds"
            ),
            models.CheckConstraint(
                condition=Q(attempts__gte=1, attempts__lte=MOST_ATTEMPTS),
                name="assignment_attempts_in_bounds",
            ),
            models.CheckConstraint(
                condition=Q(due__gt=F("opens")), name="assignment_due_after_it_opens"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("quiz:assignment", args=[self.uuid])


class SetQuestion(models.Model):
    """One draft of an assignment with the same questions for all, as its teacher saw it."""

    assignment = models.ForeignKey(
        Assignment, on_delete=models.CASCADE, related_name="set_questions"
    )
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=40, choices=kinds.choices)
    seed = models.BigIntegerField()
    shown = models.JSONField()
    key = models.JSONField()
    facts = models.JSONField()
    events = models.JSONField()

    class Meta:
        verbose_name = _("set question")
        verbose_name_plural = _("set questions")
        constraints = [
            models.UniqueConstraint(
                fields=["assignment", "position"], name="one_set_question_a_position"
            )
        ]

    def __str__(self) -> str:
        return f"question {self.position} of assignment {self.assignment_id}"

    def draft_in(self, topic: str) -> Draft:
        facts, events = tuple(self.facts), tuple(self.events)
        return Draft(self.kind, topic, self.seed, self.shown, self.key, facts, events)
