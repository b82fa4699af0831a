"""Back a few migrations and forward again over many answers, cut off in the middle of each.

python -m tests.chaos.migrations [--answers 1000000]
"""

import argparse
import re
import signal
import subprocess
import sys
import tempfile
import time

from config.settings import BASE_DIR
from tests.quiz.keeping.schools import done, made, sums
from tests.servers.cluster import Cluster
from tests.servers.postgresql import programs

BACK_TO = "0002_objections"  # from here on there are answers to carry along
PUPILS = 100
MANY = r"""
from history.models import Topic
from quiz.management import made_up_class
def tell(said):
    print(f"\r  {{said}} ", end="", flush=True)
topic = Topic.objects.get(slug="ancient-rome")
made_up_class.fill(topic, "many", ({pupils}, {each}), tell)
print()
"""
# What is older than the migrations in question, and so must come through them unchanged.
OLDER = re.compile(r"quiz_(player|answer|objection|withdrawal)$|history_|auth_user$")


def filled(database, pupils, each):
    """A school with so many answers, which tells how far it is."""
    environment = made(database, "")
    script = MANY.format(pupils=pupils, each=each)
    filling = [sys.executable, "manage.py", "shell", "-v0", "-c", script]
    subprocess.run(filling, cwd=BASE_DIR, env=environment, check=True)
    return environment


def older(environment):
    return [line for line in sums(environment) if OLDER.search(line)]


def waiting(environment):
    """Migrations of the quiz that were not applied yet, in their order."""
    listed = done("showmigrations", "--plan", **environment)
    return re.findall(r"^\[ \]  (quiz\.\w+)", listed, re.MULTILINE)


def killed_while_applying(name, environment):
    """The process dies as it says that it applies this one: the kernel asks nobody."""
    migrating = subprocess.Popen(
        [sys.executable, "-u", "manage.py", "migrate"],
        cwd=BASE_DIR,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    told = b""
    while name.encode() not in told and (sign := migrating.stdout.read(1)):
        told += sign
    migrating.send_signal(signal.SIGKILL)
    migrating.communicate()
    assert name.encode() in told
    assert migrating.returncode == -signal.SIGKILL


def there_and_back(environment, killed, tell):
    """Whether everything older came through; `killed` migrations are cut off once each."""
    before = older(environment)
    step("back", lambda: done("migrate", "quiz", BACK_TO, **environment), tell)
    for name in waiting(environment)[:killed]:
        step(f"killed in {name}", lambda name=name: killed_while_applying(name, environment), tell)
    step("forward", lambda: done("migrate", **environment), tell)
    # What was taken away on the way back follows from the answers.
    step("memories made again", lambda: done("verify", "--mend", **environment), tell)
    return before, older(environment), waiting(environment)


def step(name, does, tell):
    began = time.monotonic()
    does()
    tell(f"  {name}: {time.monotonic() - began:.1f} s")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--answers", type=int, default=1_000_000)
    each = parser.parse_args().answers // PUPILS
    with tempfile.TemporaryDirectory() as folder:
        good = one("SQLite", f"sqlite:///{folder}/many.sqlite3", each)
    if programs():
        with Cluster() as cluster:
            good &= one("PostgreSQL", cluster.database("many"), each)
    else:
        say("PostgreSQL: not installed here, so not tried")
    return 0 if good else 1


def one(name, database, each):
    say(f"{name}: making answers …")
    environment = filled(database, PUPILS, each)
    before, after, left = there_and_back(environment, 100, say)
    answers = next(line.split()[1] for line in after if line.endswith("quiz_answer"))
    good = before == after and not left
    say(f"{name}: {answers} answers, {'all as they were' if good else 'SOMETHING CHANGED'}")
    return good


def say(line):
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
