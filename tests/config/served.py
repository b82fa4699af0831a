"""The site as a school runs it: `manage.py serve`, as a process of its own."""

import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from http.client import HTTPConnection

from config.settings import BASE_DIR

PATIENCE = 120  # seconds
LONGEST = 4 * 60 * 60  # a million answers that go back and forward


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def production(database, **more):
    """Nothing of this process's own settings, so that each test says what there is."""
    return {
        "PATH": os.environ["PATH"],
        "DEBUG": "0",
        "HTTPS": "0",
        "ALLOWED_HOSTS": "quiz.example",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "DATABASE_URL": database,
        **more,
    }


def manage(*words, **environment):
    return python("manage.py", *words, **environment)


def python(*words, timeout=LONGEST, **environment):
    return subprocess.run(
        [sys.executable, *words],
        cwd=BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=timeout,
    )


class Site:
    def __init__(self, folder, **environment):
        self.port = int(environment.setdefault("PORT", str(free_port())))
        self.told = folder / f"told-{self.port}"
        with self.told.open("w") as file:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "serve"],
                cwd=BASE_DIR,
                env=environment,
                stdout=file,
                stderr=subprocess.STDOUT,
            )

    def __enter__(self):
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                if self.ask("/healthz").status == 200:
                    return self
            except OSError:
                time.sleep(0.1)
        self.__exit__()
        raise AssertionError(f"it did not begin to serve: {self.told.read_text()}")

    def __exit__(self, *_error):
        self.process.terminate()
        try:
            self.process.wait(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()

    def ask(self, path, method="GET", body=None, timeout=PATIENCE, **headers):
        """One request on a connection of its own; the reply, with its body read."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        try:
            connection.request(method, path, body, {"Host": "quiz.example", **named})
            reply = connection.getresponse()
            reply.text = reply.read()
            return reply
        finally:
            connection.close()

    def restart_gently(self):
        os.kill(self.process.pid, signal.SIGHUP)

    def lines(self):
        """What it logged; other lines, such as a check's, are left out."""
        told = self.told.read_text().splitlines()
        return [json.loads(line) for line in told if line.startswith("{")]
