"""What a player holds, and until when."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Substr
from django.utils.translation import gettext_lazy as _

from quiz.forgetting import LONG_AGO
from quiz.models.player import Player


class MemoryQuerySet(models.QuerySet["Memory"]):
    def of(self, player: Player | None) -> "MemoryQuerySet":
        return self.filter(player=player) if player else self.none()

    def about(self, facts: Collection[str]) -> "MemoryQuerySet":
        return self.filter(fact__in=facts)

    def slugs(self, prefix: str) -> "models.QuerySet[Any, Any]":
        """What the facts that begin like this are about, as a column to look up others by."""
        begin_alike = self.filter(fact__startswith=prefix)
        return begin_alike.annotate(slug=Substr("fact", len(prefix) + 1)).values("slug")

    def lit(self, at: datetime) -> "MemoryQuerySet":
        """Those that hold at this moment: what a student knows now."""
        return self.filter(fresh_until__gt=at)

    def lit_since(self, moment: datetime, at: datetime) -> "MemoryQuerySet":
        """Those that hold now and did not yet hold at that moment."""
        return self.lit(at).filter(held_since__gte=moment)

    def due(self, at: datetime) -> "MemoryQuerySet":
        """Those that have faded, or were wrong when they were last asked."""
        return self.filter(fresh_until__lte=at)


class Memory(models.Model):
    """How well one player holds one fact, and until when: FSRS's state in columns.

    It follows from the player's answers alone, in their order, and can be made again from them.
    """

    player = models.ForeignKey(Player, on_delete=models.CASCADE, related_name="memories")
    fact = models.CharField(max_length=160)
    stability = models.FloatField(help_text=_("Days until recall falls to nine in ten."))
    difficulty = models.FloatField(help_text=_("From 1, easy, to 10."))
    times = models.PositiveIntegerField(default=1)
    reviewed = models.DateTimeField()
    # Long ago if the last answer was wrong.
    fresh_until = models.DateTimeField()
    # Since when it has been lit without a break; empty if the last answer was wrong.
    held_since = models.DateTimeField(null=True, blank=True)
    # The kind and the way in which it was asked last, as `kind/way`: next time it is another.
    last_way = models.CharField(max_length=80, blank=True)

    objects = MemoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("memory")
        verbose_name_plural = _("memories")
        indexes = [
            # The board counts, for many players, which facts are lit, and reads nothing else.
            models.Index(fields=["player", "fresh_until", "fact"], name="memories_lit"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["player", "fact"], name="one_memory_of_a_fact"),
            models.CheckConstraint(condition=~Q(fact=""), name="memory_of_something"),
            models.CheckConstraint(condition=Q(stability__gt=0), name="memory_lasts"),
            models.CheckConstraint(
                condition=Q(difficulty__gte=1, difficulty__lte=10),
                name="memory_difficulty_from_1_to_10",
            ),
            models.CheckConstraint(
                condition=Q(held_since=None) | Q(fresh_until__gte=F("reviewed")),
                name="memory_fades_after_review",
            ),
            models.CheckConstraint(
                condition=~Q(held_since=None) | Q(fresh_until=LONG_AGO), name="wrong_is_not_lit"
            ),
            models.CheckConstraint(
                condition=Q(held_since=None) | Q(held_since__lte=F("reviewed")),
                name="memory_held_since_a_review",
            ),
            models.CheckConstraint(condition=Q(times__gte=1), name="memory_comes_of_an_answer"),
        ]

    def __str__(self) -> str:
        return f"memory of {self.fact}"
