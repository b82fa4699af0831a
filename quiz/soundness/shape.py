"""Whether a draft has the shape that the other checks and the page rely on, and keeps its key."""

import re
from collections.abc import Iterator

from history.chronicle import Chronicle
from quiz.draft import Draft, Key, Option, Shown
from quiz.soundness.check import check
from quiz.soundness.dispute_shape import amiss_with_dispute
from quiz.soundness.reading import is_place, is_typed, meaning, offers_events, way
from quiz.soundness.speech import say
from quiz.soundness.text import holds
from quiz.soundness.times import PARTS, UNITS, is_date

ABOUT = {"date": "when", "ordering": "when", "cause": "why"}
MODES = {"date": "single", "ordering": "order", "cause": "single", "dispute": "single"}
ASKS = {
    "date": {"fact", "unit", "of"},
    "ordering": {"fact", "from"},
    "cause": {"fact", "effect"},
}
# Where a way differs from the others of its kind.
MODES_OF_WAYS = {
    ("date", "type"): "text",
    ("ordering", "first"): "single",
    ("cause", "all"): "multiple",
}
ASKS_OF_WAYS = {("cause", "link"): {"cause"}, ("cause", "consequence"): {"cause"}}


@check("well-formed")
def well_formed(draft: Draft, chronicle: Chronicle) -> Iterator[str]:
    missing = sorted(
        [*(Shown.__required_keys__ - set(draft.shown)), *(Key.__required_keys__ - set(draft.key))]
    )
    if missing:
        yield say("The draft lacks %(missing)s.", missing=", ".join(missing))
        return
    yield from _amiss_with_ids(draft)
    yield from _unknown_facts(draft, chronicle)
    yield from _unknown_events(draft, chronicle)
    yield from _unknown_meanings(draft, chronicle)
    yield from _amiss_with_asks(draft)
    if draft.kind == "dispute":
        yield from amiss_with_dispute(draft, chronicle)


def _amiss_with_ids(draft: Draft) -> Iterator[str]:
    ids = [option["id"] for option in draft.shown["options"]]
    answer = draft.key["answer"]
    if len(set(ids)) != len(ids):
        yield say("Two options have the same id.")
    if is_typed(draft):
        yield from _amiss_with_typed(draft)
    elif not answer or not set(answer) <= set(ids):
        yield say(
            "The answer %(answer)s is not made of the options %(ids)s.", answer=answer, ids=ids
        )
    if set(draft.key["stands_for"]) != set(ids):
        yield say("Not every option says what it stands for, or a stranger does.")
    if draft.shown["mode"] == "single" and len(answer) != 1:
        yield say("A question with one answer has %(count)s.", count=len(answer))
    usual = MODES.get(draft.kind, draft.shown["mode"])
    if draft.shown["mode"] != MODES_OF_WAYS.get((draft.kind, way(draft)), usual):
        yield say(
            "A question of kind %(kind)s is not asked in the mode %(mode)s.",
            kind=draft.kind,
            mode=draft.shown["mode"],
        )


def _amiss_with_typed(draft: Draft) -> Iterator[str]:
    if len(draft.key["answer"]) != 1 or not is_date(draft.key["answer"][0]):
        yield say("The answer %(answer)s is not one date.", answer=draft.key["answer"])
    old = draft.key["asks"].get("old_style", "")
    if old and not is_date(old):
        yield say("The Old Style date %(text)s is none.", text=old)


def _unknown_facts(draft: Draft, chronicle: Chronicle) -> Iterator[str]:
    known = {"when": chronicle.by_slug, "why": chronicle.causes}
    if not draft.facts:
        yield say("The draft tests no fact.")
    for fact in draft.facts:
        about, _, slug = fact.partition(":")
        if about != ABOUT.get(draft.kind, about):
            yield say(
                "A question of kind %(kind)s does not test %(fact)s.", kind=draft.kind, fact=fact
            )
        elif about in known and slug not in known[about]:
            yield say("The chronicle does not know the fact %(fact)s.", fact=fact)


