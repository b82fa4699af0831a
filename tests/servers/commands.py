"""Our own commands, and the environments that they and a site run in."""

import os
import secrets
import subprocess
import sys

from django.db import connection

from tests.servers.site import ROOT

LONGEST = 4 * 60 * 60  # seconds: a million answers that go back and forward


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


def url_of_tests():
    """The address of the database that the tests of this process are on."""
    named = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{named['NAME']}"
    return "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**named)


def manage(*words, **environment):
    return python("manage.py", *words, **environment)


def python(*words, timeout=LONGEST, **environment):
    return subprocess.run(
        [sys.executable, *words],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=timeout,
    )
