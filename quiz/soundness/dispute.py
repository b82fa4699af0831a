"""Dispute: whether it asks what a named source says, or how two differ, and lets both stand."""

import re
from collections.abc import Iterator

from history import words
from history.chronicle import Chronicle
from history.dates import Precision, parse
from history.records import DateClaim, Event, Source
from quiz.draft import Draft, Option
from quiz.soundness import cause
from quiz.soundness.check import check
from quiz.soundness.dispute_answers import CHECKS as OF_ANSWERS
from quiz.soundness.dispute_claims import (
    DATED,
    bears,
    claims_of,
    dates_of,
    described,
    may_mean,
    named_in,
    of_reasons,
    pairs,
    slug_of,
    source_of,
)
from quiz.soundness.reading import asked_event, distractors, meaning, value, way
from quiz.soundness.speech import UNIT_WORDS, say
from quiz.soundness.text import content_words, holds, named_years, plain
from quiz.soundness.times import NEW_STYLE, UNITS


@check("as-recorded")
def as_recorded(draft: Draft, chronicle: Chronicle) -> Iterator[str]:
    event = asked_event(draft, chronicle)
    if not holds(draft.shown["stem"], event.title):
        yield say("The stem does not name “%(event)s”, which it asks about.", event=event.title)
    if way(draft) == "both":
        yield from of_reasons(draft, chronicle, cause.as_recorded)
    for text in _to_be_shown(draft, chronicle):
        if not holds(f"{draft.shown['stem']}\n{draft.shown['hint']}", text):
            yield say("The question does not say “%(text)s”.", text=text)
    for option in draft.shown["options"]:
        if not _is_as_recorded(draft, chronicle, option):
            yield say(
                "“%(option)s” does not name %(meaning)s.",
                option=option["text"],
                meaning=meaning(draft, option),
            )


def _to_be_shown(draft: Draft, chronicle: Chronicle) -> Iterator[str]:
    """What the student has to see of the two positions to be able to judge them."""
    asks = draft.key["asks"]
    if way(draft) == "viewpoint":
        yield asks["gist"]
    elif way(draft) == "who":
        yield words.in_words(parse(asks["said"]))
    elif way(draft) == "same":
        for said in (asks["said"], asks["other_said"]):
            yield from re.findall(r"\d+", words.in_words(parse(said)))


def _is_as_recorded(draft: Draft, chronicle: Chronicle, option: Option) -> bool:
    if way(draft) == "says":
        return plain(option["text"]) == plain(words.in_words(value(draft, option)))
    if way(draft) in ("who", "viewpoint"):
        source = source_of(asked_event(draft, chronicle), slug_of(draft, option["id"]))
        return source is not None and bears(source, option["text"])
    if way(draft) == "view":
        held = claims_of(draft, chronicle, slug_of(draft, option["id"]))
        return any(claim.gist == option["text"] and claim.dispute for claim in held)
    return True


@check("both-stand")
def both_stand(draft: Draft, chronicle: Chronicle) -> Iterator[str]:
    """Two positions are cited, and the note that resolves or explains them is given."""
    cited, asks = {told["source"] for told in draft.key["evidence"]}, draft.key["asks"]
    if len(cited) < 2:
        yield say("Only one position is cited.")
    for source in (asks[name] for name in ("source", "other") if name in asks):
        if source not in cited:
            yield say("What %(source)s says is not cited.", source=source)
    if way(draft) == "same":
        yield from _unexplained_pair(draft, chronicle)
    elif way(draft) != "both":
        event = asked_event(draft, chronicle)
        yield from _unexplained(draft, [c for c in event.claims if c.source.slug in cited])


def _unexplained_pair(draft: Draft, chronicle: Chronicle) -> Iterator[str]:
    """What nobody has marked is explained by the two dates, one of which holds the other."""
    found = list(pairs(draft, chronicle))
    if any(one.dispute for one, _other in found):
        yield from _unexplained(draft, [one for one, _other in found])
        return
    for date in (claim.date for pair in found[:1] for claim in pair):
        if date and not holds(draft.key["explanation"], words.in_words(parse(date.text))):
            yield say("The feedback does not set %(said)s beside the other date.", said=date.text)


def _unexplained(draft: Draft, claims: list[DateClaim]) -> Iterator[str]:
    notes = [c.note for c in claims if c.dispute and c.note.strip()]
    if not notes:
        yield say("The sources do not disagree, or no note says how they come to.")
    elif not any(holds(draft.key["explanation"], note) for note in notes):
        yield say("The feedback lacks the note that resolves or explains the dispute.")


