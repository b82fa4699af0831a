"""`verify` and `backup` on the tests' own database: each check goes red over its own fault."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from quiz import play
from quiz.keeping import backups, sqlite, sums, verifying
from quiz.models import Answer, Memory, Player, Question
from tests.quiz.playing import play_out, press_play

pytestmark = pytest.mark.usefixtures("transactional_db")
ON_SQLITE = pytest.mark.skipif(connection.vendor != "sqlite", reason="of SQLite's file")


@pytest.fixture
def played(guest, topic):
    played = press_play(guest, topic)
    play_out(guest, played)
    return played


def verified(**options):
    told = StringIO()
    try:
        call_command("verify", stdout=told, **options)
    except CommandError:
        return [line.split("  ")[-1] for line in told.getvalue().splitlines() if "WRONG" in line]
    return []


def test_what_was_played_is_whole(played):
    assert verified(all=True) == []


def test_a_changed_mark_is_found(played):
    Answer.objects.update(accuracy=0.123)
    assert verified() == ["scores"]


def test_an_answer_that_is_none_is_found(played):
    Question.objects.update(key={})
    assert "scores" in verified()


def test_a_changed_memory_is_found_and_mended(played):
    Memory.objects.filter(pk=Memory.objects.earliest("pk").pk).update(times=99)
    assert verified() == ["memories follow from answers"]
    assert verified(mend=True) == []


def test_a_memory_without_an_answer_is_found(played):
    nobody = play.new_guest()
    Memory.objects.filter(pk=Memory.objects.earliest("pk").pk).update(player=nobody)
    assert verified() == ["memories follow from answers"]


@ON_SQLITE
def test_what_leads_nowhere_and_what_was_answered_twice_is_found(played):
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA foreign_keys = OFF")
        try:
            cursor.execute("UPDATE quiz_round SET player_id = 999999")
            found = list(verifying.foreign_keys([]))
        finally:
            cursor.execute("UPDATE quiz_round SET player_id = %s", [played.player_id])
            cursor.execute("PRAGMA foreign_keys = ON")
    assert found == ["1 rows of quiz.Round lead to no player"]


def test_several_answers_to_a_question_would_be_counted(played, monkeypatch):
    """No table takes them, so the numbers are counted by a column that repeats."""
    assert list(verifying.answered_once([])) == []
    monkeypatch.setattr(verifying, "ONCE", ((Question, ["round"]),))
    assert list(verifying.answered_once([])) == ["1 times more than one question for one round"]


def test_a_sum_moves_with_every_column_and_not_with_the_order(played):
    before = sums.sum_of(Question)
    assert before.rows == 10
    Question.objects.filter(position=3).update(seed=7)
    assert sums.sum_of(Question).total != before.total
    assert sums.sum_of(Player) == sums.sum_of(Player)


def test_a_backup_of_this_very_database_is_whole_and_private(played, tmp_path):
    told = StringIO()
    call_command("backup", to=tmp_path / "new", stdout=told)
    assert "verified" in told.getvalue()
    file = next(f for f in (tmp_path / "new").iterdir() if f.suffix != ".json")
    assert backups.check(file)["rows"]["quiz_answer"] == 10
    call_command("verify", file, stdout=told)
    assert "Whole: " in told.getvalue()
    with pytest.raises(CommandError, match="Add --yes"):
        call_command("restore", file, stdout=told)


def test_a_backup_that_lost_a_row_on_the_way_is_none(played, tmp_path, monkeypatch):
    monkeypatch.setattr(backups, "_engine", lambda _vendor: Losing)
    with pytest.raises(CommandError, match="quiz_answer has 9 rows, not 10"):
        call_command("backup", to=tmp_path, stdout=StringIO())
    assert list(tmp_path.iterdir()) == []


class Losing:
    @staticmethod
    def copy(_part):
        return {"quiz_answer": 10}

    @staticmethod
    def counted(_part, _tables):
        return {"quiz_answer": 9}


@pytest.mark.parametrize("missing", ["file", "file.json"])
def test_what_is_not_there_is_said(tmp_path, missing):
    if missing == "file.json":
        (tmp_path / "file").write_text("x")
    with pytest.raises(CommandError, match=r"There is no file|which says how"):
        call_command("verify", tmp_path / "file")


@ON_SQLITE
def test_a_file_that_nobody_has_open_is_free_and_another_is_not(tmp_path):
    file = tmp_path / "x.sqlite3"
    sqlite.refuse_if_in_use(file)
    assert not file.exists()
    opened = sqlite._open(file)
    opened.execute("PRAGMA journal_mode = WAL")
    opened.execute("CREATE TABLE x (y)")
    with pytest.raises(sqlite.InUse, match="stop the site first"):
        sqlite.refuse_if_in_use(file)
    opened.close()
    sqlite.refuse_if_in_use(file)
