"""The form of a question with options: one of them to be chosen, or any of them."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from quiz.draft import Option, Shown


class OptionsForm(forms.Form):
    """A form whose answer is made of the options shown."""

    def __init__(self, options: list[Option], data: Any = None) -> None:
        super().__init__(data)
        answer = cast(forms.ChoiceField, self.fields["answer"])
        answer.choices = [(o["id"], o["text"]) for o in options]


class ChoiceForm(OptionsForm):
    """One of the options shown."""

    answer = forms.ChoiceField(
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose one of the answers."),
            "invalid_choice": _("That answer is not one of those shown. Choose one of them."),
        },
    )


class ChoicesForm(OptionsForm):
    """Any of the options shown, one at least."""

    answer = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose at least one of the answers."),
            "invalid_choice": _("That answer is not one of those shown. Choose among them."),
        },
    )


def choice_form(shown: Shown, data: Any = None) -> forms.Form:
    form = ChoicesForm if shown["mode"] == "multiple" else ChoiceForm
    return form(shown["options"], data)
