"""Writes a backup while the site goes on, and reads it again."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from quiz.keeping import backups, postgresql


class Command(BaseCommand):
    help = "Writes a verified backup of the database into a folder. The site may go on."

    def add_arguments(self, parser: ArgumentParser) -> None:
        folder = settings.BASE_DIR / "backups"
        parser.add_argument("--to", type=Path, default=folder, metavar="DIR")

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write("Copying, and reading the copy again …")
        try:
            file = backups.make(options["to"].resolve())
        except (backups.Unfit, postgresql.Failed, DatabaseError, OSError) as problem:
            raise CommandError(f"There is no backup: {problem}") from problem
        size = file.stat().st_size / 2**20
        rows = sum(backups.about(file)["rows"].values())
        self.stdout.write(f"{file}: {rows} rows, {size:.1f} MB, verified.")
        self.stdout.write("Copy it and its .json to another machine.")
