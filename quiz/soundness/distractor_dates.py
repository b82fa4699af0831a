"""Date: whether the wrong dates are wrong beyond doubt, and no worse guesses than the key."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from django.utils import timezone

from history.chronicle import Chronicle
from history.dates import HistoricalDate
from history.records import Event
from quiz.draft import Draft, Option
from quiz.soundness.check import check
from quiz.soundness.date import asked_parts
from quiz.soundness.reading import asked_event, distractors, is_typed, key_date, value
from quiz.soundness.speech import say
from quiz.soundness.text import holds, plain
from quiz.soundness.times import PARTS, UNITS, dated_claims, known_span, step, touches, with_twin

SAME_PROCESS = 3 * 366  # days


def _wrong_dates(draft: Draft) -> Iterator[tuple[Option, HistoricalDate]]:
    yield from ((option, value(draft, option)) for option in distractors(draft))


@check("three-options")
def three_options(draft: Draft, _chronicle: Chronicle) -> Iterator[str]:
    count = len(draft.shown["options"])
    if is_typed(draft):
        if count:
            yield say("There are %(count)s options where the answer is typed.", count=count)
    elif not 3 <= count <= 4:
        yield say("There are %(count)s options, not three or four.", count=count)


@check("one-defensible-answer")
def one_defensible_answer(draft: Draft, chronicle: Chronicle) -> Iterator[str]:
    event = asked_event(draft, chronicle)
    namesakes = namesakes_of(event, chronicle)
    for option, date in _wrong_dates(draft):
        for who, said in asked_parts(draft, event):
            if said and said.overlaps(date):
                yield say(
                    "“%(option)s” agrees with %(who)s, %(said)s.",
                    option=option["text"],
                    who=who,
                    said=said.text,
                )
        for other in namesakes:
            if touches(date, known_span(other)):
                yield say(
                    "“%(option)s” is right for “%(other)s”, which may be meant too.",
                    option=option["text"],
                    other=other.title,
                )


def namesakes_of(event: Event, chronicle: Chronicle) -> list[Event]:
    """Events that a student may take the title for: "Geneva summit" is said of more than one."""
    by_word = chronicle.worked_out(_titles_by_word)
    words = plain(event.title).split()
    # Whatever holds the whole title has its rarest word too.
    rarest = min((by_word[word] for word in words), key=len, default=())
    return [e for e in rarest if e.slug != event.slug and holds(e.title, event.title)]


def _titles_by_word(chronicle: Chronicle) -> dict[str, list[Event]]:
    found: dict[str, list[Event]] = defaultdict(list)
    for event in chronicle.events:
        for word in set(plain(event.title).split()):
            found[word].append(event)
    return dict(found)


@check("refuted-distractors")
def refuted_distractors(draft: Draft, chronicle: Chronicle) -> Iterator[str]:
    """A claim speaks against each wrong date; that nobody speaks for it would not be enough."""
    part = PARTS[draft.key["asks"]["of"]]
    claimed = [part(date) for _claim, date in dated_claims(asked_event(draft, chronicle))]
    for option, date in _wrong_dates(draft):
        if not any(said and not said.overlaps(date) for said in claimed):
            yield say("No claim contradicts “%(option)s”.", option=option["text"])


@check("distractors-miss")
def distractors_miss(draft: Draft, chronicle: Chronicle) -> Iterator[str]:
    """Of a span all of it is kept clear: when a war began may be argued about, within the war."""
    event = asked_event(draft, chronicle)
    first, last = with_twin(event, known_span(event))
    for option, date in _wrong_dates(draft):
        if touches(date, (first - 1, last + 1)):
            yield say(
                "“%(option)s” comes too close to the dates given for “%(event)s”.",
                option=option["text"],
                event=event.title,
            )


def _apart(draft: Draft, one: HistoricalDate, other: HistoricalDate) -> int:
    unit = UNITS[draft.key["asks"]["unit"]]
    return abs(step(one.earliest, unit) - step(other.earliest, unit))


@check("spacing")
def spacing(draft: Draft, chronicle: Chronicle) -> Iterator[str]:
    key, newest = key_date(draft), chronicle.events[-1].date
    # Memory for dates is finer for what is near, so a hundredth of the distance is asked.
    today = timezone.localdate().toordinal()
    of_process = list(same_process(asked_event(draft, chronicle), chronicle))
    for option, date in _wrong_dates(draft):
        if _apart(draft, date, key) < 1 + _apart(draft, key, newest) // 100:
            yield say(
                "“%(option)s” is too close to %(key)s for something so long ago.",
                option=option["text"],
                key=key.text,
            )
        if date.earliest > today:
            yield say("“%(option)s” is in the future.", option=option["text"])
        for other in of_process:
            if touches(date, known_span(other)):
                yield say(
                    "“%(option)s” is the date of “%(other)s”, of the same process.",
                    option=option["text"],
                    other=other.title,
                )

    # Two that lie together leave the key alone, for all to see.
    in_time = sorted(_wrong_dates(draft), key=lambda wrong: wrong[1].earliest)
    for (_option, one), (option, later) in combinations(in_time, 2):
        if _apart(draft, one, later) < 1 + _apart(draft, later, newest) // 100:
            yield say(
                "“%(option)s” is too close to %(key)s for something so long ago.",
                option=option["text"],
                key=one.text,
            )


def same_process(event: Event, chronicle: Chronicle) -> Iterator[Event]:
    first, last = known_span(event)
    for slug in sorted(chronicle.linked.get(event.slug, ())):
        other = chronicle.by_slug.get(slug)
        if other:
            begin, end = known_span(other)
            if begin - last <= SAME_PROCESS and first - end <= SAME_PROCESS:
                yield other


@check("no-rank-cue")
def no_rank_cue(draft: Draft, _chronicle: Chronicle) -> Iterator[str]:
    shown = [value(draft, option).earliest for option in draft.shown["options"]]
    if shown != sorted(shown):
        yield say("The options do not stand in order of time.")


CHECKS = (
    three_options,
    one_defensible_answer,
    refuted_distractors,
    distractors_miss,
    spacing,
    no_rank_cue,
)
