"""How a date question is put: a whole sentence for each case, so that translators can work."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from history.dates import Precision
from history.records import Event, Source
from quiz.kinds._moment import Asked, unit_text
from quiz.kinds._shared import according_to
from quiz.kinds._wrong_dates import TWIN

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


def stem(event: Event, asked: Asked, source: Source | None) -> str:
    title = {"title": event.title}
    pattern = _("“%(title)s” (New Style)") if _has_twin(event, asked) else _("“%(title)s”")
    question = _(PLAIN[asked.unit, asked.of]) % {"event": pattern % title}
    return according_to(question, source)


def _has_twin(event: Event, asked: Asked) -> bool:
    """Whether it has another answer in Old Style: none is right until the calendar is named.

    Most years and decades are the same in both, and that of what is known by the year always is.
    """
    if event.date.calendar not in ("NS", "OS"):
        return False
    in_old_style = unit_text(asked.first - TWIN, asked.unit)
    known = event.date.precision < Precision.YEAR
    return asked.unit < Precision.YEAR or (known and in_old_style != asked.value)


def where_it_goes(event: Event, source: Source | None) -> str:
    """No calendar need be named: the others are too far off for it to matter."""
    question = _("Where in time does this belong: “%(title)s”?") % {"title": event.title}
    return according_to(question, source)
