"""Lets go of what is older than a school has reason to keep."""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from quiz.keeping import erasing, retaining

DAYS, FEWEST = 400, 30


class Command(BaseCommand):
    help = (
        "Erases pupils and guests who have not played, and classes archived, for DAYS. Without "
        "--yes it only says what would go."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--days", type=int, default=DAYS, help=f"{DAYS} by default")
        parser.add_argument("--yes", action="store_true", help="do it; there is no way back")

    def handle(self, *args: Any, **options: Any) -> None:
        days = options["days"]
        if days < FEWEST:
            raise CommandError(f"Fewer than {FEWEST} days would erase people who still play.")
        old = retaining.outdated(timezone.now() - timedelta(days=days))
        self.stdout.write(f"Older than {days} days:")
        for what, count in old.counts().items():
            self.stdout.write(f"{count:>8}  {what}")
        if not options["yes"]:
            self.stdout.write("Nothing was erased. Add --yes to do it.")
            return
        for gone in retaining.remove(old):
            self.stdout.write(f"\r{gone} people erased ", ending="")
            self.stdout.flush()
        scrubbed = erasing.scrub()
        self.stdout.write(
            "\nDone." if scrubbed else "\nDone; files not yet cleaned, see erase_user."
        )
