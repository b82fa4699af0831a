"""The message files in `locale/`, made and compiled without gettext installed.

Babel finds the strings in Python, Django turns templates into something that Babel can read, and
polib keeps the files. Both packages are for developers; a server only reads what is compiled.
"""

import re
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path

import polib
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(settings.BASE_DIR)
LOCALE = Path(settings.LOCALE_PATHS[0])
LANGUAGES = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
PLURALS = {
    "es": "nplurals=2; plural=(n != 1);",
    "ru": (
        "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : "
        "n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);"
    ),
}
KEYWORDS = (
    DEFAULT_KEYWORDS
    | {"say": None}
    | {
        f"{name}{ending}": DEFAULT_KEYWORDS[name]
        for name in ("gettext", "ngettext", "pgettext", "npgettext")
        for ending in ("_lazy", "_noop")
    }
)
NAMED = re.compile(r"%\(\w+\)")

# What makes a message the same message: its context and its words.
Key = tuple[str | None, str]


def path_of(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def key_of(entry: polib.POEntry) -> Key:
    return entry.msgctxt, entry.msgid


def read(language: str) -> polib.POFile:
    """The catalog as it stands, or an empty one; fails where one message stands twice."""
    path = path_of(language)
    catalog = (
        polib.pofile(str(path), check_for_duplicates=True) if path.exists() else polib.POFile()
    )
    catalog.wrapwidth = 100
    catalog.header = "Strings come and go by: make messages"
    catalog.metadata = {
        "Project-Id-Version": "Footnote",
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": PLURALS[language],
    }
    return catalog


def in_the_code() -> dict[Key, polib.POEntry]:
    """Every string that the programs and the pages say, with the files that say it."""
    found: dict[Key, polib.POEntry] = {}
    for path in sorted(_files()):
        for message in _messages(path):
            entry = found.setdefault(key_of(message), message)
            entry.msgid_plural = entry.msgid_plural or message.msgid_plural
            place = (path.relative_to(ROOT).as_posix(), "")
            if place not in entry.occurrences:
                entry.occurrences.append(place)
            entry.comment = "\n".join(dict.fromkeys(filter(None, [entry.comment, message.comment])))
    return found


def _files() -> Iterator[Path]:
    for app in ("config", "history", "quiz"):
        yield from (ROOT / app).rglob("*.py")
    yield from (path for path in (ROOT / "templates").rglob("*.*") if path.is_file())


def _messages(path: Path) -> Iterator[polib.POEntry]:
    source = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        # Within brackets Python minds no indentation, which pages have no reason to keep.
        source = f"(\n{templatize(source, origin=str(path))}\n)"
    told = extract("python", BytesIO(source.encode()), KEYWORDS, comment_tags=("Translators:",))
    for _line, words, comments, context in told:
        singular, plural = (words, "") if isinstance(words, str) else words
        yield polib.POEntry(
            msgid=singular,
            msgid_plural=plural,
            msgctxt=context,
            comment="\n".join(comments),
            flags=["python-format"] if NAMED.search(singular + plural) else [],
        )


def merge(catalog: polib.POFile, found: dict[Key, polib.POEntry], *, tidy: bool = False) -> None:
    """What nobody says any more stays as obsolete, since it may only have been reworded."""
    kept = {key_of(entry): entry for entry in catalog}
    catalog.clear()
    for key, entry in found.items():
        catalog.append(_with_translation(entry, kept.pop(key, None), catalog))
    for entry in () if tidy else kept.values():
        entry.obsolete, entry.occurrences = True, []
        if entry.msgstr or any(entry.msgstr_plural.values()):
            catalog.append(entry)
    catalog.sort(key=lambda entry: (entry.obsolete, entry.msgid.casefold(), str(entry.msgctxt)))


def _with_translation(
    entry: polib.POEntry, before: polib.POEntry | None, catalog: polib.POFile
) -> polib.POEntry:
    fresh = polib.POEntry(
        msgid=entry.msgid,
        msgid_plural=entry.msgid_plural,
        msgctxt=entry.msgctxt,
        comment=entry.comment,
        occurrences=entry.occurrences,
        flags=list(entry.flags),
    )
    if before:
        fresh.msgstr, fresh.tcomment = before.msgstr, before.tcomment
        # Fuzzy is what a person or a tool of theirs has marked so; nothing here does.
        fresh.flags += ["fuzzy"] if before.fuzzy else []
    if entry.msgid_plural:
        fresh.msgstr = ""
        told = before.msgstr_plural if before else {}
        fresh.msgstr_plural = {form: told.get(form, "") for form in range(forms_in(catalog))}
    return fresh


def forms_in(catalog: polib.POFile) -> int:
    """How many forms a word has beside numbers: one apple, two, five."""
    return int(catalog.metadata["Plural-Forms"].removeprefix("nplurals=")[0])


def compiled(catalog: polib.POFile) -> bytes:
    return bytes(catalog.to_binary())


def untranslated(catalog: Iterable[polib.POEntry]) -> list[polib.POEntry]:
    return [entry for entry in catalog if not entry.obsolete and not entry.translated()]
