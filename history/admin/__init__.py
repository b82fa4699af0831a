"""The teachers' tool for the shared library: topics, sources, events, causes, misconceptions."""

from history.admin.causes import CauseAdmin
from history.admin.events import EventAdmin
from history.admin.library import MisconceptionAdmin, SourceAdmin, TopicAdmin

__all__ = ["CauseAdmin", "EventAdmin", "MisconceptionAdmin", "SourceAdmin", "TopicAdmin"]
