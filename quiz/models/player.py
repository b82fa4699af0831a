"""Whose every round, memory and place in a class is: one row for guests and members alike."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Player(models.Model):
    """Whoever plays, with an account or without: the one owner of rounds.

    A guest's player is known to their session alone and is given its user at sign-up, so there
    is one path for guests and members.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="player",
        null=True,
        blank=True,
    )
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("player")
        verbose_name_plural = _("players")

    def __str__(self) -> str:
        return f"player {self.pk}"

    @property
    def is_guest(self) -> bool:
        return self.user_id is None
