"""Two players who are one person become one."""

from collections.abc import Collection

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone

from quiz import memory
from quiz.models import Classroom, Membership, Player, Round


@transaction.atomic
def merge_players(*, kept: Player, other: Player) -> Player:
    """Give `kept` all that `other` did, and let `other` be no more; nothing answered is lost.

    Where both are in one class `kept` stays there as they are: a removal is not undone by this.
    """
    if kept == other:
        return kept
    both = [kept.pk, other.pk]
    hold_classes(both)
    held = Player.objects.select_for_update().filter(pk__in=both).order_by("pk")
    found = {player.pk: player for player in held}
    # Gone by now, or somebody's account by now, which nobody else can give up.
    if len(found) < 2 or found[other.pk].user_id:
        return kept
    _move_rounds(kept, other)
    shared = Membership.objects.filter(player=kept).values("classroom")
    Membership.objects.filter(player=other).exclude(classroom__in=shared).update(player=kept)
    # What somebody holds follows from all of their answers, in their order.
    memory.replay(player=kept)
    other.delete()
    Membership.objects.filter(player=kept).touch()
    return kept


def hold_classes(players: Collection[int]) -> None:
    """Lock all the classes that these are or were in, by id, and say that they have changed."""
    theirs = Membership.objects.filter(player__in=players).values("classroom")
    held = Classroom.objects.select_for_update().filter(pk__in=theirs).order_by("pk")
    now, numbers = timezone.now(), list(held.values_list("pk", flat=True))
    Classroom.objects.filter(pk__in=numbers).update(changed=now)


def _move_rounds(kept: Player, other: Player) -> None:
    """Attempts at one assignment go on counting where the other's end."""
    attempts = dict(
        kept.rounds.exclude(assignment=None)
        .values_list("assignment")
        .annotate(last=Max("attempt"))
        .values_list("assignment", "last")
    )
    for assignment, last in attempts.items():
        if last:
            theirs = Round.objects.filter(player=other, assignment=assignment)
            theirs.update(player=kept, attempt=F("attempt") + last)
    Round.objects.filter(player=other).update(player=kept)
