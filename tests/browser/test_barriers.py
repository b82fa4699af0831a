"""No barrier that axe can find, in any state of any page: WCAG 2.2 AA and good practice."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.fitting import misfits
from tests.browser.states import STATES

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
LIBRARY = "/admin/"  # where Django lays the tables, and the standard alone is asked for
PHONE = {"width": 320, "height": 640}

# One of each sort of page, and of each sort of feedback.
IN_THE_DARK = """
home | timeline | event with a dispute | source | marks | my timeline | my answers | joining | board
projector | desk | misconceptions | pupils | cards | settings | new assignment | one assignment
sample questions | sign in, failed | a card in hand | no option ticked | objecting without a word
an answer that was not sent | authored, multiple: wrong | cause, all: asked | cause, choose: right
date, type: wrong | date, place: asked | dispute, says: wrong | ordering, all: asked
ordering, all: wrong | ordering, first: right | objection upheld | session ended | not there
""".replace("\n", "|").split("|")
IN_THE_DARK = [name.strip() for name in IN_THE_DARK if name.strip()]


def barriers(page):
    rules = WCAG if LIBRARY in page.url else [*WCAG, "best-practice"]
    found = Axe().run(page, options={"runOnly": rules, "resultTypes": ["violations"]})
    return [
        f"{fault['id']}: {node['target']} {node['failureSummary'].splitlines()[-1]}"
        for fault in found.response["violations"]
        for node in fault["nodes"]
    ]


@pytest.mark.parametrize("name", STATES)
def test_there_is_no_barrier_and_it_fits_a_small_window(opened, name):
    page = opened(name)
    assert "\n".join(barriers(page)) == ""
    if LIBRARY not in page.url:
        assert "\n".join(misfits(page)) == ""


@pytest.mark.parametrize("name", IN_THE_DARK)
def test_there_is_no_barrier_in_the_dark_on_a_phone(opened, page, name):
    page.set_viewport_size(PHONE)
    page.emulate_media(color_scheme="dark")
    opened(name)
    assert "\n".join(barriers(page)) == ""


def test_there_is_no_barrier_where_our_own_side_breaks(town, page, monkeypatch):
    def broken(_request):
        raise RuntimeError

    monkeypatch.setattr("quiz.people.current", broken)
    assert page.goto(town.url).status == 500
    assert page.locator("h1").inner_text() == "Something broke on our side"
    assert "\n".join(barriers(page)) == ""
    assert "\n".join(misfits(page)) == ""


def test_axe_and_the_measures_see_a_barrier_where_there_is_one(opened):
    """A control: what looks for faults finds those that are put there."""
    page = opened("home")
    page.evaluate(
        """() => {
      const put = (html) => document.querySelector('main').insertAdjacentHTML('beforeend', html);
      put('<img src="/static/img/favicon.svg"><button id="b1"></button><button id="b2">b</button>');
      for (const one of document.querySelectorAll('#b1, #b2')) {
        one.className = ''; one.style.cssText = 'all: unset; width: 9px; height: 9px';
      }
      put('<p id="wide">wide</p>');
      document.getElementById('wide').style.cssText = 'width: 900px; max-width: none';
    }"""
    )
    found = "\n".join(barriers(page))
    assert "image-alt" in found
    assert "button-name" in found
    told = "\n".join(misfits(page))
    assert "the page is" in told
    assert "BUTTON b2" in told