def _unknown_events(draft: Draft, chronicle: Chronicle) -> Iterator[str]:
    if not draft.events:
        yield say("The draft is about no event.")
    for slug in draft.events:
        if slug not in chronicle.by_slug:
            yield say("The chronicle does not know the event %(slug)s.", slug=slug)


def _unknown_meanings(draft: Draft, chronicle: Chronicle) -> Iterator[str]:
    for option_id, stands_for in draft.key["stands_for"].items():
        if is_place(draft):
            known = _is_gap(stands_for, chronicle)
        else:
            known = _is_known(draft, stands_for, chronicle)
        if not known:
            yield say(
                "Option %(option)s stands for %(meaning)s, which nobody knows.",
                option=option_id,
                meaning=stands_for,
            )


def _is_known(draft: Draft, stands_for: str, chronicle: Chronicle) -> bool:
    if draft.kind == "date":
        return is_date(stands_for)
    if draft.kind == "ordering":
        return stands_for in chronicle.by_slug
    about, _, slug = stands_for.partition(":")
    if offers_events(draft):
        return about == "event" and slug in chronicle.by_slug
    known = {"cause": chronicle.causes, "misconception": chronicle.by_slug}
    return draft.kind != "cause" or slug in known.get(about, ())


def _is_gap(stands_for: str, chronicle: Chronicle) -> bool:
    """Whether it is `gap:EARLIER/LATER`, with at least one slug, and none that nobody knows."""
    about, _, sides = stands_for.partition(":")
    slugs = [slug for slug in sides.split("/") if slug]
    known = all(slug in chronicle.by_slug for slug in slugs)
    return about == "gap" and sides.count("/") == 1 and bool(slugs) and known


def _amiss_with_asks(draft: Draft) -> Iterator[str]:
    asks = draft.key["asks"]
    needed = ASKS.get(draft.kind, set()) | ASKS_OF_WAYS.get((draft.kind, way(draft)), set())
    missing = needed - set(asks)
    if missing:
        yield say(
            "The draft does not say what it asks: %(missing)s.", missing=", ".join(sorted(missing))
        )
    elif "fact" in asks and asks["fact"] not in draft.facts:
        yield say(
            "The draft asks %(fact)s and tests %(facts)s.",
            fact=asks["fact"],
            facts=", ".join(draft.facts),
        )
    elif offers_events(draft) and not {asks["cause"], asks["effect"]} <= set(draft.events):
        yield say("The draft asks about an event that is not among its own.")
    if asks.get("until") and not is_date(asks["until"]):
        yield say("Until %(text)s is until no date.", text=asks["until"])
    if asks.get("unit", "year") not in UNITS or asks.get("of", "point") not in PARTS:
        yield say(
            "The draft asks for the %(unit)s of the %(side)s.",
            unit=asks.get("unit"),
            side=asks.get("of"),
        )


@check("key-stays-home")
def key_stays_home(draft: Draft, chronicle: Chronicle) -> Iterator[str]:
    strays = set(draft.shown) - Shown.__required_keys__ - Shown.__optional_keys__
    known = Option.__required_keys__ | Option.__optional_keys__
    strays.update(name for option in draft.shown["options"] for name in option if name not in known)
    if strays:
        yield say("The page would be given %(strays)s.", strays=", ".join(sorted(strays)))
    for option in draft.shown["options"]:
        if _tells(option["id"], draft, chronicle):
            yield say(
                "The id %(id)s tells what option “%(option)s” is.",
                id=option["id"],
                option=option["text"],
            )
    told = [truth["reason"] for truth in draft.key["truths"].values()]
    for secret in [*told, draft.key["explanation"]]:
        if holds(f"{draft.shown['stem']} {draft.shown['hint']}", secret):
            yield say("The question already shows the feedback “%(feedback)s”.", feedback=secret)


def _tells(option_id: str, draft: Draft, chronicle: Chronicle) -> bool:
    meanings = [meaning(draft, option) for option in draft.shown["options"]]
    slugs = {part for text in meanings for part in text.split(":")}
    years = re.findall(r"\d{3,}", " ".join([*meanings, *draft.facts]))
    named = option_id in slugs or option_id in chronicle.by_slug or option_id in chronicle.causes
    return named or any(year in option_id for year in years)


CHECKS = (well_formed, key_stays_home)
