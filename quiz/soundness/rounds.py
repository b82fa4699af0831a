"""Whether the questions of a round leave each other alone."""

from collections.abc import Sequence
from itertools import combinations

from quiz.draft import Draft
from quiz.soundness.check import Breach
from quiz.soundness.reading import is_order, keyed
from quiz.soundness.text import holds


def independent(drafts: Sequence[Draft]) -> list[Breach]:
    """For drafts in the order in which they will be asked."""
    return [
        Breach("independent", why)
        for earlier, later in combinations(drafts, 2)
        for why in (*_told_before(earlier, later), *_asked_twice(earlier, later))
    ]


def _told_before(earlier: Draft, later: Draft) -> list[str]:
    shown = earlier.shown
    seen = "\n".join([shown["stem"], shown["hint"], *(o["text"] for o in shown["options"])])
    # The titles of an ordering are no answer; their order is. "True" tells nothing by itself.
    told_nothing = is_order(later) or later.key["asks"].get("form") == "true-false"
    answers = [] if told_nothing else [option["text"] for option in keyed(later)]
    if later.shown["mode"] == "text":
        answers = later.key["answer"]
    return [f"“{text}” is shown before it is asked for." for text in answers if holds(seen, text)]


def _asked_twice(earlier: Draft, later: Draft) -> list[str]:
    return [f"{fact} is asked twice." for fact in earlier.facts if fact in later.facts]
