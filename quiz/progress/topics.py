"""Which topics a player has played, and what they earned there, by topic and by skill."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from history.models import Event, Topic
from quiz.models import Answer, Memory, Player, Round
from quiz.progress.standing import MemoryRow, end_of_day, is_lit


class Skill(models.TextChoices):
    WHEN = "when", _("When it happened")
    ORDER = "order", _("In which order")
    WHY = "why", _("Why it happened")
    WHO = "who", _("Who says so")


# What a question trains, by its kind.  Kinds that are not named here train no single skill.
TRAINS = {
    "date": Skill.WHEN,
    "ordering": Skill.ORDER,
    "cause": Skill.WHY,
    "dispute": Skill.WHO,
}
# An order and a witness are no facts of their own: they are asked about facts of these two.
KEEPS = {Skill.WHEN: "when:", Skill.WHY: "why:"}


@dataclass(frozen=True, slots=True)
class Earned:
    """Answers of one player, to one kind of question on one topic, and the marks for them."""

    topic: int | None
    kind: str
    answers: int
    marks: float


@dataclass(frozen=True, slots=True)
class Played:
    """A topic as far as a player has come in it; `met` are the facts they were ever asked."""

    topic: Topic
    met: tuple[str, ...]
    lit: int
    due: int
    answers: int
    marks: float

    @property
    def share(self) -> int | None:
        return percent(self.marks, self.answers)


@dataclass(frozen=True, slots=True)
class Practice:
    """How a player does in one skill: marks for answers, and the facts of that sort they hold."""

    skill: Skill
    answers: int
    marks: float
    lit: int | None
    met: int | None

    @property
    def share(self) -> int | None:
        return percent(self.marks, self.answers)


def percent(part: float, whole: int) -> int | None:
    return round(part * 100 / whole) if whole else None


def earned(player: Player) -> list[Earned]:
    """All answers ever, counted in the database."""
    rows = Answer.objects.of(player).tally("question__round__topic", "question__kind")
    return [Earned(*row) for row in rows]


def facts_by_topic(player: Player) -> dict[int, list[str]]:
    """The facts a player has a memory of, in each topic that has them now.

    What has left the library belongs to no topic, so it counts nowhere.
    """
    memories, links = Memory.objects.of(player), Event.topics.through.objects
    whens = links.filter(event__slug__in=memories.slugs("when:"))
    whys = links.filter(event__causes__slug__in=memories.slugs("why:"))
    found: dict[int, list[str]] = defaultdict(list)
    for topic, slug in whens.values_list("topic_id", "event__slug"):
        found[topic].append(f"when:{slug}")
    for topic, slug in whys.values_list("topic_id", "event__causes__slug"):
        found[topic].append(f"why:{slug}")
    return found


def played(
    player: Player, memories: Mapping[str, MemoryRow], tally: Iterable[Earned], at: datetime
) -> list[Played]:
    """The topics with a round or a memory of this player, the one played last coming first."""
    last = dict(
        Round.objects.of(player).order_by().values_list("topic").annotate(last=Max("created"))
    )
    met = facts_by_topic(player)
    rows = Topic.objects.filter(pk__in={*last, *met} - {None})
    counts = [_played(topic, met.get(topic.pk, []), memories, tally, at) for topic in rows]
    return sorted(
        counts,
        key=lambda one: (
            -last[one.topic.pk].timestamp() if one.topic.pk in last else 0,
            -len(one.met),
            one.topic.title,
        ),
    )


def _played(
    topic: Topic,
    facts: Iterable[str],
    memories: Mapping[str, MemoryRow],
    tally: Iterable[Earned],
    at: datetime,
) -> Played:
    met = tuple(fact for fact in facts if fact in memories)
    own = [row for row in tally if row.topic == topic.pk]
    return Played(
        topic,
        met,
        lit=sum(is_lit(memories[fact], at) for fact in met),
        due=sum(memories[fact].fresh_until < end_of_day(at) for fact in met),
        answers=sum(row.answers for row in own),
        marks=sum(row.marks for row in own),
    )


def practice(
    topics: Iterable[Played],
    memories: Mapping[str, MemoryRow],
    tally: Iterable[Earned],
    at: datetime,
) -> list[Practice]:
    """Each skill with all answers ever given to questions that train it, whatever the topic.

    The skill of an answer is that of its question's kind: date is when, ordering is order, cause
    is why, dispute is who says. Marks count as they do in a score, restored ones too. For when
    and why there are facts as well: those held now, of those ever met that are still in a topic.
    """
    met = {fact for one in topics for fact in one.met}
    answered = {row.kind for row in tally}
    skills = [s for s in Skill if s != Skill.WHO or "dispute" in answered]
    return [_practice(skill, met, memories, tally, at) for skill in skills]


def _practice(
    skill: Skill,
    met: Iterable[str],
    memories: Mapping[str, MemoryRow],
    tally: Iterable[Earned],
    at: datetime,
) -> Practice:
    own = [row for row in tally if TRAINS.get(row.kind) == skill]
    kept = [fact for fact in met if skill in KEEPS and fact.startswith(KEEPS[skill])]
    return Practice(
        skill,
        answers=sum(row.answers for row in own),
        marks=sum(row.marks for row in own),
        lit=sum(is_lit(memories[fact], at) for fact in kept) if skill in KEEPS else None,
        met=len(kept) if skill in KEEPS else None,
    )
