"""What one source says of an event's date, and in what it disagrees with others."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from history import dates, words
from history.dates import HistoricalDate
from history.models.event import Event
from history.models.fields import EDTFField
from history.models.source import Source


class DisputeKind(models.TextChoices):
    DEFINITION = "definition", _("definition: they mean different things")
    CALENDAR = "calendar", _("calendar: Old Style against New Style")
    PRECISION = "precision", _("precision: one is more exact")
    ERROR = "error", _("error: one is mistaken")
    INTERPRETATION = "interpretation", _("interpretation: they judge differently")


def calendar_of(dispute: str, calendar: str) -> str:
    """A claim's is that of its event; where the dispute is on the calendar, it is the old one."""
    return "OS" if dispute == DisputeKind.CALENDAR else calendar


class DateClaim(models.Model):
    event = models.ForeignKey(
        Event, verbose_name=_("event"), on_delete=models.CASCADE, related_name="date_claims"
    )
    source = models.ForeignKey(
        Source, verbose_name=_("source"), on_delete=models.PROTECT, related_name="date_claims"
    )
    says = EDTFField(
        _("says"),
        blank=True,
        help_text=_("The date that this source gives. Empty if it gives none but supports us."),
    )
    locator = models.CharField(
        _("locator"), max_length=300, help_text=_("Where in it: page, paragraph, line.")
    )
    gist = models.TextField(_("gist"), help_text=_("What it says, in your own words."))
    quote = models.TextField(
        _("quote"),
        blank=True,
        help_text=_("Word for word; only where you own the text or may quote it."),
    )
    dispute = models.CharField(_("dispute"), max_length=20, blank=True, choices=DisputeKind)
    note = models.TextField(
        _("note"), blank=True, help_text=_("What resolves or explains the dispute.")
    )

    class Meta:
        verbose_name = _("date claim")
        verbose_name_plural = _("date claims")
        constraints = [
            models.UniqueConstraint(
                fields=["event", "source", "says", "locator"], name="date_claim_made_once"
            ),
            models.CheckConstraint(
                condition=Q(dispute__in=["", *DisputeKind.values]), name="dispute_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(dispute="") | ~Q(note=""), name="dispute_has_its_note"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source}: {self.says or '–'}"

    @property
    def when(self) -> HistoricalDate | None:
        return dates.parse(self.says, self.calendar) if self.says else None

    @property
    def calendar(self) -> str:
        return calendar_of(self.dispute, self.event.calendar)

    @property
    def says_in_words(self) -> str:
        return words.in_words(self.when) if self.when else ""
