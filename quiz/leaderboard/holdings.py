"""What each pupil of a class holds, kept in this process for as long as it is so.

An answer changes what one pupil holds, so that pupil's memories alone are read again: a class of
hundreds that answers all lesson would otherwise have all of its memories counted at every look.
`Membership.changes` tells whose they are. As facts also fade, all are read anew each quarter of
an hour. Another process reads for itself, and a new one begins with nothing.

What a pupil holds is a number with sixteen bits for each fact, all nought or one, so that the sum
over a class, of which there are fewer than 2**16, counts the holders of every fact at once.
"""

import sys
from array import array
from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from datetime import datetime
from threading import Lock
from typing import NamedTuple

from django.db.models import ExpressionWrapper, IntegerField, Q

from quiz.models import Membership, Memory

KEPT_CLASSES = 32
EACH = "H"  # two bytes
WIDTH = 2


class Holding(NamedTuple):
    """Lit facts of one pupil, and those among them that they have held only since Monday."""

    changes: int
    lit: int
    new: int

    @property
    def lit_count(self) -> int:
        return self.lit.bit_count()

    @property
    def new_count(self) -> int:
        return self.new.bit_count()


_kept: dict[int, tuple[Hashable, dict[int, Holding]]] = {}
_lock = Lock()


def holdings(
    classroom: int,
    members: Iterable[Membership],
    facts: Sequence[str],
    version: Hashable,
    at: datetime,
    monday: datetime,
) -> dict[int, Holding]:
    """By player.  `version` moves where all that is kept is out of date."""
    kept_version, kept = _kept.get(classroom, (None, {}))
    known = kept if kept_version == version else {}
    changes = {member.player_id: member.changes for member in members}
    current = {
        player: known[player]
        for player, count in changes.items()
        if player in known and known[player].changes == count
    }
    stale = {player: count for player, count in changes.items() if player not in current}
    if stale:
        current |= _read(stale, facts, at, monday)
        _keep(classroom, version, current)
    return current


def _keep(classroom: int, version: Hashable, current: dict[int, Holding]) -> None:
    with _lock:
        _kept.pop(classroom, None)
        _kept[classroom] = version, current
        while len(_kept) > KEPT_CLASSES:
            del _kept[next(iter(_kept))]


def _read(
    stale: Mapping[int, int], facts: Sequence[str], at: datetime, monday: datetime
) -> dict[int, Holding]:
    place = {fact: n for n, fact in enumerate(facts)}
    lit: dict[int, list[int]] = defaultdict(list)
    new: dict[int, list[int]] = defaultdict(list)
    # A number and not a truth value, which would be converted once more in each of many rows.
    since_monday = ExpressionWrapper(Q(held_since__gte=monday), output_field=IntegerField())
    held = Memory.objects.filter(player__in=list(stale)).lit(at)
    for player, fact, is_new in held.values_list("player_id", "fact", since_monday):
        if fact in place:
            lit[player].append(place[fact])
            if is_new:
                new[player].append(place[fact])
    return {
        player: Holding(count, _packed(lit[player], len(facts)), _packed(new[player], len(facts)))
        for player, count in stale.items()
    }


def _packed(places: Collection[int], size: int) -> int:
    each = array(EACH, bytes(WIDTH * size))
    for place in places:
        each[place] = 1
    return int.from_bytes(each.tobytes(), sys.byteorder)


def counted(packed: Iterable[int], size: int) -> list[int]:
    """How many hold each fact."""
    each = array(EACH)
    each.frombytes(sum(packed).to_bytes(WIDTH * size, sys.byteorder))
    return each.tolist()
