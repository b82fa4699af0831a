"""A backup while a class answers, once; `make chaos-backups` does it twenty times on both."""

import sqlite3
from contextlib import closing

from tests.chaos import backups
from tests.chaos.backups import answers_in, backups_under_load, missing_in, plain_copy


def test_a_backup_holds_all_that_was_acknowledged_before_it_began(tmp_path):
    school, empty = f"sqlite:///{tmp_path}/school.sqlite3", f"sqlite:///{tmp_path}/empty.sqlite3"
    (outcome,) = list(backups_under_load(school, 1, tmp_path, lambda _number: empty))
    assert outcome.acknowledged >= 40
    assert outcome.missing == 0
    assert outcome.restored_in <= 15 * 60


def test_a_backup_that_lacks_an_answer_or_takes_too_long_to_restore_is_told():
    """The control; of plain copies one has to lack some, or nobody would have noticed."""
    good = backups.Outcome(40, missing=0, missing_in_copy=3, restored_in=8.0)
    assert backups.tell("SQLite", [good])
    for bad in ({"missing": 1}, {"restored_in": 901.0}, {"missing_in_copy": 0}):
        assert not backups.tell("SQLite", [good._replace(**bad)])


def test_without_postgresql_the_run_says_so_and_ends_with_1(monkeypatch, capsys):
    monkeypatch.setattr(backups, "programs", lambda: None)
    monkeypatch.setattr("sys.argv", ["backups", "--only", "postgresql"])
    assert backups.main() == 1
    assert "NOT RUN  PostgreSQL" in capsys.readouterr().out


def test_a_plain_copy_misses_what_is_still_in_the_log(tmp_path):
    """The control, without chance: nothing of the log has gone into the file yet."""
    file = tmp_path / "school.sqlite3"
    with closing(sqlite3.connect(file)) as school:
        school.execute("PRAGMA journal_mode = WAL")
        school.execute("CREATE TABLE quiz_answer (id INTEGER PRIMARY KEY)")
        school.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        school.execute("INSERT INTO quiz_answer VALUES (1)")
        school.commit()
        copy = plain_copy(f"sqlite:///{file}", tmp_path / "copy.sqlite3")
        assert answers_in(f"sqlite:///{file}") == {1}
        assert missing_in(copy, {1}) == 1
