"""Where the processors' time goes: to the site, the database, or the pupils of the test itself."""

import os
from pathlib import Path
from time import monotonic

from tests.servers.processes import family

TICKS = os.sysconf("SC_CLK_TCK")


class Spent:
    """Seconds of processor time between `begin` and `end`, by who spent them."""

    def __init__(self, **masters):
        self.masters = masters
        self.seconds = dict.fromkeys([*masters, "pupils"], 0.0)
        self.elapsed = 0.0

    def begin(self):
        self.before, self.began = self._now(), monotonic()

    def end(self):
        self.elapsed += monotonic() - self.began
        for name, now in self._now().items():
            self.seconds[name] += now - self.before[name]

    def _now(self):
        mine = os.times()
        found = {name: seconds_of(master) for name, master in self.masters.items()}
        return found | {"pupils": mine.user + mine.system}

    def line(self, answers):
        each = ", ".join(f"{who} {1000 * s / answers:.1f}" for who, s in self.seconds.items())
        busy = sum(self.seconds.values()) / self.elapsed
        return f"  processor ms an answer: {each}; {busy:.2f} of {os.cpu_count()} cores busy"


def seconds_of(master):
    """Of a process, those below it, and those that were below it and are gone."""
    return sum(map(_ticks, family(master))) / TICKS


def _ticks(number):
    try:
        told = Path(f"/proc/{number}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    # After the name, which may hold spaces: own time in the two modes, and that of the dead.
    return sum(map(int, told.rpartition(")")[2].split()[11:15]))
