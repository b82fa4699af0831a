"""What all pages of the library have in common: every edit is seen by the questions asked next."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.widgets import AdminTextareaWidget, AutocompleteSelect
from django.db import models, transaction
from django.db.models import QuerySet
from django.forms import BaseInlineFormSet, ModelChoiceField, ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from import_export.admin import ExportMixin
from import_export.forms import ExportForm
from import_export.resources import ModelResource

from history.admin.resources import resource_for
from history.models import Topic

SHORT_TEXTS: Mapping[type[models.Field], Mapping[str, Any]] = {
    models.TextField: {"widget": AdminTextareaWidget(attrs={"rows": 3})}
}


ID = re.compile(r"[0-9]{1,18}")


class ToldSelect(AutocompleteSelect):
    """An autocomplete box that is told the row it shows, where Django asks once for each box."""

    shown: models.Model | None = None

    def optgroups(self, name: str, value: Sequence[str], attr: dict | None = None) -> list:
        # Django looks up whatever was sent, and no database has a row of 30 digits or NUL.
        value = [one for one in value if not one or ID.fullmatch(str(one))]
        if self.shown is None or list(value) != [str(self.shown.pk)]:
            return super().optgroups(name, value, attr)
        empty = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        chosen = self.create_option(name, self.shown.pk, str(self.shown), True, len(empty))
        return [(None, [*empty, chosen], 0)]


class ToldFormSet(BaseInlineFormSet):
    """For rows that were read together with what their boxes show."""

    def add_fields(self, form: ModelForm, index: int | None) -> None:
        super().add_fields(form, index)
        for name, field in form.fields.items():
            box = getattr(field.widget, "widget", field.widget)
            if isinstance(box, ToldSelect) and form.instance.pk:
                box.shown = getattr(form.instance, name)


class ToldBoxes(admin.options.BaseModelAdmin):
    def formfield_for_foreignkey(
        self, db_field: models.ForeignKey, request: HttpRequest, **kwargs: Any
    ) -> ModelChoiceField | None:
        if db_field.name in self.autocomplete_fields:
            kwargs["widget"] = ToldSelect(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class LibraryInline(ToldBoxes, admin.StackedInline):
    extra = 0
    formset = ToldFormSet
    formfield_overrides = SHORT_TEXTS

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related(*self.autocomplete_fields)


class NoEmptyField(admin.ModelAdmin):
    """Django looks a row up by the field that a request names, be the name ever so empty."""

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> models.Model | None:
        return super().get_object(request, object_id, from_field or None)


class LibraryAdmin(ToldBoxes, ExportMixin, NoEmptyField):
    formfield_overrides = SHORT_TEXTS
    import_export_change_list_template = "admin/history/change_list.html"
    export_form_class = ExportForm
    # Without it, spreadsheet programs take UTF-8 for something else.
    to_encoding = "utf-8-sig"

    class Media:
        css = {"all": ["css/library.css"]}
        js = ["js/library.js"]

    def get_export_resource_classes(self, request: HttpRequest) -> list[type[ModelResource]]:
        return [resource_for(self.model)]

    def export_action(self, request: HttpRequest) -> HttpResponse:
        try:
            return super().export_action(request)
        except IncorrectLookupParameters:
            # A filter that there is not: as the list itself does, without filters.
            return redirect(request.path)

    def save_related(
        self, request: HttpRequest, form: ModelForm, formsets: list, change: bool
    ) -> None:
        super().save_related(request, form, formsets, change)
        Topic.objects.bump()

    def delete_model(self, request: HttpRequest, obj: models.Model) -> None:
        super().delete_model(request, obj)
        Topic.objects.bump()

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        # Unlike the pages, actions run in no transaction of their own.
        with transaction.atomic():
            super().delete_queryset(request, queryset)
            Topic.objects.bump()
