"""A teacher's own question as the rules see it: immutable objects, no database behind them."""

from dataclasses import dataclass

from history.chronicle import Chronicle
from history.dates import HistoricalDate
from history.records import Source

PREFIX = "own:"


@dataclass(frozen=True, slots=True)
class OwnOption:
    """An option to choose, or an item to order; `tag` names the misconception behind it."""

    text: str
    is_right: bool
    why_wrong: str
    tag: str = ""


@dataclass(frozen=True, slots=True)
class OwnQuestion:
    """`fact` is what it is known by; `event` is a slug, or empty.

    `overruled` are the checks that the teacher has heard and lets it stand against. One that is not
    active is asked no more, and what was asked of it is still judged by it.
    """

    fact: str
    form: str
    stem: str
    explanation: str
    source: Source
    locator: str
    event: str = ""
    options: tuple[OwnOption, ...] = ()
    accepted: tuple[str, ...] = ()
    date: HistoricalDate | None = None
    overruled: frozenset[str] = frozenset()
    active: bool = True


def own_questions(chronicle: Chronicle) -> dict[str, OwnQuestion]:
    return {name: held for name, held in chronicle.extras.items() if name.startswith(PREFIX)}


def own_question(chronicle: Chronicle, fact: str) -> OwnQuestion | None:
    held = chronicle.extras.get(fact)
    return held if isinstance(held, OwnQuestion) else None
