"""How a date question is put: a whole sentence for each case, so that translators can work."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from history.dates import Precision
from history.records import Event, Source
from quiz.kinds._shared import according_to

PLAIN = {
    (Precision.DAY, "point"): gettext_noop("On which day did this happen: %(event)s?"),
    (Precision.DAY, "begin"): gettext_noop("On which day did this begin: %(event)s?"),
    (Precision.DAY, "end"): gettext_noop("On which day did this end: %(event)s?"),
    (Precision.MONTH, "point"): gettext_noop("In which month did this happen: %(event)s?"),
    (Precision.MONTH, "begin"): gettext_noop("In which month did this begin: %(event)s?"),
    (Precision.MONTH, "end"): gettext_noop("In which month did this end: %(event)s?"),
    (Precision.YEAR, "point"): gettext_noop("In which year did this happen: %(event)s?"),
    (Precision.YEAR, "begin"): gettext_noop("In which year did this begin: %(event)s?"),
    (Precision.YEAR, "end"): gettext_noop("In which year did this end: %(event)s?"),
    (Precision.DECADE, "point"): gettext_noop("In which decade did this happen: %(event)s?"),
    (Precision.DECADE, "begin"): gettext_noop("In which decade did this begin: %(event)s?"),
    (Precision.DECADE, "end"): gettext_noop("In which decade did this end: %(event)s?"),
    (Precision.CENTURY, "point"): gettext_noop("In which century did this happen: %(event)s?"),
    (Precision.CENTURY, "begin"): gettext_noop("In which century did this begin: %(event)s?"),
    (Precision.CENTURY, "end"): gettext_noop("In which century did this end: %(event)s?"),
}


def stem(event: Event, unit: Precision, of: str, source: Source | None) -> str:
    title = {"title": event.title}
    # A date that has an Old Style twin is no answer until the calendar is named.
    has_twin = event.date.calendar in ("NS", "OS")
    pattern = _("“%(title)s” (New Style)") if has_twin else _("“%(title)s”")
    question = _(PLAIN[unit, of]) % {"event": pattern % title}
    return according_to(question, source)


def where_it_goes(event: Event, source: Source | None) -> str:
    """No calendar need be named: the others are too far off for it to matter."""
    question = _("Where in time does this belong: “%(title)s”?") % {"title": event.title}
    return according_to(question, source)
