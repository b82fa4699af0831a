"""A question with options to choose from: each option with its truth, laid out as a draft."""

from collections.abc import Iterable
from random import Random
from typing import NamedTuple

from history.chronicle import Chronicle
from quiz.draft import Draft, Evidence, Key, Mode, Shown, opaque_ids


class Choice(NamedTuple):
    """One option: what it says, what it is, and what is told of it afterwards."""

    text: str
    stands_for: str
    reason: str
    refers_to: str
    evidence: list[Evidence]


class Asked(NamedTuple):
    """What is asked, in words and in terms that a check can read."""

    stem: str
    asks: dict[str, str]
    facts: tuple[str, ...]
    events: tuple[str, ...]
    evidence: list[Evidence]
    hint: str = ""
    mode: Mode = "single"
    # What explains the answer, where that is more than what the right options really are.
    explanation: str = ""


def in_any_order(
    kind: str,
    chronicle: Chronicle,
    asked: Asked,
    right: list[Choice],
    wrong: list[Choice],
    rng: Random,
) -> Draft:
    options = [*right, *wrong]
    asked = asked._replace(events=(*asked.events, *(one.refers_to for one in options)))
    rng.shuffle(options)
    return in_this_order(kind, chronicle, asked, options, right, rng)


def in_this_order(
    kind: str,
    chronicle: Chronicle,
    asked: Asked,
    options: list[Choice],
    right: list[Choice],
    rng: Random,
) -> Draft:
    by_id = dict(zip(opaque_ids(rng, len(options)), options, strict=True))
    answer = [i for i, one in by_id.items() if one in right]
    shown: Shown = {
        "stem": asked.stem,
        "mode": asked.mode,
        "options": [{"id": i, "text": one.text} for i, one in by_id.items()],
        "hint": asked.hint,
    }
    key: Key = {
        "answer": answer,
        "pairs": None,
        "stands_for": {i: one.stands_for for i, one in by_id.items()},
        "asks": asked.asks,
        "truths": {
            i: {
                "reason": one.reason,
                # A reason may lie in another topic, of which this chronicle knows only the name.
                "refers_to": one.refers_to if one.refers_to in chronicle.by_slug else "",
                "evidence": one.evidence,
            }
            for i, one in by_id.items()
        },
        "explanation": asked.explanation or " ".join(by_id[i].reason for i in answer),
        "evidence": asked.evidence,
    }
    events = _known(chronicle, [*asked.events, *(one.refers_to for one in by_id.values())])
    return Draft(kind, chronicle.slug, 0, shown, key, asked.facts, events)


def _known(chronicle: Chronicle, slugs: Iterable[str]) -> tuple[str, ...]:
    return tuple(slug for slug in dict.fromkeys(slugs) if slug in chronicle.by_slug)
