"""What students say against questions, for teachers to decide, and what is asked no more."""

from collections.abc import Iterator, Sequence
from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from quiz import objections
from quiz.bank import chronicle_for
from quiz.models import Objection, Withdrawal
from quiz.review import verdicts_on

State = Objection.State
SHOWN = 100  # objections to one draft that a teacher reads and decides together


class DecisionForm(forms.Form):
    note = forms.CharField(
        label=_("Note to the students"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "id": "note"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "dismiss" in self.data and not cleaned.get("note"):
            self.add_error("note", _("Say in a sentence why the question stands."))
        return cleaned


class StateFilter(admin.SimpleListFilter):
    """Those that wait come first, and nothing else unless asked for."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> Sequence:
        return State.choices

    def choices(self, changelist: Any) -> Iterator[Any]:
        for value, label in self.lookup_choices:
            yield {
                "selected": value == (self.value() or State.OPEN),
                "query_string": changelist.get_query_string({self.parameter_name: value}),
                "display": label,
            }

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.filter(state=self.value() or State.OPEN)


@admin.register(Objection)
class ObjectionAdmin(admin.ModelAdmin):
    """A line for each draft; its page has all that is said against it."""

    list_display = ("question", "topic", "words", "times", "created")
    list_select_related = ("answer__question__round__topic",)
    list_filter = (StateFilter,)
    list_per_page = 50
    ordering = ("created", "pk")
    actions = None

    class Media:
        css = {"all": ["css/library.css"]}

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Objection]:
        alike = Objection.objects.filter(
            answer__question__likeness=OuterRef("answer__question__likeness"),
            state=OuterRef("state"),
        )
        counted = alike.order_by().values("answer__question__likeness").values(n=Count("pk"))
        return Objection.objects.first_of_each().annotate(times=Subquery(counted))

    @admin.display(description=_("question"))
    def question(self, objection: Objection) -> str:
        return objection.answer.question.shown["stem"]

    @admin.display(description=_("topic"))
    def topic(self, objection: Objection) -> str:
        return str(objection.answer.question.round.topic or "")

    @admin.display(description=_("how often"))
    def times(self, objection: Any) -> int:
        return objection.times

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The question as it was asked, what is said against it, and the decision on both."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        objection = self._objection(object_id)
        form = DecisionForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            return self._decide(request, objection, form.cleaned_data["note"])
        context = self._context(request, objection) | {"form": form}
        return TemplateResponse(request, "admin/quiz/objection/decide.html", context)

    def _objection(self, object_id: str) -> Objection:
        found = Objection.objects.select_related("answer__question__round__topic")
        try:
            return found.get(pk=int(object_id))
        except (Objection.DoesNotExist, ValueError, OverflowError):
            raise Http404 from None

    def _context(self, request: HttpRequest, objection: Objection) -> dict[str, Any]:
        question = objection.answer.question
        topic = question.round.topic
        texts = {option["id"]: option["text"] for option in question.shown["options"]}
        alike = Objection.objects.to(question.likeness).filter(state=objection.state)
        return {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": question.shown["stem"],
            "objection": objection,
            "can_be_upheld": objection.state in (State.OPEN, State.DISMISSED),
            "said": _said(alike.select_related("answer__question").order_by("pk")[:SHOWN]),
            "count": alike.count(),
            "shown": question.shown,
            "key": question.key,
            "in_order": [texts.get(i, i) for i in question.key["answer"]],
            "topic": topic,
            "verdicts": verdicts_on(question, chronicle_for(topic)) if topic else [],
        }

    def _decide(self, request: HttpRequest, objection: Objection, note: str) -> HttpResponse:
        by = cast(User, request.user)
        if "uphold" in request.POST:
            gained = objections.uphold(objection=objection, by=by, note=note)
            told = ngettext(
                "The question is withdrawn, and %(n)d answer counts as right now.",
                "The question is withdrawn, and %(n)d answers count as right now.",
                gained,
            )
            messages.success(request, told % {"n": gained})
        else:
            # Those that came in after the page was shown, nobody has read yet.
            read = [int(pk) for pk in request.POST.getlist("read") if pk.isdecimal()]
            alike = Objection.objects.to(objection.answer.question.likeness).filter(pk__in=read)
            declined = objections.dismiss(objections=alike, by=by, note=note)
            messages.success(request, gettext("Dismissed: %(n)d") % {"n": declined})
        self.log_change(request, objection, "upheld" if "uphold" in request.POST else "dismissed")
        return redirect("admin:quiz_objection_changelist")


def _said(alike: QuerySet[Objection]) -> list[dict[str, Any]]:
    """What each says, with the text of the option that it takes for right too."""
    told = []
    for one in alike:
        texts = {o["id"]: o["text"] for o in one.answer.question.shown["options"]}
        option = texts.get(one.option, "")
        told.append({"pk": one.pk, "option": option, "words": one.words, "note": one.note})
    return told


@admin.register(Withdrawal)
class WithdrawalAdmin(admin.ModelAdmin):
    """Deleting one lets the question be asked again; the marks that were given back stay."""

    list_display = ("stem", "reason", "created")
    search_fields = ("stem", "reason")
    ordering = ("-created", "-pk")
    fields = ("stem", "reason", "note", "created")
    readonly_fields = ("stem", "reason", "created")
    list_per_page = 50

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False
