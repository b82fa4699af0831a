"""Dispute: whether the key is what the sources say, and the other options are not."""

from collections.abc import Iterator

from history.chronicle import Chronicle
from history.dates import parse
from history.records import DateClaim
from quiz.draft import Draft, Option
from quiz.soundness import cause, refuted_reasons
from quiz.soundness.check import check
from quiz.soundness.dispute_claims import (
    calendars_may_explain,
    claims_of,
    dates_of,
    is_same_day,
    kind_of,
    much_alike,
    of_reasons,
    one_holds_the_other,
    pairs,
    slug_of,
)
from quiz.soundness.reading import asked_event, distractors, keyed, value, way
from quiz.soundness.speech import KIND_WORDS, say
from quiz.soundness.times import UNITS

VIEWS = ("interpretation", "definition")


def kind_between(one: DateClaim, _other: DateClaim) -> str:
    """As marked; what nobody has marked may only differ in how exact it is."""
    return one.dispute or "precision"


@check("key-supported")
def key_supported(draft: Draft, chronicle: Chronicle) -> Iterator[str]:
    event = asked_event(draft, chronicle)
    (key,) = keyed(draft)
    if way(draft) == "both":
        yield from of_reasons(draft, chronicle, cause.key_supported, cause.asserted)
        yield from _not_given_by_both(draft, chronicle)
        return
    if draft.facts != (f"when:{event.slug}",):
        yield say(
            "The draft asks about %(slug)s and tests %(facts)s.",
            slug=event.slug,
            facts=", ".join(draft.facts),
        )
    if way(draft) == "same":
        if not any(kind_between(*p) == kind_of(draft, key) for p in pairs(draft, chronicle)):
            yield say(
                "No two claims of the sources make a dispute of the kind %(kind)s.",
                kind=KIND_WORDS[kind_of(draft, key)],
            )
        elif not _is_shown_by_dates(draft, chronicle, kind_of(draft, key)):
            yield say(
                "The two dates do not show a dispute of the kind %(kind)s.",
                kind=KIND_WORDS[kind_of(draft, key)],
            )
        return
    yield from _not_said(draft, chronicle, key)


def _not_said(draft: Draft, chronicle: Chronicle, key: Option) -> Iterator[str]:
    asks = draft.key["asks"]
    if way(draft) != "says" and slug_of(draft, key["id"]) != asks["source"]:
        yield say(
            "The key is %(key)s, and %(source)s is asked for.",
            key=slug_of(draft, key["id"]),
            source=asks["source"],
        )
    elif way(draft) in ("viewpoint", "view"):
        held = [c for c in claims_of(draft, chronicle, asks["source"]) if c.gist == asks["gist"]]
        if not any(c.dispute in VIEWS for c in held):
            yield say("%(source)s holds no such view.", source=asks["source"])
    else:
        date = value(draft, key) if way(draft) == "says" else parse(asks["said"])
        said = dates_of(draft, chronicle, asks["source"])
        if not any(date.contains(one) for one in said):
            yield say("%(source)s does not say %(said)s.", source=asks["source"], said=date.text)
        held = claims_of(draft, chronicle, asks["source"])
        # A slip is no date to be known.
        if any(c.date and c.dispute == "error" for c in held):
            yield say("%(source)s is mistaken there.", source=asks["source"])


def _not_given_by_both(draft: Draft, chronicle: Chronicle) -> Iterator[str]:
    held = chronicle.causes[draft.facts[0].removeprefix("why:")]
    givers = {claim.source.slug for claim in held.claims}
    for name in ("source", "other"):
        if draft.key["asks"][name] not in givers:
            yield say("%(source)s does not give this reason.", source=draft.key["asks"][name])


def _is_shown_by_dates(draft: Draft, chronicle: Chronicle, kind: str) -> bool:
    return any(
        {
            "calendar": is_same_day(one.date, other.date) and one.date.text != other.date.text,
            "precision": one_holds_the_other(one.date, other.date),
        }.get(kind, not one_holds_the_other(one.date, other.date))
        and one.date.is_interval == other.date.is_interval
        for one, other in pairs(draft, chronicle)
        if one.date and other.date
    )


@check("one-defensible-answer")
def one_defensible_answer(draft: Draft, chronicle: Chronicle) -> Iterator[str]:
    """By all that the sources say of the event, not by the claim alone that the key came from."""
    asks = draft.key["asks"]
    if way(draft) == "both":
        yield from of_reasons(
            draft, chronicle, refuted_reasons.one_defensible_answer, cause.multiplicity
        )
    elif way(draft) == "same":
        yield from _says_both(draft, chronicle)
    for option in distractors(draft):
        if way(draft) == "says" and _says_so_too(draft, chronicle, option):
            yield say(
                "“%(option)s” is what %(source)s says as well.",
                option=option["text"],
                source=asks["source"],
            )
        elif way(draft) == "who" and _may_be_meant(draft, chronicle, slug_of(draft, option["id"])):
            yield say("“%(option)s” may mean the same date.", option=option["text"])
        elif way(draft) == "viewpoint":
            text, source = asks["gist"], slug_of(draft, option["id"])
            yield from _holds_the_view(draft, chronicle, text, source)
        elif way(draft) == "view":
            yield from _holds_the_view(draft, chronicle, option["text"], asks["source"])


