"""An hour at ten requests a second: do memory, open files or the write-ahead log grow?"""

import os
from pathlib import Path
from statistics import median
from threading import Event, Thread
from typing import NamedTuple

from tests.load.crowd import all_at_once, crowd
from tests.load.venue import say
from tests.servers.processes import family

PUPILS = 24
# Seconds between the page and the answer, which with boards and new rounds are 2.5 requests.
THINK = 5.8
PAGE = os.sysconf("SC_PAGE_SIZE")


class Sample(NamedTuple):
    memory: float  # MiB, of all the site's processes
    files: int
    log: float  # MiB; PostgreSQL looks after its own


def sample(master, database):
    numbers = family(master)
    log = Path(f"{database}-wal")
    resident = [int(Path(f"/proc/{n}/statm").read_text().split()[1]) for n in numbers]
    return Sample(
        sum(resident) * PAGE / 2**20,
        sum(len(os.listdir(f"/proc/{n}/fd")) for n in numbers),
        log.stat().st_size / 2**20 if log.exists() else 0,
    )


def watch(master, database, over, every, found):
    while not over.wait(every):
        found.append(sample(master, database))


def play(site, told, minutes, database):
    """The class at its pace, and what the site took of the machine, sixty times on the way.

    All begin at the same moment, so that the site starts every thread that it will ever have;
    they would else come one by one, and look like growth.
    """
    players, figures = crowd(
        site.address, told["topic"], told["sessions"], classroom=told["classroom"], think=THINK
    )
    all_at_once([player.begin for player in players])
    over, found, seconds = Event(), [], 60 * minutes
    watching = Thread(target=watch, args=(site.process.pid, database, over, seconds / 60, found))
    watching.start()
    try:
        answers = max(1, round(seconds / THINK))
        jobs = [lambda p=p: p.play(answers) for p in players]
        all_at_once(jobs, figures, within=min(THINK, seconds), seconds=2 * seconds + 60)
    finally:
        over.set()
        watching.join()
    return players, figures, found


def judge(bars, samples):
    """The last quarter against the second; the first is warming up."""
    quarter = len(samples) // 4
    for name in Sample._fields:
        values = [getattr(one, name) for one in samples]
        parts = [median(values[n * quarter : (n + 1) * quarter]) for n in range(4)]
        say(f"  {name}, by quarters: " + ", ".join(f"{part:.1f}" for part in parts))
        if name == "log":
            bars.check("MiB of write-ahead log at most", max(values), most=64)
        else:
            bars.check(f"{name}, last quarter to second", parts[3] / parts[1], most=1.1)
