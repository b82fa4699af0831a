"""A backup while a class answers, once; `make chaos-backups` does it twenty times on both."""

from tests.chaos.backups import backups_under_load


def test_a_backup_holds_all_that_was_acknowledged_before_and_a_plain_copy_does_not(tmp_path):
    database = f"sqlite:///{tmp_path}/school.sqlite3"
    running = backups_under_load(
        database, 1, tmp_path, lambda n: f"sqlite:///{tmp_path}/{n}.sqlite3"
    )
    (outcome,) = list(running)
    assert outcome.acknowledged >= 40
    assert outcome.missing == 0
    assert outcome.missing_in_copy != 0
