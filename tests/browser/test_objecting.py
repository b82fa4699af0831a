"""Objecting to a question, with JavaScript and without."""

import pytest

from quiz.models import Answer, Objection
from tests.browser.test_playing import SOON, answer_at_random, start


def object_to(page):
    page.click("#object summary")
    page.fill("#object-words", "Another year is just as defensible.")
    page.click("#object-submit")
    page.wait_for_selector("#objection")


def test_an_objection_replaces_the_feedback_in_place(page, site, complaints):
    start(page, site)
    answer_at_random(page)
    object_to(page)
    assert "waits for a teacher" in page.locator("#objection").inner_text()
    assert page.url.endswith("/answer/")
    page.reload()
    assert page.locator("#objection").count() == 1
    assert not complaints


def test_what_is_amiss_with_an_objection_is_told_where_it_is_made(page, site):
    start(page, site)
    answer_at_random(page)
    page.click("#object summary")
    page.click("#object-submit")
    page.wait_for_selector("#object .errorlist")
    assert page.locator("#object-words").is_visible()
    assert not Objection.objects.exists()


@pytest.mark.parametrize("size", [(1280, 900), (390, 844)], ids=["desktop", "phone"])
def test_the_form_is_no_wider_than_the_window(page, site, size):
    page.set_viewport_size({"width": size[0], "height": size[1]})
    start(page, site)
    answer_at_random(page)
    page.click("#object summary")
    widths = page.evaluate("() => [document.documentElement.scrollWidth, innerWidth]")
    assert widths[0] <= widths[1]


def test_an_objection_is_made_without_javascript(browser, site):
    context = browser.new_context(java_script_enabled=False)
    context.set_default_timeout(SOON)
    page = context.new_page()
    start(page, site)
    page.locator(".option").first.click()
    page.click("#submit-answer")
    object_to(page)
    assert Objection.objects.get().answer == Answer.objects.get()
    context.close()
