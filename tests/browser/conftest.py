"""A real browser, where one is found: Chromium as Debian has it, or the one Playwright brings."""

import os

import pytest
from django.core.management import call_command
from django.test.utils import setup_databases, teardown_databases
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from history import chronicle
from quiz import play
from quiz.kinds import date, ordering
from tests.browser.finding import FLAGS, HOW, executable
from tests.browser.measure import Traffic
from tests.browser.states import STATES
from tests.browser.town import Town
from tests.history.factories import EventFactory, TopicFactory

# Playwright keeps an event loop running in this thread; Django need not fear for its connection.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

DESKTOP = {"width": 1280, "height": 900}
# Milliseconds, on a machine that may have much else to do.
SOON, SLOWLY = 20_000, 30_000
expect.set_options(timeout=SOON)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(items):
    """Tests in the town share its rows and run last of all; the others here empty the tables.

    pytest gathers what one browser is for around the first test that it meets, so this is put
    right when everybody else has had their say.
    """
    here = os.path.dirname(__file__)
    for item in items:
        if str(item.path).startswith(here):
            item.add_marker(pytest.mark.browser)
            if "town" not in item.fixturenames:
                item.add_marker(pytest.mark.django_db(transaction=True))
    result = yield
    items.sort(key=_turn)
    return result


def _turn(item):
    return 0 if item.get_closest_marker("browser") is None else 1 + ("town" in item.fixturenames)


@pytest.fixture(scope="session")
def base_url():
    """None, as in pytest-base-url, whose own fixture is written in a way pytest gives up."""


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args, playwright):
    found = executable(playwright)
    if found is None:
        pytest.skip(HOW)
    return browser_type_launch_args | {"executable_path": found, "args": FLAGS}


@pytest.fixture
def site(live_server, us_russia, monkeypatch):
    """The running site with the shipped topic, asking the same questions every time."""
    row = TopicFactory(slug=us_russia.slug, title=us_russia.title, version=us_russia.version)
    EventFactory(topics=[row])
    monkeypatch.setitem(chronicle._kept, row.slug, us_russia)
    monkeypatch.setattr(play, "randbits", lambda _bits: 1)
    # A round has cards to be moved and a date to be typed, whatever chance would have.
    monkeypatch.setattr(ordering, "ways", ("all",))
    monkeypatch.setattr(date, "ways", ("type",))
    return live_server.url


@pytest.fixture(scope="session")
def tables(request, django_db_setup, django_db_blocker):
    """A test database, which pytest-django makes only where a marked test is going to run."""
    if any(item.get_closest_marker("django_db") for item in request.session.items):
        yield
        return
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False)
        yield
        teardown_databases(made, verbosity=0)


@pytest.fixture(scope="session")
def built(tables, django_db_blocker):
    """The town and its server, made once; building it takes longer than looking at a page of it."""
    with django_db_blocker.unblock():
        server = LiveServer("localhost")
        server._live_server_modified_settings.enable()
        yield Town(server.url)
        server.stop()
        server._live_server_modified_settings.disable()
        call_command("flush", interactive=False, verbosity=0)


@pytest.fixture
def town(built, django_db_blocker, monkeypatch):
    # Nothing in town is ever edited, so what was read of it stays true.
    monkeypatch.setattr(chronicle, "_kept", built.kept)
    with django_db_blocker.unblock():
        yield built


@pytest.fixture
def opened(town, context, page):
    """Opens a state of the town by its name."""

    def open_state(name):
        state = STATES[name]
        context.add_cookies(town.cookies_of(state.who))
        page.goto(town.address(state.address))
        state.reach(page)
        page.wait_for_load_state()
        return page

    return open_state


@pytest.fixture
def open_browser(browser):
    """Opens browsers of their own for several people, or for one with wishes."""
    contexts = []

    def open_one(size=None, scheme="light", scripts=True, slow=False, cookies=()):
        context = browser.new_context(
            viewport=size or DESKTOP, color_scheme=scheme, java_script_enabled=scripts
        )
        context.set_default_timeout(SLOWLY)
        context.add_cookies(list(cookies))
        contexts.append(context)
        page = context.new_page()
        if slow:
            Traffic(page).slow_down()
        return page

    yield open_one
    for context in contexts:
        context.close()


@pytest.fixture
def context(context):
    context.set_default_timeout(SOON)
    return context


@pytest.fixture
def complaints(page):
    """What the browser complains of: errors of scripts and breaches of the security policy."""
    heard = []
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("console", lambda told: heard.append(told.text) if told.type == "error" else None)
    return heard
