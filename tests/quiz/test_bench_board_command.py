"""The command that measures boards: that it measures what it says."""

import pytest
from django.core.management import CommandError, call_command

from quiz.management import made_up_class
from quiz.models import Answer, Classroom, Memory
from tests.quiz.cast import ClassroomFactory

pytestmark = pytest.mark.django_db

SMALL_ENOUGH = {"measure": True, "small": [2, 12], "large": [3, 30], "turns": 1}


@pytest.fixture(autouse=True)
def watched():
    """It fills its database row by row of pupils, which is no page."""


@pytest.fixture(autouse=True)
def few_drafts(monkeypatch):
    """As many as a hundred answers need."""
    monkeypatch.setattr(made_up_class, "OF_EACH", 10)


def test_it_prints_queries_times_and_ratios_of_two_classes(capsys):
    call_command("bench_board", **SMALL_ENOUGH)
    printed = capsys.readouterr().out
    assert "114 answers" in printed
    assert [c.memberships.count() for c in Classroom.objects.order_by("pk")] == [2, 3]
    for line in ("nothing kept", "unchanged", "304", "after one pupil's answer", "desk"):
        assert line in printed
    for page in ("class-misconceptions", "class-questions", "questions.csv"):
        for how in ("", ", nothing kept", ", after an answer"):
            assert f"\n{page}{how} " in printed
    polls = [line for line in printed.splitlines() if line.startswith("304")]
    assert len(polls) == 4
    assert all("2 and 2" in line for line in polls)


def test_its_memories_are_of_its_answers():
    call_command("bench_board", **SMALL_ENOUGH)
    for member in Classroom.objects.earliest("pk").memberships.all():
        answered = {
            fact
            for facts in Answer.objects.of(member.player).values_list("facts", flat=True)
            for fact in facts
        }
        assert set(Memory.objects.of(member.player).values_list("fact", flat=True)) == answered


def test_it_measures_in_no_database_that_has_classes():
    ClassroomFactory()
    with pytest.raises(CommandError, match="empty"):
        call_command("bench_board", **SMALL_ENOUGH)
