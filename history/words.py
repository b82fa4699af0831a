"""Historical dates in words, in the language of the reader.

Every pattern is whole, so that a translator may reorder its parts; Django itself brings the
names of the months, in both forms for the languages that say "November" and "of November".
What fills a pattern stands as it would alone, so a translation must not ask it to bend: where
nouns have cases, "г." for the year has but one form, and "примерно" does where "около" would not.
"""

from collections.abc import Sequence

from django.utils.dates import MONTHS, MONTHS_ALT
from django.utils.formats import number_format
from django.utils.translation import pgettext

from history.calendars import Day, civil
from history.dates import HistoricalDate, Precision, new_style, old_style, parse
from history.edtf import Written

# Earlier years are round numbers to those who write them: off by one would be false precision.
PREHISTORY = -10_000
ROUND = {Precision.DECADE: 10, Precision.CENTURY: 100}


def in_words(date: HistoricalDate) -> str:
    """As written: an Old Style date stays one, and an unstated calendar goes unmentioned.

    An interval from 1920~ to 1923~ reads "the early 1920s": whole years, both approximate,
    within the years 0 to 3 of a decade; 3 to 6 are its middle, 7 to 9 are late.
    """
    words = _interval(date) if date.is_interval else _single(date.written)
    if date.calendar == "OS":
        return pgettext("date", "%(date)s (Old Style)") % {"date": words}
    return words


def in_one_form(dates: Sequence[HistoricalDate]) -> list[str]:
    """Each in words; decades and centuries all as spans, if one has no other name.

    "1800 to 1809" beside "the 1850s" would catch the eye.
    """
    texts, spans = list(map(in_words, dates)), list(map(_as_span, dates))
    pairs = list(zip(spans, texts, strict=True))
    return [span or text for span, text in pairs] if any(s == t for s, t in pairs) else texts


def with_both_styles(date: HistoricalDate) -> str:
    """Days stated to be New or Old Style in both styles, the new one first; others in words."""
    twin = old_style(date) if date.calendar == "NS" else new_style(date)
    if not twin:
        return in_words(date)
    new, old = (date, parse(twin, "OS")) if date.calendar == "NS" else (parse(twin, "NS"), date)
    if date.is_interval:
        old_words = _interval(old)
    elif old.written.day.year == new.written.day.year:
        old_words = _day_and_month(old.written.day)
    else:
        old_words = _plain(old.written)
    values = {"new": in_words(new), "old": old_words}
    return pgettext("date", "%(new)s (%(old)s Old Style)") % values


def unit_in_words(day: int, precision: Precision) -> str:
    """The day, month, year, decade or century that has the Gregorian day with this number."""
    return _plain(Written(civil(day), precision))


def years_in_words(first: int, last: int) -> str:
    values = {"first": _number(first), "last": _number(last)}
    if last <= 0:
        return pgettext("years", "%(first)s to %(last)s BC") % values
    if first >= 100:
        return pgettext("years", "%(first)s to %(last)s") % values
    return pgettext("date", "%(begin)s to %(end)s") % {"begin": _year(first), "end": _year(last)}


def month_name(month: int) -> str:
    name = str(MONTHS[month])
    # Django may begin it like a heading; within a date it is written as in "of November".
    return name.lower() if str(MONTHS_ALT[month]).islower() else name


def _single(written: Written) -> str:
    words = _plain(written)
    match written.qualifier:
        case "~":
            return pgettext("date", "about %(date)s") % {"date": words}
        case "?":
            return pgettext("date", "%(date)s (uncertain)") % {"date": words}
        case "%":
            return pgettext("date", "about %(date)s (uncertain)") % {"date": words}
    return words


def _plain(written: Written) -> str:
    day = written.day
    match written.precision:
        case Precision.DAY:
            values = {"date": _day_and_month(day), "year": _year(day.year)}
            return pgettext("day", "%(date)s %(year)s") % values
        case Precision.MONTH:
            values = {"month": month_name(day.month), "year": _year(day.year)}
            return pgettext("month", "%(month)s %(year)s") % values
        case Precision.SEASON:
            return _season(day)
        case Precision.YEAR:
            return _year(day.year)
        case Precision.DECADE:
            return _round_years(day.year, 10)
        case Precision.CENTURY:
            return _round_years(day.year, 100)


def _day_and_month(day: Day) -> str:
    values = {"day": day.day, "month": MONTHS_ALT[day.month]}
    return pgettext("date", "%(day)s %(month)s") % values


