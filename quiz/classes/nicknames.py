"""Nicknames: what a pupil may be called in a class, and when two of them are the same."""

import re
import secrets
import unicodedata

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from quiz.classes.animals import PATTERNS
from quiz.classes.insults import is_insult

SHORTEST, LONGEST = 2, 24
APOSTROPHES = dict.fromkeys(map(ord, "’‘ʼ`´"), "'")
DASHES = dict.fromkeys(map(ord, "‐‑‒–—−"), "-")
# Only where insults are known can they be refused.
LETTERS = {
    "latin": re.compile("[A-Za-zÀ-ÖØ-öø-žȘșȚțẞ]"),
    "cyrillic": re.compile("[Ѐ-ӿ]"),
}
# What looks alike has one key, or a Fox and a Fox in Cyrillic could stand on one board.
LOOKS = str.maketrans("авсԁеһніїјкӏмоԛрѕтуѵԝхьзiı01", "abcdehhlljklmoqpstyvwxb3llol")


class Refused(ValueError):
    """With the sentence that the pupil reads."""


def clean(text: str) -> str:
    """The nickname as it will be shown; raises Refused."""
    nickname = _without_the_unseen(text)
    if not SHORTEST <= len(nickname) <= LONGEST:
        raise Refused(
            _("A nickname has %(shortest)s to %(longest)s letters.")
            % {"shortest": SHORTEST, "longest": LONGEST}
        )
    scripts = {_script(sign) for sign in nickname} - {""}
    if "other" in scripts:
        raise Refused(_("Use letters and digits, and between them spaces, hyphens or apostrophes."))
    if not scripts:
        raise Refused(_("A nickname has at least one letter."))
    if len(scripts) > 1:
        raise Refused(_("Use the letters of one alphabet: some look alike in two."))
    if is_insult(nickname):
        raise Refused(_("Choose another nickname: this one could hurt somebody."))
    return nickname


def key(nickname: str) -> str:
    """The same for nicknames that a reader could take for each other."""
    folded = unicodedata.normalize("NFKD", nickname.casefold())
    return "".join(c for c in folded if c.isalnum()).translate(LOOKS)


def suggest(taken: frozenset[str] = frozenset()) -> str:
    """An adjective and an animal, in the reader's language, that nobody in the class has."""
    language = (get_language() or "en").split("-")[0]
    pattern, adjectives, animals = PATTERNS.get(language, PATTERNS["en"])
    while True:
        said = pattern.format(adjective=secrets.choice(adjectives), animal=secrets.choice(animals))
        nickname = said[0].upper() + said[1:]
        if key(nickname) not in taken:
            return nickname


def _without_the_unseen(text: str) -> str:
    """One form for each letter, nothing invisible, and single spaces."""
    spelled = unicodedata.normalize("NFKC", text).translate(APOSTROPHES | DASHES)
    # Controls, marks of direction, what joins or hides, and what is not assigned.
    seen = "".join(" " if c.isspace() else c for c in spelled)
    seen = "".join(c for c in seen if unicodedata.category(c)[0] != "C")
    return unicodedata.normalize("NFC", re.sub(r" +", " ", seen).strip(" -'"))


def _script(sign: str) -> str:
    if sign in " -'0123456789":
        return ""
    return next((name for name, letters in LETTERS.items() if letters.match(sign)), "other")
