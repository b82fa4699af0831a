"""Our own commands in another database, as a bench needs them, which fills one of its own."""

import os
import subprocess
import sys

from django.conf import settings
from django.core.management.base import CommandError


def run_in(store: str, *arguments: str, stdout: int | None = None) -> str:
    """Run it in a process of its own; returns what it printed if `stdout` is a pipe.

    Raises CommandError if it fails; its own error has been shown by then.
    """
    environment = os.environ | {"DATABASE_URL": store, "DEBUG": "1", "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), *arguments]
    done = subprocess.run(command, env=environment, stdout=stdout, text=True)  # noqa: S603 - our own
    if done.returncode:
        raise CommandError(f"{arguments[0]} failed in the database to measure in.")
    return done.stdout or ""
