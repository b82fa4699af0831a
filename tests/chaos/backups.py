"""Twenty backups while a class answers: each must hold all that was acknowledged before it began.

    python -m tests.chaos.backups [--times 20]

Beside each backup of SQLite a plain copy of the file is taken, which is how people used to lose
answers. It is the control: it must miss some, or this would not notice either.
"""

import argparse
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

import psycopg

from config.settings import BASE_DIR
from tests.quiz.keeping.schools import done, made
from tests.servers.cluster import Cluster
from tests.servers.postgresql import programs

PLAYERS = 4
LONGEST = 15 * 60  # seconds that putting one back may take
AHEAD = 40  # answers between two backups, at least
PATIENCE = 120  # seconds

# Prints the number of each answer once it is committed, which is when a pupil is told.
ANSWERING = f"""
import sys, threading, time
from history.models import Topic
from quiz import memory, play
from quiz.bank import chronicle_for
from quiz.generation import compose
topic = Topic.objects.get(slug="ancient-rome")
drafts = compose(chronicle_for(topic), 7)
told = threading.Lock()
def given(question):
    answer, text = question.key["answer"], question.shown["mode"] == "text"
    if text:
        return {{"typed": answer[0], "edtf": answer[0]}}
    return answer if question.shown["mode"] in ("multiple", "order") else answer[0]
def class_of_one():
    player = play.new_guest()
    while True:
        played = play.keep_round(player=player, topic=topic, drafts=drafts)
        for question in played.questions.order_by("position"):
            answer, _mine = play.answer(question=question, given=given(question))
            with told:
                print(answer.pk, flush=True)
            time.sleep(0.02)  # SQLite's lock goes to whoever asks first, and pupils think
threads = [threading.Thread(target=class_of_one, daemon=True) for _ in range({PLAYERS})]
[thread.start() for thread in threads]
sys.stdin.read()
"""


class Outcome(NamedTuple):
    acknowledged: int
    missing: int  # of these, in the restored backup
    missing_in_copy: int | None  # in the plain copy; -1 where it cannot even be read
    restored_in: float  # seconds, from an empty database to one that is verified


@contextmanager
def class_at_work(environment, folder):
    """Gives the file into which each acknowledged answer is written."""
    told = folder / "acknowledged"
    with told.open("w") as file:
        working = subprocess.Popen(
            [sys.executable, "manage.py", "shell", "-v0", "-c", ANSWERING],
            cwd=BASE_DIR,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=file,
        )
    try:
        yield told
        assert working.poll() is None, "the class stopped answering"
    finally:
        working.kill()
        working.communicate()


def acknowledged(told):
    """Whole lines only: the last one may be being written."""
    return {int(line) for line in told.read_text().split("\n")[:-1]}


def backups_under_load(database, times, folder, place):
    """`place` makes the address of an empty database to restore into."""
    environment = made(database, "pass")
    with class_at_work(environment, folder) as told:
        for number in range(times):
            wait_for(lambda: len(acknowledged(told)), number * AHEAD + AHEAD)
            before = acknowledged(told)
            copy = plain_copy(database, folder / f"copy{number}.sqlite3")
            yield one_backup(environment, folder / f"backup{number}", place(number), before, copy)


def wait_for(count, wanted):
    deadline = time.monotonic() + PATIENCE
    while count() < wanted:
        assert time.monotonic() < deadline, "the class hardly answers"
        time.sleep(0.05)


def plain_copy(database, file):
    if not database.startswith("sqlite"):
        return None
    return shutil.copyfile(database.removeprefix("sqlite:///"), file)


def one_backup(environment, folder, empty, before, copy):
    done("backup", "--to", str(folder), **environment)
    made_now = next(file for file in folder.iterdir() if file.suffix != ".json")
    new = environment | {"DATABASE_URL": empty}
    began = time.monotonic()
    done("restore", str(made_now), **new)
    took = round(time.monotonic() - began, 1)
    missing = len(before - answers_in(empty))
    return Outcome(len(before), missing, copy and missing_in(copy, before), took)


def missing_in(copy, before):
    try:
        return len(before - answers_in(f"sqlite:///{copy}"))
    except sqlite3.DatabaseError:
        return -1


def answers_in(database):
    sqlite = database.startswith("sqlite")
    opened = sqlite3.connect(database[10:]) if sqlite else psycopg.connect(database)
    with closing(opened):
        return {pk for (pk,) in opened.execute("SELECT id FROM quiz_answer")}


def tell(name, outcomes):
    whole = sum(outcome.missing == 0 for outcome in outcomes)
    most = max(outcome.acknowledged for outcome in outcomes)
    longest = max(outcome.restored_in for outcome in outcomes)
    line = f"{name}: {whole} of {len(outcomes)} backups hold all of up to {most} answers; "
    line += f"each was restored within {longest} s (at most {LONGEST})"
    copies = [
        outcome.missing_in_copy for outcome in outcomes if outcome.missing_in_copy is not None
    ]
    if copies:
        short = sum(missing != 0 for missing in copies)
        line += f"; of {len(copies)} plain copies {short} do not, and miss up to {max(copies)}"
    sys.stdout.write(f"{line}\n")
    good = whole == len(outcomes) and longest <= LONGEST
    return good and (not copies or any(copies))


def progress(outcomes, times):
    for number, outcome in enumerate(outcomes, 1):
        sys.stdout.write(f"  backup {number} of {times}: {outcome}\n")
        sys.stdout.flush()
        yield outcome


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--only", choices=["sqlite", "postgresql"])
    asked = parser.parse_args()
    good = asked.only == "postgresql" or on_sqlite(asked.times)
    good &= asked.only == "sqlite" or on_postgresql(asked.times)
    return 0 if good else 1


def on_sqlite(times):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        running = backups_under_load(
            f"sqlite:///{folder}/school.sqlite3",
            times,
            folder,
            lambda number: f"sqlite:///{folder}/restored{number}.sqlite3",
        )
        return tell("SQLite", list(progress(running, times)))


def on_postgresql(times):
    if not programs():
        sys.stdout.write("NOT RUN  PostgreSQL: not installed here (apt install postgresql)\n")
        return False
    with Cluster() as cluster, tempfile.TemporaryDirectory() as name:
        running = backups_under_load(
            cluster.database("school"),
            times,
            Path(name),
            lambda number: cluster.database(f"restored{number}"),
        )
        return tell("PostgreSQL", list(progress(running, times)))


if __name__ == "__main__":
    sys.exit(main())
