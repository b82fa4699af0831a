"""manage.py check_pack DIR: everything that load_pack would refuse, and nothing is written."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

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
            self.stdout.write(self.style.WARNING(_("Warning: %s") % warning))
        for name, rows in pack.tables.items():
            self.stdout.write(_("%(file)s.csv: %(n)d rows") % {"file": name, "n": len(rows)})
        self.stdout.write(_("Pack %(slug)s can be loaded.") % {"slug": pack.about["slug"]})


def refusal(bad: BadPack) -> str:
    number = len(bad.problems)
    found = ngettext("%d problem", "%d problems", number) % number
    if number == MOST_PROBLEMS:
        found = _("These are the first %d problems") % number
    return _("%(problems)s\n%(found)s; nothing was written.") % {"problems": bad, "found": found}
