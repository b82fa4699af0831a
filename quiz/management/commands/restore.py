"""Puts a backup in the database's place."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from quiz.keeping import backups, postgresql, sqlite, sums


class Command(BaseCommand):
    help = "Restores the backup FILE, brings it up to date, and verifies it. Stop the site first."
    requires_system_checks: list[str] = []  # they would open what is to be replaced

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--yes", action="store_true", help="even where there is data already")

    def handle(self, *args: Any, **options: Any) -> None:
        file = options["file"].resolve()
        try:
            self.stdout.write("Reading the backup …")
            told = backups.check(file)
            refuse_if_unknown(told)
            engine = sqlite if connection.vendor == "sqlite" else postgresql
            if not (options["yes"] or engine.is_empty()):
                raise CommandError(
                    "There is a database already. Add --yes to put the backup in its place."
                )
            self.stdout.write("Putting it in place …")
            kept = engine.put_back(file, timezone.now())
        except (backups.Unfit, sqlite.InUse, postgresql.Failed, OSError) as problem:
            raise CommandError(f"Nothing was restored: {problem}") from problem
        if sums.counts_of(told["rows"]) != told["rows"]:
            raise CommandError("What was restored is not what the backup held.")
        self.stdout.write(f"{sum(told['rows'].values())} rows, made {told['made']}. {kept}")
        call_command("migrate", verbosity=0)
        call_command("verify", stdout=self.stdout)


def refuse_if_unknown(told: dict[str, Any]) -> None:
    """One that was made on another database, or by a newer program."""
    if told["database"] != connection.vendor:
        raise backups.Unfit(
            f"it was made from {told['database']}, and DATABASE_URL names another database. "
            "Restore it there; `move_to_postgres` carries it over afterwards."
        )
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    if newer := sorted(set(told["migrations"]) - known):
        raise backups.Unfit(f"it was made by a newer Footnote, which has {', '.join(newer)}.")
