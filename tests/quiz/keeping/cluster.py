"""A PostgreSQL of its own, for tests of what carries data between servers."""

import os
import shutil
import subprocess
import tempfile
from glob import glob
from pathlib import Path

from tests.servers.ports import free_port

FOUND = sorted(glob("/usr/lib/postgresql/*/bin/initdb"))


class Cluster:
    """Where it is not installed there is none, and its tests say so."""

    available = bool(FOUND)

    def __init__(self):
        self.programs = Path(FOUND[-1]).parent
        self.place = Path(tempfile.mkdtemp(dir="/tmp"))
        self.port = free_port()
        self.as_root = os.getuid() == 0

    def run(self, *command):
        lead = ["runuser", "-u", "postgres", "--"] if self.as_root else []
        subprocess.run(
            [*lead, *map(str, command)],
            check=True,
            cwd=self.place,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def __enter__(self):
        if self.as_root:
            shutil.chown(self.place, "postgres")
        self.run(
            self.programs / "initdb",
            "--pgdata",
            "data",
            "--username",
            "footnote",
            "--auth",
            "trust",
            "--encoding",
            "UTF8",
            "--locale",
            "C.UTF-8",
            "--no-sync",
        )
        options = (
            f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={self.place}"
        )
        self.run(
            self.programs / "pg_ctl",
            "--pgdata",
            "data",
            "--log",
            "log",
            "--wait",
            "start",
            "--options",
            options,
        )
        return self

    def __exit__(self, *_error):
        self.run(self.programs / "pg_ctl", "--pgdata", "data", "--mode", "immediate", "stop")
        shutil.rmtree(self.place, ignore_errors=True)

    def database(self, name):
        """The address of a new one."""
        self.run(
            self.programs / "createdb", "-h", "127.0.0.1", "-p", self.port, "-U", "footnote", name
        )
        return f"postgres://footnote@127.0.0.1:{self.port}/{name}"
