"""What a teacher chooses when setting a round."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from history.models import Event, Topic
from quiz import kinds
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
            label=_("Attempts allowed"), min_value=1, max_value=MOST_ATTEMPTS
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
            label=_("Number of questions"), min_value=1, max_value=LONGEST
        )
        self.fields["events"].choices = _events_of(topic)  # type: ignore[attr-defined]
        # The topic is known before the form is; the assignment gets it from the verb.
        self.order_fields(self.Meta.fields)


def _events_of(topic: Topic) -> Iterable[tuple[str, str]]:
    rows = Event.objects.filter(topics=topic).order_by("earliest", "latest", "slug")
    return [(event.slug, f"{event.title} ({event.when_in_words})") for event in rows]
