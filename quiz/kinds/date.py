"""When did it happen? Chosen among three dates, typed, or placed among other events."""

import re
from collections.abc import Iterable
from functools import partial
from random import Random
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from history.calendars import civil
from history.chronicle import Chronicle
from history.dates import Precision, parse
from history.records import DateClaim, Event, Source
from history.words import in_one_form, in_words
from quiz.draft import (
    NOT_MISTAKEN,
    Draft,
    Grade,
    Key,
    Mistaken,
    Option,
    Rejection,
    Shown,
    opaque_ids,
)
from quiz.kinds import _date_place, _date_type
from quiz.kinds import _date_stems as stems
from quiz.kinds._beside import three_with
from quiz.kinds._choice_form import choice_form
from quiz.kinds._dealing import Three
from quiz.kinds._moment import Asked, moment
from quiz.kinds._shared import by_trust, evidence, nameable, needs_naming, truth_of
from quiz.kinds._typed_form import TypedDateForm

label = _("date")
ways = ("choose", "type", "place")


def targets(chronicle: Chronicle) -> Iterable[str]:
    return [f"when:{event.slug}" for event in chronicle.events]


def build(
    chronicle: Chronicle,
    target: str,
    rng: Random,
    difficulty: float,
    way: str = "",
    *,
    mistaken: Mistaken = NOT_MISTAKEN,
) -> Draft | Rejection:
    event = chronicle.by_slug[target.removeprefix("when:")]
    claims = by_trust(claim for claim in event.claims if claim.date)
    if not claims:
        return Rejection("no-dated-claim", target, str(_("no source gives a date")))
    asked = _date_place.whole(event) if way == "place" else moment(event, rng, difficulty)
    if asked is None:
        return _no_moment(event, claims, target)
    if leak := _number_in_title(event, asked):
        return Rejection("title-leaks-year", target, leak)
    named = _named(claims)
    if named is None and needs_naming(claims):
        return Rejection("source-leaks-year", target, claims[0].source.title)
    if named:
        claims.sort(key=lambda claim: claim.source.slug != named.slug)
    choose = partial(_build_choice, mistaken=mistaken)
    ask = {"type": _date_type.build, "place": _date_place.build}.get(way, choose)
    return ask(chronicle, event, claims, asked, named, rng, difficulty)


def _named(claims: list[DateClaim]) -> Source | None:
    """Who has to be named in the stem, if anybody can be."""
    return nameable([c.source for c in claims]) if needs_naming(claims) else None


def _fair(difficulty: float, event: Event, rng: Random) -> Asked | None:
    """The moment of the event that would be asked for, if it were asked about; None if none is."""
    claims = by_trust(claim for claim in event.claims if claim.date)
    asked = moment(event, rng, difficulty) if claims else None
    if asked is None or _number_in_title(event, asked):
        return None
    return asked if _named(claims) or not needs_naming(claims) else None


def _build_choice(
    chronicle: Chronicle,
    event: Event,
    claims: list[DateClaim],
    asked: Asked,
    named: Source | None,
    rng: Random,
    difficulty: float,
    mistaken: Mistaken,
) -> Draft | Rejection:
    fair = partial(_fair, difficulty)
    three = three_with(chronicle, event, rng, difficulty, mistaken, fair)
    if three is None:
        # Asked again until it works, what hardly fits would be right more often than wrong.
        return Rejection("too-few-distractors", f"when:{event.slug}", certain=True)
    return _draft(chronicle, claims, three, named, rng)


def _no_moment(event: Event, claims: list[DateClaim], target: str) -> Rejection:
    """Claims that no decade can hold: because they disagree, or because they are no closer."""
    for claim in claims:
        if claim.date and not claim.date.overlaps(event.date):
            return Rejection("disputed-date", target, f"{claim.source.title}: {claim.gist}")
    return Rejection("too-vague", target, in_words(event.date))


def _number_in_title(event: Event, asked: Asked) -> str:
    """A number in the title that gives the answer away: any year, or the number asked for."""
    year, _month, day = civil(asked.first)
    telling = {abs(year), 1 - year} | ({day} if asked.unit == Precision.DAY else set())
    for apostrophe, digits in re.findall(r"(['’]?)(\d+)", event.title):
        if len(digits) == 4 or int(digits) in telling:
            return str(digits)
        if apostrophe and int(digits) == abs(year) % 100:
            return f"{apostrophe}{digits}"
    return ""


def _draft(
    chronicle: Chronicle,
    claims: list[DateClaim],
    three: Three,
    named: Source | None,
    rng: Random,
) -> Draft:
    event, asked = three[0].event, three[0].asked
    refers = {card.asked.value: card.event for card in three}
    values = sorted(refers, key=lambda value: parse(value).earliest)
    stands_for = dict(zip(opaque_ids(rng, len(values)), values, strict=True))
    asks = {
        "way": "choose",
        "fact": f"when:{event.slug}",
        "unit": asked.unit.name.lower(),
        "of": asked.of,
        "source": named.slug if named else "",
    }
    key: Key = {
        "answer": [i for i, value in stands_for.items() if value == asked.value],
        "pairs": None,
        "stands_for": stands_for,
        "asks": asks,
        "truths": {i: truth_of(refers[value]) for i, value in stands_for.items()},
        "explanation": event.summary,
        "evidence": [evidence(claim) for claim in claims],
    }
    shown = _shown(stems.stem(event, asked, named), stands_for)
    events = tuple(card.event.slug for card in three)
    return Draft("date", chronicle.slug, 0, shown, key, (asks["fact"],), events)


def _shown(stem: str, stands_for: dict[str, str]) -> Shown:
    """The options stand in order of time, as `stands_for` has them."""
    texts = in_one_form([parse(value) for value in stands_for.values()])
    options: list[Option] = [
        {"id": i, "text": text} for i, text in zip(stands_for, texts, strict=True)
    ]
    return {"stem": stem, "mode": "single", "options": options, "hint": ""}


def form(shown: Shown, data: Any = None) -> forms.Form:
    return TypedDateForm(shown, data) if shown["mode"] == "text" else choice_form(shown, data)


def grade(key: Key, answer: Any) -> Grade:
    if key["asks"].get("way") == "type":
        return _date_type.grade(key, answer)
    accuracy = 1.0 if [answer] == key["answer"] else 0.0
    return Grade(accuracy, {key["asks"]["fact"]: accuracy})
