"""Pictures of the eight main screens, on a phone and a desk, light and dark: `make screenshots`.

They are of the demo, in a database that is made for them and thrown away. Every picture shows what
a window of that size shows, scrolled no further than to what the picture is about.
"""

import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, Playwright, sync_playwright

from tests.servers.site import DEMO, ROOT, Site

FOLDER = ROOT / "docs" / "screenshots"
SIZES = {"phone": {"width": 390, "height": 844}, "desktop": {"width": 1280, "height": 900}}
SCHEMES = ("light", "dark")
LOGINS = {"teacher": "footnote-teacher", "pupil": "footnote-pupil"}
# The rest keeps the browser from calling home.
FLAGS = ["--disable-gpu", "--disable-background-networking", "--disable-component-update"]
NO_BROWSER = "No browser found. Get one: apt install chromium, or playwright install chromium"


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright, chromium(playwright) as browser:
        say("Making a demo in a database of its own, which takes half a minute …")
        with demo() as (site, classroom):
            taken = sum(pictures(browser, site, classroom, folder))
    say(f"{taken} pictures, {size_of(folder) // 1024} KB, in {folder}")


def pictures(browser: Browser, site: str, classroom: str, folder: Path) -> Iterator[int]:
    known = {who: signed_in(browser, site, who) for who in LOGINS} | {"nobody": None}
    guest = browser.new_context()
    question = begin(guest.new_page(), site)
    known["guest"] = guest.storage_state()
    screens = {
        "home": ("nobody", "/", "h1"),
        "timeline": ("nobody", "/topics/us-russia/#timeline", "#timeline"),
        "event": ("nobody", "/events/recognition-1933/", ".graph"),
        "question": ("guest", question, "#stem"),
        "mine": ("pupil", "/me/", "h1"),
        "board": ("teacher", f"{classroom}board/", "h1"),
        "desk": ("teacher", classroom, "h1"),
    }
    for name, (who, path, about) in screens.items():
        yield from picture(browser, site + path, known[who], folder / name, about)
    feedback = answer(guest.pages[0])
    yield from picture(browser, feedback, known["guest"], folder / "feedback", ".evidence")


def picture(
    browser: Browser, address: str, state: Any, name: Path, about: str = "h1"
) -> Iterator[int]:
    for (size, viewport), scheme in product(SIZES.items(), SCHEMES):
        context = browser.new_context(
            storage_state=state,
            viewport=viewport,
            color_scheme=scheme,
            reduced_motion="reduce",
        )
        page = context.new_page()
        page.goto(address)
        page.wait_for_load_state("networkidle")
        page.locator(about).first.evaluate("it => it.scrollIntoView({block: 'nearest'})")
        path = name.with_name(f"{name.name}-{size}-{scheme}.png")
        page.screenshot(path=path)
        context.close()
        say(f"{path.name}: {path.stat().st_size // 1024} KB")
        yield 1


def signed_in(browser: Browser, site: str, who: str) -> Any:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{site}/accounts/login/")
    page.fill("[name=username]", who)
    page.fill("[name=password]", LOGINS[who])
    page.click("#login")
    page.wait_for_url(f"{site}/")
    state = context.storage_state()
    context.close()
    return state


def begin(page: Page, site: str) -> str:
    """Play on until a question shows options to choose from, which most do."""
    page.goto(f"{site}/topics/us-russia/")
    page.click("main form .button")
    page.wait_for_selector("#stem")
    while not page.locator("#play [type=radio][name=answer]").count():
        answer(page)
        page.click("#go-on")
        page.wait_for_selector("#stem")
    return page.url.removeprefix(site)


def answer(page: Page) -> str:
    """Answer as somebody who guesses, and give the address of the feedback."""
    choices = page.locator("#play [name=answer]:is([type=radio], [type=checkbox])")
    if choices.count():
        choices.first.check()
    if page.locator("#typed-answer").count():
        page.fill("#typed-answer", "1933")
    if page.locator(".move").count():
        page.locator(".move:visible").nth(1).click()
    page.locator("#play form [type=submit]:not(.move, .visually-hidden)").click()
    page.wait_for_selector("#go-on")
    return page.url


@contextmanager
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """As Debian has it, or the one that Playwright brings."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if not found and not Path(playwright.chromium.executable_path).exists():
        sys.exit(NO_BROWSER)
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    flags = [*FLAGS, "--no-sandbox"] if as_root else FLAGS
    browser = playwright.chromium.launch(executable_path=found, args=flags)
    yield browser
    browser.close()


@contextmanager
def demo() -> Iterator[tuple[str, str]]:
    """A demo on a free port of this machine: its address, and the path of its class."""
    with tempfile.TemporaryDirectory() as store:
        own = {"DATABASE_URL": f"sqlite:///{store}/demo.sqlite3"}
        with Site(DEMO, os.environ | own) as running:
            lines = running.log.read_text()
            found = re.search(r"^site: (\S+)/$.*^class: \1(\S+)$", lines, re.DOTALL | re.MULTILINE)
            yield found[1], found[2]


def size_of(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.glob("*.png"))


def say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
