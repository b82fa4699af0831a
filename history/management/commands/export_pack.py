"""manage.py export_pack TOPIC DIR: a topic as a folder that load_pack takes."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandParser

from history.management.topics import topic_called
from history.packs.checks import problems_in
from history.packs.export import export, files


class Command(BaseCommand):
    help = "Write a topic, with all that its events rest on, as a pack into a folder."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("topic")
        parser.add_argument("folder", type=Path, metavar="DIR")
        parser.add_argument("--title", help="of the pack; that of the topic unless told")
        parser.add_argument("--language", help="of its texts (en)")
        parser.add_argument("--licence", help="under which others may use it")
        parser.add_argument("--author", dest="authors", action="append", help="may be repeated")

    def handle(self, *, topic: str, folder: Path, **options: object) -> None:
        found = topic_called(topic)
        keys = ("title", "language", "licence", "authors")
        pack = export(found, **{key: options[key] for key in keys if options[key]})
        # What the admin only warns of, a pack may not have: say so where it can be mended.
        for problem in problems_in(pack):
            self.stderr.write(f"Warning: load_pack will refuse this: {problem}")
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files(pack).items():
            (folder / name).write_bytes(content)
        self.stdout.write(f"{topic} is in {folder}.")
