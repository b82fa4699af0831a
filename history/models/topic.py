"""A set of events studied together, with a version by which copies in memory know their age."""

from django.db import models
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class TopicQuerySet(models.QuerySet["Topic"]):
    def bump(self) -> None:
        """Tell every process that the store has changed: cached chronicles are now old."""
        self.update(version=F("version") + 1)


class Topic(models.Model):
    slug = models.SlugField(_("slug"), unique=True, max_length=80)
    title = models.CharField(_("title"), max_length=200)
    summary = models.TextField(_("summary"), blank=True)
    # That of what is written in it, its events' texts included; sources name their own.
    language = models.CharField(
        _("language"), max_length=12, default="en", help_text=_("en, es, ru, …")
    )
    version = models.PositiveBigIntegerField(default=1, editable=False)

    objects = TopicQuerySet.as_manager()

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("history:topic", args=[self.slug])
