"""A teacher's own question on one page, with the remarks of the gate before it is saved."""

from typing import Any, cast

from django.contrib import admin
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from import_export.resources import ModelResource

from history.admin.base import LibraryAdmin
from history.admin.filters import NO, YES, YesNoFilter
from quiz.admin.authored_bulk import QuestionResource
from quiz.admin.authored_forms import AuthoredForm, OptionForm, OptionFormSet
from quiz.models import AuthoredOption, AuthoredQuestion


class OptionInline(admin.TabularInline):
    model = AuthoredOption
    form = OptionForm
    formset = OptionFormSet
    fields = ("text", "is_right", "why_wrong", "tag", "position")
    verbose_name_plural = _("options to choose, or items to put in order")

    def get_extra(
        self, request: HttpRequest, obj: AuthoredQuestion | None = None, **kwargs: Any
    ) -> int:
        return 0 if obj and obj.pk else 4


class OverruledFilter(YesNoFilter):
    title = _("remarks overruled")
    parameter_name = "overruled"

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() == YES:
            return queryset.exclude(overruled="")
        return queryset.filter(overruled="") if self.value() == NO else queryset


@admin.register(AuthoredQuestion)
class AuthoredQuestionAdmin(LibraryAdmin):
    form = AuthoredForm
    inlines = (OptionInline,)
    import_export_change_list_template = "admin/quiz/authoredquestion/change_list.html"
    change_form_template = "admin/quiz/authoredquestion/change_form.html"
    list_display = ("stem", "form", "topic", "event", "active")
    list_select_related = ("topic", "event")
    list_filter = ("topic", "form", "active", OverruledFilter)
    search_fields = ("stem", "explanation", "accepted", "options__text", "options__tag")
    ordering = ("-edited",)
    autocomplete_fields = ("topic", "event", "source")
    readonly_fields = ("overruled_told", "created", "edited")
    fieldsets = (
        (None, {"fields": ("topic", "event", "form", "stem", "explanation")}),
        (_("Who says so"), {"fields": ("source", "locator")}),
        (_("What is to be typed"), {"fields": ("accepted", ("date", "calendar"))}),
        (
            _("In the quiz"),
            {"fields": ("active", "overruled_reason", "overruled_told")},
        ),
        (_("For files, and its history"), {"fields": ("slug", "created", "edited")}),
    )

    @admin.display(description=_("overruled"))
    def overruled_told(self, question: AuthoredQuestion) -> str:
        """By whom and when is kept with it; the account itself is none of the library's."""
        if not question.overruled:
            return "–"
        names = question.overruled.replace(" ", ", ")
        day = date_format(localtime(question.overruled_at))
        by = question.overruled_by.get_username() if question.overruled_by else "–"
        return f"{names} ({by}, {day})"

    def get_export_resource_classes(self, request: HttpRequest) -> list[type[ModelResource]]:
        return [QuestionResource]

    def get_readonly_fields(
        self, request: HttpRequest, obj: AuthoredQuestion | None = None
    ) -> tuple[str, ...]:
        """Under its slug it stands in questions that were asked, so that it keeps it."""
        return (*self.readonly_fields, *(("slug",) if obj else ()))

    def save_form(self, request: HttpRequest, form: AuthoredForm, change: bool) -> AuthoredQuestion:
        """Lets the options find the form that they belong to: they are judged with it."""
        question: AuthoredQuestion = super().save_form(request, form, change)
        form.by = cast(User, request.user)
        question.page = form  # type: ignore[attr-defined]  # for this request; no field
        return question
