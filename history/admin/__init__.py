"""The teachers' tool for the shared library: topics, sources, events, causes, misconceptions."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from history.admin.causes import CauseAdmin
from history.admin.events import EventAdmin
from history.admin.library import MisconceptionAdmin, SourceAdmin, TopicAdmin

__all__ = ["CauseAdmin", "EventAdmin", "MisconceptionAdmin", "SourceAdmin", "TopicAdmin"]

admin.site.site_title = admin.site.site_header = _("Footnote: the library")
admin.site.index_title = _("What is known, and who says so")
