"""What players fill in beside answers: what to play, what to list, what is wrong."""

from typing import Any, cast

from django import forms
from django.conf import settings
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from history.models import Topic
from quiz.choosing import Choice
from quiz.kinds._typed_date import LONGEST as LONGEST_DATE
from quiz.models import Objection, Player, Question
from quiz.views.years import read_end

LONGEST = Objection._meta.get_field("words").max_length
# Of many answers, which other languages tell from one that is right.
ONLY_RIGHT, ONLY_WRONG = pgettext_lazy("answers", "right"), pgettext_lazy("answers", "not right")


class ObjectionForm(forms.Form):
    """Which option is also right, or what is wrong, in a line; one of the two at least."""

    option = forms.ChoiceField(
        label=gettext_lazy("This answer is also right"),
        required=False,
    )
    words = forms.CharField(
        label=gettext_lazy("What is wrong, in a line"),
        required=False,
        max_length=LONGEST,
    )

    def __init__(self, question: Question, data: Any = None) -> None:
        super().__init__(data)
        wrong = [o for o in question.shown["options"] if o["id"] not in question.key["answer"]]
        if question.shown["mode"] in ("single", "multiple") and wrong:
            choices = [("", _("none of them")), *((o["id"], o["text"]) for o in wrong)]
            cast(forms.ChoiceField, self.fields["option"]).choices = choices
        else:
            del self.fields["option"]
        # For the template, which is slow to find that there is nothing.
        self.sent = {name: self.data.get(name, "") for name in ("option", "words")}

    def clean_words(self) -> str:
        return " ".join(self.cleaned_data["words"].split())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not any(cleaned.values()):
            raise forms.ValidationError(_("Choose an answer that is also right, or say in a line."))
        return cleaned


class StartForm(forms.Form):
    """What to ask of a topic; empty is what the program proposes, of all of it."""

    ask = forms.ChoiceField(
        required=False,
        choices=[
            ("", gettext_lazy("What is due, then something new")),
            ("due", gettext_lazy("Only what is due")),
        ],
        widget=forms.RadioSelect,
    )
    since = forms.CharField(label=gettext_lazy("From"), required=False, max_length=LONGEST_DATE)
    until = forms.CharField(label=gettext_lazy("To"), required=False, max_length=LONGEST_DATE)
    # Each by its own name: whoever looks for it reads that one.
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the questions"),
        required=False,
        choices=settings.LANGUAGES,
        widget=forms.Select(attrs={"aria-describedby": "language-help"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["language"] = self.initial.get("language") or get_language()
        self.fields["language"].label_suffix = ""
        for name in ("since", "until"):
            says = {"autocomplete": "off", "aria-describedby": "years-help"}
            self.fields[name].label_suffix = ""
            self.fields[name].widget.attrs.update(says)

    def clean_language(self) -> str:
        """That of the page where none is chosen, as where a round is started with one click."""
        return self.cleaned_data["language"] or get_language() or settings.LANGUAGE_CODE

    def clean_since(self) -> int | None:
        typed = self.cleaned_data["since"]
        return read_end(typed).earliest if typed else None

    def clean_until(self) -> int | None:
        typed = self.cleaned_data["until"]
        return read_end(typed).latest if typed else None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("since"), cleaned.get("until")
        if first is not None and last is not None and last < first:
            self.add_error("until", _("This is before “From”: exchange the two."))
        return cleaned

    def choice(self) -> Choice:
        cleaned = self.cleaned_data
        return Choice(cleaned["ask"] == "due", cleaned["since"], cleaned["until"])


class AnswersForm(forms.Form):
    """Which answers to list; what makes no sense is as good as not said."""

    topic = forms.ChoiceField(required=False, label=gettext_lazy("Topic"))
    marks = forms.ChoiceField(
        choices=[
            ("", gettext_lazy("right and wrong")),
            ("right", ONLY_RIGHT),
            ("wrong", ONLY_WRONG),
        ],
        required=False,
        label=gettext_lazy("Answers"),
    )
    before = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, player: Player | None, data: Any = None) -> None:
        super().__init__(data)
        topics = Topic.objects.filter(rounds__player=player).distinct().order_by("title")
        slugs = topics.values_list("slug", "title") if player else []
        cast(forms.ChoiceField, self.fields["topic"]).choices = [("", _("all topics")), *slugs]
