"""What readers ask of their machines: less motion, colours of their own, large letters."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.keyboard import IS_SEEN

MOVES = """() => [...document.querySelectorAll('*')].filter((one) => {
  const {animationName, transitionDuration, transitionProperty} = getComputedStyle(one);
  const lasts = transitionDuration.split(',').some((part) => parseFloat(part) > 0);
  return animationName !== 'none' || transitionProperty !== 'none' && lasts;
}).map((one) => one.className)"""
STILL = ["home", "timeline", "board", "projector", "my timeline", "ordering, all: asked", "marks"]


@pytest.mark.parametrize("name", STILL)
def test_nothing_moves_for_those_who_asked_for_less_motion(opened, page, name):
    page.emulate_media(reduced_motion="reduce")
    opened(name)
    assert page.evaluate(MOVES) == []


def style(page, selector, name):
    return page.locator(selector).first.evaluate(f"(one) => getComputedStyle(one)['{name}']")


def test_in_forced_colours_what_is_chosen_and_where_one_is_can_be_seen(opened, page):
    page.emulate_media(forced_colors="active")
    opened("date, choose: asked")
    page.locator(".option").nth(1).click()
    assert style(page, ".option:has(:checked)", "outlineStyle") == "solid"
    page.keyboard.press("Tab")
    assert page.evaluate(IS_SEEN)
    assert style(page, ".option", "borderTopStyle") == "solid"


def test_in_forced_colours_drawings_keep_their_shapes(opened, page):
    """A drawing takes the machine's colours, so it stands out from a ground of any colour."""
    page.emulate_media(forced_colors="active")
    for name, mark in (("timeline", ".dot"), ("board", ".level-4"), ("desk", "rect.wrong")):
        opened(name)
        ground = style(page, "body", "backgroundColor")
        assert style(page, mark, "fill") not in (ground, "none"), name


def signs(page):
    """The words and signs of each option once it is marked, without any colour."""
    return page.locator(".truth").all_inner_texts()


def test_right_and_wrong_are_told_in_words(opened, page):
    opened("date, choose: wrong")
    right, chosen = page.locator(".was-right"), page.locator(".was-chosen")
    assert "the answer" in right.inner_text()
    assert "your choice" in chosen.inner_text()
    others = [text for text in signs(page) if text not in (right.inner_text(), chosen.inner_text())]
    assert others
    assert not any(re.search("the answer|your choice", text) for text in others)
    assert page.locator("#verdict").inner_text() == "Not right"


def test_answers_of_a_list_are_told_in_words(opened, page):
    opened("my answers")
    rows = page.locator(".answered li")
    told = {row.locator("small").last.inner_text() for row in rows.all()}
    assert (
        {"Right", "Not right"} <= told <= {"Right", "Not right", "Partly right", "Counts as right"}
    )


def test_how_many_hold_a_fact_shows_in_size_and_in_a_table(opened, page):
    """On the board a level is told by the size of its window, and by words in the table."""
    opened("board")
    sizes = {
        level: page.locator(f"#board-skyline .level-{level}").first.get_attribute("height")
        for level in (0, 4)
    }
    assert None not in sizes.values()
    page.click("#all-facts")
    expect(page.locator("table")).to_be_visible()


@pytest.mark.parametrize("name", ["home", "ordering, all: asked", "cause, all: wrong", "joining"])
def test_letters_may_stand_twice_as_large_and_far_apart(opened, page, name):
    """1.4.4 and 1.4.12: nothing is cut off, and nothing leaves the window."""
    page.set_viewport_size({"width": 640, "height": 800})
    opened(name)
    page.evaluate(
        """() => {
      document.documentElement.style.fontSize = '200%';
      for (const one of document.querySelectorAll('body, body *')) {
        one.style.lineHeight = '1.5'; one.style.letterSpacing = '.12em';
        one.style.wordSpacing = '.16em';
      }
    }"""
    )
    cut = """() => [...document.querySelectorAll('main *')].filter((one) =>
      getComputedStyle(one).overflow === 'hidden' && one.checkVisibility()
      && !one.matches('.visually-hidden, progress, meter, svg, svg *')
      && (one.scrollHeight > one.clientHeight + 2 || one.scrollWidth > one.clientWidth + 2))
      .map((one) => one.className)"""
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 640
    assert page.evaluate(cut) == []
