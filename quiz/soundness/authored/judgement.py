"""What a teacher may judge otherwise: words that tell the answer, or may mean something else."""

from collections.abc import Iterator
from itertools import combinations

from history import words
from history.calendars import civil
from history.chronicle import Chronicle
from quiz.draft import Draft
from quiz.soundness import wording
from quiz.soundness.authored.form import asked, form, names_all_options
from quiz.soundness.authored.witness import asserted, is_part
from quiz.soundness.check import check
from quiz.soundness.reading import distractors, is_order, keyed, visible
from quiz.soundness.speech import say
from quiz.soundness.text import holds, named_years, plain
from quiz.soundness.times import dated_claims

FEWEST, MOST = 3, 6


@check("no-leak")
def no_leak(draft: Draft, chronicle: Chronicle) -> Iterator[str]:
    seen, question = visible(draft), asked(draft, chronicle)
    for text in _secrets(draft, seen):
        yield say("The question itself says “%(text)s”.", text=text)
    if question.date and form(draft) == "date":
        first, last = civil(question.date.earliest).year, civil(question.date.latest).year
        for shown, begin, end in named_years(seen):
            if begin <= last and first <= end:
                yield say("The question itself says “%(text)s”.", text=shown)


def _secrets(draft: Draft, seen: str) -> list[str]:
    if form(draft) == "short":
        return [text for text in draft.key["answer"] if holds(seen, text)]
    if form(draft) not in ("single", "multiple") or names_all_options(draft):
        return []
    return [option["text"] for option in keyed(draft) if holds(seen, option["text"])]


@check("no-clang")
def no_clang(draft: Draft, chronicle: Chronicle) -> Iterator[str]:
    if not names_all_options(draft):
        yield from wording.no_clang.rule(draft, chronicle)


@check("overlapping-options")
def overlapping_options(draft: Draft, _chronicle: Chronicle) -> Iterator[str]:
    for one, other in combinations([o["text"] for o in draft.shown["options"]], 2):
        if plain(one) != plain(other) and (holds(one, other) or holds(other, one)):
            yield say("“%(one)s” and “%(other)s” overlap: both may be right.", one=one, other=other)


@check("enough-options")
def enough_options(draft: Draft, _chronicle: Chronicle) -> Iterator[str]:
    count = len(draft.shown["options"])
    if form(draft) in ("single", "multiple") and not FEWEST <= count <= MOST:
        yield say("There are %(count)s options, not 3 to 6.", count=count)


@check("one-defensible-answer")
def one_defensible_answer(draft: Draft, chronicle: Chronicle) -> Iterator[str]:
    """By what is recorded of the event; what the question means by it the teacher knows."""
    if is_order(draft):
        return
    for event in (chronicle.by_slug[slug] for slug in draft.events):
        for option in distractors(draft):
            if who := asserted(option["text"], event):
                yield say(
                    "“%(option)s” is called wrong, and %(who)s says so.",
                    option=option["text"],
                    who=who,
                )
        for option in keyed(draft):
            if any(is_part(option["text"], m.statement) for m in event.misconceptions):
                yield say("“%(option)s” is recorded as a misconception.", option=option["text"])


@check("disputed-date")
def disputed_date(draft: Draft, chronicle: Chronicle) -> Iterator[str]:
    """Where another claim agrees: with none that does, the date is refused."""
    meant = asked(draft, chronicle).date
    if meant is None or form(draft) != "date":
        return
    for slug in draft.events:
        claims = dated_claims(chronicle.by_slug[slug])
        against = [(claim, date) for claim, date in claims if not date.overlaps(meant)]
        for claim, date in against if len(against) < len(claims) else ():
            yield say(
                "%(source)s says %(date)s.", source=claim.source.title, date=words.in_words(date)
            )


@check("attributed")
def attributed(draft: Draft, chronicle: Chronicle) -> Iterator[str]:
    source = asked(draft, chronicle).source
    named = any(
        holds(draft.shown["stem"], name) for name in (source.title, source.author, source.publisher)
    )
    if source.kind in ("official", "tertiary") and not named:
        yield say(
            "“%(source)s” speaks for somebody or sums up: say “according to” it.",
            source=source.title,
        )


@check("feedback-repeats")
def feedback_repeats(draft: Draft, _chronicle: Chronicle) -> Iterator[str]:
    truths = draft.key["truths"]
    told = [truths[o["id"]]["reason"] for o in distractors(draft) if o["id"] in truths]
    for reason in sorted({reason for reason in told if told.count(reason) > 1}):
        yield say("Two wrong options are told the same: “%(reason)s”.", reason=reason)
