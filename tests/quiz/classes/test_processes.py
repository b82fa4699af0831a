"""The limiter is exact however many processes serve the site."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

from tests.servers.commands import url_of_tests

pytestmark = pytest.mark.django_db(transaction=True)

PROCESSES, GUESSES = 4, 25
GUESS = f"""
import itertools, sys
import django
django.setup()
from quiz import classes
from quiz.classes import limiter

limiter.MOST = 5
if sys.argv[1] == "in memory":
    limiter._count = lambda _door, _stretch, numbers=itertools.count(1): next(numbers)
print("ready", flush=True)
sys.stdin.readline()
through = 0
for _guess in range({GUESSES}):
    try:
        classes.find(code="00000000", address="192.0.2.7", player=None)
    except classes.NoSuchClass:
        through += 1
    except classes.TooManyGuesses:
        pass
print(through)
"""


def started(counting):
    environment = os.environ | {"DATABASE_URL": url_of_tests(), "DEBUG": "1"}
    return subprocess.Popen(
        [sys.executable, "-c", GUESS, counting],
        env=environment | {"DJANGO_SETTINGS_MODULE": "config.settings"},
        cwd=settings.BASE_DIR,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


@pytest.mark.parametrize(("counting", "through"), [("in the database", 5), ("in memory", 20)])
def test_of_a_hundred_guesses_from_four_processes_five_are_let_through(counting, through):
    """If each counted in a memory of its own, it would be five of each."""
    processes = [started(counting) for _process in range(PROCESSES)]
    assert [one.stdout.readline() for one in processes] == ["ready\n"] * PROCESSES
    for one in processes:
        one.stdin.write("go\n")
        one.stdin.flush()
    assert sum(int(one.communicate(timeout=60)[0]) for one in processes) == through
