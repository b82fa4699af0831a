"""The store: what happened, who says so, and why. It knows nothing of quizzes."""

from history.models.cause import Cause, CauseClaim, Misconception
from history.models.claim import DateClaim, DisputeKind
from history.models.event import Calendar, Event
from history.models.source import Source
from history.models.topic import Topic
from history.models.waiting import WaitingFile

__all__ = [
    "Calendar",
    "Cause",
    "CauseClaim",
    "DateClaim",
    "DisputeKind",
    "Event",
    "Misconception",
    "Source",
    "Topic",
    "WaitingFile",
]
