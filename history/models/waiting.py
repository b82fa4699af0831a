"""A file between being sent and being taken: any process may be asked for it."""

from django.db import models


class WaitingFile(models.Model):
    """A file that was sent and waits for a yes. Written by `history.packs.waiting` alone."""

    token = models.CharField(max_length=32, unique=True)
    # In base 64, so that a row is copied, counted and compared like any other.
    content = models.TextField()
    sent = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "waiting file"
        verbose_name_plural = "waiting files"

    def __str__(self) -> str:
        return f"a file sent at {self.sent}"
