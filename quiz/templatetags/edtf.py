"""Dates for templates: evidence holds them as EDTF, and people read words."""

from django import template

from history import dates, words
from quiz.draft import Evidence

register = template.Library()


@register.filter
def edtf(text: str, calendar: str = "") -> str:
    """An EDTF text in the reader's words; empty stays empty."""
    return words.in_words(dates.parse(text, calendar)) if text else ""


@register.filter
def says(claim: Evidence) -> str:
    """The date that a cited claim gives, in its own calendar.

    Questions stored before the calendar was kept with the evidence have none.
    """
    return edtf(claim["says"], claim.get("calendar", ""))
