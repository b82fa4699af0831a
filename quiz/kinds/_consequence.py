"""What came of an event by a certain year? One thing, among others too early or too late for it.

Without that year nothing later could be ruled out, and the latest option would always be right.
"""

from random import Random
from typing import NamedTuple

from django.utils.translation import gettext as _

from history.chronicle import Chronicle
from history.dates import END, HistoricalDate, Precision, parse
from history.records import Cause, Event, Source
from history.words import in_words, with_both_styles
from quiz.draft import Draft, Evidence, Mistaken, Rejection
from quiz.kinds._choice import Asked, Choice, in_any_order
from quiz.kinds._dated import ends_before
from quiz.kinds._moment import unit_text
from quiz.kinds._neighbours import around, dates_of, origin_of, unfit, wrong_events
from quiz.kinds._shared import according_to, best_claim, by_trust, dating, evidence
from quiz.kinds._witness import is_somebodys, told, who_says_all
from quiz.kinds._wrong_dates import TWIN

# How many days after the event the year may lie, and how long after that year a later one.
SLACK, MARGIN = 4 * 365, 365


class Outcome(NamedTuple):
    """What had come of an event by the end of a year, and whom the stem names for it."""

    cause: Cause
    origin: Event
    effect: Event
    until: HistoricalDate
    named: Source | None


def choose_consequence(
    chronicle: Chronicle, cause: Cause, rng: Random, difficulty: float, mistaken: Mistaken
) -> Draft | Rejection:
    target = f"why:{cause.slug}"
    origin, effect = origin_of(chronicle, cause), chronicle.by_slug[cause.effect]
    if origin is None:
        return Rejection("no-cause-event", target, cause.statement, certain=True)
    named = who_says_all([cause]) if is_somebodys(cause) else None
    if named is None and is_somebodys(cause):
        return Rejection(
            "source-leaks-year", target, by_trust(cause.claims)[0].source.title, certain=True
        )
    until = _until(effect, rng)
    if not until:
        return Rejection("goes-on", target, effect.title)
    outcome = Outcome(cause, origin, effect, until, named)
    stem = _stem(outcome)
    if rejection := unfit(target, stem, origin, effect):
        return rejection
    wrong = _wrong(chronicle, outcome, rng, difficulty, mistaken)
    if not wrong:
        return Rejection("too-few-distractors", target, effect.title, certain=True)
    return _draft(chronicle, outcome, stem, wrong, rng)


def _right(cause: Cause, effect: Event, told: list[Evidence]) -> Choice:
    """With its date, since the question turns on a year."""
    reason = f"{with_both_styles(effect.date)}: {cause.explanation}"
    cited = [*told, *map(evidence, dating(effect)[:1])]
    return Choice(effect.title, f"event:{effect.slug}", reason, effect.slug, cited)


def _until(effect: Event, rng: Random) -> HistoricalDate | None:
    """A year by the end of which it had surely come, and not always its own."""
    last = effect.hull[1] + TWIN + rng.randint(0, SLACK)
    text = unit_text(last, Precision.YEAR) if last < END else ""
    return parse(text) if text else None


def _stem(outcome: Outcome) -> str:
    values = {"event": outcome.origin.title, "year": in_words(outcome.until)}
    question = _("Which of these had resulted from “%(event)s” by the end of %(year)s?") % values
    return according_to(question, outcome.named)


def _wrong(
    chronicle: Chronicle, outcome: Outcome, rng: Random, difficulty: float, mistaken: Mistaken
) -> list[Event]:
    """Causes of the event first, for those who mistake one for the other."""
    origin, effect, after = outcome.origin, outcome.effect, outcome.until.latest + MARGIN
    causes = {cause.cause for cause in origin.causes}
    earlier = [e for e in around(chronicle, origin, difficulty) if ends_before(e, origin)]
    later = [e for e in around(chronicle, effect, difficulty) if e.hull[0] > after]
    # What came of it later is no fair trap.
    earlier, later = (
        [e for e in side if not chronicle.led_to(origin.slug, e.slug)] for side in (earlier, later)
    )
    tempting = [event for event in earlier if event.slug in causes]
    return wrong_events(effect, (origin,), mistaken, tempting, earlier, later, rng, difficulty)


def _draft(
    chronicle: Chronicle, outcome: Outcome, stem: str, wrong: list[Event], rng: Random
) -> Draft:
    cause, origin, effect, until, named = outcome
    fact = f"why:{cause.slug}"
    asked = Asked(
        stem=stem,
        asks={
            "way": "consequence",
            "fact": fact,
            "cause": origin.slug,
            "effect": effect.slug,
            "until": until.text,
            "source": named.slug if named else "",
        },
        facts=(fact,),
        events=(effect.slug, origin.slug),
        evidence=told([cause], named),
    )
    right = _right(cause, effect, asked.evidence)
    others = [_other(event, origin) for event in wrong]
    return in_any_order("cause", chronicle, asked, [right], others, rng)


def _other(event: Event, origin: Event) -> Choice:
    return _earlier(event, origin) if ends_before(event, origin) else _later(event)


def _later(event: Event) -> Choice:
    reason = _("That had not happened by then: %(when)s.") % {"when": in_words(event.date)}
    cited = [evidence(best_claim(event))]
    return Choice(event.title, f"event:{event.slug}", reason, event.slug, cited)


def _earlier(event: Event, origin: Event) -> Choice:
    values = dates_of(event, origin)
    cause = next((c for c in origin.causes if c.cause == event.slug and c.claims), None)
    if cause:
        reason = _(
            "The other way round: this (%(when)s) helped to bring about “%(other)s” (%(then)s)."
        )
    else:
        reason = _("That was over by then: %(when)s. “%(other)s” came later: %(then)s.")
    cited = [*(by_trust(cause.claims)[:1] if cause else ()), best_claim(event)]
    return Choice(
        event.title,
        f"event:{event.slug}",
        reason % values,
        event.slug,
        [evidence(claim) for claim in cited],
    )
