"""A process and those below it, as Linux tells of them."""

import os
import signal
from contextlib import suppress
from pathlib import Path
from time import sleep


def family(master):
    told = Path(f"/proc/{master}/task/{master}/children").read_text()
    return [master, *map(int, told.split())]


def kill(master):
    """All of its family at once, without a word to any: kill -9."""
    # Held first, so that no child is born while they are counted.
    os.kill(master, signal.SIGSTOP)
    members = family(master)
    for number in members:
        with suppress(ProcessLookupError):
            os.kill(number, signal.SIGKILL)
    while any(map(lives, members)):
        sleep(0.01)


def lives(number):
    try:
        state = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"
