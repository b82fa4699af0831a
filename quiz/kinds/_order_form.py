"""The form of an ordering: a number for each card, however the numbers came about."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quiz.draft import Option, Shown


class OrderForm(forms.Form):
    """A number for each card; the cleaned answer is the list of option ids in that order.

    A "move" of ID:up or ID:down, from a button, asks for nothing but the cards in a new order.
    """

    def __init__(self, shown: Shown, data: Any = None) -> None:
        super().__init__(data)
        self.as_shown = [option["id"] for option in shown["options"]]
        self.texts = {option["id"]: option["text"] for option in shown["options"]}
        for option in shown["options"]:
            self.fields[f"rank-{option['id']}"] = forms.IntegerField(
                label=option["text"], min_value=1, max_value=len(self.as_shown)
            )

    @property
    def only_moves(self) -> bool:
        return "move" in self.data

    @property
    def cards(self) -> list[Option]:
        """The cards as they lie now: as typed or dragged, then moved by the button pressed."""
        order = sorted(self.as_shown, key=self._typed_rank)
        option, _colon, direction = str(self.data.get("move", "")).partition(":")
        if option in order:
            here = order.index(option)
            there = here + {"up": -1, "down": 1}.get(direction, 0)
            if 0 <= there < len(order):
                order[here], order[there] = order[there], order[here]
        return [{"id": option, "text": self.texts[option]} for option in order]

    def _typed_rank(self, option: str) -> int:
        typed = str(self.data.get(f"rank-{option}", ""))
        return int(typed) if typed.isdecimal() and len(typed) < 3 else self.as_shown.index(option)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        strangers = [
            name
            for name in self.data
            if name.startswith("rank-") and name.removeprefix("rank-") not in self.as_shown
        ]
        if strangers:
            raise forms.ValidationError(_("There is a card here that was not in the question."))
        if self.errors:
            raise forms.ValidationError(
                _("Give every card a number from 1 to %(most)s.") % {"most": len(self.as_shown)}
            )
        ranks = {i: values[f"rank-{i}"] for i in self.as_shown}
        if len(set(ranks.values())) < len(ranks):
            raise forms.ValidationError(_("Two cards have the same number."))
        answer = sorted(ranks, key=lambda i: ranks[i])
        if answer == self.as_shown:
            raise forms.ValidationError(_("Nothing has been moved yet."))
        return {"answer": answer}
