"""Erases a person: account, guest or pupil, with all that they did."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from quiz.keeping import erasing
from quiz.management import who

HELD = (
    "The rows are gone, but something held on to the database's files, so old bytes may still be "
    "in them. When less is going on, run: manage.py erase_user --scrub"
)


class Command(BaseCommand):
    help = "Erases a person and all that they did. Without --yes it only says what would go."

    def add_arguments(self, parser: ArgumentParser) -> None:
        who.add_arguments(parser)
        parser.add_argument("--yes", action="store_true", help="erase; there is no way back")
        parser.add_argument("--scrub", action="store_true", help="only clean the database's files")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["scrub"]:
            person = who.meant(options)
            self.tell(person)
            if not options["yes"]:
                self.stdout.write("Nothing was erased. Add --yes to do it.")
                return
            erasing.erase([person])
            self.stdout.write(f"Erased: {person}. Write these numbers down beside the date:")
            self.stdout.write("a backup made before today still holds them (docs/operations.md).")
        self.stdout.write("Cleaning the database's files …")
        self.stdout.write("Clean." if erasing.scrub() else self.style.WARNING(HELD))

    def tell(self, person: Any) -> None:
        for table, count in erasing.found(person).items():
            fate = "no longer names them" if "." in table.partition(".")[2] else "goes"
            self.stdout.write(f"{count:>8}  {table}: {fate}")
        for classroom in erasing.left_without_teacher(person):
            self.stdout.write(
                self.style.WARNING(f"Nobody would teach class {classroom.code} any more.")
            )
