"""Why an event happened and who says so, and what students wrongly believe of it."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from history.beliefs import plain
from history.models.event import Event
from history.models.source import Source


class Cause(models.Model):
    class Role(models.TextChoices):
        TRIGGER = "trigger", _("trigger: set it off")
        BACKGROUND = "background", _("background: made it possible")
        SUSTAINING = "sustaining", _("sustaining: kept it going")
        MOTIVE = "motive", _("motive: what somebody wanted")

    slug = models.SlugField(_("slug"), unique=True, max_length=120)
    effect = models.ForeignKey(
        Event, verbose_name=_("effect"), on_delete=models.CASCADE, related_name="causes"
    )
    cause = models.ForeignKey(
        Event,
        verbose_name=_("cause"),
        on_delete=models.PROTECT,
        related_name="effects",
        null=True,
        blank=True,
        help_text=_("The earlier event, if this reason is one. Leave empty for a condition."),
    )
    statement = models.CharField(
        _("statement"),
        max_length=200,
        help_text=_(
            "A short sentence about the past, without full stop: it is shown as an option."
        ),
    )
    role = models.CharField(_("role"), max_length=20, choices=Role)
    explanation = models.TextField(_("explanation"))

    class Meta:
        verbose_name = _("cause")
        verbose_name_plural = _("causes")
        constraints = [
            models.UniqueConstraint(fields=["effect", "statement"], name="cause_stated_once"),
            models.CheckConstraint(
                condition=Q(cause__isnull=True) | ~Q(cause=F("effect")),
                name="nothing_causes_itself",
            ),
            models.CheckConstraint(
                condition=Q(role__in=["trigger", "background", "sustaining", "motive"]),
                name="cause_role_known",
            ),
        ]

    def __str__(self) -> str:
        return self.statement


class CauseClaim(models.Model):
    cause = models.ForeignKey(
        Cause, verbose_name=_("cause"), on_delete=models.CASCADE, related_name="claims"
    )
    source = models.ForeignKey(
        Source, verbose_name=_("source"), on_delete=models.PROTECT, related_name="cause_claims"
    )
    locator = models.CharField(_("locator"), max_length=300)
    gist = models.TextField(_("gist"))
    quote = models.TextField(_("quote"), blank=True)

    class Meta:
        verbose_name = _("cause claim")
        verbose_name_plural = _("cause claims")
        constraints = [
            models.UniqueConstraint(
                fields=["cause", "source", "locator"], name="cause_claim_made_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.source}: {self.gist}"


class Misconception(models.Model):
    class About(models.TextChoices):
        WHEN = "when", _("when it happened")
        WHY = "why", _("why it happened")

    PROVED_TRUE = _("A source gives this as a true reason for the event: correct one of the two.")

    event = models.ForeignKey(
        Event, verbose_name=_("event"), on_delete=models.CASCADE, related_name="misconceptions"
    )
    about = models.CharField(_("about"), max_length=10, choices=About)
    statement = models.CharField(_("statement"), max_length=200, help_text=_("The wrong belief."))
    correction = models.TextField(_("correction"), help_text=_("What is true instead."))
    tag = models.SlugField(_("tag"), max_length=80)

    class Meta:
        verbose_name = _("misconception")
        verbose_name_plural = _("misconceptions")
        constraints = [
            models.UniqueConstraint(
                fields=["event", "about", "statement"], name="misconception_stated_once"
            ),
            models.CheckConstraint(
                condition=Q(about__in=["when", "why"]), name="misconception_about_known"
            ),
        ]

    def __str__(self) -> str:
        return self.statement

    def clean(self) -> None:
        given = Cause.objects.filter(effect=self.event_id).values_list("statement", flat=True)
        if self.about == self.About.WHY and plain(self.statement) in map(plain, given):
            raise ValidationError({"statement": self.PROVED_TRUE})
