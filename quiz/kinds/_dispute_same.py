"""Do they answer the same question? Why two sources that give two dates differ."""

import re
from random import Random

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from history.calendars import civil, julian_day_number
from history.chronicle import Chronicle
from history.dates import HistoricalDate, Precision
from history.records import DateClaim, Event
from history.words import in_words
from quiz.draft import Draft, Rejection
from quiz.kinds._dispute_draft import (
    Choice,
    Question,
    assemble,
    cited,
    claim_date,
    names_on,
    stems,
)
from quiz.kinds._shared import evidence

# All of one length, so that none stands out.
WHYS = {
    "definition": gettext_noop("They are about different moments"),
    "calendar": gettext_noop("They count in separate calendars"),
    "precision": gettext_noop("One of the dates is less precise"),
    "error": gettext_noop("One of the two dates is mistaken"),
}
# Of these disputes the dates meet; those of the others do not.
NESTED = ("calendar", "precision")
# Why a kind of disagreement is ruled out, where the dispute is of another one.
REASONS = {
    ("calendar", "precision"): gettext_noop("In one and the same calendar both can be right."),
    ("precision", "calendar"): gettext_noop("Each of them names a single day."),
    ("precision", ""): gettext_noop("However exactly they are told, neither lies in the other."),
    ("error", "calendar"): gettext_noop("Nobody is wrong: it is one and the same day."),
    ("error", "precision"): gettext_noop("Nobody has to be wrong: one date lies in the other."),
    ("definition", "calendar"): gettext_noop("They mean one day and call it by two names."),
}
# What the dates themselves rule out, for each kind of disagreement.
RULED_OUT = {
    "definition": ("calendar", "precision"),
    "error": ("calendar", "precision"),
    "precision": ("calendar", "error"),
    "calendar": ("definition", "precision", "error"),
}


def same(chronicle: Chronicle, event: Event, rng: Random, difficulty: float) -> Draft | Rejection:
    """Why these two sources give two dates: of what kind their disagreement is."""
    target, named = f"when:{event.slug}", names_on(event)
    found = [p for p in opposed(event) if all(named[claim.source.slug] for claim in p)]
    if not found:
        return Rejection("no-two-dates", target)
    marked, plain = rng.choice(found)
    shown = [marked, plain]
    rng.shuffle(shown)
    wrong = rng.sample(RULED_OUT[marked.dispute], 2)
    key = Choice(
        _(WHYS[marked.dispute]),
        f"dispute:{marked.dispute}",
        _both_dates(marked, plain, named),
        event.slug,
        [evidence(marked), evidence(plain)],
    )
    options = [key, *(_ruled_out(kind, marked, plain) for kind in wrong)]
    rng.shuffle(options)
    asks = {
        "way": "same",
        "fact": target,
        "source": marked.source.slug,
        "said": claim_date(marked).text,
        "other": plain.source.slug,
        "other_said": claim_date(plain).text,
    }
    question = Question(
        _("Why do these sources differ over “%(title)s”?") % {"title": event.title},
        _side_by_side(shown, named),
        asks,
        (event.slug,),
        marked.note,
        cited([marked, plain], marked.note),
    )
    return assemble(chronicle, options, key, question, rng)


def opposed(event: Event) -> list[tuple[DateClaim, DateClaim]]:
    """A disputed claim and one of another source whose dates show what kind of dispute it is."""
    return [
        (marked, plain)
        for marked in event.claims
        if marked.dispute in RULED_OUT and marked.date
        for plain in event.claims
        if plain.date and plain.source.slug != marked.source.slug
        if plain.dispute in ("", marked.dispute)
        and _shows(event, marked, plain)
        and (marked.dispute == "calendar" or _hold_to_it(event, marked, plain))
    ]


def _shows(event: Event, marked: DateClaim, plain: DateClaim) -> bool:
    one, other = claim_date(marked), claim_date(plain)
    if one.text == other.text or one.qualifier or other.qualifier:
        return False
    if one.is_interval != other.is_interval:
        return False
    within = one.contains(other) or other.contains(one)
    if marked.dispute == "calendar":
        days = {one.precision, other.precision} == {Precision.DAY}
        return days and (one.earliest, one.latest) == (other.earliest, other.latest)
    if marked.dispute == "precision":
        return within and not event.date.calendar
    return not within and not _calendars_explain(one, other)


def _calendars_explain(one: HistoricalDate, other: HistoricalDate) -> bool:
    lag = _lag(one.earliest)
    return any(
        one.earliest + shift <= other.latest and other.earliest <= one.latest + shift
        for days in (lag - 1, lag, lag + 1)
        for shift in (days, -days)
    )


def _lag(day: int) -> int:
    """By how many days the two calendars differ at that time."""
    return abs(julian_day_number(*civil(day)) - day)


def _hold_to_it(event: Event, one: DateClaim, other: DateClaim) -> bool:
    """Whether neither source says elsewhere what the other one says."""
    return not any(
        claim.date and claim.source.slug == mine.source.slug and _as_exact(claim, yours)
        for mine, yours in ((one, other), (other, one))
        for claim in event.claims
        if claim is not mine
    )


def _as_exact(claim: DateClaim, yours: DateClaim) -> bool:
    said, date = claim_date(claim), claim_date(yours)
    return said.precision <= date.precision and said.overlaps(date)


def _both_dates(marked: DateClaim, plain: DateClaim, named: dict[str, str]) -> str:
    values = {
        "one": named[marked.source.slug],
        "date": in_words(claim_date(marked)),
        "other": named[plain.source.slug],
        "other_date": in_words(claim_date(plain)),
    }
    return _("%(one)s says %(date)s, %(other)s says %(other_date)s.") % values


def _ruled_out(kind: str, marked: DateClaim, plain: DateClaim) -> Choice:
    """A kind of disagreement that the two dates themselves speak against."""
    if kind == "calendar" and marked.dispute not in NESTED:
        reason = _apart(_lag(claim_date(marked).earliest))
    else:
        reason = _(REASONS[kind, marked.dispute if marked.dispute in NESTED else ""])
    return Choice(_(WHYS[kind]), f"dispute:{kind}", reason, "", [])


def _apart(days: int) -> str:
    return ngettext(
        "In those days the two calendars were %(days)s day apart, and these dates are not.",
        "In those days the two calendars were %(days)s days apart, and these dates are not.",
        days,
    ) % {"days": days}


def _side_by_side(claims: list[DateClaim], named: dict[str, str]) -> str:
    """What each says in our words, or their dates alone if the words would tell the kind."""
    telling = set().union(*(stems(_(why)) for why in WHYS.values()))
    tell = any(stems(claim.gist) & telling for claim in claims)
    return "\n".join(
        f"{named[c.source.slug]}: {_as_written(c) if tell else _in_full(c)}" for c in claims
    )


def _in_full(claim: DateClaim) -> str:
    """The gist, after the date where the gist does not tell it."""
    date = _as_written(claim)
    if set(re.findall(r"\d+", date)) <= set(re.findall(r"\d+", claim.gist)):
        return claim.gist
    return _("%(date)s. %(gist)s") % {"date": date, "gist": claim.gist}


def _as_written(claim: DateClaim) -> str:
    date = claim_date(claim)
    return in_words(HistoricalDate(date.text, "", 0, 0, date.precision, date.is_interval))
