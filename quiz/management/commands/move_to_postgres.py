"""Carries a school that has outgrown SQLite over to PostgreSQL."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from quiz.keeping import moving


class Command(BaseCommand):
    help = (
        "Copies the SQLite database FILE into the empty PostgreSQL database that DATABASE_URL "
        "names, and compares both, table by table. Stop the site first. The file stays as it is."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        if connection.vendor != "postgresql":
            raise CommandError("DATABASE_URL must name the PostgreSQL database to move into.")
        try:
            moving.open_school(options["file"].resolve())
            call_command("migrate", verbosity=0)
            moving.refuse_unless_alike_and_empty()
            rows = moving.move(self.stdout.write)
        except moving.CannotMove as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(f"{rows} rows are in PostgreSQL, and each table adds up as in the file.")
        self.stdout.write("Start the site with this DATABASE_URL, and put the file away.")
