"""`make messages`: strings come from the code, and translations survive whatever comes and goes."""

import os
import subprocess
import sys
from gettext import GNUTranslations

import polib
import pytest
from django.core.management import call_command

from quiz.management import catalogs

CODE = """
from django.utils.translation import gettext as _, ngettext, pgettext, npgettext

_("Sources disagree")
# Translators: on a button
_("Play")
ngettext("%(count)s event", "%(count)s events", 2)
pgettext("date", "about %(date)s")
npgettext("lamp", "one lit", "all lit", 3)
"""
PAGE = """
{% load i18n %}
    {% if deep %}
  <p title="{% translate "Sources disagree" %}">{% translate "Half (50%)" context "mark" %}</p>
{% endif %}
{% blocktranslate count n=events|length trimmed %}
  {{ n }} event of
  {{ topic }}
{% plural %}
  {{ n }} events of {{ topic }}
{% endblocktranslate %}
"""


@pytest.fixture
def code(tmp_path, monkeypatch):
    for folder in ("history", "templates"):
        (tmp_path / folder).mkdir()
    (tmp_path / "history" / "said.py").write_text(CODE)
    (tmp_path / "templates" / "page.html").write_text(PAGE)
    monkeypatch.setattr(catalogs, "ROOT", tmp_path)
    monkeypatch.setattr(catalogs, "LOCALE", tmp_path / "locale")
    return tmp_path


def test_every_way_to_say_something_is_found_in_python_and_in_pages(code):
    found = catalogs.in_the_code()
    assert {key: entry.msgid_plural for key, entry in found.items()} == {
        (None, "Sources disagree"): "",
        (None, "Play"): "",
        (None, "%(count)s event"): "%(count)s events",
        ("date", "about %(date)s"): "",
        ("lamp", "one lit"): "all lit",
        ("mark", "Half (50%%)"): "",
        (None, "%(n)s event of %(topic)s"): "%(n)s events of %(topic)s",
    }
    assert found[None, "Play"].comment == "Translators: on a button"
    both = [("history/said.py", ""), ("templates/page.html", "")]
    assert found[None, "Sources disagree"].occurrences == both


def test_the_command_makes_a_file_that_gettext_reads(code):
    call_command("messages")
    catalog = polib.pofile(str(catalogs.path_of("ru")))
    catalog.find("Play").msgstr = "Играть"
    catalog.find("%(count)s event").msgstr_plural = {0: "событие", 1: "события", 2: "событий"}
    catalog.save()
    call_command("messages")
    with catalogs.path_of("ru").with_suffix(".mo").open("rb") as file:
        told = GNUTranslations(file)
    assert told.gettext("Play") == "Играть"
    forms = [told.ngettext("%(count)s event", "%(count)s events", n) for n in (1, 2, 5, 21)]
    assert forms == ["событие", "события", "событий", "событие"]
    assert told.gettext("Sources disagree") == "Sources disagree"


def test_a_second_run_changes_nothing(code):
    call_command("messages")
    before = [catalogs.path_of(code).read_bytes() for code in catalogs.LANGUAGES]
    call_command("messages")
    assert [catalogs.path_of(code).read_bytes() for code in catalogs.LANGUAGES] == before


def test_what_was_translated_stays_and_nothing_is_guessed(code):
    call_command("messages")
    catalog = polib.pofile(str(catalogs.path_of("es")))
    catalog.find("Sources disagree").msgstr = "Las fuentes no coinciden"
    catalog.find("Play").msgstr = "Jugar"
    catalog.save()
    said = code / "history" / "said.py"
    said.write_text(CODE.replace("Play", "Play now"))
    call_command("messages")
    catalog = polib.pofile(str(catalogs.path_of("es")))
    assert catalog.find("Sources disagree").msgstr == "Las fuentes no coinciden"
    assert catalog.find("Play now").msgstr == ""
    assert not catalog.fuzzy_entries()
    assert [(entry.msgid, entry.msgstr) for entry in catalog.obsolete_entries()] == [
        ("Play", "Jugar")
    ]


def test_what_comes_back_has_its_translation_still_and_tidying_drops_the_rest(code):
    said = code / "history" / "said.py"
    call_command("messages")
    catalog = polib.pofile(str(catalogs.path_of("es")))
    catalog.find("Play").msgstr = "Jugar"
    catalog.save()
    said.write_text(CODE.replace("Play", "Play now"))
    call_command("messages")
    said.write_text(CODE)
    call_command("messages")
    catalog = polib.pofile(str(catalogs.path_of("es")))
    assert (catalog.find("Play").msgstr, catalog.obsolete_entries()) == ("Jugar", [])
    said.write_text("")
    call_command("messages", "--tidy")
    assert polib.pofile(str(catalogs.path_of("es"))).obsolete_entries() == []


def test_files_of_origin_are_named_without_lines_so_that_a_change_shows_only_itself(code):
    call_command("messages")
    assert "#: history/said.py templates/page.html\n" in catalogs.path_of("es").read_text()


SERVER = """
import sys
sys.modules["polib"] = sys.modules["babel"] = None  # as if they were not installed
import django
django.setup()
from django.core.management import load_command_class
from django.urls import reverse
from django.utils.translation import gettext, override
load_command_class("quiz", "messages")
assert reverse("quiz:home") == "/"
for language in ("en", "es", "ru"):
    with override(language):
        print(gettext("Play"))
"""


def test_a_server_speaks_every_language_without_the_packages_of_developers():
    settings = {"DJANGO_SETTINGS_MODULE": "config.settings", "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, "-c", SERVER],
        capture_output=True,
        check=True,
        encoding="utf-8",
        env=os.environ | settings,
        cwd=catalogs.ROOT,
    )
    assert done.stdout.split() == ["Play", "Jugar", "Играть"]
