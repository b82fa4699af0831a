"""What the teacher of Kelpwick asks: one sound question of each form, to be tweaked."""

from dataclasses import replace

from django.utils import timezone

from history.dates import parse
from history.models import Event, Source
from quiz.models import AuthoredQuestion
from quiz.own import OwnOption, OwnQuestion
from tests.quiz.world import SOURCES


def right(text, why=""):
    return OwnOption(text, True, why)


def wrong(text, why="Nobody says so.", tag=""):
    return OwnOption(text, False, why, tag)


def _question(number, form, stem, event="", **fields):
    return OwnQuestion(
        fact=f"own:{form}-{number}",
        form=form,
        stem=stem,
        explanation=f"The log tells it so, under number {number}.",
        source=SOURCES["log"],
        locator=f"p. {number}",
        event=event,
        **fields,
    )


SINGLE = _question(
    21,
    "single",
    "Whom did the town choose to look after the lamp?",
    "keeper-1812",
    options=(
        right("Ada Brine"),
        wrong("Jon Reed", "He was a pilot, and wrote of it.", "pilot-as-keeper"),
        wrong("Tom Salter", "He sold the oil."),
    ),
)
MULTIPLE = _question(
    22,
    "multiple",
    "What did the water reach that night?",
    "storm-1859",
    options=(
        right("The rope walk"),
        wrong("The church hill", "It lies too high.", "hill-flooded"),
        right("The fish market"),
        wrong("The upper school", "It was not built yet."),
    ),
)
TRUE_FALSE = _question(
    23,
    "true-false",
    "True or false: the bell was rung by hand in every fog.",
    "bell-1819",
    options=(right("True"), wrong("False", "The log counts the hands.", "bell-by-itself")),
)
ORDERING = _question(
    24,
    "ordering",
    "Put these steps in order, from the earliest to the latest.",
    options=(
        wrong("The council orders the glass", "It met in the winter."),
        wrong("A ship unloads the crates", "She came in April."),
        wrong("The keeper polishes the lens", "He began in May."),
    ),
)
SHORT = _question(
    25,
    "short",
    "What did the pilots call their guild?",
    "pilots-1837",
    accepted=("The Brotherhood", "The Open Hand"),
)
DATE = _question(
    26, "date", "On which day was the tower lit?", "tower-1809", date=parse("1809-09-01")
)

ALL = {q.form: q for q in (SINGLE, MULTIPLE, TRUE_FALSE, ORDERING, SHORT, DATE)}
# Two of each form, for what is promised of each.
TWICE = [*ALL.values(), *(replace(q, fact=f"{q.fact}-again") for q in ALL.values())]


def beside(chronicle, *questions):
    """The chronicle with these questions; of events that it does not know they forget."""
    known = (q if q.event in chronicle.by_slug else replace(q, event="") for q in questions)
    return chronicle.with_extras({q.fact: q for q in known})


def store(question, topic, **changes):
    """The question as rows; its source and its event too, where they are not there yet."""
    source, _new = Source.objects.get_or_create(
        slug=question.source.slug,
        defaults={"title": question.source.title, "kind": question.source.kind},
    )
    if changes.get("overruled"):
        changes.setdefault("overruled_at", timezone.now())
    row = AuthoredQuestion.objects.create(
        slug=question.fact.removeprefix("own:"),
        topic=topic,
        event=Event.objects.filter(slug=question.event).first(),
        form=question.form,
        stem=question.stem,
        explanation=question.explanation,
        source=source,
        locator=question.locator,
        accepted="\n".join(question.accepted),
        date=question.date.text if question.date else "",
        **changes,
    )
    for place, option in enumerate(question.options, 1):
        row.options.create(
            text=option.text,
            is_right=option.is_right,
            why_wrong=option.why_wrong,
            tag=option.tag,
            position=place,
        )
    return row
