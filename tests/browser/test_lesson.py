"""A whole lesson: a class is made, a pupil joins and plays, and the wall shows it."""

import pytest
from playwright.sync_api import expect

from quiz.models import Answer, Classroom, Round
from tests.browser.answering import fill_in

DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
PUPILS = {
    "desktop, light": (DESKTOP, "light", True, False),
    "phone, dark": (PHONE, "dark", True, False),
    "phone, light, no script": (PHONE, "light", False, False),
    "desktop, dark, no script": (DESKTOP, "dark", False, False),
    "phone, dark, slow line": (PHONE, "dark", True, True),
}


def make_class(page, url, name):
    page.goto(f"{url}/classes/")
    page.fill("#id_name", name)
    page.select_option("#id_topic", label="Kelpwick")
    page.click("#make-class")
    page.wait_for_selector("#code")
    return page.get_attribute("#link", "href")


def play(page):
    """A round to its marks."""
    while page.locator("#answer-form").count():
        fill_in(page)
        page.click("#submit-answer")
        page.wait_for_selector("#go-on")
        assert page.locator(".evidence .claim").count()
        page.click("#go-on")
        page.wait_for_selector("#go-on", state="detached")
        # The old page is gone; whether there is another question shows when the next one is there.
        page.wait_for_load_state()


@pytest.mark.parametrize("look", PUPILS)
def test_a_lesson_from_the_empty_list_to_the_wall(town, open_browser, look):
    size, scheme, scripts, slow = PUPILS[look]
    teacher = open_browser(cookies=town.cookies_of("teacher"))
    link = make_class(teacher, town.url, look)
    classroom = Classroom.objects.get(name=look)
    wall = f"{town.url}{classroom.get_absolute_url()}board/"
    teacher.goto(wall)
    assert teacher.locator("#board .figure").count() == 0

    pupil = open_browser(size, scheme, scripts, slow)
    pupil.goto(link)
    pupil.click("#join")
    pupil.wait_for_selector("#phrase")
    pupil.goto(town.url)
    pupil.click(f"#play-{town.topic.slug}")
    pupil.wait_for_selector("#answer-form")
    play(pupil)
    expect(pupil.locator("h1")).to_contain_text("of 10 marks")
    player = classroom.memberships.get().player
    assert Answer.objects.filter(question__round__player=player).count() == 10
    pupil.goto(f"{town.url}/me/")
    expect(pupil.locator("h1")).to_be_visible()
    pupil.goto(town.url + classroom.get_absolute_url())
    expect(pupil.locator("#board .figure")).to_be_visible()

    teacher.evaluate("document.getElementById('board').dispatchEvent(new Event('seen'))")
    expect(teacher.locator("#board .figure")).to_be_visible()
    teacher.goto(town.url + classroom.get_absolute_url())
    expect(teacher.locator("#desk, main h1, .class-name").first).to_be_visible()
    Round.objects.filter(player=player).delete()
    classroom.delete()
