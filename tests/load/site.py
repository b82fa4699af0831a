"""The site under its production settings, as load and chaos want it."""

import subprocess
import sys

from config.settings import BASE_DIR
from quiz.management.commands.serve import HEAPS
from tests.servers.commands import production
from tests.servers.site import GUNICORN, Site


def environment(database, collected):
    return production(
        database,
        DJANGO_SETTINGS_MODULE="tests.load.settings",
        COLLECTED=str(collected),
        ALLOWED_HOSTS="127.0.0.1",
        PYTHONPATH=str(BASE_DIR),
        **HEAPS,
    )


def run(arguments, env, **options):
    """One of our own commands in the environment of a site; what it prints."""
    command = [sys.executable, *arguments]
    done = subprocess.run(
        command, env=env, cwd=BASE_DIR, stdout=subprocess.PIPE, text=True, check=True, **options
    )
    return done.stdout


def served(env, *, workers=1, threads=8, application="config.wsgi"):
    """`workers` processes of `threads`; SQLite wants one process."""
    numbers = {"WEB_CONCURRENCY": str(workers), "THREADS": str(threads)}
    return Site([*GUNICORN, application], env | numbers)
