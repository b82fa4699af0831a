"""A PostgreSQL server of our own: in a folder in /tmp, on its own port, durable as installed."""

import os
import shutil
import signal
import subprocess
import tempfile
from glob import glob
from pathlib import Path
from time import sleep

from tests.servers.ports import free_port

INSTALLED = "/usr/lib/postgresql/*/bin"


def programs():
    """The newest PostgreSQL of Debian's, or None."""
    found = sorted(glob(INSTALLED), key=lambda path: float(path.split("/")[-2]))
    return Path(found[-1]) if found else None


class Cluster:
    """`settings` go to the server's command line: `fsync=off` and the like are for controls."""

    def __init__(self, *settings, data=None, port=None):
        self.settings, self.port = settings, port or free_port()
        self.place = data.parent if data else Path(tempfile.mkdtemp(prefix="footnote-pg-"))
        self.data = data or self.place / "data"
        self.bin = programs()
        self.url = f"postgres://footnote@127.0.0.1:{self.port}/postgres"

        if os.getuid() == 0:
            shutil.chown(self.place, "postgres")

    def make(self):
        self.run(
            *("initdb", "--pgdata", self.data, "--username", "footnote", "--auth", "trust"),
            *("--encoding", "UTF8", "--locale", "C.UTF-8"),
        )
        return self.start()

    def start(self):
        options = [
            *(f"-p {self.port}", "-c listen_addresses=127.0.0.1"),
            *("-c unix_socket_directories=", "-c max_connections=200"),
            *(f"-c {setting}" for setting in self.settings),
        ]
        log = self.place / f"{self.data.name}.log"
        self.run(
            *("pg_ctl", "--pgdata", self.data, "--log", log, "--wait", "--timeout=300", "start"),
            *("--options", " ".join(options)),
            log=log,
        )
        return self

    @property
    def master(self):
        return int((self.data / "postmaster.pid").read_text().splitlines()[0])

    def kill(self):
        """Every process of the server at once, without a word to any: kill -9."""
        master = self.master
        # Held first, so that no child is born while they are counted.
        os.kill(master, signal.SIGSTOP)
        family = [master, *children(master)]
        for number in family:
            try:
                os.kill(number, signal.SIGKILL)
            except ProcessLookupError:
                continue
        while any(map(lives, family)):
            sleep(0.01)
        # Where nobody buries the dead, as in a container, their number still looks taken.
        (self.data / "postmaster.pid").unlink(missing_ok=True)

    def promote(self):
        """From a standby to the one that is written to."""
        self.run("pg_ctl", "--pgdata", self.data, "--wait", "promote")

    def stop(self):
        self.run("pg_ctl", "--pgdata", self.data, "--mode", "immediate", "stop", check=False)

    def remove(self):
        self.stop()
        shutil.rmtree(self.place, ignore_errors=True)

    def sql(self, text):
        arguments = ["--host", "127.0.0.1", "--port", str(self.port), "--username", "footnote"]
        return self.run("psql", *arguments, "--dbname", "postgres", "-Atc", text)

    def run(self, program, *arguments, check=True, log=None):
        command = [str(self.bin / program), *map(str, arguments)]
        if os.getuid() == 0:
            command = ["runuser", "-u", "postgres", "--", *command]
        # Into a file: a server that lives on would hold a pipe open.
        with tempfile.TemporaryFile("w+") as said:
            done = subprocess.run(command, cwd=self.place, stdout=said, stderr=said, check=False)
            said.seek(0)
            text = said.read()
        if check and done.returncode:
            told = log.read_text()[-2000:] if log and log.exists() else ""
            raise RuntimeError(f"{program}: {text}\n{told}")
        return text.strip()


def lives(number):
    try:
        state = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


def children(master):
    found = Path(f"/proc/{master}/task/{master}/children").read_text()
    return [int(number) for number in found.split()]
