"""Whether the words alone give the key away, or make the question hard to read."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import combinations, permutations
from statistics import fmean

from history.chronicle import Chronicle
from quiz.draft import Draft, Option
from quiz.soundness.check import check
from quiz.soundness.dispute_shape import gives_reasons
from quiz.soundness.reading import distractors, is_order, is_place, keyed, value
from quiz.soundness.speech import say
from quiz.soundness.text import content_words, holds, plain

LONGEST_STEM = 30  # words
ABSOLUTES = frozenset(
    "always never only siempre nunca jamás solo sólo solamente únicamente "
    "всегда никогда только лишь исключительно".split()
)
# "NOT" in capitals is read, "not" is overlooked.
OVERLOOKED = re.compile(r"\b(?:[Nn]ot|[Ee]xcept|[Ee]xcepto|[a-z]+n['’]t|[Нн]е|[Кк]роме)\b")
BLANKS = re.compile(r"…|\.\.\.|__")
ABOVE = re.compile(
    r"\b(?:(?:all|none|both|neither) of (?:the above|these|them)"
    r"|(?:todas|ninguna)(?: de)? las anteriores"
    r"|(?:вс[её]|все|оба|обе|ничего|ни одно|ни один) (?:из )?(?:выше)?перечисленн\w+)\b"
)
# Up to here a longer option is a longer name, not a more careful sentence.
SHORT = 20  # characters


@check("plain-form")
def plain_form(draft: Draft, chronicle: Chronicle) -> Iterator[str]:
    stem, texts = draft.shown["stem"].strip(), [o["text"] for o in draft.shown["options"]]
    words = len(stem.split())
    if words > LONGEST_STEM:
        yield say(
            "The stem has %(count)s words, more than %(most)s.", count=words, most=LONGEST_STEM
        )
    if not stem.endswith(("?", ".", ":", "？")):
        yield say("The stem “%(stem)s” is neither a question nor an instruction.", stem=stem)
    if OVERLOOKED.search(_without_titles(stem, draft, chronicle)):
        yield say("The stem “%(stem)s” has a negation that is not emphasised.", stem=stem)
    for text in [stem, *texts]:
        if BLANKS.search(text):
            yield say("“%(text)s” leaves something out.", text=text)
        if ABOVE.search(plain(text)):
            yield say("“%(text)s” is about the other options.", text=text)
    yield from (
        say("Option %(id)s is empty.", id=o["id"]) for o in draft.shown["options"] if not o["text"]
    )


def _without_titles(stem: str, draft: Draft, chronicle: Chronicle) -> str:
    """What did not happen may be an event; it does not turn the question round."""
    for slug in draft.events:
        stem = stem.replace(chronicle.by_slug[slug].title, "")
    return stem


@check("distinct-options")
def distinct_options(draft: Draft, _chronicle: Chronicle) -> Iterator[str]:
    for one, other in combinations(draft.shown["options"], 2):
        if holds(one["text"], other["text"]) or holds(other["text"], one["text"]):
            yield say(
                "“%(one)s” and “%(other)s” cannot be told apart.",
                one=one["text"],
                other=other["text"],
            )
        elif not gives_reasons(draft) and _meanings_meet(draft, one, other):
            yield say(
                "“%(one)s” and “%(other)s” stand for the same.",
                one=one["text"],
                other=other["text"],
            )


def _meanings_meet(draft: Draft, one: Option, other: Option) -> bool:
    if draft.kind == "date" and not is_place(draft):
        return value(draft, one).overlaps(value(draft, other))
    stands_for = draft.key["stands_for"]
    return stands_for[one["id"]] == stands_for[other["id"]]


@check("homogeneous")
def homogeneous(draft: Draft, _chronicle: Chronicle) -> Iterator[str]:
    options = draft.shown["options"]
    for first, other in zip(options[:1] * len(options), options, strict=True):
        if _form(draft, other) != _form(draft, first):
            yield say(
                "“%(other)s” is not of one form with “%(first)s”.",
                other=other["text"],
                first=first["text"],
            )


def _form(draft: Draft, option: Option) -> tuple[object, ...]:
    if draft.kind == "date" and not is_place(draft):
        date = value(draft, option)
        return date.precision, date.is_interval, date.qualifier
    text = option["text"].strip()
    first = next(filter(str.isalnum, text), "")
    letter = next(filter(str.isalpha, text), "")
    script = unicodedata.name(letter, "").split(" ")[0] if letter else ""
    begins_small = first.isalpha() and first.islower()
    return script, begins_small, text.endswith((".", "!", "?", ";", ":"))


@check("no-length-cue")
def no_length_cue(draft: Draft, _chronicle: Chronicle) -> Iterator[str]:
    lengths = [len(option["text"]) for option in distractors(draft)]
    # Dates of one precision say no more for being longer.
    if is_order(draft) or draft.kind == "date" or not lengths:
        return
    key = " / ".join(option["text"] for option in keyed(draft))
    # Where several are right, long and short ones among them make up for each other.
    length = fmean(len(option["text"]) for option in keyed(draft))
    if max(length, *lengths) <= SHORT:
        return
    if length > 1.25 * fmean(lengths):
        yield say("The key “%(key)s” is longer than the wrong options.", key=key)
    if max(lengths) < 0.85 * length:
        yield say("No wrong option is about as long as the key “%(key)s”.", key=key)


@check("no-clang")
def no_clang(draft: Draft, chronicle: Chronicle) -> Iterator[str]:
    # Gaps between events share the names of these by their nature, whichever is right.
    if is_order(draft) or is_place(draft):
        return
    right, wrong = keyed(draft), distractors(draft)
    in_wrong = frozenset().union(*(content_words(o["text"]) for o in wrong))
    in_right = frozenset().union(*(content_words(o["text"]) for o in right))
    for word in sorted(content_words(_without_source(draft, chronicle)) & in_right - in_wrong):
        yield say("Of the options only the key shares “%(word)s” with the stem.", word=word)
    yield from _absolutes(draft)
    if draft.shown["mode"] == "single":
        yield from _most_shared(draft)


def _without_source(draft: Draft, chronicle: Chronicle) -> str:
    """The stem but for the name of whom it is attributed to: that is not about the matter."""
    stem = plain(draft.shown["stem"])
    for fact in draft.facts:
        about, _, slug = fact.partition(":")
        held = chronicle.by_slug.get(slug) if about == "when" else chronicle.causes.get(slug)
        for source in (claim.source for claim in (held.claims if held else ())):
            if source.slug == draft.key["asks"].get("source"):
                for name in (source.title, source.author, source.publisher):
                    stem = stem.replace(plain(name), " ", 1) if name else stem
    return stem


def _absolutes(draft: Draft) -> Iterator[str]:
    options = draft.shown["options"]
    loud = [o for o in options if ABSOLUTES & set(plain(o["text"]).split())]
    if 0 < len(loud) < len(options):
        yield from (
            say("“%(option)s” speaks in absolutes, others do not.", option=option["text"])
            for option in loud
        )


def _most_shared(draft: Draft) -> Iterator[str]:
    """Writers of wrong options vary the key, so that it shares most words with the rest."""
    shared = dict.fromkeys((o["id"] for o in draft.shown["options"]), 0)
    for one, other in permutations(draft.shown["options"], 2):
        shared[one["id"]] += len(content_words(one["text"]) & content_words(other["text"]))
    wrong = [shared[option["id"]] for option in distractors(draft)]
    for option in keyed(draft):
        if len(wrong) > 1 and shared[option["id"]] > max(wrong):
            yield say(
                "The key “%(option)s” shares more words with the others than they do.",
                option=option["text"],
            )


CHECKS = (plain_form, distinct_options, homogeneous, no_length_cue, no_clang)
