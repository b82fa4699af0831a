"""The programs of PostgreSQL, where Debian puts them."""

import os
import subprocess
from glob import glob
from pathlib import Path


def programs():
    """The folder of the newest, or None."""
    found = sorted(glob("/usr/lib/postgresql/*/bin"), key=lambda path: float(path.split("/")[-2]))
    return Path(found[-1]) if found else None


def run(program, *arguments, place):
    """How it ended, and what it said. It refuses to be run by root."""
    command = [str(programs() / program), *map(str, arguments)]
    if os.getuid() == 0:
        command = ["runuser", "-u", "postgres", "--", *command]
    done = subprocess.run(
        command, cwd=place, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    return done.returncode, done.stdout.strip()
