"""Type the date: nothing to choose from, and part marks for those who come near.

All the marks are for a date within the unit asked for, in which all claims lie. The next unit on
either side earns half, and from there the marks fall in a straight line to nothing, over five
units and a twentieth of the event's age: to be ten years off is more for a war of our own time
than for one of antiquity. In another century they are nothing at once.
"""

import re
from random import Random
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from history.calendars import civil
from history.chronicle import Chronicle
from history.dates import HistoricalDate, Precision, old_style, parse
from history.records import DateClaim, Event, Source
from history.words import in_words
from quiz.draft import Draft, Grade, Key, Rejection, Shown
from quiz.kinds import _date_stems as stems
from quiz.kinds._moment import Asked
from quiz.kinds._shared import evidence, truth_of
from quiz.kinds._wrong_dates import TWIN

NEAR_MISS, SLACK, PART_OF_AGE = 0.5, 5, 20
# Ages are counted from here: by a clock the same answer would earn other marks on another day.
PRESENT = 2000
LETTERS_OF = {Precision.DAY: 10, Precision.MONTH: 7, Precision.YEAR: 4}
IN_A_YEAR = {Precision.DAY: 365, Precision.MONTH: 12, Precision.YEAR: 1}

HINTS = {
    Precision.DAY: gettext_noop("Type a day, such as %(example)s."),
    Precision.MONTH: gettext_noop("Type a month and its year, such as %(example)s."),
    Precision.YEAR: gettext_noop("Type a year, such as %(example)s."),
}
HINTS_WITH_ERA = {
    Precision.DAY: gettext_noop("Type a day, such as %(example)s or %(early)s."),
    Precision.MONTH: gettext_noop("Type a month and its year, such as %(example)s or %(early)s."),
    Precision.YEAR: gettext_noop("Type a year, such as %(example)s or %(early)s."),
}
EXAMPLES = ("1066-10-14", "1215-06-15", "1492-08-03", "1687-07-05", "1969-07-20", "1346-08-26")
EARLY_EXAMPLES = ("-0043-03-15", "-0489-09-12", "-0330-10-01", "-0047-08-09", "-0215-06-22")


def build(
    chronicle: Chronicle,
    event: Event,
    claims: list[DateClaim],
    asked: Asked,
    named: Source | None,
    rng: Random,
    difficulty: float,
) -> Draft | Rejection:
    fact = f"when:{event.slug}"
    if asked.unit > Precision.YEAR:
        return Rejection("too-vague", fact, _("a decade or a century is chosen, not typed"))
    shown: Shown = {
        "stem": stems.stem(event, asked, named),
        "mode": "text",
        "options": [],
        "hint": _hint(chronicle, event, asked, rng),
    }
    key: Key = {
        "answer": [asked.value],
        "pairs": None,
        "stands_for": {},
        "asks": {
            "way": "type",
            "fact": fact,
            "unit": asked.unit.name.lower(),
            "of": asked.of,
            "source": named.slug if named else "",
            "old_style": _old_style_name(event, asked),
        },
        "truths": {asked.value: truth_of(event)},
        "explanation": event.summary,
        "evidence": [evidence(claim) for claim in claims],
    }
    return Draft("date", chronicle.slug, 0, shown, key, (fact,), (event.slug,))


def _hint(chronicle: Chronicle, event: Event, asked: Asked, rng: Random) -> str:
    """What a right answer looks like; where the topic goes back so far, also before Christ."""
    values = {
        "example": _example(EXAMPLES, event, asked.unit, rng),
        "early": _example(EARLY_EXAMPLES, event, asked.unit, rng),
    }
    has_eras = civil(chronicle.events[0].date.earliest).year < 1
    return _((HINTS_WITH_ERA if has_eras else HINTS)[asked.unit]) % values


def _example(examples: tuple[str, ...], event: Event, unit: Precision, rng: Random) -> str:
    """One that has neither a year nor a month of the event, in either calendar or era."""
    days = (event.hull[0] - TWIN, event.hull[1] + TWIN)
    first, last = civil(days[0]).year, civil(days[1]).year
    months = {civil(day).month for day in range(*days)} if days[1] - days[0] < 365 else set()
    fit = []
    for date in map(parse, examples):
        year, month, _day = date.written.day
        taken = any(first <= said <= last for said in (year, 1 - year))
        if not taken and (unit == Precision.YEAR or month not in months):
            fit.append(date)
    chosen = rng.choice(fit or [parse(examples[0])])
    return in_words(parse(chosen.text[: LETTERS_OF[unit] + chosen.text.startswith("-")]))


def _old_style_name(event: Event, asked: Asked) -> str:
    """The day that the moment asked for has in the old calendar, where that is worth saying."""
    date = {"begin": event.date.begin, "end": event.date.end}.get(asked.of, event.date)
    if date is None or date.calendar not in ("NS", "OS"):
        return ""
    return (old_style(date) or "") if date.calendar == "NS" else date.text


def grade(key: Key, answer: Any) -> Grade:
    unit = Precision[key["asks"]["unit"].upper()]
    right, typed = parse(key["answer"][0]), _without_doubt(answer["edtf"])
    early, late = _units_off(right, typed, unit)
    is_old_style = bool(early or late) and _is_twin(typed, key["asks"]["old_style"], unit)
    in_century = _centuries(typed) <= _centuries(right)
    off = 0 if is_old_style else max(early, late)
    accuracy = marks(off, right, unit) if in_century or is_old_style else 0.0
    feedback = {
        "off": off,
        "unit": key["asks"]["unit"],
        "side": "wide" if typed.contains(right) else "early" if early >= late else "late",
        "old_style": is_old_style,
        "other_century": not in_century,
    }
    return Grade(accuracy, {key["asks"]["fact"]: accuracy}, feedback)


def marks(off: int, right: HistoricalDate, unit: Precision) -> float:
    """What an answer that is so many units off still earns."""
    if off == 0:
        return 1.0
    age = max(0, PRESENT - civil(right.latest).year) * IN_A_YEAR[unit]
    return max(0.0, NEAR_MISS * (1 - (off - 1) / (SLACK + age / PART_OF_AGE)))


def _without_doubt(edtf: str) -> HistoricalDate:
    return parse(re.sub("[?~%]", "", edtf))


def _units_off(right: HistoricalDate, typed: HistoricalDate, unit: Precision) -> tuple[int, int]:
    """How far its first day is too early and its last too late: a vague answer is far off."""
    early = _number(right.earliest, unit) - _number(typed.earliest, unit)
    late = _number(typed.latest, unit) - _number(right.latest, unit)
    return max(0, early), max(0, late)


def _number(day: int, unit: Precision) -> int:
    year, month, _day = civil(day)
    return {Precision.DAY: day, Precision.MONTH: year * 12 + month, Precision.YEAR: year}[unit]


def _is_twin(typed: HistoricalDate, old: str, unit: Precision) -> bool:
    twin = parse(old) if old else None
    return bool(twin and typed.precision <= unit and (typed.contains(twin) or twin.contains(typed)))


def _centuries(date: HistoricalDate) -> set[int]:
    """By the digits that its years share, and never both of BC and of AD."""
    years = (civil(day).year for day in (date.earliest, date.latest))
    return {year // 100 if year > 0 else -1 - (-year + 1) // 100 for year in years}
