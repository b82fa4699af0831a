from itertools import count

import pytest
from django.test import Client

from history import chronicle
from quiz import assigning, bank, kinds, play
from quiz.draft import Draft
from quiz.generation import draft
from tests.history.factories import TopicFactory
from tests.quiz.playing import current, press_play


@pytest.fixture(autouse=True)
def watched(no_query_for_each_row):
    pass


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def no_chance(monkeypatch):
    """Rounds get the seeds 1, 2, 3, …, so that a test asks the same questions every time."""
    seeds = count(1)
    for module in (play, assigning):
        monkeypatch.setattr(module, "randbits", lambda _bits: next(seeds))


@pytest.fixture
def topic(db, us_russia, monkeypatch):
    """A row for the shipped topic, whose chronicle is at hand without loading the pack again."""
    row = TopicFactory(slug=us_russia.slug, title=us_russia.title, version=us_russia.version)
    monkeypatch.setitem(chronicle._kept, row.slug, us_russia)
    bank._kept[us_russia] = us_russia
    return row


@pytest.fixture
def usual_ways(monkeypatch):
    """Every kind asks in its first way only, for tests of what that way looks like."""
    for kind in kinds.all_kinds().values():
        monkeypatch.setattr(kind, "ways", kind.ways[:1])


@pytest.fixture
def asked(topic, us_russia, guest, monkeypatch):
    """Start a round of one question, asked in the way that is wanted, and give the question."""

    def ask(kind, way, target=None, chronicle=us_russia, difficulty=0.5):
        targets = [target] if target else kinds.all_kinds()[kind].targets(chronicle)
        outcomes = (draft(chronicle, kind, t, 1, difficulty, way) for t in targets)
        made = next(outcome for outcome in outcomes if isinstance(outcome, Draft))
        with monkeypatch.context() as patch:
            patch.setattr(play, "compose", lambda *_, **__: [made])
            patch.setattr(play, "grant", lambda *_, **__: [made])
            return current(press_play(guest, topic))

    return ask


@pytest.fixture
def guest():
    """A browser that nobody has signed in on."""
    return Client()


@pytest.fixture
def stranger():
    """Another browser, with a round of its own where a test starts one."""
    return Client()
