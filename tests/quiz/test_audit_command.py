import re
from dataclasses import replace
from io import StringIO
from itertools import count

import pytest
from django.core.management import CommandError, call_command

from quiz import generation, kinds
from quiz.audit import inquiry, robots
from quiz.draft import Draft
from quiz.management.commands import audit
from tests.history.factories import TopicFactory
from tests.quiz import own
from tests.quiz.world import dated, store, world

pytestmark = pytest.mark.django_db


@pytest.fixture
def kelpwick(monkeypatch):
    monkeypatch.setattr(inquiry, "SPOILED", 4)
    monkeypatch.setattr(inquiry, "ROUNDS", 2)
    return store(world())


def run(topic="kelpwick", **options):
    out, err = StringIO(), StringIO()
    failed = None
    try:
        call_command("audit", topic=topic, stdout=out, stderr=err, **options)
    except CommandError as error:
        failed = error
    return out.getvalue(), err.getvalue(), failed


def test_a_sound_topic_passes_and_every_part_is_told(kelpwick):
    told, _err, failed = run(count=12)
    assert failed is None, failed
    for kind, asker in kinds.all_kinds().items():
        for way in asker.ways:
            found = "no targets" if kind == "authored" else r"\d+ drafts about \d+ events"
            assert re.search(rf"^{kind}, {way}: {found}$", told, re.M)
    assert re.search(r"^  no-leak +12 +0 +\d+$", told, re.M)
    assert re.search(r"^  deterministic +12 +0 +0$", told, re.M)
    assert "rejected by the kind: too-few-distractors" in told
    assert "rounds: 2 passes, 0 failures" in told
    assert re.search(r"ordering, all: as shown +12 +0\.\d{3} +0\.\d{3} +0\.\d{3}", told)
    assert re.search(r"\d+ sorts, \d+\.\d% caught by a check that names it", told)
    assert "coverage: 100.0% of 30 events" in told
    assert told.endswith("Nothing failed.\n")


def test_the_same_seed_tells_the_same(kelpwick):
    assert run(count=3, seed=5)[0] == run(count=3, seed=5)[0]


def test_a_draft_that_a_check_speaks_against_fails_the_audit(kelpwick, monkeypatch):
    """What generation let through, by a bug or an old store, is seen by the second look."""
    attempt = generation.attempt

    def leaks(*asked, **more):
        made = attempt(*asked, **more)
        if isinstance(made, Draft):
            made = replace(made, shown=made.shown | {"hint": made.key["explanation"]})
        return made

    monkeypatch.setattr(generation, "attempt", leaks)
    told, _err, failed = run(count=6)
    assert "date, choose: key-stays-home speaks against 6 drafts" in str(failed)
    assert re.search(r"^  key-stays-home +0 +6 +0$", told, re.M)


def test_a_draft_that_cannot_be_made_again_fails_the_audit(kelpwick, monkeypatch):
    attempt, made = generation.attempt, count()

    def differs(*asked, **more):
        draft = attempt(*asked, **more)
        is_draft = isinstance(draft, Draft)
        return replace(draft, events=(*draft.events, str(next(made)))) if is_draft else draft

    monkeypatch.setattr(generation, "attempt", differs)
    assert "deterministic speaks against 3 drafts" in str(run(count=3)[2])


def test_a_robot_that_gains_fails_the_audit(kelpwick, monkeypatch):
    monkeypatch.setattr(robots, "STANDARD_ERRORS", -9)
    told, _err, failed = run(count=6)
    assert "a robot gains by choosing the longest" in str(failed)
    assert "GAINS" in told


def test_mutants_that_nobody_notices_fail_the_audit(kelpwick, monkeypatch):
    unseen = [replace(mutant, checks=frozenset({"no-such-check"})) for mutant in inquiry.MUTANTS]
    monkeypatch.setattr(inquiry, "MUTANTS", unseen)
    told, _err, failed = run(count=2)
    assert "0.0% of the mutants are caught, not 95%" in str(failed)
    assert re.search(r"survived \d+: seen by ", told)


def test_events_that_cannot_be_asked_fail_the_audit_with_their_reasons():
    store(dated("18XX/19XX", "18XX/19XX"))
    told, _err, failed = run(count=2)
    assert "0.0% of the events are covered, not 95%" in str(failed)
    assert "there is not a single draft to judge" in str(failed)
    assert re.search(r"event-1: not at all; .*too-vague", told)


def test_progress_is_told_after_a_while(kelpwick, monkeypatch):
    monkeypatch.setattr(audit, "PATIENCE", -1)
    assert "date, choose: 2 of 2" in run(count=2)[1]


def test_an_unknown_topic_is_told_with_those_there_are():
    TopicFactory(slug="almost")
    assert "There is: almost." in str(run()[2])


@pytest.mark.parametrize("count", [0, -3])
def test_a_count_below_one_is_refused(kelpwick, count):
    assert "at least 1" in str(run(count=count)[2])


def test_the_shipped_topic_passes(us_russia, monkeypatch):
    monkeypatch.setattr(inquiry, "SPOILED", 6)
    TopicFactory(slug="us-russia")
    monkeypatch.setattr(audit.bank, "load", lambda topic: us_russia)
    _told, _err, failed = run(topic="us-russia", count=30)
    assert failed is None, failed


def test_teachers_own_questions_are_judged_too(kelpwick):
    for question in own.ALL.values():
        own.store(question, kelpwick)
    told, _err, failed = run(count=4)
    assert failed is None, failed
    for form in own.ALL:
        assert re.search(rf"^authored, {form}: 4 drafts about \d events$", told, re.M)
    assert "rejected by the kind: other-form" in told
