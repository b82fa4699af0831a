"""Makes a round of facts that were wished for, each asked in another way than last time."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from random import Random

from history.chronicle import Chronicle
from quiz import kinds, soundness
from quiz.draft import NO_CONFUSIONS, NOT_MISTAKEN, Confusions, Draft
from quiz.generation import MEDIUM, PATIENCE, ROUND_LENGTH, draft, event_of, told_before
from quiz.speaking import here

# How far a round looks on for another sort or theme than that of the question before.
LOOKAHEAD = 6


@dataclass(frozen=True, slots=True)
class Wish:
    """A fact to be asked for, and the `kind/way` in which it was asked last."""

    fact: str
    last_way: str = ""


def grant(
    chronicle: Chronicle,
    seed: int,
    wishes: Sequence[Wish],
    length: int = ROUND_LENGTH,
    barred: Collection[str] = frozenset(),
    difficulty: float = MEDIUM,
    confusions: Confusions = NO_CONFUSIONS,
    of_kinds: Collection[str] = (),
) -> list[Draft]:
    """A round of what is wished for, in that order but for turns of kinds and of themes.

    `of_kinds` are the kinds that may ask, all of them by default.

    What the feedback of an earlier question would tell is asked only if the round would else be
    short; what cannot be asked is passed over, until that has happened too often.
    """
    chronicle = here(chronicle)
    waiting, told = list(wishes), list[Wish]()
    chosen: list[Draft] = []
    passed_over = 0
    while len(chosen) < length and passed_over < PATIENCE and (waiting or told):
        wish = _turn(chronicle, waiting, chosen) if waiting else told.pop(0)
        forms = _forms(chronicle, wish.fact, of_kinds)
        built = _granted(chronicle, wish, forms, seed, chosen, barred, difficulty, confusions)
        if built is None:
            passed_over += 1
        elif waiting and told_before(chosen, built):
            told.append(wish)
        else:
            chosen.append(built)
    return chosen


def _turn(chronicle: Chronicle, waiting: list[Wish], chosen: list[Draft]) -> Wish:
    """Take out the first of the next few that turns most from what was just asked for.

    Another theme and another sort of fact is best, and one of the two better than neither.
    """
    if not chosen:
        return waiting.pop(0)
    sort, themes = _subject(chronicle, chosen[-1].key["asks"]["fact"])

    def turns(number: int) -> int:
        other_sort, other_themes = _subject(chronicle, waiting[number].fact)
        return (other_sort != sort) + bool(themes and themes.isdisjoint(other_themes))

    return waiting.pop(max(range(min(LOOKAHEAD, len(waiting))), key=turns))


def _subject(chronicle: Chronicle, fact: str) -> tuple[str, set[str]]:
    event = event_of(chronicle, fact)
    return fact.partition(":")[0], set(event.topics if event else ()) - {chronicle.slug}


def _granted(
    chronicle: Chronicle,
    wish: Wish,
    forms: list[tuple[str, str]],
    seed: int,
    chosen: list[Draft],
    barred: Collection[str],
    difficulty: float,
    confusions: Confusions,
) -> Draft | None:
    """The first sound draft: if it can be, of another kind than the question before it."""
    last_kind = chosen[-1].kind if chosen else ""
    Random(f"forms {wish.fact} {seed}").shuffle(forms)
    forms.sort(key=lambda form: ("/".join(form) == wish.last_way, form[0] == last_kind))
    for kind, way in forms:
        mistaken = confusions.get((kind, wish.fact), NOT_MISTAKEN)
        built = draft(chronicle, kind, wish.fact, seed, difficulty, way, mistaken)
        if not isinstance(built, Draft) or soundness.independent([*chosen, built]):
            continue
        if built.likeness not in barred:
            return built
    return None


def _forms(chronicle: Chronicle, fact: str, of_kinds: Collection[str]) -> list[tuple[str, str]]:
    """Every kind and way that a fact can be tried in."""
    return [
        (name, way)
        for name, kind in kinds.all_kinds().items()
        if (not of_kinds or name in of_kinds) and fact in chronicle.worked_out(_targets, name)
        for way in kind.ways
    ]


def _targets(chronicle: Chronicle, kind: str) -> frozenset[str]:
    return frozenset(kinds.all_kinds()[kind].targets(chronicle))
