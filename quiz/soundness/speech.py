"""What the checks say, in the language of whoever hears them: they compare in that of the draft."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, override, pgettext_lazy

Word = str | Promise

# What stands under these names in a draft or a cause, as it is said in a sentence. Only a sentence
# that is said looks them up, so that a sound draft costs nothing.
UNIT_WORDS: Mapping[str, Word] = {
    "day": pgettext_lazy("unit of a date", "day"),
    "month": pgettext_lazy("unit of a date", "month"),
    "year": pgettext_lazy("unit of a date", "year"),
    "decade": pgettext_lazy("unit of a date", "decade"),
    "century": pgettext_lazy("unit of a date", "century"),
}
SIDE_WORDS: Mapping[str, Word] = {
    "point": pgettext_lazy("side of a date", "point"),
    "begin": pgettext_lazy("side of a date", "begin"),
    "end": pgettext_lazy("side of a date", "end"),
}
ROLE_WORDS: Mapping[str, Word] = {
    "trigger": pgettext_lazy("role of a cause", "trigger"),
    "background": pgettext_lazy("role of a cause", "background"),
    "sustaining": pgettext_lazy("role of a cause", "sustaining"),
    "motive": pgettext_lazy("role of a cause", "motive"),
}
KIND_WORDS: Mapping[str, Word] = {
    "definition": pgettext_lazy("kind of a dispute", "definition"),
    "calendar": pgettext_lazy("kind of a dispute", "calendar"),
    "precision": pgettext_lazy("kind of a dispute", "precision"),
    "error": pgettext_lazy("kind of a dispute", "error"),
    "interpretation": pgettext_lazy("kind of a dispute", "interpretation"),
}
OWN_DATE: Word = pgettext_lazy("who says it", "the event's own date")

_listener: ContextVar[str | None] = ContextVar("_listener", default=None)


@contextmanager
def heard_here() -> Iterator[None]:
    """Whatever language is spoken inside, what is said is said in the one that is spoken now."""
    token = _listener.set(get_language())
    try:
        yield
    finally:
        _listener.reset(token)


def say(message: str, **values: object) -> str:
    """The sentence, translated when a check fails and not before."""
    with override(_listener.get() or get_language()):
        return gettext(message) % values
