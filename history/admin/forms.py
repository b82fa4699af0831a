"""The teachers' forms: what no single field can check, told at the field where it can be mended."""

import re
from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from history import dates
from history.admin.base import ToldFormSet
from history.beliefs import plain
from history.dates import BadDate
from history.models import Cause, DateClaim, Event, Misconception
from history.rules import begins_too_late, find_loop

REASON = re.compile(r"(causes-\d+)-statement")


class KeptSlugForm(forms.ModelForm):
    """A slug is chosen once: addresses, packs and what pupils remember refer to it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "slug" in self.fields:
            self.fields["slug"].disabled = True
            self.fields["slug"].help_text = _("It stays, because other things refer to it.")


class EventForm(KeptSlugForm):
    importance = forms.TypedChoiceField(
        label=gettext_lazy("Importance"),
        coerce=int,
        initial=2,
        choices=[
            (3, gettext_lazy("3: a turning point")),
            (2, gettext_lazy("2: core")),
            (1, gettext_lazy("1: extra")),
        ],
    )

    class Meta:
        model = Event
        fields = "__all__"  # noqa: DJ007  (the admin says which)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        # A date that is none at all has been refused already.
        if "date" in cleaned and "calendar" in cleaned:
            try:
                dates.parse(cleaned["date"], cleaned["calendar"])
            except BadDate as error:
                self.add_error("date", str(error))
            else:
                self._check_effects(Event(date=cleaned["date"], calendar=cleaned["calendar"]))
        return cleaned

    def _check_effects(self, dated: Event) -> None:
        """Its causes stand on the same page and check themselves; its effects are elsewhere."""
        if not self.instance.pk:
            return
        for link in self.instance.effects.select_related("effect"):
            if begins_too_late(dated.when, link.effect.when, link.role):
                text = _(
                    "It is given as a reason for “%(effect)s” (%(date)s), which was earlier. "
                    "Correct the date, or take that reason away first."
                )
                values = {"effect": link.effect, "date": link.effect.when_in_words}
                self.add_error("date", text % values)


class DateClaimForm(forms.ModelForm):
    class Meta:
        model = DateClaim
        fields = ("source", "says", "locator", "gist", "quote", "dispute", "note")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("dispute") and not cleaned.get("note"):
            self.add_error("note", _("Say in a sentence what resolves or explains the dispute."))
        if cleaned.get("says") and cleaned.get("event"):
            claim = DateClaim(event=cleaned["event"], dispute=cleaned.get("dispute", ""))
            try:
                dates.parse(cleaned["says"], claim.calendar)
            except BadDate as error:
                self.add_error("says", str(error))
        return cleaned


class CauseForm(KeptSlugForm):
    """On its own page, and on that of its effect: there `effect` is the event as just edited."""

    class Meta:
        model = Cause
        fields = ("slug", "effect", "cause", "statement", "role", "explanation")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        cause, effect = cleaned.get("cause"), cleaned.get("effect")
        if cause and effect:
            self._check_time(cause, effect, cleaned.get("role", ""))
            if {"cause", "effect"} & set(self.changed_data):
                self._check_loop(cause, effect)
        return cleaned

    def _check_time(self, cause: Event, effect: Event, role: str) -> None:
        try:
            too_late = begins_too_late(cause.when, effect.when, role)
        except BadDate:
            return  # The event's own form says so.
        if too_late:
            text = _(
                "“%(cause)s” (%(cause_date)s) came after “%(effect)s” (%(effect_date)s), so it "
                "cannot have led to it. Choose an earlier event, or none."
            )
            shown = {"cause_date": cause.when_in_words, "effect_date": effect.when_in_words}
            self.add_error("cause", text % {"cause": cause, "effect": effect, **shown})

    def _check_loop(self, cause: Event, effect: Event) -> None:
        others = Cause.objects.filter(cause__isnull=False).exclude(pk=self.instance.pk)
        edges = [(str(a), str(b)) for a, b in others.values_list("cause_id", "effect_id")]
        loop = find_loop([*edges, (str(cause.pk), str(effect.pk))])
        if loop:
            titles = Event.objects.in_bulk([int(pk) for pk in loop if pk != str(effect.pk)])
            named = [str(titles.get(int(pk), effect)) for pk in [*loop, loop[0]]]
            text = _(
                "These reasons would run in a circle: %(loop)s. Choose another event, or none."
            )
            self.add_error("cause", text % {"loop": " → ".join(named)})


class MisconceptionFormSet(ToldFormSet):
    """Beliefs beside the reasons on the same page, which may be as new as they are."""

    def clean(self) -> None:
        super().clean()
        given = {plain(statement) for statement in self._reasons()}
        for form in self.forms:
            told = form.cleaned_data
            is_why = told.get("about") == Misconception.About.WHY and not told.get("DELETE")
            if is_why and plain(told.get("statement", "")) in given and not form.errors:
                form.add_error("statement", Misconception.PROVED_TRUE)

    def _reasons(self) -> Iterator[str]:
        for name, statement in self.data.items():
            reason = REASON.fullmatch(name)
            if reason and not self.data.get(f"{reason[1]}-DELETE"):
                yield statement
