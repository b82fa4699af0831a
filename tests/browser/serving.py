"""Footnote in a process of its own, as gunicorn serves it, on a port that stays the same."""

import os
import socket
import subprocess
import sys
import time
from urllib.error import URLError
from urllib.request import urlopen

from django.conf import settings
from django.db import connection

PATIENCE = 60  # seconds


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def this_database():
    """The address of the database that the tests are on."""
    now = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{now['NAME']}"
    return f"postgres://{now['USER']}:{now['PASSWORD']}@{now['HOST']}:{now['PORT']}/{now['NAME']}"


class Serving:
    """`with Serving(port): ...`; it is up inside, and gone with all its connections after."""

    def __init__(self, port, **environment):
        self.port, self.url = port, f"http://127.0.0.1:{port}"
        self.environment = os.environ | {"DATABASE_URL": this_database()} | environment

    def __enter__(self):
        command = [sys.executable, "-m", "gunicorn", "config.wsgi", "--threads", "8"]
        self.process = subprocess.Popen(
            [*command, "--bind", f"127.0.0.1:{self.port}", "--log-level", "error"],
            cwd=settings.BASE_DIR,
            env=self.environment,
        )
        until = time.monotonic() + PATIENCE
        while not self.is_up():
            assert self.process.poll() is None, "The server has not started."
            assert time.monotonic() < until, "The server takes too long to start."
            time.sleep(0.1)
        return self

    def __exit__(self, *_trouble):
        self.process.terminate()
        self.process.wait()

    def is_up(self):
        try:
            with urlopen(f"{self.url}/healthz", timeout=5) as answer:  # noqa: S310 - our own
                return answer.status == 200
        except (URLError, ConnectionError, TimeoutError):
            return False
