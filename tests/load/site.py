"""The site under its production settings, served by gunicorn on a port of this machine."""

import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

from config.settings import BASE_DIR
from quiz.management.commands.serve import HEAPS
from tests.load.wire import Wire

PATIENCE = 60
# With the settings of `manage.py serve`.
GUNICORN = [sys.executable, "-m", "gunicorn", "--config", "python:config.serving"]


class DidNotStart(Exception):
    """The server did not answer in time; its log says why."""


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def environment(database, collected, **more):
    """Nothing of the caller's own settings; the path to programs is all that is taken over."""
    return {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "tests.load.settings",
        "DATABASE_URL": database,
        "COLLECTED": str(collected),
        "DEBUG": "0",
        "HTTPS": "0",
        "ALLOWED_HOSTS": "127.0.0.1",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "PYTHONPATH": str(BASE_DIR),
        **HEAPS,
        **more,
    }


def run(arguments, env, **options):
    """One of our own commands in the environment of a site; what it prints."""
    command = [sys.executable, *arguments]
    done = subprocess.run(
        command, env=env, cwd=BASE_DIR, stdout=subprocess.PIPE, text=True, check=True, **options
    )
    return done.stdout


class Site:
    """`workers` processes of `threads`; SQLite wants one process."""

    def __init__(self, env, *, workers=1, threads=8, port=None, application="config.wsgi"):
        self.port = port or free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.env = env | {
            "PORT": str(self.port),
            "WEB_CONCURRENCY": str(workers),
            "THREADS": str(threads),
        }
        self.command = [*GUNICORN, application]
        self.process = None
        self.log = Path(tempfile.gettempdir()) / f"footnote-site-{self.port}.log"

    def start(self):
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                env=self.env,
                cwd=BASE_DIR,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.wait()
        return self

    def wait(self, seconds=PATIENCE):
        """Until it answers; how long that took."""
        began = monotonic()
        while monotonic() - began < seconds:
            wire = Wire(self.address)
            status = wire.get("/healthz").status
            wire.close()
            if status == 200:
                return monotonic() - began
            sleep(0.02)
        raise DidNotStart(self.log.read_text()[-2000:])

    def kill(self):
        """As a power cut or the kernel does it: master and workers at once, without a word."""
        self._signal(signal.SIGKILL)

    def stop(self):
        self._signal(signal.SIGTERM)
        self.log.unlink(missing_ok=True)

    def _signal(self, number):
        if self.process and self.process.poll() is None:
            os.killpg(self.process.pid, number)
            try:
                self.process.wait(15)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait()


@contextmanager
def served(env, **options):
    site = Site(env, **options)
    try:
        yield site.start()
    finally:
        site.stop()
