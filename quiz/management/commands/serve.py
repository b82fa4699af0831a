"""Serves the site for real: checks what it needs, collects the static files, becomes gunicorn."""

import os
import sys
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection, connections
from django.db.migrations.executor import MigrationExecutor

# glibc gives threads heaps of their own, and each keeps the most that it ever held: with two for
# all of them, memory stays where it is after some thousand answers. Read when a process begins.
HEAPS = {"MALLOC_ARENA_MAX": "2"}


class Command(BaseCommand):
    help = "Serves with production settings. `kill -HUP` restarts it without losing a request."
    requires_system_checks: list[str] = []  # they run below, on the database too

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.DEBUG:
            raise CommandError(
                "`serve` is for people who rely on it: set DEBUG=0, SECRET_KEY and ALLOWED_HOSTS "
                "(docs/operations.md). To look at Footnote on this machine there is `demo`."
            )
        try:
            connection.ensure_connection()
        except OperationalError as error:
            raise CommandError(f"The database cannot be opened: {error}") from error
        call_command("check", deploy=True, databases=["default"], stderr=self.stderr)
        if waiting_migrations():
            raise CommandError(
                "The database is older than the program. Make a backup and bring it up to date:\n"
                "    manage.py backup && manage.py migrate"
            )
        call_command("collectstatic", interactive=False, verbosity=0)
        connections.close_all()
        # The same process from here on, so that whoever started this can signal the server.
        os.chdir(settings.BASE_DIR)
        gunicorn = [sys.executable, "-m", "gunicorn", "--config", "python:config.serving"]
        os.execve(sys.executable, gunicorn, HEAPS | os.environ)  # noqa: S606 - our own command


def waiting_migrations() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
