"""The real server on the database of the tests: what threads of one process do not show."""

import pytest

from history.models import Topic
from history.packs import SHIPPED, loader
from tests.load import stage
from tests.load.site import environment, run, served
from tests.servers.commands import url_of_tests


@pytest.fixture(scope="session")
def collected(tmp_path_factory):
    folder = tmp_path_factory.mktemp("collected")
    run(["manage.py", "collectstatic", "--noinput", "--verbosity=0"], environment("", folder))
    return folder


@pytest.fixture
def env_of_tests(transactional_db, collected, settings):
    env = environment(url_of_tests(), collected)
    # Sessions are signed with it.
    settings.SECRET_KEY = env["SECRET_KEY"]
    return env


@pytest.fixture
def site_of_tests(env_of_tests):
    with served(env_of_tests, threads=4) as site:
        yield site


@pytest.fixture
def shipped(transactional_db):
    """The subject that ships, in rows, as a server in a process of its own needs it."""
    loader.load(next(folder for folder in SHIPPED if folder.name == stage.SUBJECT))
    return Topic.objects.get(slug=stage.SUBJECT)


@pytest.fixture
def staged(shipped):
    return lambda pupils, rounds=0: stage.stage(shipped, pupils, rounds)
