"""Gives all that is stored on a person, as a file for them."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from quiz.keeping import exporting
from quiz.management import who


class Command(BaseCommand):
    help = "Writes every row about a person into a zip of JSON files."

    def add_arguments(self, parser: ArgumentParser) -> None:
        who.add_arguments(parser)
        parser.add_argument("--to", type=Path, required=True, metavar="FILE.zip")

    def handle(self, *args: Any, **options: Any) -> None:
        person = who.meant(options)
        try:
            counts = exporting.write(person, options["to"])
        except OSError as error:
            raise CommandError(f"The file cannot be written: {error}") from error
        for table, count in counts.items():
            self.stdout.write(f"{count:>8}  {table}")
        self.stdout.write(f"{options['to']} can be read by its owner alone.")
