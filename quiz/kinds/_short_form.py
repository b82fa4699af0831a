"""Forms for an answer that is typed: a few words, or a date."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quiz.draft import Shown
from quiz.kinds._read_date import read_date
from quiz.kinds._short_answer import folded

LONGEST = 200


class ShortForm(forms.Form):
    """A few words; the cleaned answer is the text."""

    answer = forms.CharField(
        max_length=LONGEST,
        error_messages={
            "required": _("Write an answer."),
            "max_length": _("Write a shorter answer: one word, or a few."),
        },
    )

    def clean_answer(self) -> str:
        answer: str = self.cleaned_data["answer"]
        if not folded(answer):
            raise forms.ValidationError(_("Write an answer in words or figures."))
        return answer


class TypedDateForm(forms.Form):
    """A date; the cleaned answer is its EDTF, which reads the same in every language."""

    answer = forms.CharField(
        max_length=LONGEST,
        error_messages={
            "required": _("Write a date."),
            "max_length": _("Write a date and nothing else."),
        },
    )

    def clean_answer(self) -> str:
        date = read_date(self.cleaned_data["answer"])
        if date is None:
            raise forms.ValidationError(
                _("That is no date we can read. Write a year, or day, month as a word, and year.")
            )
        return date.text


def short_form(shown: Shown, data: Any = None) -> forms.Form:
    return TypedDateForm(data) if shown.get("expects") == "date" else ShortForm(data)
