"""A cause and the sources that assert it."""

from django.contrib import admin, messages
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext as _

from history.admin.base import LibraryAdmin, LibraryInline
from history.admin.filters import AssertedFilter
from history.admin.forms import CauseForm
from history.models import Cause, CauseClaim


class CauseClaimInline(LibraryInline):
    model = CauseClaim
    autocomplete_fields = ("source",)
    fields = ("source", "locator", "gist", "quote")


@admin.register(Cause)
class CauseAdmin(LibraryAdmin):
    form = CauseForm
    inlines = (CauseClaimInline,)
    fields = ("statement", "slug", "effect", "cause", "role", "explanation")
    list_display = ("statement", "effect", "cause", "role")
    list_select_related = ("effect", "cause")
    list_filter = ("role", AssertedFilter, "effect__topics")
    search_fields = ("statement", "slug", "effect__title", "cause__title")
    ordering = ("effect__earliest", "slug")
    autocomplete_fields = ("effect", "cause")
    prepopulated_fields = {"slug": ("statement",)}

    def save_related(
        self, request: HttpRequest, form: ModelForm, formsets: list, change: bool
    ) -> None:
        super().save_related(request, form, formsets, change)
        if not form.instance.claims.exists():
            text = _("No source asserts this yet, so no question will use it: add a claim.")
            messages.warning(request, text)
