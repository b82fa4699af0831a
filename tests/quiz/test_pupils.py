"""Simulated pupils: that the model is honest, and that what is proposed to them helps."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from quiz.audit import pupils
from quiz.management.commands import simulate_memory


def run(*words):
    out = StringIO()
    call_command("simulate_memory", *words, stdout=out)
    return out.getvalue()


def test_predicted_recall_is_within_five_points_of_actual_answers():
    tenths = [t for t in pupils.calibration(pupils=500, answers=20, seed=3) if t.answers >= 400]
    assert len(tenths) >= 6
    assert all(abs(t.predicted - t.right) <= 0.05 for t in tenths)


@pytest.mark.parametrize("facts", [120, 180])
def test_who_follows_the_proposals_holds_more_and_recalls_no_less(facts):
    held, recalled, _ours = pupils.compared(facts, answers=10, days=60, seeds=2, prior=0.2)
    assert held >= 1.3
    assert recalled >= 1


def test_a_pupil_of_chance_and_a_pupil_of_ours_answer_as_often():
    for way in (pupils.proposed, pupils.at_random):
        pupil = pupils.Pupil(["when:a", "when:b", "when:c"], 0.2, pupils.Random(1))
        assert len(way(pupil, pupils.START, 2)) == 2
        assert len(way(pupil, pupils.START, 10)) == 3


def test_the_same_seed_gives_the_same_pupil():
    one, other = (pupils.study(pupils.proposed, 20, 5, 10, 7, 0.2) for _n in range(2))
    assert one == other


def test_the_command_prints_both_tables():
    told = run("--facts", "20", "--answers", "5", "--days", "10", "--seeds", "1", "--pupils", "60")
    assert "Predicted recall against actual answers" in told
    assert "Our proposals against chance, 10 days, 1 seeds, prior 0.2" in told
    (row,) = [line for line in told.splitlines() if line.endswith("of 20)")]
    assert row.split()[:2] == ["20", "5"]


def test_the_command_fails_where_predictions_are_wrong(monkeypatch):
    off = [pupils.Tenth(answers=1000, predicted=0.9, right=0.8)]
    monkeypatch.setattr(simulate_memory, "calibration", lambda *_, **__: off)
    with pytest.raises(CommandError, match="more than five points"):
        run("--facts", "5", "--answers", "2", "--days", "2", "--seeds", "1")


def test_a_tenth_of_few_answers_proves_nothing(monkeypatch):
    off = [pupils.Tenth(answers=3, predicted=0.2, right=0.9)]
    monkeypatch.setattr(simulate_memory, "calibration", lambda *_, **__: off)
    told = run("--facts", "5", "--answers", "2", "--days", "2", "--seeds", "1")
    assert "(few)" in told


@pytest.mark.parametrize("words", [["--facts", "0"], ["--prior", "2"], ["--pupils", "0"]])
def test_nonsense_is_refused(words):
    with pytest.raises(CommandError):
        run(*words)
