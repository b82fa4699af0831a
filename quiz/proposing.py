"""What to propose to a player: reads what they hold and how they did, and has it chosen."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import datetime
from random import Random

from django.db.models import Count
from django.utils import timezone

from history.chronicle import Chronicle
from history.models import Cause, Event, Topic
from quiz import choosing
from quiz.choosing import Choice
from quiz.facts import facts_of
from quiz.granting import Wish
from quiz.models import Answer, Memory, Player

RECENT = 200  # answers that say how hard to ask
SEEN = 500  # due facts that are looked at to see which topic they are of


class NothingDue(Exception):
    """All that was asked before still holds; `until` is when the first of it will have faded."""

    def __init__(self, until: datetime | None) -> None:
        super().__init__(until)
        self.until = until


def wishes(
    *, player: Player, chronicle: Chronicle, choice: Choice, seed: int, length: int
) -> list[Wish] | None:
    """What to ask this player, in order; None where chance knows as much as we do."""
    at = timezone.now()
    known = set(facts_of(chronicle))
    memories = {m.fact: m for m in Memory.objects.of(player) if m.fact in known}
    if not memories and not choice.is_particular:
        return None
    facts = choosing.within(chronicle, choice)
    if choice.only_due:
        due = choosing.due(facts, memories, at)
        if not due:
            raise NothingDue(choosing.next_due(facts, memories, at))
        facts = due
    return choosing.wishes(chronicle, facts, memories, at, seed, length, choice.mixed)


def difficulty(*, player: Player) -> float:
    """How hard to ask this player, by their last answers; unsound questions say nothing."""
    answers = Answer.objects.of(player).filter(restored=None).order_by("-pk")
    recent = list(answers.values_list("accuracy", flat=True)[:RECENT])
    return choosing.difficulty(reversed(recent))


def some_topic(*, player: Player | None, only_due: bool, rng: Random) -> Topic | None:
    """A whole topic by chance: the more there is in it, and the more of it is due, the likelier.

    No part of a larger one: a surprise goes through all the themes of its subject.
    """
    now = timezone.now()
    due = Memory.objects.of(player).due(now).order_by("-reviewed")
    counts = _by_topic(due.values_list("fact", flat=True)[:SEEN])
    if only_due and not counts:
        following = Memory.objects.of(player).lit(now).order_by("fresh_until").first()
        raise NothingDue(following.fresh_until if following else None)
    every = Topic.objects.annotate(size=Count("events")).filter(size__gt=0).order_by("pk")
    every = every.exclude(pk__in=_parts())
    found = [topic for topic in every if counts[topic.pk] or not only_due]
    weights = [counts[topic.pk] + (0 if only_due else topic.size) for topic in found]
    return rng.choices(found, weights)[0] if found else None


def _parts() -> set[int]:
    """The topics whose events are all in a larger one."""
    events: dict[int, set[int]] = defaultdict(set)
    for topic, event in Event.topics.through.objects.values_list("topic", "event"):
        events[topic].add(event)
    return {one for one, few in events.items() if any(few < more for more in events.values())}


def _by_topic(facts: Iterable[str]) -> Counter[int]:
    """How many of the facts are of each topic."""
    slugs: dict[str, list[str]] = {"when": [], "why": []}
    for fact in facts:
        about, _colon, slug = fact.partition(":")
        slugs.setdefault(about, []).append(slug)
    whens = Event.objects.filter(slug__in=slugs["when"], topics__isnull=False)
    whys = Cause.objects.filter(slug__in=slugs["why"], effect__topics__isnull=False)
    return Counter(whens.values_list("topics", flat=True)) + Counter(
        whys.values_list("effect__topics", flat=True)
    )
