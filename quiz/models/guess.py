"""Wrong guesses, counted where every process sees them."""

from django.db import models
from django.db.models import Q


class WrongGuesses(models.Model):
    """How often one address guessed wrong at one door within a stretch of time.

    Written by `quiz.classes.limiter` alone. An address is kept as a keyed hash, until
    the first guess of a later stretch, whosever it is, or until `retention`.
    """

    door = models.CharField(max_length=64)
    stretch = models.BigIntegerField(db_index=True)
    times = models.PositiveIntegerField()

    class Meta:
        verbose_name = "wrong guesses"
        verbose_name_plural = "wrong guesses"
        constraints = [
            models.UniqueConstraint(fields=["door", "stretch"], name="one_count_of_guesses"),
            models.CheckConstraint(condition=~Q(door=""), name="guesses_at_a_door"),
        ]

    def __str__(self) -> str:
        return f"{self.times} guesses"
