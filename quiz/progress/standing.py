"""How each fact stands with a player, and when it is due: pure counting over their memories."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from quiz.models import Memory, Player

DAY = timedelta(days=1)
# A fact is fading when it will go dark so soon, or has gone dark so lately.
SOON, LATELY = DAY, 7 * DAY


class MemoryRow(NamedTuple):
    """A memory as far as counting needs it; thousands of them are read at once."""

    fact: str
    reviewed: datetime
    fresh_until: datetime
    held_since: datetime | None


class Standing(models.TextChoices):
    HELD = "held", _("held")
    FADING = "fading", _("fading")
    FADED = "faded", _("faded")
    UNMET = "unmet", _("not met yet")


class Due(NamedTuple):
    """How many facts fall due in a span of days, and how long their bar is, in per cent."""

    when: Promise
    facts: int
    share: int


def memories_of(player: Player | None) -> dict[str, MemoryRow]:
    rows = Memory.objects.of(player).values_list(*MemoryRow._fields)
    return {row[0]: MemoryRow._make(row) for row in rows}


def is_lit(memory: MemoryRow | None, at: datetime) -> bool:
    return memory is not None and memory.fresh_until > at


def standing(memory: MemoryRow | None, at: datetime) -> Standing:
    """What was wrong when last asked was never held, so it does not fade: it has faded."""
    if memory is None:
        return Standing.UNMET
    if memory.fresh_until > at:
        return Standing.HELD if memory.fresh_until > at + SOON else Standing.FADING
    lately = memory.held_since is not None and memory.fresh_until > at - LATELY
    return Standing.FADING if lately else Standing.FADED


def lit(facts: Iterable[str], memories: Mapping[str, MemoryRow], at: datetime) -> int:
    return sum(is_lit(memories.get(fact), at) for fact in facts)


def standings(
    facts: Iterable[str], memories: Mapping[str, MemoryRow], at: datetime
) -> list[tuple[Standing, int]]:
    """How many of the facts stand how; those that stand in no way are counted too, as none."""
    found = Counter(standing(memories.get(fact), at) for fact in facts)
    return [(one, found[one]) for one in Standing]


def end_of_day(at: datetime) -> datetime:
    return at.replace(hour=0, minute=0, second=0, microsecond=0) + DAY


def due(facts: Iterable[str], memories: Mapping[str, MemoryRow], at: datetime) -> list[Due]:
    """When the facts that were ever met have to be asked again, each counted once.

    Today are those that fade before midnight and all that faded earlier.
    """
    tonight = end_of_day(at)
    bounds = [tonight, tonight + DAY, tonight + 6 * DAY]
    met = (memories[fact] for fact in facts if fact in memories)
    found = Counter(bisect_right(bounds, memory.fresh_until) for memory in met)
    most = max(found.values(), default=0) or 1
    names = _("Today"), _("Tomorrow"), _("Within a week"), _("Later")
    return [Due(name, found[n], round(found[n] * 100 / most)) for n, name in enumerate(names)]
