"""Dates to choose from, in every topic that ships: the narrow ones are parts of the packs."""

import csv

import pytest
from django.db import transaction

from history import chronicle
from history.models import Topic
from history.packs import loader
from quiz.audit import drafts, robots
from tests.conftest import ROME, SHIPPED

pytestmark = pytest.mark.django_db

PACKS = (SHIPPED, ROME)
TOPICS = [
    row["slug"]
    for pack in PACKS
    for row in csv.DictReader((pack / "topics.csv").read_text(encoding="utf-8").splitlines())
]
# So many of the events at least can be asked about in this way, even where most hang together.
MOST = 0.6


@pytest.fixture(scope="module")
def shipped(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        for pack in PACKS:
            loader.load(pack)
        found = {topic.slug: chronicle.load(topic) for topic in Topic.objects.all()}
        transaction.set_rollback(True)
    return found


@pytest.mark.parametrize("topic", TOPICS)
def test_no_robot_gains_and_most_events_can_be_asked(shipped, topic):
    made = drafts.fill(shipped[topic], "date", "choose", 160, seed=1).just_drafts
    gaining = robots.gaining(robots.results(made))
    assert not [f"{result.robot}: {result.score:.2f}" for result in gaining]
    asked = {draft.events[0] for draft in made}
    assert len(asked) >= MOST * len(shipped[topic].events)
