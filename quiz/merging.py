"""Two players who are one person become one."""

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
    now, both = timezone.now(), [kept.pk, other.pk]
    # Classes before players, as joining has it, and each in one order: nobody waits in a circle.
    theirs = Membership.objects.filter(player__in=both).values("classroom")
    for classroom in Classroom.objects.select_for_update().filter(pk__in=theirs).order_by("pk"):
        Classroom.objects.filter(pk=classroom.pk).update(changed=now)
    if len(Player.objects.select_for_update().filter(pk__in=both).order_by("pk")) < 2:
        return kept
    _move_rounds(kept, other)
    shared = Membership.objects.filter(player=kept).values("classroom")
    Membership.objects.filter(player=other).exclude(classroom__in=shared).update(player=kept)
    # What somebody holds follows from all of their answers, in their order.
    memory.replay(player=kept)
    other.delete()
    Membership.objects.filter(player=kept).touch()
    return kept


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
