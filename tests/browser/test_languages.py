"""The switch of languages in a browser, and the longer words of other languages on a phone."""

import pytest
from playwright.sync_api import expect

from tests.history.factories import EventFactory

PAGES = ("/", "/topics/us-russia/", "/topics/us-russia/play/", "/join/", "/me/", "/accounts/login/")


@pytest.fixture(params=[True, False], ids=["scripts", "no scripts"])
def browser_context_args(browser_context_args, request):
    size = {"width": 320, "height": 640}
    return browser_context_args | {"java_script_enabled": request.param, "viewport": size}


def is_wider_than_the_screen(page):
    # Without scripts of its own a page is measured from outside all the same.
    client = page.context.new_cdp_session(page)
    sizes = client.send("Page.getLayoutMetrics")
    return sizes["cssContentSize"]["width"] > sizes["cssLayoutViewport"]["clientWidth"]


def test_a_language_is_chosen_by_keyboard_and_one_stays_on_the_page(site, page):
    page.goto(f"{site}/join/")
    page.focus("#language-ru")
    page.keyboard.press("Enter")
    expect(page.locator("html")).to_have_attribute("lang", "ru")
    assert page.url == f"{site}/join/"
    expect(page.locator("#language-ru")).to_have_attribute("aria-current", "true")
    page.goto(f"{site}/")
    expect(page.locator("html")).to_have_attribute("lang", "ru")


@pytest.mark.parametrize("language", ["es", "ru"])
def test_no_page_is_wider_than_a_small_phone(site, page, language):
    happened = EventFactory(title="Something with a long name", date="-0043-03-15~")
    page.goto(site)
    page.click(f"#language-{language}")
    for path in (*PAGES, happened.get_absolute_url()):
        page.goto(f"{site}{path}")
        expect(page.locator("html")).to_have_attribute("lang", language)
        assert not is_wider_than_the_screen(page), path


def test_a_round_is_played_in_another_language(site, page):
    page.goto(site)
    page.click("#language-es")
    page.click("#play-us-russia")
    stem = page.locator("#stem")
    expect(stem).to_have_attribute("lang", "es")
    page.click("#language-en")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("#stem")).to_have_attribute("lang", "es")
    assert not is_wider_than_the_screen(page)
