"""Reading what somebody types as an end of a part of the timeline: a year, mostly."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from history.dates import BadDate, HistoricalDate, parse
from quiz.kinds._typed_date import read

# Few digits are a year here, unlike in an answer, where 33 might be half of 1933.
SHORT_YEAR = re.compile(r"0*[1-9]\d{0,2}")
NO_YEAR = re.compile(r"[-−–]?0+")
# Four digits with a nought before are a date as teachers write it, and one year off from this.
MINUS = re.compile(r"[-−–] ?(\d{1,3}|[1-9]\d+)")
TWO_YEARS = re.compile(r"(\d{3,}) ?[-−–] ?(\d{3,})")


def read_end(typed: str) -> HistoricalDate:
    """The date, or a ValidationError that says in a sentence what to write in its place."""
    text = " ".join(typed.split())
    if NO_YEAR.fullmatch(text):
        raise ValidationError(_("There is no year 0: the year before AD 1 is 1 BC."))
    if year := MINUS.fullmatch(text):
        raise ValidationError(
            _("For a year before Christ write “%(year)s BC”.") % {"year": year[1]}
        )
    if years := TWO_YEARS.fullmatch(text):
        values = {"first": years[1], "last": years[2]}
        raise ValidationError(_("Write %(first)s under “From” and %(last)s under “To”.") % values)
    try:
        return parse(read(f"AD {text}" if SHORT_YEAR.fullmatch(text) else text))
    except BadDate as error:
        shown = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)
        sentence = _("“%(typed)s” cannot be read as a year. Write it like 1917, 44 BC or May 1917.")
        raise ValidationError(sentence % {"typed": shown}) from error
