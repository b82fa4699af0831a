"""What is not known about a date, in whole sentences for people who never heard of EDTF."""

from django.utils.translation import gettext as _

from history.dates import HistoricalDate, Precision


def doubts(date: HistoricalDate) -> list[str]:
    """Empty for a day, or days, that nobody doubts."""
    return [
        sentence
        for sentence in (_precision(date), _qualifier(date), _openness(date), _calendar(date))
        if sentence
    ]


def _precision(date: HistoricalDate) -> str:
    return {
        Precision.DAY: "",
        Precision.MONTH: _("The month is known, the day is not."),
        Precision.SEASON: _("The season is known, the day is not."),
        Precision.YEAR: _("The year is known, the day is not."),
        Precision.DECADE: _("Only the decade is known."),
        Precision.CENTURY: _("Only the century is known."),
    }[date.precision]


def _qualifier(date: HistoricalDate) -> str:
    return {
        "": "",
        "~": _("The date is approximate: it may lie somewhat earlier or later."),
        "?": _("The date is uncertain: the evidence for it is weak."),
        "%": _("The date is both approximate and uncertain."),
    }[date.qualifier]


def _openness(date: HistoricalDate) -> str:
    if not date.is_open:
        return ""
    return _("No end is recorded.") if date.begin else _("No beginning is recorded.")


def _calendar(date: HistoricalDate) -> str:
    return {
        "unstated": _("The sources do not say which calendar they use."),
        "OS": _("The date is in the Julian calendar, called Old Style."),
    }.get(date.calendar, "")
