"""Reading a date as people type it: EDTF, or words in the reader's language.

What could mean two things is not read: a bare 33 is no year, and 4/7/1776 is July or April.
"""

import re
import unicodedata

from django.utils.dates import MONTHS, MONTHS_ALT
from django.utils.translation import gettext as _

from history.dates import BadDate, parse
from history.words import PREHISTORY

LONGEST = 64
BEFORE_CHRIST = frozenset("bc bce ac aec".split())
AFTER_CHRIST = frozenset("ad ce dc ec".split())
# Who says "about" is graded on the year; which calendar was meant is found out from the day.
NOISE = frozenset(
    "a about around ca c circa de del el en hacia in la of on the year ano "
    "old new style os ns antiguo nuevo estilo st nd rd th".split()
)
EDTF = re.compile(r"[0-9XYxy?~%-]+")
READABLE = re.compile(r"[^\W_](?:[^\W_]|[ .,'’?~()-])*")


def read(typed: str) -> str:
    """The date as EDTF; BadDate, perhaps with a reason, if it is none that can be read."""
    text = " ".join(typed.split())
    if len(text) > LONGEST:
        raise BadDate(text, _("a date has at most %(most)s characters") % {"most": LONGEST})
    try:
        return parse(text.upper()).text
    except BadDate:
        if EDTF.fullmatch(text) and len(text) > 4:
            raise
    if not READABLE.fullmatch(text):
        raise BadDate(text)
    return parse(_from_words(_plain(text), text)).text


def _plain(text: str) -> str:
    """Small letters without accents, spaced, with "a. C." and "1,000" each in one piece."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(c for c in apart if not unicodedata.combining(c)).replace("’", "'")
    joined = re.sub(r"(\d),(\d{3})(?!\d)", r"\1\2", letters)
    spaced = re.sub(r"(\d)(?=[a-z])|([a-z])(?=\d)", r"\1\2 ", re.sub(r"[^\w']+", " ", joined))
    return re.sub(r"\b([a-z]) (?=[a-z]\b)", r"\1", spaced).strip()


def _from_words(plain: str, text: str) -> str:
    if decade := re.fullmatch(r"(?:the )?(\d{3}0) ?'? ?s", plain):
        years = decade[1]
        return years[:2] + "XX" if years.endswith("00") else years[:3] + "X"
    words = [word for word in plain.split() if word not in NOISE]
    eras = [word for word in words if word in BEFORE_CHRIST | AFTER_CHRIST]
    numbers = [int(word) for word in words if word.isascii() and word.isdigit()]
    names = [word for word in words if not word.isdigit() and word not in eras]
    if len(eras) > 1 or len(names) > 1 or not 1 <= len(numbers) <= 1 + len(names):
        raise BadDate(text)
    if not eras and numbers[-1] < 100:
        raise BadDate(text, _("the year needs all its digits, or an era such as AD"))
    parts = [_year(numbers[-1], bool(eras) and eras[0] in BEFORE_CHRIST, text)]
    parts += [f"{month_called(name, text):02}" for name in names]
    parts += [f"{day:02}" for day in numbers[:-1]]
    return "-".join(parts)


def _year(number: int, before_christ: bool, text: str) -> str:
    if not number:
        raise BadDate(text, _("there is no year 0"))
    # Great ages are round numbers, and stand for themselves.
    year = number
    if before_christ:
        year = -number if -number <= PREHISTORY else 1 - number
    if abs(year) > 9999:
        return f"Y{year}"
    return f"{'-' if year < 0 else ''}{abs(year):04}"


def month_called(name: str, text: str) -> int:
    """The month that alone begins like this, in three letters at least."""
    found = {
        number
        for names in (MONTHS, MONTHS_ALT)
        for number, full in names.items()
        if len(name) >= 3 and _plain(str(full)).startswith(name)
    }
    if len(found) != 1:
        raise BadDate(text)
    return found.pop()
