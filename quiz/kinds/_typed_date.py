"""Reading a date as people type it: EDTF, or words in any language that Footnote speaks.

What could mean two things is not read: a bare 33 is no year, and 4/7/1776 is July or April.
"""

import re
import unicodedata
from functools import lru_cache

from django.conf import settings
from django.utils.dates import MONTHS, MONTHS_ALT
from django.utils.translation import gettext as _
from django.utils.translation import override

from history.dates import BadDate, parse
from history.words import PREHISTORY

LONGEST = 64
BEFORE_CHRIST = frozenset("bc bce ac aec донэ дорх".split())
AFTER_CHRIST = frozenset("ad ce dc ec нэ рх отрх".split())
# Who says "about" is graded on the year; which calendar was meant is found out from the day.
NOISE = frozenset(
    "a about around ca c circa de del el en hacia in la of on the year ano "
    "old new style os ns antiguo nuevo estilo st nd rd th "
    "в г год года году около ок примерно по старому новому стилю старого нового стиля".split()
)
EDTF = re.compile(r"[0-9XYxy?~%-]+")
DECADE = re.compile(
    r"(?:the )?(?P<years>\d{3}0) ?'? ?(?:s|[ех](?: гг| годы| годов)?)"
    r"|(?:(?:la )?decada de|(?:los )?anos) (?P<anos>\d{3}0)"
)
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
    """Small letters without accents, spaced; "a. C.", "до н. э." and "1,000" each in one piece."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(c for c in apart if not unicodedata.combining(c)).replace("’", "'")
    joined = re.sub(r"(\d),(\d{3})(?!\d)", r"\1\2", letters)
    parted = re.sub(r"[^\w']+", " ", joined)
    spaced = re.sub(r"(\d)(?=[^\W\d_])|([^\W\d_])(?=\d)", r"\1\2 ", parted)
    without_gaps = re.sub(r"\b([^\W\d_]) (?=[^\W\d_]\b)", r"\1", spaced)
    # Of three single letters after a year AD the first is no part of the era.
    short = without_gaps.replace("нашеи эры", "нэ")
    return re.sub(r"\bг(?=нэ\b)|\b(до|от) (?=(?:нэ|рх)\b)", r"\1", short).strip()


def _from_words(plain: str, text: str) -> str:
    if decade := DECADE.fullmatch(plain):
        years = decade["years"] or decade["anos"]
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
    found = {number for full, number in _months() if len(name) >= 3 and full.startswith(name)}
    if len(found) != 1:
        raise BadDate(text)
    return found.pop()


@lru_cache(maxsize=1)
def _months() -> frozenset[tuple[str, int]]:
    """Every name of a month, plain, in every language: who reads one may think in another."""
    called = set()
    for language, _name in settings.LANGUAGES:
        with override(language):
            for names in (MONTHS, MONTHS_ALT):
                called |= {(_plain(str(name)), number) for number, name in names.items()}
    # "In November" is a third form where nouns have cases, and Django has but two.
    called |= {(f"{name[:-1]}е", number) for name, number in called if name[-1] in "ая"}
    return frozenset(called)
