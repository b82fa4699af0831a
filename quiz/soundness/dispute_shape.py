"""Whether a question about a dispute is whole: its way, its sources, and what its options mean."""

from collections.abc import Iterator

from history.chronicle import Chronicle
from quiz.draft import Draft
from quiz.soundness.reading import way
from quiz.soundness.speech import say
from quiz.soundness.times import is_date

ASKS = {
    "says": {"fact", "source", "unit", "of"},
    "who": {"fact", "source", "said", "unit", "of"},
    "same": {"fact", "source", "said", "other", "other_said"},
    "viewpoint": {"fact", "source", "gist"},
    "view": {"fact", "source", "gist"},
    "both": {"fact", "effect", "source", "other"},
}
KINDS = ("definition", "calendar", "precision", "error", "interpretation")


def asks_when(draft: Draft) -> bool:
    """Whether the options are dates, which nothing shown may give away."""
    return draft.kind == "date" or (draft.kind == "dispute" and way(draft) == "says")


def gives_reasons(draft: Draft) -> bool:
    return draft.kind == "cause" or (draft.kind == "dispute" and way(draft) == "both")


def amiss_with_dispute(draft: Draft, chronicle: Chronicle) -> Iterator[str]:
    asks = draft.key["asks"]
    missing = ASKS.get(way(draft), {"way"}) - set(asks)
    if missing or way(draft) not in ASKS:
        yield say(
            "The draft does not say how it asks: %(missing)s.",
            missing=", ".join(sorted(missing or {"way"})),
        )
        return
    about, known = "why" if way(draft) == "both" else "when", _sources(chronicle)
    if not all(fact.startswith(f"{about}:") for fact in draft.facts):
        yield say(
            "A dispute asked in the way %(way)s does not test %(facts)s.",
            way=way(draft),
            facts=", ".join(draft.facts),
        )
    yield from _amiss_with_asks(asks, known)
    for option_id, meaning in draft.key["stands_for"].items():
        if not _is_known(way(draft), meaning, chronicle, known):
            yield say(
                "Option %(option)s stands for %(meaning)s, which nobody knows.",
                option=option_id,
                meaning=meaning,
            )


def _amiss_with_asks(asks: dict[str, str], known: set[str]) -> Iterator[str]:
    for said in (asks[name] for name in ("said", "other_said") if name in asks):
        if not is_date(said):
            yield say("The draft asks about the date %(said)s, which is none.", said=said)
    for source in (asks[name] for name in ("source", "other") if name in asks):
        if source not in known:
            yield say("The chronicle does not know the source %(source)s.", source=source)


def _sources(chronicle: Chronicle) -> set[str]:
    of_dates = {c.source.slug for event in chronicle.events for c in event.claims}
    return of_dates | {c.source.slug for cause in chronicle.causes.values() for c in cause.claims}


def _is_known(asked: str, meaning: str, chronicle: Chronicle, sources: set[str]) -> bool:
    if asked == "says":
        return is_date(meaning)
    about, _, slug = meaning.partition(":")
    if asked == "same":
        return about == "dispute" and slug in KINDS
    if asked == "both":
        known = {"cause": chronicle.causes, "misconception": chronicle.by_slug}
        return slug in known.get(about, ())
    return about == "source" and slug in sources
