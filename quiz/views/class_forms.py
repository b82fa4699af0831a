"""What pupils and teachers fill in about classes."""

from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from history.models import Topic
from quiz.classes import codes, nicknames
from quiz.models import Classroom, Membership
from quiz.models.classroom import LARGEST


class NicknameField(forms.CharField):
    def __init__(self, **settings: Any) -> None:
        attrs = {"autocomplete": "off", "spellcheck": "false", "maxlength": nicknames.LONGEST}
        super().__init__(label=_("Nickname"), widget=forms.TextInput(attrs=attrs), **settings)

    def clean(self, value: Any) -> str:
        try:
            return nicknames.clean(super().clean(value))
        except nicknames.Refused as refused:
            raise forms.ValidationError(str(refused)) from refused


def code_field() -> forms.CharField:
    return forms.CharField(
        label=_("Code of the class"),
        max_length=codes.LONGEST_TYPED,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )


class JoinForm(forms.Form):
    code = code_field()
    nickname = NicknameField(
        help_text=_("Not your own name: the class sees it. Take this one or write another.")
    )


class ComeBackForm(forms.Form):
    code = code_field()
    phrase = forms.CharField(
        label=_("Your three words"),
        max_length=200,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )


class RenameForm(forms.Form):
    nickname = NicknameField()


class NewClassForm(forms.Form):
    name = forms.CharField(
        label=_("Name of the class"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    topic = forms.ModelChoiceField(
        label=_("Topic"),
        queryset=Topic.objects.order_by("title"),
        required=False,
        empty_label=_("none yet"),
        help_text=_("What the class works towards: the timeline that lights up."),
    )


class SettingsForm(NewClassForm):
    size = forms.IntegerField(
        label=_("Largest number of pupils"),
        min_value=1,
        max_value=LARGEST,
        help_text=_("Nobody joins beyond it."),
    )
    ranking = forms.BooleanField(
        label=_("Show a ranking on the board"),
        label_suffix="",
        required=False,
        help_text=_("Of facts held, by nickname. A pupil may be absent from it."),
    )

    @classmethod
    def of(cls, classroom: Classroom, data: Any = None) -> "SettingsForm":
        return cls(data, initial={name: getattr(classroom, name) for name in cls.base_fields})


class MergeForm(forms.Form):
    other = forms.ModelChoiceField(
        label=_("The other nickname of the same pupil"), queryset=Membership.objects.none()
    )
    sure = forms.BooleanField(
        label=_("They are one person. I know that this cannot be undone."),
    )

    def __init__(self, others: QuerySet[Membership], data: Any = None) -> None:
        super().__init__(data)
        cast(forms.ModelChoiceField, self.fields["other"]).queryset = others
