"""A class, who teaches it, and who is in it under which nickname."""

import uuid

from django.conf import settings
from django.contrib.auth.models import AnonymousUser, User
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from history.groups import TEACHERS
from history.models import Topic
from quiz.models.player import Player

LARGEST = 500  # pupils: a whole year of a large school


class ClassroomQuerySet(models.QuerySet["Classroom"]):
    def taught_by(self, user: User | AnonymousUser) -> "ClassroomQuerySet":
        """Those of this teacher: another teacher's class does not exist.

        Whoever is no teacher any more has no class either, from the next request on.
        """
        if not user.is_authenticated:
            return self.none()
        return self.filter(
            Exists(Teaching.objects.now().filter(classroom=OuterRef("pk"), user=user))
        )

    def attended_by(self, player: Player | None) -> "ClassroomQuerySet":
        if player is None:
            return self.none()
        return self.filter(memberships__player=player, memberships__removed=None)

    def current(self) -> "ClassroomQuerySet":
        return self.filter(archived=None)


class Classroom(models.Model):
    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("name"), max_length=80)
    # What the class works towards: the shared timeline of this topic.
    topic = models.ForeignKey(
        Topic,
        on_delete=models.SET_NULL,
        null=True,
        related_name="classrooms",
        verbose_name=_("topic"),
    )
    code = models.CharField(max_length=16, unique=True, editable=False)
    joining = models.BooleanField(_("pupils may join"), default=True)
    size = models.PositiveSmallIntegerField(_("largest number of pupils"), default=60)
    ranking = models.BooleanField(_("show a ranking"), default=False)
    archived = models.DateTimeField(null=True, blank=True, editable=False)
    created = models.DateTimeField(default=timezone.now, editable=False)
    # Moves with whatever the board shows beside memories: settings, nicknames, who is in.
    changed = models.DateTimeField(default=timezone.now, editable=False)

    objects = ClassroomQuerySet.as_manager()

    class Meta:
        verbose_name = _("class")
        verbose_name_plural = _("classes")
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="class_has_a_name"),
            models.CheckConstraint(condition=~Q(code=""), name="class_has_a_code"),
            models.CheckConstraint(
                condition=Q(size__gte=1, size__lte=LARGEST), name="class_size_in_bounds"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("quiz:class", args=[self.uuid])


class TeachingQuerySet(models.QuerySet["Teaching"]):
    def now(self) -> "TeachingQuerySet":
        """Those of users who are teachers to this day."""
        return self.filter(Q(user__is_superuser=True) | Q(user__groups__name=TEACHERS))


class Teaching(models.Model):
    """That a user teaches a class; deleting it ends that at their next request."""

    classroom = models.ForeignKey(Classroom, on_delete=models.CASCADE, related_name="teachings")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="teachings"
    )
    created = models.DateTimeField(default=timezone.now, editable=False)

    objects = TeachingQuerySet.as_manager()

    class Meta:
        verbose_name = _("teacher of a class")
        verbose_name_plural = _("teachers of classes")
        constraints = [
            models.UniqueConstraint(fields=["classroom", "user"], name="teaches_a_class_once")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} teaches {self.classroom_id}"


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self) -> "InvitationQuerySet":
        return self.filter(used=None, expires__gt=timezone.now())


class Invitation(models.Model):
    """A link that makes one other teacher a co-teacher, once, within its days."""

    classroom = models.ForeignKey(Classroom, on_delete=models.CASCADE, related_name="invitations")
    token = models.CharField(max_length=64, unique=True, editable=False)
    expires = models.DateTimeField()
    used_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    used = models.DateTimeField(null=True, blank=True)
    created = models.DateTimeField(default=timezone.now, editable=False)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.CheckConstraint(condition=~Q(token=""), name="invitation_has_a_token"),
        ]

    def __str__(self) -> str:
        return f"invitation to {self.classroom_id}"


class MembershipQuerySet(models.QuerySet["Membership"]):
    def present(self) -> "MembershipQuerySet":
        """Those who have not been removed."""
        return self.filter(removed=None)

    def touch(self) -> int:
        """Say that what they hold has changed."""
        return self.update(changes=F("changes") + 1)


class Membership(models.Model):
    """A player in a class, under a nickname; removed, their answers stay their own."""

    classroom = models.ForeignKey(Classroom, on_delete=models.CASCADE, related_name="memberships")
    player = models.ForeignKey(Player, on_delete=models.CASCADE, related_name="memberships")
    nickname = models.CharField(_("nickname"), max_length=40)
    # As `quiz.classes.nicknames.key` makes it, to find those that look the same.
    nickname_key = models.CharField(max_length=80, editable=False)
    # Three words to come back with from another device.  Kept readable, for the teacher's cards.
    phrase = models.CharField(max_length=80, editable=False)
    in_ranking = models.BooleanField(_("in the ranking"), default=True)
    removed = models.DateTimeField(null=True, blank=True, editable=False)
    joined = models.DateTimeField(default=timezone.now, editable=False)
    # How often what they hold has changed: the board asks this and not all of their memories. A
    # number and no time, so that a clock set back hides nothing, nor of two the one stored later.
    changes = models.PositiveIntegerField(default=0, editable=False)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(fields=["classroom", "player"], name="in_a_class_once"),
            models.UniqueConstraint(
                fields=["classroom", "nickname_key"], name="one_nickname_in_a_class"
            ),
            models.UniqueConstraint(fields=["classroom", "phrase"], name="one_phrase_in_a_class"),
            models.CheckConstraint(
                condition=~Q(nickname="") & ~Q(nickname_key=""), name="member_has_a_nickname"
            ),
            models.CheckConstraint(condition=~Q(phrase=""), name="member_can_come_back"),
        ]

    def __str__(self) -> str:
        return self.nickname
