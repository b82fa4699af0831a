"""What all stylesheets and scripts of our own weigh, however a page may combine them."""

import gzip
import re

from config.settings import BASE_DIR

STATIC, TEMPLATES = BASE_DIR / "static", BASE_DIR / "templates"
CSS_LIMIT, JS_LIMIT = 14 * 1024, 6 * 1024
# What dresses Django's admin goes with its styles, and with none of ours.
LIBRARY = {"admin.css", "library.css"}


def test_all_styles_together_are_at_most_14_kilobytes_compressed():
    files = [path for path in (STATIC / "css").glob("*.css") if path.name not in LIBRARY]
    assert (STATIC / "css" / "site.css") in files
    assert sum(len(gzip.compress(path.read_bytes(), 6)) for path in files) <= CSS_LIMIT


def test_all_our_scripts_together_are_at_most_6_kilobytes():
    assert sum(path.stat().st_size for path in (STATIC / "js").glob("*.js")) <= JS_LIMIT


def test_no_template_has_a_style_or_a_script_in_its_text():
    inline = re.compile(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+=", re.IGNORECASE)
    found = [
        f"{path.relative_to(TEMPLATES)}: {match[0]}"
        for path in TEMPLATES.rglob("*.html")
        if (match := inline.search(path.read_text(encoding="utf-8")))
    ]
    assert found == []


def test_styles_and_pictures_ask_nobody_else():
    for path in [*(STATIC / "css").glob("*.css"), *(STATIC / "img").glob("*.svg")]:
        text = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert "@import" not in text
        assert "//" not in text
