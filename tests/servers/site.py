"""The site in processes of its own, on a port of this machine: started, awaited and stopped."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, sleep

from tests.servers.ports import free_port, is_up

# Not from the settings, which read the environment once for all when they are imported.
ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 120  # seconds

SERVE = [sys.executable, "manage.py", "serve"]
DEMO = [sys.executable, "manage.py", "demo"]
# What `serve` becomes, without its preparations.
GUNICORN = [sys.executable, "-m", "gunicorn", "--config", "python:config.serving"]


class DidNotStart(Exception):
    """The site did not answer in time; what it said last says why."""


class Site:
    """`with Site(...): ...`; inside it is up, and may be killed and started as often as wanted."""

    def __init__(self, command, environment, port=None):
        self.port = port or free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.command, self.environment = command, environment | {"PORT": str(self.port)}
        self.process = None
        self.folder = TemporaryDirectory(prefix="footnote-site-")
        self.log = Path(self.folder.name) / "log"

    def __enter__(self):
        try:
            return self.start()
        except BaseException:  # Ctrl-C leaves no server behind, either
            self.__exit__()
            raise

    def __exit__(self, *_error):
        self.stop()
        self.folder.cleanup()

    def start(self):
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,  # so that `kill` reaches all that it starts
            )
        last = monotonic() + PATIENCE
        while not is_up(self.port):
            if self.process.poll() is not None or monotonic() > last:
                raise DidNotStart(self.log.read_text()[-2000:])
            sleep(0.02)
        return self

    def kill(self):
        """As a power cut or the kernel does it: all processes at once, without a word."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self):
        """As whoever runs it does: what it has begun it may end."""
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                self.kill()
