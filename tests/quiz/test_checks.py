from django.core.checks import run_checks

from quiz import kinds
from quiz.checks import every_kind_has_its_template


def test_every_kind_that_ships_has_its_template():
    assert every_kind_has_its_template() == []


def test_a_kind_without_a_template_is_an_error_that_names_both(monkeypatch):
    found = kinds.all_kinds()
    monkeypatch.setattr(kinds, "all_kinds", lambda: found | {"riddle": found["date"]})
    (error,) = every_kind_has_its_template()
    assert error.id == "quiz.E001"
    assert "riddle" in error.msg
    assert "quiz/kinds/riddle.html" in error.msg


def test_django_runs_the_check_by_itself(monkeypatch):
    monkeypatch.setattr(kinds, "template", lambda name: f"nowhere/{name}.html")
    missing = [message for message in run_checks() if message.id == "quiz.E001"]
    assert len(missing) == len(kinds.all_kinds())
