from pathlib import Path
from weakref import WeakKeyDictionary

import pytest
from django.conf import settings
from django.db import transaction
from django.utils import translation
from zeal.constants import initialize_app_registry
from zeal.patch import patch

from history import chronicle, spine
from history.models import Topic
from history.packs import loader
from quiz import bank, confusions
from tests.browser.finding import HOW

SHIPPED = Path(settings.BASE_DIR) / "history" / "packs" / "us-russia"
ROME = SHIPPED.with_name("ancient-rome")
CHRONICLES = {"us_russia", "ancient_rome"}
DATABASES = {"db", "transactional_db"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    for item in items:
        wanted = set(getattr(item, "fixturenames", ()))
        # A marker of the item would come before its module's, which may want real transactions.
        if CHRONICLES & wanted and not item.get_closest_marker("django_db"):
            # Without this, a run of nothing but such tests would have no database to load into.
            item.add_marker(pytest.mark.django_db)
            if not DATABASES & wanted:
                item.add_marker(pytest.mark.in_memory)


def pytest_terminal_summary(terminalreporter):
    """What was left out for want of a browser is said once, in a line."""
    skipped = terminalreporter.stats.get("skipped", [])
    if any(HOW in str(report.longrepr) for report in skipped):
        terminalreporter.line(HOW, yellow=True)


@pytest.fixture(scope="session", autouse=True)
def zeal_watches():
    initialize_app_registry()
    patch()


@pytest.fixture
def no_query_for_each_row(settings):
    """A page that asks the database once for each row of a list fails its test.

    Not for the admin, whose form sets look up each row's choices one by one when they are saved.
    """
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "zeal.middleware.zeal_middleware"]
    # Signing out reads its session twice, once to leave it and once to delete it.
    settings.ZEAL_ALLOWLIST = [{"model": "sessions.Session", "field": "*"}]


@pytest.fixture(autouse=True)
def no_language_of_another_test():
    """A request leaves the language that it was answered in behind, as it does in a server."""
    yield
    translation.deactivate()


@pytest.fixture(autouse=True)
def no_chronicle_of_another_test(monkeypatch):
    """Versions count from one in each test's own rows, so the same number may mean others."""
    monkeypatch.setattr(chronicle, "_kept", {})
    monkeypatch.setattr(spine, "_kept", {})
    monkeypatch.setattr(confusions, "_kept", {})
    monkeypatch.setattr(bank, "_kept", WeakKeyDictionary())


@pytest.fixture(scope="session")
def us_russia(django_db_setup, django_db_blocker):
    """The chronicle of the topic that ships; nothing of it stays in the database."""
    with django_db_blocker.unblock():
        return chronicle_in(SHIPPED)


@pytest.fixture(scope="session")
def ancient_rome(django_db_setup, django_db_blocker):
    """The same of the other subject that ships."""
    with django_db_blocker.unblock():
        return chronicle_in(ROME)


def chronicle_in(*folders):
    """The chronicle of the first pack's topic, with all of the packs loaded for a moment."""
    with transaction.atomic():
        for folder in folders:
            loader.load(folder)
        loaded = chronicle.load(Topic.objects.get(slug=folders[0].name))
        transaction.set_rollback(True)
    return loaded
