"""A topic's events as ticks on one line: what its card shows of it, made once for each version."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from history import models
from history.dates import BEGINNING
from history.periods import Period

WIDTH, HEIGHT = 240, 14
VAGUE = 3 * 366  # a date of no more days than that is a moment, known roughly; a longer one lasted

# By the slug of a topic: its version then, and what was made of it.
_kept: dict[str, tuple[int, "Spine | None"]] = {}


@dataclass(frozen=True, slots=True)
class Spine:
    first: int
    last: int
    path: str

    @property
    def years(self) -> str:
        return Period(self.first, self.last, ()).name


def spine(days: Sequence[int]) -> Spine | None:
    """The ticks of these days, on a scale of their own."""
    if not days:
        return None
    first, last = min(days), max(days)
    room = max(last - first, 1)
    places = sorted({1 + (day - first) * (WIDTH - 2) // room for day in days})
    return Spine(first, last, "".join(f"M{place} 0v{HEIGHT}" for place in places))


def spines(topics: Iterable[models.Topic]) -> list[Spine | None]:
    """For each topic in turn; one query at most, and none where nothing has changed."""
    asked = list(topics)
    stale = [topic for topic in asked if _kept.get(topic.slug, (None,))[0] != topic.version]
    days = _days(stale) if stale else {}
    _kept.update({t.slug: (t.version, spine(days.get(t.pk, []))) for t in stale})
    return [_kept[topic.slug][1] for topic in asked]


def _days(topics: Sequence[models.Topic]) -> dict[int, list[int]]:
    begun = models.Event.objects.filter(topics__in=topics, earliest__gt=BEGINNING)
    days: dict[int, list[int]] = defaultdict(list)
    for topic, first, last in begun.values_list("topics", "earliest", "latest").distinct():
        days[topic].append((first + last) // 2 if last - first <= VAGUE else first)
    return days
