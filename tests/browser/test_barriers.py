"""No barrier that axe can find, in any state of any page: WCAG 2.2 AA and good practice."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.states import STATES

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def barriers(page):
    """What axe finds; in the library, where Django's admin lays the tables, the standard alone."""
    rules = WCAG if "/admin/" in page.url else [*WCAG, "best-practice"]
    found = Axe().run(page, options={"runOnly": rules, "resultTypes": ["violations"]})
    return [
        f"{fault['id']}: {node['target']} {node['failureSummary'].splitlines()[-1]}"
        for fault in found.response["violations"]
        for node in fault["nodes"]
    ]


@pytest.mark.parametrize("name", STATES)
def test_there_is_no_barrier(town, context, page, name):
    state = STATES[name]
    context.add_cookies(town.cookies_of(state.who))
    page.goto(town.address(state.address))
    state.reach(page)
    assert "\n".join(barriers(page)) == ""
