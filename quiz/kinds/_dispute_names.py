"""What sources are called beside each other, and whether the options tell by themselves."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import product

from django.utils.translation import gettext as _

from history.dates import Precision
from history.records import DateClaim, Event, Source
from quiz.draft import Evidence
from quiz.kinds._looks import hides
from quiz.kinds._shared import evidence

SUBTITLE = re.compile(r"[,:;(]")
# Up to here a longer name says no more than a shorter one.
SHORT = 20
# Words that many sentences share without saying the same.
EMPTY = frozenset(
    "about after also and are because before between but did does during for from had has have "
    "her him his how into its not one our out over than that the their them then there these they "
    "this under was were what when where which while who why will with would year "
    "antes como con cual cuando del desde ella entre era esta este fue hasta las los más para pero "
    "por porque qué que según ser sin sobre son sus una uno año "
    "без был была были было быть вас все всё где для его если ещё или как какая какие какое какой "
    "какую когда кто меня между может над них она они оно перед под после потому почему при про "
    "раньше позже так также там того тоже только тот уже чем что чтобы эта эти это этих этот этого "
    "год года году событие события событию событием событий источник источника источники".split()
)


def names(source: Source, among: Iterable[Source]) -> Iterator[str]:
    """Its names without a number by which none of the others could be meant, the best first."""
    others = [s for s in among if s.slug != source.slug]
    taken = {n for s in others for n in (s.title, s.author, s.publisher) if n}
    head, maker = (SUBTITLE.split(n)[0].strip() for n in (source.title, source.publisher))
    known = (source.short_name, head, source.author, maker, source.title)
    for candidate in dict.fromkeys(known):
        # "several editors" is nobody's name.
        if not candidate or candidate[0].islower() or any(c.isdigit() for c in candidate):
            continue
        if not any(candidate in other or other in candidate for other in taken):
            is_title = source.title.startswith(candidate)
            yield _("“%(title)s”") % {"title": candidate} if is_title else candidate


def name(source: Source, among: Iterable[Source]) -> str:
    """The best of its names; empty if it has none."""
    return next(names(source, among), "")


def sources_on(event: Event) -> dict[str, Source]:
    return {claim.source.slug: claim.source for claim in event.claims}


def names_on(event: Event) -> dict[str, str]:
    """How a question names each source on the event, by slug."""
    sources = sources_on(event)
    return {slug: name(source, sources.values()) for slug, source in sources.items()}


def names_alike(event: Event, slugs: Sequence[str], stem: str) -> tuple[list[str], str]:
    """Names for these sources of which none tells the answer; or none, and what would tell it."""
    sources = sources_on(event)
    each = [list(names(sources[slug], sources.values())) for slug in slugs]
    why = "source-without-name"
    for chosen in product(*each):
        why = cue(stem, chosen)
        if not why:
            return list(chosen), ""
    return [], why


def cue(stem: str, texts: Sequence[str]) -> str:
    """What would tell one option from the others, whichever is right: the name of a rejection."""
    lengths = [len(text) for text in texts]
    each_apart = [(n, lengths[:i] + lengths[i + 1 :]) for i, n in enumerate(lengths)]
    if max(lengths) > SHORT and not all(hides([n], others) for n, others in each_apart):
        return "length-cue"
    said = [words(text) for text in texts]
    if any(sum(word in one for one in said) == 1 for word in words(stem)):
        return "word-cue"
    # Writers vary the key, so the one that shares most words with the rest seems to be it.
    shared = [sum(len(one & other) for other in said if other is not one) for one in said]
    return "word-cue" if len(said) > 2 and shared.count(max(shared)) == 1 else ""


# The same few sources and claims are compared for draft after draft.
@lru_cache(maxsize=2**13)
def words(text: str) -> frozenset[str]:
    """The words that may seem to matter, without the ending of a plural."""
    found = re.findall(r"[^\W_]+", re.sub(r"['’]", "", text.casefold()))
    kept = (w for w in found if w.isdigit() or (len(w) > 2 and w not in EMPTY))
    return frozenset(w.removesuffix("s") if len(w) > 4 else w for w in kept)


def full_name(source: Source) -> str:
    """For the feedback, where a year gives nothing away any more."""
    return _("“%(title)s”") % {"title": source.title}


def titled(event: Event, unit: Precision) -> str:
    """The event's title; where a day has an Old Style twin, with the style that is meant."""
    has_twin = unit < Precision.YEAR and event.date.calendar in ("NS", "OS")
    pattern = _("“%(title)s” (New Style)") if has_twin else _("“%(title)s”")
    return pattern % {"title": event.title}


def cited(claims: Iterable[DateClaim], explained: str) -> list[Evidence]:
    """The claims, but for a note that the explanation gives already."""
    found = [evidence(claim) for claim in claims]
    return [told | {"note": ""} if told["note"] == explained else told for told in found]


@lru_cache(maxsize=2**13)
def stems(text: str) -> frozenset[str]:
    """The longer words, without their endings, so that "calendar" is found in "calendars"."""
    return frozenset(word[:6] for word in re.findall(r"\w{5,}", text.casefold()))
