"""Whether a draft may be asked: the second opinion on what the kinds build.

The checks decide on the draft and the chronicle alone and share no code with the kinds.
What can only be seen in a thousand drafts (guessing robots, places of the key) is not here.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType
from typing import Any

from django.conf import settings
from django.utils.translation import override

from history.chronicle import Chronicle
from quiz.draft import Draft
from quiz.soundness import authored
from quiz.soundness.cause import CHECKS as OF_CAUSES
from quiz.soundness.check import Breach, Check, by_way
from quiz.soundness.citing import CHECKS as OF_CITATIONS
from quiz.soundness.date import CHECKS as OF_DATES
from quiz.soundness.dispute import CHECKS as OF_DISPUTES
from quiz.soundness.distractor_dates import CHECKS as OF_WRONG_DATES
from quiz.soundness.leaks import CHECKS as OF_LEAKS
from quiz.soundness.ordering import CHECKS as OF_ORDERS
from quiz.soundness.place import CHECKS as OF_PLACES
from quiz.soundness.rounds import independent
from quiz.soundness.shape import CHECKS as OF_SHAPE
from quiz.soundness.speech import heard_here
from quiz.soundness.wording import CHECKS as OF_WORDING

__all__ = [
    "CHECKS",
    "EDITORIAL",
    "EVERY",
    "Breach",
    "Check",
    "as_drawn",
    "drawn_in",
    "examine",
    "independent",
    "verdicts",
]

# They compare what is cited, word for word, with the store: of a question asked long ago they say
# that a page number was mended, or a source reworded. What is true is for all the others to say.
EDITORIAL = frozenset(check.name for check in OF_CITATIONS)

# Well-formed comes first: of a draft that is not, the others could only raise errors.
EVERY = (*OF_SHAPE, *OF_WORDING, *OF_LEAKS, *OF_CITATIONS)

CHECKS: Mapping[str, tuple[Check, ...]] = MappingProxyType(
    {
        "date": (*EVERY, *by_way((*OF_DATES, *OF_WRONG_DATES), {"place": OF_PLACES})),
        "ordering": (*EVERY, *OF_ORDERS),
        "cause": (*EVERY, *OF_CAUSES),
        "authored": authored.CHECKS,
        "dispute": (*EVERY, *OF_DISPUTES),
    }
)


def examine(draft: Draft, chronicle: Chronicle) -> list[Breach]:
    """Every breach that nobody has overruled; an empty list means that the draft is sound."""
    well_formed, *others = CHECKS.get(draft.kind, EVERY)
    with as_drawn(draft, chronicle) as told:
        return well_formed(draft, told) or [
            breach
            for check in others
            for breach in check(draft, told)
            if not authored.is_overruled(breach, draft, told)
        ]


def verdicts(draft: Draft, chronicle: Chronicle) -> dict[str, list[str]]:
    """What each check that could be made says against the draft, by its name; mostly nothing."""
    well_formed, *others = (check.name for check in CHECKS.get(draft.kind, EVERY))
    breaches = examine(draft, chronicle)
    is_amiss = any(breach.check == well_formed for breach in breaches)
    told: dict[str, list[str]] = {name: [] for name in (well_formed, *([] if is_amiss else others))}
    for breach in breaches:
        told[breach.check].append(breach.why)
    return told


def drawn_in(shown: Mapping[str, Any]) -> str:
    """Its language; questions were in English before they said so."""
    return shown.get("language") or settings.LANGUAGE_CODE


@contextmanager
def as_drawn(draft: Draft, chronicle: Chronicle) -> Iterator[Chronicle]:
    """The chronicle in the language in which the draft was drawn, while that language is spoken.

    Whoever asks, its titles and sentences are compared with those of the store in that language;
    what speaks against it is said in the language of whoever asks.
    """
    language = drawn_in(draft.shown)
    with heard_here(), override(language):
        yield chronicle.in_language(language)
