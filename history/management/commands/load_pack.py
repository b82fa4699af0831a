"""manage.py load_pack DIR: load or update a pack, all or nothing."""

from pathlib import Path
from time import monotonic

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import IntegrityError
from django.utils.translation import gettext as _

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
            text = _("The store refuses the pack: %(error)s. Nothing was written.")
            raise CommandError(text % {"error": error}) from error
        for warning in loaded.warnings:
            self.stdout.write(self.style.WARNING(_("Warning: %s") % warning))
        for counts in loaded.counts:
            self.stdout.write(in_words(counts))
        self.stdout.write(_("Pack loaded.") if loaded.changed else _("Pack unchanged."))

    def progress(self, file: str, done: int, total: int) -> None:
        if monotonic() - self.last_word > PATIENCE:
            self.last_word = monotonic()
            values = {"file": file, "done": done, "total": total}
            self.stdout.write(_("%(file)s: %(done)d of %(total)d written …") % values)


def in_words(counts: Counts) -> str:
    text = _("%(file)s: %(created)d created, %(updated)d updated, %(unchanged)d unchanged")
    if counts.kept:
        text = _(
            "%(file)s: %(created)d created, %(updated)d updated, %(unchanged)d unchanged, "
            "%(kept)d kept that the pack does not have"
        )
    return text % {name: getattr(counts, name) for name in Counts.__slots__}
