"""Ordering: whether the pairs that are graded are those, and only those, that the dates decide."""

import re
from collections.abc import Collection, Iterator
from itertools import combinations, permutations

from history.chronicle import Chronicle
from history.records import Event
from quiz.draft import Draft
from quiz.soundness.check import check
from quiz.soundness.reading import distractors, meaning, way
from quiz.soundness.speech import say
from quiz.soundness.text import content_words, plain

ANCHOR = tuple("earliest first oldest primer antigu tempran ранн раньше перв".split())
RANKS = frozenset(
    "first second third fourth fifth sixth seventh last final again once anew "
    "begin begins beginning start starts end ends ending empieza empiezan acaba acaban termina fin "
    "primer primero primera segundo segunda tercer tercero tercera último última final otra "
    "первый первая первое первые второй вторая второе третий третья третье последний последняя "
    "последнее последние снова вновь опять начало начинается начинаются конец кончается "
    "i ii iii iv v vi vii viii ix x".split()
)
FIRST = frozenset("first earliest oldest primer primero primera первый первая первое".split())
AGAIN = re.compile(
    r"\bre(?:-\w|open|new|turn|stor|sum|unit|unif|viv|build|built|elect|appoint|abr|anud)",
    re.IGNORECASE,
)
NUMBER = re.compile(r"\d+(?:st|nd|rd|th)?")


def _items(draft: Draft, chronicle: Chronicle) -> dict[str, Event]:
    options = draft.shown["options"]
    return {option["id"]: chronicle.by_slug[meaning(draft, option)] for option in options}


def _pairs(draft: Draft) -> list[tuple[str, str]]:
    if _is_choice(draft):
        return [(earlier, o["id"]) for earlier in draft.key["answer"] for o in distractors(draft)]
    return [(earlier, later) for earlier, later in draft.key["pairs"] or ()]


def _is_choice(draft: Draft) -> bool:
    """Whether the one that came first is chosen, and nothing is put in order."""
    return way(draft) == "first"


@check("as-recorded")
def as_recorded(draft: Draft, chronicle: Chronicle) -> Iterator[str]:
    items = _items(draft, chronicle)
    for option in draft.shown["options"]:
        event = items[option["id"]]
        if plain(option["text"]) != plain(event.title):
            yield say(
                "“%(option)s” is not the title of %(slug)s.", option=option["text"], slug=event.slug
            )
    slugs = {event.slug for event in items.values()}
    if set(draft.facts) != {f"when:{slug}" for slug in slugs} or set(draft.events) != slugs:
        yield say("The draft tests other events than it shows.")


@check("key-supported")
def key_supported(draft: Draft, chronicle: Chronicle) -> Iterator[str]:
    for event in _items(draft, chronicle).values():
        if not any(claim.date for claim in event.claims):
            yield say("No claim dates “%(event)s”.", event=event.title)


@check("separable")
def separable(draft: Draft, chronicle: Chronicle) -> Iterator[str]:
    items, pairs = _items(draft, chronicle), _pairs(draft)
    decided = {(a, b) for a, b in permutations(items, 2) if items[a].hull[1] < items[b].hull[0]}
    for a, b in sorted(decided - set(pairs)):
        yield say(
            "“%(earlier)s” was before “%(later)s”, and it is not graded.",
            earlier=items[a].title,
            later=items[b].title,
        )
    for a, b in sorted(set(pairs) - decided):
        yield say(
            "It is graded that %(earlier)s was before %(later)s, which the dates do not decide.",
            earlier=a,
            later=b,
        )
    if len(set(pairs)) != len(pairs):
        yield say("A pair is graded twice.")


@check("signal")
def signal(draft: Draft, chronicle: Chronicle) -> Iterator[str]:
    items = _items(draft, chronicle)
    count, graded = len(items), len(set(_pairs(draft)))
    fewest, most = (2, 2) if _is_choice(draft) else (3, 6)
    if not fewest <= count <= most:
        yield say(
            "There are %(count)s events to order, not %(fewest)s to %(most)s.",
            count=count,
            fewest=fewest,
            most=most,
        )
    # In whole numbers: 80% of 15 pairs are exactly 12.
    if 10 * graded < 4 * count * (count - 1):
        yield say(
            "Only %(graded)s pairs of %(all)s are graded.",
            graded=graded,
            all=count * (count - 1) // 2,
        )
    stem = plain(draft.shown["stem"])
    if draft.key["asks"]["from"] != "earliest" or not any(word in stem for word in ANCHOR):
        yield say("The stem does not say that the earliest comes first.")
    for a, b in permutations(items.values(), 2):
        if b.hull[0] <= a.hull[0] and a.hull[1] <= b.hull[1]:
            yield say("“%(one)s” lies within the dates of “%(other)s”.", one=a.title, other=b.title)


@check("no-order-leak")
def no_order_leak(draft: Draft, _chronicle: Chronicle) -> Iterator[str]:
    titles = [option["text"] for option in draft.shown["options"]]
    yield from order_told(titles)
    for title in titles:
        # The word of the question itself: it answers where it is right, and misleads elsewhere.
        if _is_choice(draft) and FIRST & set(plain(title).split()):
            yield say("“%(title)s” says of itself that it is first.", title=title)


def order_told(titles: Collection[str]) -> Iterator[str]:
    for title in titles:
        if re.search(r"\d{3}", title):
            yield say("“%(title)s” has a number that may be a year.", title=title)
    for one, other in combinations(titles, 2):
        yield from rank_told(one, other)


def rank_told(one: str, other: str) -> Iterator[str]:
    apart = _marks(one) ^ _marks(other)
    if apart and content_words(one) & content_words(other) - apart:
        told = ", ".join(sorted(apart))
        yield say(
            "“%(words)s” alone may order “%(one)s” and “%(other)s”.",
            words=told,
            one=one,
            other=other,
        )


def _marks(title: str) -> set[str]:
    """What tells the rank of a thing among things of its name."""
    marks = {word for word in plain(title).split() if word in RANKS or NUMBER.fullmatch(word)}
    return marks | ({"re-"} if AGAIN.search(title) else set())


@check("grading-laws")
def grading_laws(draft: Draft, _chronicle: Chronicle) -> Iterator[str]:
    shown, answer = [option["id"] for option in draft.shown["options"]], draft.key["answer"]
    if _is_choice(draft):
        if draft.key["pairs"]:
            yield say("Which came first is graded by pairs as well.")
        return
    if sorted(answer) != sorted(shown):
        yield say("The answer is not an order of the options.")
    elif not _accepts(draft, answer):
        yield say("The answer breaks a graded pair.")
    elif _accepts(draft, shown):
        yield say("The order shown is already right.")
    elif _counted(shown) and _accepts(draft, sorted(shown)):
        yield say("The ids count the events in the right order.")


def _accepts(draft: Draft, order: list[str]) -> bool:
    place = {option_id: number for number, option_id in enumerate(order)}
    return all(place.get(a, -1) < place.get(b, -1) for a, b in _pairs(draft))


def _counted(ids: list[str]) -> bool:
    """Whether ids go like a, b, c or q1, q2, q3; others are in some order by chance."""
    last = sorted(ord(option_id[-1]) for option_id in ids)
    return len({i[:-1] for i in ids}) == 1 and last == [*range(last[0], last[0] + len(ids))]


CHECKS = (as_recorded, key_supported, separable, signal, no_order_leak, grading_laws)