@check("attributed")
def attributed(draft: Draft, chronicle: Chronicle) -> Iterator[str]:
    """Whoever is asked about is named, and so that nobody else on the event can be meant."""
    asks, shown = draft.key["asks"], draft.shown
    told = [asks[name] for name in ("source", "other") if name in asks]
    if way(draft) in ("who", "viewpoint"):
        texts = [(slug_of(draft, o["id"]), o["text"]) for o in shown["options"]]
    else:
        texts = [(slug, f"{shown['stem']}\n{shown['hint']}") for slug in told]
    sources = {s.slug: s for s in _sources(draft, chronicle)}
    for slug, text in texts:
        names = list(named_in(text, sources[slug])) if slug in sources else []
        rivals = [s for s in sources.values() if s.slug != slug]
        if not names:
            yield say("%(slug)s is not named.", slug=slug)
        elif all(any(may_mean(name, s) for s in rivals) for name in names):
            yield say(
                "“%(name)s” may mean another source as well as %(slug)s.", name=names[0], slug=slug
            )


def _sources(draft: Draft, chronicle: Chronicle) -> Iterator[Source]:
    event, asks = asked_event(draft, chronicle), draft.key["asks"]
    if way(draft) != "both":
        yield from (claim.source for claim in event.claims)
        return
    for claim in chronicle.causes[draft.facts[0].removeprefix("why:")].claims:
        if claim.source.slug in (asks["source"], asks["other"]):
            yield claim.source


@check("honest-precision")
def honest_precision(draft: Draft, _chronicle: Chronicle) -> Iterator[str]:
    if way(draft) not in DATED:
        return
    unit = UNITS[draft.key["asks"]["unit"]]
    of_options = [value(draft, o) for o in draft.shown["options"]] if way(draft) == "says" else []
    for date in of_options or [parse(draft.key["asks"]["said"])]:
        if date.precision != unit or date.is_interval or date.qualifier:
            yield say(
                "A %(unit)s is asked for, and %(said)s is none.",
                unit=UNIT_WORDS[draft.key["asks"]["unit"]],
                said=date.text,
            )


@check("on-record")
def on_record(draft: Draft, chronicle: Chronicle) -> Iterator[str]:
    """Every wrong option is somebody's position, so that none is known by being made up."""
    options, least = draft.shown["options"], 3 if way(draft) == "both" else 2
    if not least <= len(options) <= 4:
        yield say(
            "There are %(count)s options, not %(least)s to four.", count=len(options), least=least
        )
    if way(draft) != "says":
        return
    event = asked_event(draft, chronicle)
    given = [d for c in event.claims for d in dates_of(draft, chronicle, c.source.slug)]
    for option in distractors(draft):
        if not any(value(draft, option).contains(date) for date in given):
            yield say(
                "Nobody gives “%(option)s” for “%(event)s”.",
                option=option["text"],
                event=event.title,
            )


@check("no-rank-cue")
def no_rank_cue(draft: Draft, _chronicle: Chronicle) -> Iterator[str]:
    if way(draft) == "says":
        shown = [value(draft, option).earliest for option in draft.shown["options"]]
        if shown != sorted(shown):
            yield say("The options do not stand in order of time.")


@check("calendar")
def calendar(draft: Draft, chronicle: Chronicle) -> Iterator[str]:
    event = asked_event(draft, chronicle)
    if way(draft) not in DATED or event.date.calendar not in ("NS", "OS"):
        return
    exact = UNITS[draft.key["asks"]["unit"]] < Precision.YEAR
    if exact and not any(holds(draft.shown["stem"], style) for style in NEW_STYLE):
        yield say(
            "“%(event)s” has an Old Style date too, and nothing says New Style.", event=event.title
        )


@check("no-name-cue")
def no_name_cue(draft: Draft, chronicle: Chronicle) -> Iterator[str]:
    """No option is a source that the words of the question already point to."""
    if way(draft) == "view":
        yield from _points_to_whom(draft, asked_event(draft, chronicle))
    if way(draft) not in ("who", "viewpoint"):
        return
    event, shown = asked_event(draft, chronicle), draft.shown
    years = {year for _text, *span in named_years(shown["stem"]) for year in span}
    for option in shown["options"]:
        source = source_of(event, slug_of(draft, option["id"]))
        if years & {year for _text, *span in named_years(option["text"]) for year in span}:
            yield say("“%(option)s” has a year that the question has too.", option=option["text"])
        if way(draft) == "viewpoint" and source:
            told = content_words(draft.key["asks"]["gist"]) & described(source)
            yield from (
                say("“%(word)s” points to “%(option)s”.", word=word, option=option["text"])
                for word in sorted(told)
            )


def _points_to_whom(draft: Draft, event: Event) -> Iterator[str]:
    """Whether a view has words that describe the source which is asked about."""
    source = source_of(event, draft.key["asks"]["source"])
    for option in draft.shown["options"]:
        told = content_words(option["text"]) & described(source) if source else ()
        yield from (
            say("“%(word)s” points to %(source)s.", word=word, source=source.slug)
            for word in sorted(told)
            if source
        )


CHECKS = (
    *OF_ANSWERS,
    as_recorded,
    both_stand,
    attributed,
    honest_precision,
    on_record,
    no_rank_cue,
    calendar,
    no_name_cue,
)
