"""What students have really confused: the wrong options that several of them took for right.

It is counted from the answers themselves and kept for some minutes, so that no round waits for
it twice and no answer at all. Nothing of it is stored, and no student can be told from it.
"""

import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from types import MappingProxyType
from typing import Any

from history.models import Topic
from quiz.draft import Confusions, Key
from quiz.models import Answer

# Those whose wrong options are other events or other causes.
KINDS = ("date", "cause")
FEWEST = 3  # students: what one or two chose may be a slip
LATEST = 2000  # wrong answers that are read
AT_ONCE = 100  # of them, since keys are long and what memory a process once took it keeps
KEPT_FOR = 600  # seconds

_kept: dict[str, tuple[float, Confusions]] = {}


def confusions_of(topic: Topic) -> Confusions:
    """As counted some minutes ago at most. One query, or none.

    An edit makes no new count: what it takes away is passed over by the kinds.
    """
    until, found = _kept.get(topic.slug, (0.0, None))
    if found is None or time.monotonic() > until:
        found = count(topic)
        # Two threads may both count; either result is as good.
        _kept[topic.slug] = time.monotonic() + KEPT_FOR, found
    return found


def count(topic: Topic) -> Confusions:
    """By kind and fact, for each wrong option how many students took it for right."""
    wrong = Answer.objects.wrong_in(topic, KINDS)[:LATEST].as_confused()
    students = Counter(_said(wrong.iterator(AT_ONCE)))
    found: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for (kind, fact, meaning), times in sorted(students.items()):
        if times >= FEWEST:
            found[kind, fact][meaning] = times
    return MappingProxyType({asked: MappingProxyType(taken) for asked, taken in found.items()})


def _said(rows: Iterable[tuple[str, list[str], Key, Any, int]]) -> Iterator[tuple[str, str, str]]:
    """Each confusion once for each student, however often they had it."""
    seen = set()
    for kind, facts, key, given, player in rows:
        for fact in _asked(facts, key):
            for meaning in _taken_for_right(key, given):
                if (kind, fact, meaning, player) not in seen:
                    seen.add((kind, fact, meaning, player))
                    yield kind, fact, meaning


def _asked(facts: list[str], key: Key) -> list[str]:
    """Of a chain of two links the one asked for; of several reasons all, since all were shown."""
    return facts if key["asks"].get("way") == "all" else facts[:1]


def _taken_for_right(key: Key, given: Any) -> Iterator[str]:
    # What was typed is no option, and neither is the key of one.
    for option in given if isinstance(given, list) else [given]:
        if isinstance(option, str) and option in key["truths"] and option not in key["answer"]:
            meaning = _meaning(key, option)
            if meaning:
                yield meaning


def _meaning(key: Key, option: str) -> str:
    """`event:SLUG` or `cause:SLUG`; a wrong date means the event that it is the date of."""
    about, colon, _slug = key["stands_for"][option].partition(":")
    if colon:
        return key["stands_for"][option] if about in ("event", "cause") else ""
    refers_to = key["truths"][option]["refers_to"]
    return f"event:{refers_to}" if refers_to else ""