def _season(day: Day) -> str:
    patterns = (
        pgettext("season", "winter %(year)s"),
        pgettext("season", "spring %(year)s"),
        pgettext("season", "summer %(year)s"),
        pgettext("season", "autumn %(year)s"),
    )
    # January and February end the winter of the year before.
    year = day.year - 1 if day.month < 3 else day.year
    return patterns[day.month % 12 // 3] % {"year": _year(year)}


def _year(year: int) -> str:
    if year <= 0:
        return pgettext("year", "%(year)s BC") % {"year": _number(year)}
    if year < 100:  # a bare 79 would be a day or 1979
        return pgettext("year", "AD %(year)s") % {"year": _number(year)}
    return pgettext("year", "%(year)s") % {"year": _number(year)}


def _number(year: int) -> str:
    shown = year if year > 0 else -year if year <= PREHISTORY else 1 - year
    return number_format(shown, force_grouping=True) if shown > 9999 else str(shown)


def _as_span(date: HistoricalDate) -> str:
    """A decade or a century by its first and last year; empty for all else."""
    size = 0 if date.is_interval or date.qualifier else ROUND.get(date.precision, 0)
    first = _first_of_round(date.written.day.year, size) if size else 0
    return years_in_words(first, first + size - 1) if size else ""


def _first_of_round(year: int, size: int) -> int:
    # As EDTF has it: the years that share all digits but the last, or the last two.
    return year // size * size if year >= 0 else -(-year // size * size + size - 1)


def _round_years(year: int, size: int) -> str:
    first = _first_of_round(year, size)
    if not _is_called_by_its_first_year(first, size):
        return years_in_words(first, first + size - 1)
    if size == 10:
        return pgettext("years", "the %(year)ss") % {"year": _number(first)}
    # Translators: a century. Where this would be taken for a decade, say %(first)s to %(last)s.
    pattern = pgettext("century", "the %(first)ss")
    return pattern % {"first": _number(first), "last": _number(first + 99)}


def _is_called_by_its_first_year(first: int, size: int = 10) -> bool:
    # "The 1900s" are the century and "the 20s" are ours, so other decades may not be called so.
    return first >= 100 and (size == 100 or first % 100 != 0)


def _interval(date: HistoricalDate) -> str:
    if date.begin and date.end:
        return _span(date.begin.written, date.end.written)
    if date.begin:
        return pgettext("date", "from %(date)s") % {"date": _single(date.begin.written)}
    known = date.end and _single(date.end.written)
    return pgettext("date", "until %(date)s") % {"date": known}


def _span(begin: Written, end: Written) -> str:
    if begin == end:
        return _single(begin)
    values = {"begin": _single(begin), "end": _single(end)}
    shorter = _part_of_decade(begin, end) or _said_once(begin, end)
    return shorter or pgettext("date", "%(begin)s to %(end)s") % values


def _part_of_decade(begin: Written, end: Written) -> str:
    decade = begin.day.year // 10 * 10
    first, last = begin.day.year - decade, end.day.year - decade
    kinds = {begin[1:], end[1:]}
    if kinds != {(Precision.YEAR, "~")} or not _is_called_by_its_first_year(decade):
        return ""
    if last <= 3:
        pattern = pgettext("years", "the early %(year)ss")
    elif first >= 3 and last <= 6:
        pattern = pgettext("years", "the mid-%(year)ss")
    elif first >= 7 and last <= 9:
        pattern = pgettext("years", "the late %(year)ss")
    else:
        return ""
    return pattern % {"year": _number(decade)}


def _said_once(begin: Written, end: Written) -> str:
    """The interval with what its plain ends share said only at its end; empty if nothing is."""
    first, last = begin.day, end.day
    kinds = {begin[1:], end[1:]}
    if kinds == {(Precision.YEAR, "")}:
        return years_in_words(first.year, last.year)
    if first.year != last.year:
        return ""
    values = {"year": _year(last.year)}
    if kinds == {(Precision.MONTH, "")}:
        values |= {"first": month_name(first.month), "last": month_name(last.month)}
        return pgettext("months", "%(first)s to %(last)s %(year)s") % values
    if kinds != {(Precision.DAY, "")}:
        return ""
    values["last"] = _day_and_month(last)
    if first.month == last.month:
        # Translators: the first is a number, the last is a day with its month.
        pattern = pgettext("days of a month", "%(first)s to %(last)s %(year)s")
        return pattern % {**values, "first": first.day}
    values["first"] = _day_and_month(first)
    return pgettext("days", "%(first)s to %(last)s %(year)s") % values
