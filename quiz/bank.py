"""A topic as questions are made from it: its chronicle, with the teachers' own questions beside."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from random import Random
from sys import maxsize
from weakref import WeakKeyDictionary

from history import chronicle as chronicles
from history.chronicle import Chronicle, chronicle_of
from history.models import Topic
from history.reading import source_record
from quiz import soundness
from quiz.draft import Rejection
from quiz.kinds import authored
from quiz.models import AuthoredOption, AuthoredQuestion
from quiz.own import OwnOption, OwnQuestion

EVEN = 0.5

# By the chronicle that the questions were read beside: an edit makes a new one, and so new ones.
_kept: WeakKeyDictionary[Chronicle, Chronicle] = WeakKeyDictionary()


def chronicle_for(topic: Topic) -> Chronicle:
    """The chronicle of the topic with its own questions; two queries more, at the first time."""
    chronicle = chronicle_of(topic)
    if chronicle not in _kept:
        _kept[chronicle] = chronicle.with_extras(_own(topic))
    return _kept[chronicle]


def load(topic: Topic) -> Chronicle:
    """Read anew, whatever is kept."""
    return chronicles.load(topic).with_extras(_own(topic))


def _own(topic: Topic) -> dict[str, OwnQuestion]:
    rows = AuthoredQuestion.objects.of(topic)
    return {row.fact: record(row, row.options.all()) for row in rows}


def record(row: AuthoredQuestion, options: Iterable[AuthoredOption]) -> OwnQuestion:
    """The question with its options in order of their places, and by rows where those agree."""
    in_order = sorted(options, key=lambda option: (option.position, option.pk or maxsize))
    return OwnQuestion(
        fact=row.fact,
        form=row.form,
        stem=row.stem,
        explanation=row.explanation,
        source=source_record(row.source),
        locator=row.locator,
        event=row.event.slug if row.event else "",
        options=tuple(OwnOption(o.text, o.is_right, o.why_wrong, o.tag) for o in in_order),
        accepted=tuple(row.accepted_list),
        date=row.when,
        overruled=frozenset(row.overruled.split()),
        active=row.active,
    )


@dataclass(frozen=True, slots=True)
class Remark:
    """What the gate says of a question; one that is not hard is for the teacher to judge."""

    check: str
    why: str
    is_hard: bool


def remarks(question: OwnQuestion, topic: Topic) -> list[Remark]:
    """What speaks against the question today, saved or not, its overrulings aside."""
    heard_nothing = replace(question, overruled=frozenset())
    chronicle = chronicle_for(topic).with_extras({question.fact: heard_nothing})
    built = authored.build(chronicle, question.fact, Random(question.fact), EVEN)
    if isinstance(built, Rejection):
        return [Remark(built.name, built.why, is_hard=True)]
    breaches = soundness.examine(built, chronicle)
    soft = soundness.authored.MAY_BE_OVERRULED
    return [Remark(b.check, b.why, is_hard=b.check not in soft) for b in breaches]
