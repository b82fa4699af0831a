"""Whether the questions of a round leave each other alone."""

from collections.abc import Sequence
from itertools import combinations

from history import words
from quiz.draft import Draft
from quiz.soundness.authored.form import own_answers
from quiz.soundness.check import Breach
from quiz.soundness.reading import gap, is_place, is_typed, key_date, keyed, names_events
from quiz.soundness.speech import say
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
    return [
        *(
            say("“%(text)s” is shown before it is asked for.", text=text)
            for text in _answers(later)
            if holds(seen, text)
        ),
        *(
            say("%(fact)s is told before it is asked for.", fact=fact)
            for fact in _dated(earlier)
            if fact in later.facts
        ),
    ]


def _answers(draft: Draft) -> list[str]:
    if draft.kind == "authored":
        return own_answers(draft)
    if is_typed(draft):
        return [words.in_words(key_date(draft))]
    # The titles of an ordering are no answer; their order is.
    return [] if names_events(draft) else [option["text"] for option in keyed(draft)]


def _dated(draft: Draft) -> list[str]:
    """The facts that a question tells by the dates that it shows beside events."""
    if not is_place(draft):
        return []
    gaps = [gap(stands_for) for stands_for in draft.key["stands_for"].values()]
    return sorted({f"when:{slug}" for sides in gaps for slug in sides if slug})


def _asked_twice(earlier: Draft, later: Draft) -> list[str]:
    return [
        say("%(fact)s is asked twice.", fact=fact) for fact in earlier.facts if fact in later.facts
    ]
