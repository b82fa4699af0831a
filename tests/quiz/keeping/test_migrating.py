"""A populated school goes back a few migrations and forward again, and survives being cut off."""

import sqlite3
from contextlib import closing

import pytest

from tests.chaos.migrations import filled, there_and_back
from tests.quiz.keeping.schools import made

CUT_OFF = 3  # `make chaos-migrations` cuts off each, over a million answers
PLAYED = """
from history.models import Topic
from quiz import play
for n in range(5):
    played = play.start_round(
        player=play.new_guest(), topic=Topic.objects.get(slug="ancient-rome"), seed=n
    )
    for question in played.questions.all()[:3]:
        if question.shown["mode"] == "single":
            play.answer(question=question, given=question.key["answer"][0])
"""


@pytest.fixture(params=["sqlite", "postgresql"])
def school(request, tmp_path):
    if request.param == "sqlite":
        return made(f"sqlite:///{tmp_path}/db.sqlite3", PLAYED)
    return made(request.getfixturevalue("cluster").database("school"), PLAYED)


def test_back_and_forward_and_killed_in_the_middle_loses_no_answer(school):
    told = []
    before, after, left = there_and_back(school, CUT_OFF, told.append)
    assert sum("killed in" in line for line in told) == CUT_OFF
    assert left == []
    assert after == before
    assert any(line.endswith("quiz_answer") and line.split()[1] != "0" for line in before)


def test_an_answer_lost_on_the_way_is_noticed(tmp_path):
    file = tmp_path / "db.sqlite3"

    def lose(_step):
        with closing(sqlite3.connect(file)) as database, database:
            database.execute("DELETE FROM quiz_answer WHERE id = (SELECT max(id) FROM quiz_answer)")

    school = filled(f"sqlite:///{file}", pupils=2, each=20)
    before, after, _left = there_and_back(school, 0, lose)
    assert after != before
