"""An event on one page: its date and who says so, its reasons, and what pupils get wrong."""

import re

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from history.admin.base import LibraryAdmin, LibraryInline
from history.admin.filters import DisputedFilter, SupportedFilter
from history.admin.forms import CauseForm, DateClaimForm, EventForm
from history.admin.support import doubt_about
from history.models import Cause, DateClaim, Event, Misconception
from history.models.event import TITLES


class DateClaimInline(LibraryInline):
    model = DateClaim
    form = DateClaimForm
    autocomplete_fields = ("source",)
    fields = (("source", "says"), "locator", "gist", "quote", ("dispute", "note"))


class CauseInline(LibraryInline):
    model = Cause
    form = CauseForm
    fk_name = "effect"
    autocomplete_fields = ("cause",)
    fields = (("statement", "role"), "slug", "cause", "explanation")
    prepopulated_fields = {"slug": ("statement",)}
    # Who asserts the cause is told on its own page.
    show_change_link = True


class MisconceptionInline(LibraryInline):
    model = Misconception
    fields = (("about", "tag"), "statement", "correction")


@admin.register(Event)
class EventAdmin(LibraryAdmin):
    form = EventForm
    inlines = (DateClaimInline, CauseInline, MisconceptionInline)
    list_display = ("title", "in_words", "importance", "in_topics")
    list_filter = ("topics", "importance", DisputedFilter, SupportedFilter, "calendar")
    search_fields = ("title", "title_es", "slug", "people", "place", "summary")
    ordering = ("earliest", "latest", "slug")
    autocomplete_fields = ("topics",)
    prepopulated_fields = {"slug": ("title",)}
    readonly_fields = ("in_words",)
    fieldsets = (
        (None, {"fields": ("title", "slug", "title_es", "summary")}),
        (_("When"), {"fields": ("date", "calendar", "in_words")}),
        (_("Where and who"), {"fields": ("place", "people")}),
        (_("In the quiz"), {"fields": ("topics", "importance")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Event]:
        return super().get_queryset(request).prefetch_related("topics")

    @admin.display(description=_("date in words"), ordering="earliest")
    def in_words(self, event: Event) -> str:
        return event.when_in_words

    @admin.display(description=_("topics"))
    def in_topics(self, event: Event) -> str:
        return ", ".join(sorted(topic.title for topic in event.topics.all()))

    def save_related(
        self, request: HttpRequest, form: ModelForm, formsets: list, change: bool
    ) -> None:
        super().save_related(request, form, formsets, change)
        doubt = doubt_about(form.instance)
        if doubt:
            messages.warning(request, doubt)
        titles = [getattr(form.instance, name) for name in ("title", *TITLES.values())]
        if re.search(r"\d", " ".join(titles)):
            text = gettext("The title has a number in it: a year there would give the answer away.")
            messages.warning(request, text)
