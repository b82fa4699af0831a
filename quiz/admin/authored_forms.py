"""The form of a teacher's own question, which hears the gate before it lets anything be saved."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextInputWidget
from django.contrib.auth.models import User
from django.forms import BaseInlineFormSet
from django.utils.translation import gettext as _

from history import dates
from history.dates import BadDate
from quiz.bank import Remark, record, remarks
from quiz.models import AuthoredOption, AuthoredQuestion

OPTIONS = "options"
# Where what a hard check says can be mended; the rest is about the question as it is worded.
PLACES: Mapping[str, str] = {
    "right-options": OPTIONS,
    "distinct-options": OPTIONS,
    "feedback-complete": OPTIONS,
    "refuted-distractors": OPTIONS,
    "too-few-items": OPTIONS,
    "key-supported": "date",
    "accepted-answers": "accepted",
    "cited": "locator",
    "key-stays-home": "explanation",
}


class AuthoredForm(forms.ModelForm):
    """Judged together with its options, once both are well filled in (`hear`)."""

    class Meta:
        model = AuthoredQuestion
        fields = (
            "topic event form stem slug explanation source locator accepted date calendar "
            "overruled_reason active"
        ).split()
        widgets = {"stem": AdminTextInputWidget(attrs={"class": "vLargeTextField"})}

    by: User | None = None
    remarks: Sequence[Remark] = ()
    is_checked = False

    @property
    def only_checks(self) -> bool:
        return "_check" in self.data

    def clean_accepted(self) -> str:
        """One a line; files have them in one cell, between semicolons."""
        given = self.cleaned_data["accepted"].replace(";", "\n").splitlines()
        return "\n".join(answer.strip() for answer in given if answer.strip())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "slug" in cleaned and cleaned.get("stem"):
            cleaned["slug"] = cleaned["slug"] or AuthoredQuestion.objects.free_slug(cleaned["stem"])
        self._check_what_is_typed(cleaned)
        topic, event = cleaned.get("topic"), cleaned.get("event")
        if topic and event and not event.topics.filter(pk=topic.pk).exists():
            text = _("“%(event)s” is not in this topic. Choose an event of the topic, or none.")
            self.add_error("event", text % {"event": event})
        return cleaned

    def _check_what_is_typed(self, cleaned: dict[str, Any]) -> None:
        how, form = cleaned.get("form"), AuthoredQuestion.Form
        for name, needed_by in (("accepted", form.SHORT), ("date", form.DATE)):
            given = bool(cleaned.get(name))
            if how == needed_by and not given and name not in self.errors:
                self.add_error(name, _("This form of question needs it."))
            elif how and how != needed_by and given:
                self.add_error(name, _("This form of question has none: leave it empty."))
        if cleaned.get("date") and "calendar" in cleaned:
            try:
                dates.parse(cleaned["date"], cleaned["calendar"])
            except BadDate as error:
                self.add_error("date", str(error))

    def hear(self, options: Sequence[AuthoredOption]) -> list[str]:
        """Take the remarks to the fields; gives back those for the options."""
        self.is_checked = True
        self.remarks = remarks(record(self.instance, options), self.instance.topic)
        told = [(PLACES.get(remark.check, "stem"), remark) for remark in self.remarks]
        for place, remark in told:
            if remark.is_hard and place != OPTIONS:
                self.add_error(place, remark.why)
        self._judge(sorted({remark.check for remark in self.remarks if not remark.is_hard}))
        return [remark.why for place, remark in told if remark.is_hard and place == OPTIONS]

    def _judge(self, checks: Sequence[str]) -> None:
        """What is overruled is what is said now: a later remark is to be heard anew."""
        question = self.instance
        if question.overruled_reason:
            question.overrule(checks, by=self.by, anew="overruled_reason" in self.changed_data)
        else:
            question.overrule((), by=None)
        if checks and not question.overruled_reason and not self.only_checks:
            text = _("Mend what is remarked above, or say here why it may stand all the same.")
            self.add_error("overruled_reason", text)


class OptionForm(forms.ModelForm):
    class Meta:
        model = AuthoredOption
        fields = ("text", "is_right", "why_wrong", "tag", "position")
        # The admin's own boxes are so wide that five in a row leave the page.
        widgets = {
            "text": forms.TextInput(attrs={"size": 26}),
            "why_wrong": forms.Textarea(attrs={"rows": 2, "cols": 34}),
            "tag": forms.TextInput(attrs={"size": 16}),
            "position": forms.NumberInput(attrs={"class": "vPositiveSmallIntegerField"}),
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("is_right") and not cleaned.get("why_wrong"):
            text = _("Say why it is wrong or, of an item to order, when it was.")
            self.add_error("why_wrong", text)
        return cleaned


class OptionFormSet(BaseInlineFormSet):
    """The options, and through them the question: here both are known for the first time."""

    held_back = False

    def add_fields(self, form: forms.ModelForm, index: int | None) -> None:
        """The table has words above its columns, and its boxes need a name each."""
        super().add_fields(form, index)
        number = "" if index is None else index + 1
        for field in form.fields.values():
            field.widget.attrs["aria-label"] = f"{field.label} {number}".strip()

    def is_valid(self) -> bool:
        return super().is_valid() and not self.held_back

    def clean(self) -> None:
        super().clean()
        page = getattr(self.instance, "page", None)
        if page is None or any(self.errors):
            return
        amiss = page.hear(self._options())
        self.held_back = page.only_checks or bool(page.errors)
        if amiss:
            raise forms.ValidationError(amiss)

    def _options(self) -> list[AuthoredOption]:
        filled_in = [form for form in self.forms if getattr(form, "cleaned_data", None)]
        return [form.instance for form in filled_in if not form.cleaned_data.get("DELETE")]
