"""Do they answer the same question? Of what kind the disagreement of two sources is.

Whoever knows that one kind is the commonest must gain nothing by it. So the kinds offered are
those of which this event has a case, and one of them is drawn; or the event shares its options
with another one, whose only case is of the other kind. What is left over is not asked about.
"""

import re
from collections.abc import Iterator, Mapping
from random import Random

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from history.chronicle import Chronicle
from history.dates import HistoricalDate
from history.records import DateClaim, Event
from history.words import in_words
from quiz.draft import Draft, Rejection
from quiz.kinds._choice import Asked, Choice, in_this_order
from quiz.kinds._dispute_cases import AT_ODDS, Case, cases, claim_date, lag
from quiz.kinds._dispute_names import cited, names_on, stems
from quiz.kinds._shared import evidence

# All of about one length.
WHYS = {
    "definition": gettext_noop("They refer to two separate moments"),
    "calendar": gettext_noop("They count in different calendars"),
    "precision": gettext_noop("One of the two dates is less exact"),
    "error": gettext_noop("One of the writers has made a slip"),
    "interpretation": gettext_noop("They read the evidence differently"),
}
# Why a kind of disagreement is ruled out, where the case is of another one.
REASONS = {
    ("calendar", "precision"): gettext_noop("In one and the same calendar both can be right."),
    ("precision", "calendar"): gettext_noop("Each of them names a single day."),
    ("precision", ""): gettext_noop("However exactly they are told, neither lies in the other."),
    ("error", "calendar"): gettext_noop("Nobody is wrong: it is one and the same day."),
    ("error", "precision"): gettext_noop("Nobody has to be wrong: one date lies in the other."),
    ("definition", "calendar"): gettext_noop("They mean one day and call it by two names."),
    ("definition", "precision"): gettext_noop("They mean one moment and date it more or less."),
    ("interpretation", "calendar"): gettext_noop("There is nothing to judge: it is one day."),
    ("interpretation", "precision"): gettext_noop("There is nothing to judge: both can be right."),
}


def same(chronicle: Chronicle, event: Event, rng: Random, difficulty: float) -> Draft | Rejection:
    """Why these two sources give two dates: of what kind their disagreement is."""
    target, offered = f"when:{event.slug}", chronicle.worked_out(offers).get(event.slug)
    if offered is None:
        name = "answer-too-common" if cases(event) else "no-two-dates"
        return Rejection(name, target, certain=True)
    found = cases(event)
    kind = rng.choice([kind for kind in offered if any(case.kind == kind for case in found)])
    fitting = [case for case in found if case.kind == kind and _rules_out(case, offered)]
    case = rng.choice(fitting)
    named = names_on(event)
    shown = rng.sample([case.one, case.other], 2)
    options = [_key(case, named), *(_ruled_out(k, case) for k in offered if k != kind)]
    right = options[0]
    rng.shuffle(options)
    note = case.one.note or _one_in_the_other(case)
    asks = {
        "way": "same",
        "fact": target,
        "tests": "source",
        "source": case.one.source.slug,
        "said": claim_date(case.one).text,
        "other": case.other.source.slug,
        "other_said": claim_date(case.other).text,
    }
    asked = Asked(
        _("Why do these sources differ over “%(title)s”?") % {"title": event.title},
        asks,
        (target,),
        (event.slug,),
        cited([case.one, case.other], note),
        hint=_side_by_side(shown, named),
        explanation=note,
    )
    return in_this_order("dispute", chronicle, asked, options, [right], rng)


def _rules_out(case: Case, offered: tuple[str, ...]) -> bool:
    return all(case.rules_out(kind) for kind in offered if kind != case.kind)


def offers(chronicle: Chronicle) -> Mapping[str, tuple[str, ...]]:
    """The kinds that each event is asked with, of which all are as likely."""
    disputed = {e.slug: cases(e) for e in chronicle.events if any(c.dispute for c in e.claims)}
    found = {slug: kinds for slug, held in disputed.items() if (kinds := _several(held))}
    single = {slug: held for slug, held in disputed.items() if held and slug not in found}
    at_odds = [slug for slug, held in single.items() if held[0].kind in AT_ODDS]
    # What is no contradiction at all is found in events that nobody disputes, too.
    agreed = [slug for slug in single if slug not in at_odds]
    agreed.sort(key=lambda slug: not _is_marked(single[slug]))
    waiting = {slug: single[slug] for slug in agreed}
    undisputed = (e for e in chronicle.events if not any(c.dispute for c in e.claims))
    for slug in at_odds:
        partner = _partner(single[slug], waiting, undisputed)
        if partner:
            other, held = partner
            waiting.pop(other, None)
            found[slug] = found[other] = tuple(sorted({single[slug][0].kind, held[0].kind}))
    return found


def _is_marked(held: list[Case]) -> bool:
    return any(case.is_marked for case in held)


def _several(held: list[Case]) -> tuple[str, ...]:
    """Two kinds or more of which every case found can tell the others off."""
    kinds: tuple[str, ...] = ()
    for kind in sorted({case.kind for case in held}):
        wanted = (*kinds, kind)
        if all(any(c.kind == k and _rules_out(c, wanted) for c in held) for k in wanted):
            kinds = wanted
    return kinds if len(kinds) > 1 else ()


def _partner(
    held: list[Case], waiting: dict[str, list[Case]], undisputed: Iterator[Event]
) -> tuple[str, list[Case]] | None:
    for slug, others in waiting.items():
        if _suit(held, others):
            return slug, others
    for event in undisputed:
        others = cases(event)
        if others and _suit(held, others):
            return event.slug, others
        if others:
            waiting[event.slug] = others
    return None


def _suit(held: list[Case], others: list[Case]) -> bool:
    one, other = held[0].kind, others[0].kind
    return any(case.rules_out(other) for case in held) and any(
        case.rules_out(one) for case in others
    )


def _key(case: Case, named: dict[str, str]) -> Choice:
    claims = [case.one, case.other]
    one, other = claims
    values = {"one": named[one.source.slug], "date": in_words(claim_date(one))}
    values |= {"other": named[other.source.slug], "other_date": in_words(claim_date(other))}
    reason = _("%(one)s: %(date)s; %(other)s: %(other_date)s.") % values
    told = [evidence(claim) for claim in claims]
    return Choice(_(WHYS[case.kind]), f"dispute:{case.kind}", reason, one.event, told)


def _ruled_out(kind: str, case: Case) -> Choice:
    """A kind of disagreement that the two dates themselves speak against."""
    if kind == "calendar" and case.kind in AT_ODDS:
        reason = _apart(lag(claim_date(case.one).earliest))
    else:
        reason = _(REASONS[kind, "" if case.kind in AT_ODDS else case.kind])
    return Choice(_(WHYS[kind]), f"dispute:{kind}", reason, "", [])


def _apart(days: int) -> str:
    return ngettext(
        "In those days the two calendars were %(days)s day apart, and these dates are not.",
        "In those days the two calendars were %(days)s days apart, and these dates are not.",
        days,
    ) % {"days": days}


def _one_in_the_other(case: Case) -> str:
    values = {"exact": in_words(case.dates[1]), "vague": in_words(case.dates[0])}
    return (
        _(
            "%(exact)s lies in %(vague)s: one source tells more than the other, and the two"
            " do not contradict each other."
        )
        % values
    )


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
