"""A PostgreSQL server of our own, for this machine alone: made, started, stopped and removed."""

import os
import shutil
import tempfile
from pathlib import Path

from tests.servers import postgresql, processes
from tests.servers.ports import free_port


class Refused(Exception):
    """One of PostgreSQL's programs failed; what it and the server said last tells why."""


class Cluster:
    """As durable as it is installed; `settings`, such as `fsync=off`, make it otherwise."""

    def __init__(self, *settings):
        self.settings, self.port = settings, free_port()
        self.url = f"postgres://footnote@127.0.0.1:{self.port}/postgres"
        # Where the user postgres may go, too.
        self.place = Path(tempfile.mkdtemp(prefix="footnote-pg-", dir="/tmp"))
        self.data, self.log = self.place / "data", self.place / "log"

    def __enter__(self):
        try:
            if os.getuid() == 0:
                shutil.chown(self.place, "postgres")
            self.make()
            self.start()
        except BaseException:  # Ctrl-C leaves no server behind, either
            self.__exit__()
            raise
        return self

    def __exit__(self, *_error):
        self.run("pg_ctl", "--pgdata", self.data, "--mode", "immediate", "stop", check=False)
        shutil.rmtree(self.place, ignore_errors=True)

    def make(self):
        self.run(
            *("initdb", "--pgdata", self.data, "--username", "footnote", "--auth", "trust"),
            *("--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync"),
        )

    def start(self):
        options = [
            f"port={self.port}",
            "listen_addresses=127.0.0.1",
            f"unix_socket_directories={self.place}",
            "max_connections=200",
            *self.settings,
        ]
        self.run(
            *("pg_ctl", "--pgdata", self.data, "--log", self.log, "--wait", "--timeout=300"),
            *("start", "--options", " ".join(f"-c {option}" for option in options)),
        )

    @property
    def master(self):
        return int((self.data / "postmaster.pid").read_text().splitlines()[0])

    def kill(self):
        processes.kill(self.master)
        # Where nobody buries the dead, as in a container, their number still looks taken.
        for lock in (self.data / "postmaster.pid", self.place / f".s.PGSQL.{self.port}.lock"):
            lock.unlink(missing_ok=True)

    def database(self, name):
        """The address of a new one."""
        self.sql(f"CREATE DATABASE {name}")
        return f"{self.url.removesuffix('postgres')}{name}"

    def sql(self, text):
        return self.run("psql", "--no-psqlrc", "--dbname", self.url, "-Atc", text)

    def run(self, program, *arguments, check=True):
        code, said = postgresql.run(program, *arguments, place=self.place)
        if check and code:
            log = self.log.read_text()[-2000:] if self.log.exists() else ""
            raise Refused(f"{program}: {said}\n{log}")
        return said
