"""Robots where a date is typed: they can only copy a year that the page shows them."""

from collections.abc import Sequence
from statistics import fmean, pvariance

from history.calendars import civil
from history.dates import parse
from quiz.audit.robots import Played, Result, mark, summed, unlike
from quiz.draft import Draft
from quiz.soundness.text import named_years

GUESSES = 20


def results(drafts: Sequence[Draft]) -> list[Result]:
    """Guessing is to type what would be right for other questions of the same sort."""
    typed = unlike(d for d in drafts if d.shown["mode"] == "text" and "unit" in d.key["asks"])
    years = [str(civil(parse(draft.key["answer"][0]).earliest).year) for draft, _times in typed]
    guesses = [_as_year(year) for year in years]
    played = []
    for here, (draft, times) in enumerate(typed):
        copied = [_mark(draft, _as_year(str(year))) for year in _shown(draft)]
        if copied:
            marks = [_mark(draft, guess) for guess in (guesses * 2)[here + 1 : here + 1 + GUESSES]]
            played.append(Played(fmean(copied), (fmean(marks), pvariance(marks)), times))
    return [summed("a year of the page", played)] if played else []


def _shown(draft: Draft) -> list[int]:
    seen = f"{draft.shown['stem']} {draft.shown['hint']}"
    return [first for _text, first, _last in named_years(seen) if first > 0]


def _mark(draft: Draft, edtf: str) -> float:
    return mark(draft, {"edtf": edtf})


def _as_year(year: str) -> str:
    return f"-{year[1:]:0>4}" if year.startswith("-") else f"{year:0>4}"
