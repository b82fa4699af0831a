"""What a teacher chooses when setting a round."""

from collections.abc import Collection
from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from history.models import Event, Topic
from quiz import kinds
from quiz.generation import ROUND_LENGTH
from quiz.models import Assignment
from quiz.models.assignment import LONGEST, MOST_ATTEMPTS

Moment = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


class DatesForm(forms.ModelForm):
    """What may still change once pupils have begun."""

    class Meta:
        model = Assignment
        fields = ["title", "opens", "due", "attempts"]
        widgets = {"opens": Moment, "due": Moment}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("opens", "due"):
            self.fields[name].label_suffix = f" ({timezone.get_current_timezone_name()})"
        self.fields["attempts"] = forms.IntegerField(
            label=_("Attempts allowed"), min_value=1, max_value=MOST_ATTEMPTS, initial=1
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        opens, due = cleaned.get("opens"), cleaned.get("due")
        if opens and due and due <= opens:
            self.add_error("due", _("It has to be due after it opens."))
        return cleaned


class AssignmentForm(DatesForm):
    """A new round: of the whole topic, or of the events that are ticked."""

    kinds = forms.MultipleChoiceField(
        label=_("Kinds of question"),
        choices=kinds.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("None ticked: all of them."),
    )
    events = forms.MultipleChoiceField(
        label=_("Events"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("None ticked: the whole topic."),
    )

    class Meta(DatesForm.Meta):
        fields = ["title", "length", "kinds", "events", "opens", "due", "attempts", "same_for_all"]

    def __init__(self, topic: Topic, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["length"] = forms.IntegerField(
            label=_("Number of questions"), min_value=1, max_value=LONGEST, initial=ROUND_LENGTH
        )
        ticked = self["events"].value() or ()
        events = cast(forms.MultipleChoiceField, self.fields["events"])
        events.choices = _events_of(topic, ticked)
        # The topic is known before the form is; the assignment gets it from the verb.
        self.order_fields(self.Meta.fields)


def _events_of(topic: Topic, ticked: Collection[str]) -> list[tuple[str, str]]:
    """In order of time, those that are ticked before all others, where they are seen."""
    rows = Event.objects.filter(topics=topic).order_by("earliest", "latest", "slug")
    found = [(event.slug, f"{event.when_in_words} · {event.title}") for event in rows]
    return sorted(found, key=lambda choice: choice[0] not in ticked)
