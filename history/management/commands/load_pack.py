"""manage.py load_pack DIR: load or update a pack, all or nothing."""

from pathlib import Path
from time import monotonic

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import IntegrityError

from history.management.commands.check_pack import refusal
from history.packs.loader import Counts, load
from history.packs.pack import BadPack

PATIENCE = 2  # seconds without a word


class Command(BaseCommand):
    help = "Load or update a pack, a folder of CSV files: all of it, or nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR")

    def handle(self, *, folder: Path, **options: object) -> None:
        self.last_word = monotonic()
        try:
            loaded = load(folder, self.progress)
        except BadPack as bad:
            raise CommandError(refusal(bad)) from bad
        except IntegrityError as error:
            # What only the database can see, such as two rows that swap their statements.
            text = f"The store refuses the pack: {error}. Nothing was written."
            raise CommandError(text) from error
        for warning in loaded.warnings:
            self.stdout.write(self.style.WARNING(f"Warning: {warning}"))
        for counts in loaded.counts:
            self.stdout.write(in_words(counts))
        self.stdout.write("Pack loaded." if loaded.changed else "Pack unchanged.")

    def progress(self, file: str, done: int, total: int) -> None:
        if monotonic() - self.last_word > PATIENCE:
            self.last_word = monotonic()
            self.stdout.write(f"{file}: {done} of {total} written …")


def in_words(counts: Counts) -> str:
    told = f"{counts.created} created, {counts.updated} updated, {counts.unchanged} unchanged"
    kept = f", {counts.kept} kept that the pack does not have" if counts.kept else ""
    return f"{counts.file}: {told}{kept}"
