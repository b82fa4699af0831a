"""Something that happened, with the one date that the library gives it."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from history import dates, words
from history.dates import HistoricalDate
from history.models.fields import EDTFField
from history.models.topic import Topic


class Calendar(models.TextChoices):
    PLAIN = "", _("does not matter")
    NEW_STYLE = "NS", _("New Style (Gregorian); say the Old Style date too")
    OLD_STYLE = "OS", _("Old Style (Julian)")
    UNSTATED = "unstated", _("the sources do not say")


class Event(models.Model):
    slug = models.SlugField(_("slug"), unique=True, max_length=80)
    title = models.CharField(
        _("title"),
        max_length=200,
        help_text=_("What happened, without its year: questions show the title."),
    )
    title_es = models.CharField(_("title in Spanish"), max_length=200, blank=True)
    date = EDTFField(
        _("date"),
        help_text=_(
            "1933-11-16 a day · 1933-11 a month · 1933 a year · 192X a decade · 1941/1945 an "
            "interval · 1991/.. still open · 1918~ about · 1918? uncertain · -0043 is 44 BC"
        ),
    )
    calendar = models.CharField(_("calendar"), max_length=10, blank=True, choices=Calendar)
    earliest = models.BigIntegerField(editable=False)
    latest = models.BigIntegerField(editable=False)
    place = models.CharField(_("place"), max_length=200, blank=True)
    people = models.CharField(
        _("people"), max_length=500, blank=True, help_text=_("Names, separated by semicolons.")
    )
    summary = models.TextField(_("summary"))
    topics = models.ManyToManyField(Topic, verbose_name=_("topics"), related_name="events")
    importance = models.PositiveSmallIntegerField(
        _("importance"), default=2, help_text=_("3 a turning point, 2 core, 1 extra.")
    )

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        indexes = [models.Index(fields=["earliest", "latest"], name="event_bounds")]
        constraints = [
            models.CheckConstraint(
                condition=Q(earliest__lte=F("latest")), name="event_earliest_not_after_latest"
            ),
            models.CheckConstraint(
                condition=Q(importance__range=(1, 3)), name="event_importance_1_to_3"
            ),
            models.CheckConstraint(
                condition=Q(calendar__in=["", "NS", "OS", "unstated"]), name="event_calendar_known"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.set_bounds()
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("history:event", args=[self.slug])

    @property
    def title_here(self) -> str:
        """Its title in the reader's language, if it has one."""
        return getattr(self, TITLES[self.title_language]) if self.title_language else self.title

    @property
    def title_language(self) -> str:
        """The reader's language, if it has a title in it; empty for that of its texts."""
        language = get_language() or ""
        return language if language in TITLES and getattr(self, TITLES[language]) else ""

    def set_bounds(self) -> None:
        """Work out the day numbers that order and overlap are decided on; raises BadDate."""
        when = self.when
        self.earliest, self.latest = when.earliest, when.latest

    @property
    def when(self) -> HistoricalDate:
        return dates.parse(self.date, self.calendar)

    @property
    def when_in_words(self) -> str:
        return words.with_both_styles(self.when)

    @property
    def people_list(self) -> list[str]:
        return people_in(self.people)


# The columns that hold the title in another language than the other texts, by language.
TITLES = {
    field.name.removeprefix("title_"): field.name
    for field in Event._meta.fields
    if field.name.startswith("title_")
}


def people_in(text: str) -> list[str]:
    return [name.strip() for name in text.split(";") if name.strip()]
