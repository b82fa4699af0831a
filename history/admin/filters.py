"""The questions that a teacher asks of a long list: what still needs work?"""

from collections.abc import Sequence

from django.contrib import admin
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from history.admin.support import unsupported
from history.models import CauseClaim, DateClaim

YES, NO = "yes", "no"


class YesNoFilter(admin.SimpleListFilter):
    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> Sequence:
        return [(YES, _("Yes")), (NO, _("No"))]


class DisputedFilter(YesNoFilter):
    title = _("disputed date")
    parameter_name = "disputed"

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        disputes = Exists(DateClaim.objects.filter(event=OuterRef("pk")).exclude(dispute=""))
        if self.value() == YES:
            return queryset.filter(disputes)
        return queryset.filter(~disputes) if self.value() == NO else queryset


class SupportedFilter(YesNoFilter):
    title = _("date supported by a claim")
    parameter_name = "supported"

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() not in (YES, NO):
            return queryset
        without = unsupported(queryset)
        if self.value() == YES:
            return queryset.exclude(pk__in=without)
        return queryset.filter(pk__in=without)


class AssertedFilter(YesNoFilter):
    title = _("asserted by a source")
    parameter_name = "asserted"

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        claims = Exists(CauseClaim.objects.filter(cause=OuterRef("pk")))
        if self.value() == YES:
            return queryset.filter(claims)
        return queryset.filter(~claims) if self.value() == NO else queryset
