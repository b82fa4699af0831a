"""Whether what was typed is one of the accepted answers, or a slip of the pen away from one.

A slip is one letter too many, too few, wrong or exchanged with its neighbour, in one word of more
than five letters that begins rightly: "Brotherhod" is Brotherhood, and "marriage" is no carriage.
"""

import re
import unicodedata
from collections.abc import Iterable

SHORTEST = 6
ARTICLES = frozenset("the a an el la los las un una".split())


def folded(text: str) -> tuple[str, ...]:
    """The words, without case, accents, punctuation or a first article."""
    wide = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    bare = "".join(c for c in wide if not unicodedata.combining(c))
    words = re.findall(r"[^\W_]+", re.sub(r"['’ʼ]", "", bare))
    return tuple(words[1:] if len(words) > 1 and words[0] in ARTICLES else words)


def matched(typed: str, accepted: Iterable[str]) -> tuple[str, bool]:
    """The accepted answer that was meant, and whether it was written rightly; "" if none."""
    words, slip = folded(typed), ""
    for answer in accepted:
        meant = folded(answer)
        if words == meant:
            return answer, True
        if not slip and _is_slip(words, meant):
            slip = answer
    return slip, False


def _is_slip(typed: tuple[str, ...], meant: tuple[str, ...]) -> bool:
    if len(typed) != len(meant):
        return False
    wrong = [(t, m) for t, m in zip(typed, meant, strict=True) if t != m]
    return len(wrong) == 1 and _is_misspelt(*wrong[0])


def _is_misspelt(typed: str, meant: str) -> bool:
    if len(meant) < SHORTEST or not (typed + meant).isalpha() or typed[0] != meant[0]:
        return False
    same = next((n for n, (a, b) in enumerate(zip(typed, meant, strict=False)) if a != b), None)
    here = min(len(typed), len(meant)) if same is None else same
    left, right = typed[here:], meant[here:]
    exchanged = left[:2] == right[:2][::-1] and left[2:] == right[2:]
    return left[1:] in (right, right[1:]) or left == right[1:] or exchanged