def _says_so_too(draft: Draft, chronicle: Chronicle, option: Option) -> bool:
    unit, wrong = UNITS[draft.key["asks"]["unit"]], value(draft, option)
    said = dates_of(draft, chronicle, draft.key["asks"]["source"])
    return any(date.precision <= unit and date.overlaps(wrong) for date in said)


def _may_be_meant(draft: Draft, chronicle: Chronicle, source: str) -> bool:
    date = parse(draft.key["asks"]["said"])
    return any(c.date and c.date.overlaps(date) for c in claims_of(draft, chronicle, source))


def _holds_the_view(draft: Draft, chronicle: Chronicle, view: str, source: str) -> Iterator[str]:
    for claim in claims_of(draft, chronicle, source):
        if much_alike(claim.gist, view):
            yield say("%(source)s says much the same, “%(gist)s”.", source=source, gist=claim.gist)


def _says_both(draft: Draft, chronicle: Chronicle) -> Iterator[str]:
    """A source that gives both dates differs with nobody; two names of one day are no two dates."""
    for one, other in pairs(draft, chronicle):
        if one.dispute == "calendar":
            continue
        for mine, yours in ((one, other), (other, one)):
            for claim in claims_of(draft, chronicle, mine.source.slug):
                if claim is not mine and _agrees(claim, yours):
                    yield say(
                        "%(source)s says elsewhere what %(other)s says.",
                        source=mine.source.slug,
                        other=yours.source.slug,
                    )


def _agrees(claim: DateClaim, yours: DateClaim) -> bool:
    if not claim.date or not yours.date:
        return False
    return claim.date.precision <= yours.date.precision and claim.date.overlaps(yours.date)


@check("refuted-distractors")
def refuted_distractors(draft: Draft, chronicle: Chronicle) -> Iterator[str]:
    """By what the source itself says, by the two dates, or by a teacher's word."""
    asks = draft.key["asks"]
    if way(draft) == "both":
        yield from of_reasons(
            draft,
            chronicle,
            refuted_reasons.refuted_distractors,
            refuted_reasons.off_graph,
            cause.arrow_of_time,
        )
        return
    for option in distractors(draft):
        if way(draft) == "says":
            said = dates_of(draft, chronicle, asks["source"])
            refuted = any(not date.overlaps(value(draft, option)) for date in said)
        elif way(draft) == "same":
            refuted = _is_ruled_out(draft, chronicle, kind_of(draft, option))
        elif way(draft) == "view":
            refuted = _has_a_view(draft, chronicle, asks["source"])
        else:
            refuted = _says_otherwise(draft, chronicle, slug_of(draft, option["id"]))
        if not refuted:
            yield say("Nothing refutes “%(option)s”.", option=option["text"])


def _says_otherwise(draft: Draft, chronicle: Chronicle, source: str) -> bool:
    if way(draft) == "who":
        date = parse(draft.key["asks"]["said"])
        return any(not said.overlaps(date) for said in dates_of(draft, chronicle, source))
    return _has_a_view(draft, chronicle, source)


def _has_a_view(draft: Draft, chronicle: Chronicle, source: str) -> bool:
    """Whether it takes part in the dispute: who is not on record with a view may hold any."""
    return any(c.dispute in VIEWS for c in claims_of(draft, chronicle, source))


def _is_ruled_out(draft: Draft, chronicle: Chronicle, kind: str) -> bool:
    """Whether the dates themselves speak against this kind of disagreement."""
    calendar = asked_event(draft, chronicle).date.calendar
    for first, second in pairs(draft, chronicle):
        one, other = first.date, second.date
        if not one or not other:
            return False
        within, same = one_holds_the_other(one, other), is_same_day(one, other)
        if kind == "calendar":
            ruled_out = not calendar if within else not calendars_may_explain(one, other)
        elif kind == "precision":
            ruled_out = same or not within
        elif kind == "definition":
            # What is less exact may mean another moment, unless a teacher has marked which it is.
            ruled_out = same or (within and first.dispute == "precision")
        else:
            ruled_out = within
        if not ruled_out:
            return False
    return True


CHECKS = (key_supported, one_defensible_answer, refuted_distractors)
