"""A player's own answers, a few rounds to a page; a page begins where the last one ended."""

from collections import defaultdict
from typing import Any, NamedTuple
from uuid import UUID

from django import forms
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from history.models import Topic
from quiz.models import Answer, Player, Round

ROUNDS = 6
# Of many answers, which other languages tell from one that is right.
ONLY_RIGHT, ONLY_WRONG = pgettext_lazy("answers", "right"), pgettext_lazy("answers", "not right")
MARKS = {"right": Q(counted=1), "wrong": Q(counted__lt=1)}


class AnswersForm(forms.Form):
    """Which answers to list; what makes no sense is as good as not said."""

    topic = forms.ChoiceField(required=False, label=_("Topic"))
    marks = forms.ChoiceField(
        choices=[("", _("right and wrong")), ("right", ONLY_RIGHT), ("wrong", ONLY_WRONG)],
        required=False,
        label=_("Answers"),
    )
    before = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, player: Player | None, data: Any = None) -> None:
        super().__init__(data)
        topics = Topic.objects.filter(rounds__player=player).distinct().order_by("title")
        slugs = topics.values_list("slug", "title") if player else []
        self.fields["topic"].choices = [("", _("all topics")), *slugs]  # type: ignore[attr-defined]


class AnswersPage(NamedTuple):
    """Rounds with the answers wanted of them, and the last one if there are older ones still."""

    rounds: list[tuple[Round, list[Answer]]]
    last: Round | None


def answers_page(
    player: Player | None, *, topic: str = "", marks: str = "", before: UUID | None = None
) -> AnswersPage:
    wanted = Answer.objects.with_marks().filter(MARKS.get(marks, Q()))
    rounds = Round.objects.of(player).filter(Exists(wanted.filter(question__round=OuterRef("pk"))))
    if topic:
        rounds = rounds.filter(topic__slug=topic)
    if before:
        rounds = rounds.older_than(Round.objects.of(player).filter(uuid=before).first())
    found = list(rounds.select_related("topic").order_by("-created", "-pk")[: ROUNDS + 1])
    shown, more = found[:ROUNDS], len(found) > ROUNDS
    answers: dict[int, list[Answer]] = defaultdict(list)
    # The keys and what was fed back stay in the database: of each answer one line is told.
    lines = wanted.filter(question__round__in=shown).select_related("question")
    for answer in lines.defer("question__key", "feedback").order_by("question__position"):
        answers[answer.question.round_id].append(answer)
    return AnswersPage([(one, answers[one.pk]) for one in shown], shown[-1] if more else None)
