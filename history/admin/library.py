"""The small pages of the library: topics, sources and misconceptions."""

from django.contrib import admin
from django.db import models
from django.forms import ModelForm
from django.http import HttpRequest

from history.admin.base import SHORT_TEXTS, LibraryAdmin
from history.admin.forms import KeptSlugForm
from history.models import Misconception, Source, Topic


@admin.register(Topic)
class TopicAdmin(LibraryAdmin):
    form = KeptSlugForm
    list_display = ("title", "slug")
    search_fields = ("title", "slug", "summary")
    ordering = ("title",)
    prepopulated_fields = {"slug": ("title",)}

    def save_model(self, request: HttpRequest, obj: Topic, form: ModelForm, change: bool) -> None:
        # The version may have moved on since this row was read, and must never move back.
        obj.save(update_fields=form.changed_data if change else None)


@admin.register(Source)
class SourceAdmin(LibraryAdmin):
    form = KeptSlugForm
    formfield_overrides = {**SHORT_TEXTS, models.URLField: {"assume_scheme": "https"}}
    list_display = ("title", "author", "publisher", "kind", "language", "published")
    list_filter = ("kind", "language")
    search_fields = ("title", "slug", "author", "publisher", "viewpoint")
    ordering = ("title",)
    prepopulated_fields = {"slug": ("title",)}


@admin.register(Misconception)
class MisconceptionAdmin(LibraryAdmin):
    list_display = ("statement", "event", "about", "tag")
    list_select_related = ("event",)
    list_filter = ("about", "event__topics")
    search_fields = ("statement", "correction", "tag", "event__title")
    ordering = ("event__earliest", "pk")
    autocomplete_fields = ("event",)
