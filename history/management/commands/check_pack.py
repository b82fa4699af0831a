"""manage.py check_pack DIR: everything that load_pack would refuse, and nothing is written."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from history.packs.checks import MOST_PROBLEMS
from history.packs.loader import check
from history.packs.pack import BadPack


class Command(BaseCommand):
    help = "Check a pack, a folder of CSV files, without loading it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR")

    def handle(self, *, folder: Path, **options: object) -> None:
        try:
            pack, warnings = check(folder)
        except BadPack as bad:
            raise CommandError(refusal(bad)) from bad
        for warning in warnings:
            self.stdout.write(self.style.WARNING(f"Warning: {warning}"))
        for name, rows in pack.tables.items():
            self.stdout.write(f"{name}.csv: {len(rows)} rows")
        self.stdout.write(f"Pack {pack.about['slug']} can be loaded.")


def refusal(bad: BadPack) -> str:
    number = len(bad.problems)
    found = f"{number} problem{'s' if number > 1 else ''}"
    if number == MOST_PROBLEMS:
        found = f"These are the first {number} problems"
    return f"{bad}\n{found}; nothing was written."
