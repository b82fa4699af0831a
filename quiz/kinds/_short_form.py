"""The form for an answer that is typed in a few words."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quiz.kinds._short_answer import folded

LONGEST = 200


class ShortForm(forms.Form):
    """A few words; the cleaned answer is the text."""

    answer = forms.CharField(
        max_length=LONGEST,
        error_messages={
            "required": _("Write an answer."),
            "max_length": _("Write a shorter answer: one word, or a few."),
            "null_characters_not_allowed": _("Write an answer in words or figures."),
        },
    )

    def clean_answer(self) -> Any:
        answer = self.cleaned_data["answer"]
        if not folded(answer):
            raise forms.ValidationError(_("Write an answer in words or figures."))
        return answer
