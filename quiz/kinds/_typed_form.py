"""The form of a date to be typed."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from history.dates import BadDate
from quiz.draft import Shown
from quiz.kinds._typed_date import read


class TypedDateForm(forms.Form):
    """One line of text; the cleaned answer keeps it beside its EDTF reading."""

    answer = forms.CharField()

    def __init__(self, shown: Shown, data: Any = None) -> None:
        super().__init__(data)
        # The hint shows a right one, so every error ends with it.
        self.example = shown["hint"]
        unread = _("That cannot be read as a date. %(example)s") % {"example": self.example}
        self.fields["answer"].error_messages |= {
            "required": self.example,
            "null_characters_not_allowed": unread,
        }
        self.unread = unread

    def clean_answer(self) -> dict[str, str]:
        typed = self.cleaned_data["answer"]
        try:
            return {"typed": typed, "edtf": read(typed)}
        except BadDate as error:
            values = {"reason": error.reason, "example": self.example}
            told = _("That cannot be read as a date: %(reason)s. %(example)s") % values
            raise forms.ValidationError(told if error.reason else self.unread) from error
