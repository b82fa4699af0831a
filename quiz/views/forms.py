from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quiz.models import Objection, Question

LONGEST = Objection._meta.get_field("words").max_length


class ObjectionForm(forms.Form):
    """Which option is also right, or what is wrong, in a line; one of the two at least."""

    option = forms.ChoiceField(
        label=gettext_lazy("This answer is also right"),
        required=False,
        widget=forms.Select(attrs={"id": "object-option"}),
    )
    words = forms.CharField(
        label=gettext_lazy("What is wrong, in a line"),
        required=False,
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"id": "object-words", "autocomplete": "off"}),
    )

    def __init__(self, question: Question, data: Any = None) -> None:
        super().__init__(data)
        wrong = [o for o in question.shown["options"] if o["id"] not in question.key["answer"]]
        if question.shown["mode"] in ("single", "multiple") and wrong:
            choices = [("", _("none of them")), *((o["id"], o["text"]) for o in wrong)]
            self.fields["option"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["option"]

    def clean_words(self) -> str:
        return " ".join(self.cleaned_data["words"].split())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not any(cleaned.values()):
            raise forms.ValidationError(_("Choose an answer that is also right, or say in a line."))
        return cleaned
