"""Which browser drives the tests: Chromium as Debian has it, or the one that Playwright brings."""

import shutil
from pathlib import Path

HOW = "No browser found, so tests in a browser did not run. To get one: apt install chromium"
# As root there is no sandbox; the rest keeps the browser from calling home.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def executable(playwright):
    """The path of a browser, or None where there is none."""
    if found := shutil.which("chromium") or shutil.which("chromium-browser"):
        return found
    own = playwright.chromium.executable_path
    return own if Path(own).exists() else None
