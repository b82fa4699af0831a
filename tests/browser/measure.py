"""Measures in Chromium how small and how quick the site is: `make measure`.

The demo's data are served as production serves them, on this machine alone. Each figure is the
median of three runs, each in a browser that has seen nothing yet; a broken limit is exit code 1.
"""
# ruff: noqa: T201 - a command talks to whoever called it

import gzip
import os
import secrets
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import NamedTuple

from playwright.sync_api import sync_playwright

from tests.browser.finding import FLAGS, executable

RUNS = 3
KB = 1024
# A cheap phone on a poor line: 1.6 Mbit/s, 150 ms there and back, a processor four times slower.
LINE = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 750_000 / 8,
}
CPU = 4
# These dress Django's admin, and no page of ours loads them.
OF_THE_LIBRARY = {"admin.css", "library.css"}

LIMITS = {
    "first load of /, KB": 50,
    "first load of /, requests": 8,
    "first load of a question, KB": 50,
    "first load of a question, requests": 8,
    "largest swap of a round, KB": 6,
    "/ on a slow line: first contentful paint, s": 0.8,
    "a question on a slow line: first contentful paint, s": 0.8,
    "/ on a slow line: layout shift": 0.02,
    "a question and its answer on a slow line: layout shift": 0.02,
    "an answer on a slow line: interaction to next paint, ms": 200,
    "JavaScript of our own, KB": 6,
    "CSS, compressed, KB": 14,
}

WATCH = """
window.seen = {shift: 0, slowest: 0};
new PerformanceObserver((list) => list.getEntries().forEach((one) => {
  if (!one.hadRecentInput) window.seen.shift += one.value;
})).observe({type: "layout-shift", buffered: true});
new PerformanceObserver((list) => list.getEntries().forEach((one) => {
  if (one.interactionId) window.seen.slowest = Math.max(window.seen.slowest, one.duration);
})).observe({type: "event", durationThreshold: 16, buffered: true});
"""
PAINT = "performance.getEntriesByName('first-contentful-paint')[0].startTime"


def main():
    with tempfile.TemporaryDirectory() as place:
        prepare(place)
        from tests.browser.serving import serving

        print("Serving it as production does …", flush=True)
        with serving() as served, chromium() as browser:
            runs = []
            for number in range(1, RUNS + 1):
                print(f"Run {number} of {RUNS} …", flush=True)
                runs.append(run(browser, served.address) | sizes())
    return report({name: median(one[name] for one in runs) for name in LIMITS})


def prepare(place):
    """Production's settings, the demo's data, and static files as they are collected."""
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATABASE_URL": f"sqlite:///{place}/measured.sqlite3",
        "DEBUG": "0",
        "HTTPS": "0",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "ALLOWED_HOSTS": "127.0.0.1",
        # Playwright keeps an event loop in this thread; Django need not fear for its connection.
        "DJANGO_ALLOW_ASYNC_UNSAFE": "true",
    }
    import django

    django.setup()
    from django.core.management import call_command

    from history.packs import SHIPPED
    from quiz.management import demo_class
    from quiz.management.commands.demo import PUPIL, TEACHER, make_login

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    for pack in SHIPPED:
        call_command("load_pack", pack)
    demo_class.make(make_login(*TEACHER, group="Teachers"), make_login(*PUPIL), print)


@contextmanager
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(playwright), args=FLAGS)
        yield browser
        browser.close()


class Traffic:
    """What came over the line to one page, as Chromium counts it: compressed, with headers."""

    def __init__(self, page):
        self.line = page.context.new_cdp_session(page)
        self.line.send("Network.enable")
        self.sizes, self.swaps, self._parts = [], [], set()
        self.line.on("Network.responseReceived", self._comes)
        self.line.on("Network.loadingFinished", self._came)

    def _comes(self, event):
        if event["type"] == "XHR":
            self._parts.add(event["requestId"])

    def _came(self, event):
        self.sizes.append(event["encodedDataLength"])
        if event["requestId"] in self._parts:
            self.swaps.append(event["encodedDataLength"])

    def slow_down(self):
        self.line.send("Network.emulateNetworkConditions", LINE)
        self.line.send("Emulation.setCPUThrottlingRate", {"rate": CPU})


class Visit(NamedTuple):
    page: object
    traffic: Traffic


@contextmanager
def visit(browser, cookies=(), *, slowly=False):
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    context.set_default_timeout(60_000)
    context.add_init_script(WATCH)
    context.add_cookies(list(cookies))
    page = context.new_page()
    traffic = Traffic(page)
    if slowly:
        traffic.slow_down()
    yield Visit(page, traffic)
    context.close()


def run(browser, site):
    found = {}
    with visit(browser) as (page, _traffic):
        page.goto(site)
        page.locator("button[id^=play-]").first.click()
        page.wait_for_selector("#answer-form")
        question, cookies = page.url, page.context.cookies()
    for name, address, known in (("/", site, ()), ("a question", question, cookies)):
        with visit(browser, known) as (page, traffic):
            page.goto(address, wait_until="networkidle")
            page.wait_for_timeout(200)
            found[f"first load of {name}, KB"] = sum(traffic.sizes) / KB
            found[f"first load of {name}, requests"] = len(traffic.sizes)
    with visit(browser, slowly=True) as (page, _traffic):
        page.goto(site, wait_until="networkidle")
        found["/ on a slow line: first contentful paint, s"] = page.evaluate(PAINT) / 1000
        found["/ on a slow line: layout shift"] = page.evaluate("seen.shift")
    with visit(browser, cookies, slowly=True) as (page, _traffic):
        page.goto(question, wait_until="networkidle")
        paint = page.evaluate(PAINT) / 1000
        found["a question on a slow line: first contentful paint, s"] = paint
        answer(page)
        page.wait_for_timeout(500)
        shift, slowest = page.evaluate("seen.shift"), page.evaluate("seen.slowest")
        found["a question and its answer on a slow line: layout shift"] = shift
        found["an answer on a slow line: interaction to next paint, ms"] = slowest
    found["largest swap of a round, KB"] = largest_swap(browser, question, cookies)
    return found


def answer(page):
    if page.locator("#typed-answer").count():
        page.fill("#typed-answer", "1815")
    else:
        page.locator(".option, #ordering button[id^=down]").first.tap()
    page.locator("#submit-answer").tap()
    page.wait_for_selector("#go-on")


def largest_swap(browser, question, cookies):
    """Of all that is swapped from the first open question to the marks, which are a page."""
    with visit(browser, cookies) as (page, traffic):
        page.goto(question, wait_until="networkidle")
        while True:
            if page.locator("#answer-form").count():
                answer(page)
            if not page.locator("#go-on").count():
                break
            page.locator("#go-on").tap()
            page.wait_for_selector("#go-on", state="detached")
        page.wait_for_timeout(200)
        return max(traffic.swaps) / KB


def sizes():
    from django.conf import settings

    static = Path(settings.BASE_DIR) / "static"
    sheets = [path for path in static.glob("css/*.css") if path.name not in OF_THE_LIBRARY]
    return {
        "JavaScript of our own, KB": sum(p.stat().st_size for p in static.glob("js/*.js")) / KB,
        "CSS, compressed, KB": sum(len(gzip.compress(p.read_bytes())) for p in sheets) / KB,
    }


def report(found):
    print(f"\n{'median of three':<56}{'found':>9}{'at most':>9}")
    broken = [name for name, limit in LIMITS.items() if found[name] > limit]
    for name, limit in LIMITS.items():
        told = "  broken" if name in broken else ""
        print(f"{name:<56}{found[name]:>9.4g}{limit:>9}{told}")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
