"""Reading what a student reads: words without case or punctuation, and the years they name."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

# Words that say nothing of the matter, in the languages that Footnote speaks.
EMPTY_WORDS = frozenset(
    "about after also and are because before between but did does during for from had happen "
    "happened has have her him his how into its not one our out over than that the their them "
    "then there these they this under was were what when where which while who why will with "
    "would year "
    "antes como con cual cuando del desde después durante ella entre era esta este fue había "
    "hasta las los más ocurrió para pero por porque qué que según ser sin sobre son sus una uno "
    "año "
    "без был была были было быть вас все всё где для его если ещё или как какая какие какое какой "
    "какую когда кто меня между может над них она они оно перед под после потому почему при про "
    "раньше позже так также там того тоже только тот уже чем что чтобы эта эти это этих этот этого "
    "год года году событие события событию событием событий источник источника источники".split()
)

# A year, "1930s" in any language, or "1939-45", whose end is also found on its own; a longer number
# is none.
YEARS = re.compile(
    r"(?<!\w)(?P<first>\d{1,4})(?P<round>['’]?s|-[ех])?(?!\w)"
    r"(?=\s?[-–—/]\s?(?P<last>\d{2,4})(?!\w))?",
    re.IGNORECASE,
)

# A year without its century, as in "the winter of '09".
SHORT_YEARS = re.compile(r"['’](\d\d)(?!\w)")


# The same titles are read for draft after draft.
@lru_cache(maxsize=2**15)
def plain(text: str) -> str:
    """The words alone, so that "The Keeper’s Log." and "the keeper's log" are the same."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    without_apostrophes = re.sub(r"['’ʼ]", "", folded)
    return " ".join(re.findall(r"[^\W_]+", without_apostrophes))


def holds(text: str, part: str) -> bool:
    """Whether the part stands in the text as whole words: 191 does not stand in 1917."""
    words = plain(part)
    return bool(words) and f" {words} " in f" {plain(text)} "


@lru_cache(maxsize=2**15)
def content_words(text: str) -> frozenset[str]:
    words = plain(text).split()
    kept = (w for w in words if w.isdigit() or (len(w) > 2 and w not in EMPTY_WORDS))
    return frozenset(w.removesuffix("s") if len(w) > 4 else w for w in kept)


def named_years(text: str) -> Iterator[tuple[str, int, int]]:
    """What could be read as a year or as years, with the first and the last of them.

    Each is read both as AD and as BC, in astronomical years: who asks for 44 BC gives it away
    with a bare 44.
    """
    for match in YEARS.finditer(unicodedata.normalize("NFKC", text)):
        first = last = int(match["first"])
        if match["round"]:
            last = first + (99 if first % 100 == 0 else 9)
        elif match["last"] and len(match["last"]) <= len(match["first"]):
            last = max(first, int(match["first"][: -len(match["last"])] + match["last"]))
        yield match[0], first, last
        yield match[0], 1 - last, 1 - first
    for match in SHORT_YEARS.finditer(text):
        yield from ((match[0], year, year) for year in range(int(match[1]), 2100, 100))
