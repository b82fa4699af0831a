"""No page has words that a translator never sees."""

import re
from html.parser import HTMLParser

import pytest
from django.conf import settings
from django.template.base import Lexer, TokenType

TEMPLATES = settings.BASE_DIR / "templates"
READ = set("alt aria-description aria-label aria-roledescription label placeholder title".split())
WORD = re.compile(r"[^\W\d_]{2,}")
# The name of the site and of two formats, and the classes of a body, which are blocks.
NO_WORDS = {"Footnote", "CSV", "XLSX", "projected", "sheet", "wall"}
UNSEEN = ("script", "style")


class Reader(HTMLParser):
    """Gathers the words of a page that stand outside of all tags of templates."""

    def __init__(self):
        super().__init__()
        self.found = []
        self.element = ""

    def handle_starttag(self, tag, attrs):
        self.element = tag
        for name, value in attrs:
            is_button = tag == "input" and name == "value" and ("type", "submit") in attrs
            is_told = dict(attrs).get("name") == "description" and name == "content"
            if name in READ or is_button or is_told:
                self._hear(value or "")

    def handle_endtag(self, tag):
        self.element = ""

    def handle_data(self, data):
        if self.element not in UNSEEN:
            self._hear(data)

    def _hear(self, text):
        self.found += [word for word in WORD.findall(text) if word not in NO_WORDS]


def bare_words(source):
    reader, is_translated, bare = Reader(), False, []
    for token in Lexer(source).tokenize():
        if token.token_type == TokenType.BLOCK:
            name = token.contents.split()[0]
            if name in ("blocktranslate", "endblocktranslate", "comment", "endcomment"):
                is_translated = not name.startswith("end")
        elif token.token_type == TokenType.TEXT and not is_translated:
            bare.append(token.contents)
        elif token.token_type == TokenType.VAR:
            bare.append("0")
    reader.feed("".join(bare))
    reader.close()
    return reader.found


@pytest.mark.parametrize(
    "path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: str(path.relative_to(TEMPLATES))
)
def test_every_word_on_a_page_goes_to_the_translators(path):
    assert bare_words(path.read_text()) == []


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("<p>Who says so</p>", ["Who", "says", "so"]),
        ('<p title="Evidence">{{ claim }}</p>', ["Evidence"]),
        ('<input type="submit" value="Answer"><input value="a-slug">', ["Answer"]),
        ('<a aria-label="Go on" class="big" href="/me/">{{ n }}/{{ of }}</a>', ["Go", "on"]),
        ("{% blocktranslate %}Play{% plural %}Plays{% endblocktranslate %} again", ["again"]),
        ('<b class="card {% if x %}wide{% endif %}">{% translate "Play" %}</b>', []),
        ("<script>const word = 1</script>{# a remark #}{% comment %}Old{% endcomment %}", []),
    ],
)
def test_bare_words_are_found_and_nothing_else(source, words):
    assert bare_words(source) == words
