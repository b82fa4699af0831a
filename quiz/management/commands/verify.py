"""Looks at all that is stored, or at a backup, and says whether it is whole."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from quiz import memory
from quiz.keeping import backups, durability, postgresql, sums, verifying
from quiz.models import Player


class Command(BaseCommand):
    help = "Verifies the database, or the backup FILE. Ends with 1 if anything is wrong."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, help="a backup; by default the database")
        parser.add_argument(
            "--all", action="store_true", help=f"every player, not {verifying.SAMPLE} of them"
        )
        parser.add_argument("--sums", action="store_true", help="only tell rows and hash by table")
        parser.add_argument(
            "--mend", action="store_true", help="make memories again from answers, then verify"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["file"]:
            self.look_at_backup(options["file"])
            return
        if options["sums"]:
            self.tell_sums()
            return
        whole = options["all"] or options["mend"]
        players = verifying.sample(None if whole else verifying.SAMPLE)
        if options["mend"]:
            self.mend(players)
        found = {check.name: list(check.problems(players)) for check in verifying.OF_ALL}
        for check in verifying.OF_PLAYERS:
            found[check.name] = self.batch_by_batch(check, players)
        self.tell(found, len(players))

    def tell_sums(self) -> None:
        for model in sums.models():
            rows, total = sums.sum_of(model)
            self.stdout.write(f"{total}  {rows:>9}  {model._meta.db_table}")

    def mend(self, players: list[int]) -> None:
        for done, player in enumerate(players, 1):
            memory.replay(player=Player(pk=player))
            self.progress("memories made again", done, len(players))

    def progress(self, what: str, done: int, of: int) -> None:
        if self.stdout.isatty():
            self.stdout.write(f"\r{what}: {done} of {of} players ", ending="")
            self.stdout.flush()

    def batch_by_batch(self, check: verifying.Check, players: list[int]) -> list[str]:
        problems: list[str] = []
        done = 0
        for batch in verifying.batches(players):
            problems += check.problems(batch)
            done += len(batch)
            self.progress(check.name, done, len(players))
        return problems

    def tell(self, found: dict[str, list[str]], players: int) -> None:
        self.stdout.write(f"\n{sum(sums.counts().values())} rows; {players} players looked at.")
        for name, problems in found.items():
            self.stdout.write(f"{'WRONG' if problems else 'ok':>6}  {name}")
            for problem in problems:
                self.stdout.write(f"        {problem}")
        for worry in durability.worries(connection):
            self.stdout.write(f"  note  {worry}")
        if any(found.values()):
            raise CommandError("Something is wrong. docs/operations.md says what to do.")

    def look_at_backup(self, file: Path) -> None:
        try:
            told = backups.check(file)
        except (backups.Unfit, postgresql.Failed) as problem:
            raise CommandError(str(problem)) from problem
        rows = sum(told["rows"].values())
        self.stdout.write(f"Whole: {rows} rows, made {told['made']} from {told['database']}.")
