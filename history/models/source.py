"""A document, and from where it speaks."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from history.models.fields import EDTFField


class Source(models.Model):
    class Kind(models.TextChoices):
        PRIMARY = "primary", _("primary: made at the time")
        SECONDARY = "secondary", _("secondary: a study of the time")
        TERTIARY = "tertiary", _("tertiary: a summary of studies")
        OFFICIAL = "official", _("official statement: speaks for a government or body")

    slug = models.SlugField(_("slug"), unique=True, max_length=80)
    title = models.CharField(_("title"), max_length=300)
    author = models.CharField(_("author"), max_length=200, blank=True)
    publisher = models.CharField(_("publisher"), max_length=200, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    viewpoint = models.CharField(
        _("viewpoint"),
        max_length=200,
        blank=True,
        help_text=_("From where does it speak? Empty if neutral."),
    )
    language = models.CharField(
        _("language"), max_length=12, default="en", help_text=_("en, es, ru, …")
    )
    published = EDTFField(
        _("published"), blank=True, help_text=_("For example 2022-11-16 or 1915.")
    )
    url = models.URLField(_("URL"), blank=True, max_length=500)

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["primary", "secondary", "tertiary", "official"]),
                name="source_kind_known",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("history:source", args=[self.slug])
