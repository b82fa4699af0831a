"""In which language a question is drawn, and what of it is in another one.

A question is drawn in the language that is spoken at that moment, its events under the titles
that they have in it. The other texts of the topic stay in the topic's own language.
"""

from dataclasses import replace

from django.conf import settings
from django.utils.translation import get_language

from history.chronicle import Chronicle
from quiz.draft import Draft, Option, Shown

# What an option stands for, where its text is one of the topic's own sentences.
SENTENCES = ("cause:", "misconception:")


def here(chronicle: Chronicle) -> Chronicle:
    """The chronicle in the language that is spoken now: what is drawn is drawn in that one."""
    return chronicle.in_language(get_language() or settings.LANGUAGE_CODE)


def marked(draft: Draft, chronicle: Chronicle) -> Draft:
    """The draft with its language, and with that of each option which is in another one."""
    # A teacher's own question is in the topic's language, as far as anybody can know.
    language = chronicle.content if draft.kind == "authored" else chronicle.language
    options = [_marked(option, language, draft, chronicle) for option in draft.shown["options"]]
    shown: Shown = {**draft.shown, "options": options, "language": language}
    return replace(draft, shown=shown)


def _marked(option: Option, language: str, draft: Draft, chronicle: Chronicle) -> Option:
    own = _language_of(option, draft, chronicle)
    return option if own in ("", language) else {**option, "language": own}


def _language_of(option: Option, draft: Draft, chronicle: Chronicle) -> str:
    """Empty for a sentence of the program's own, such as a date or what a gap is called."""
    meaning = draft.key["stands_for"].get(option["id"], "")
    event = chronicle.by_slug.get(meaning.removeprefix("event:"))
    if event:
        return event.title_language or chronicle.content
    told = {claim.gist for slug in draft.events for claim in chronicle.by_slug[slug].claims}
    if meaning.startswith(SENTENCES) or option["text"] in told:
        return chronicle.content
    return ""
