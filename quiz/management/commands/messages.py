"""Brings the message files up to date with the code, and compiles them."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser


class Command(BaseCommand):
    help = (
        "Brings locale/*/LC_MESSAGES/django.po up to date with the code and the pages, and "
        "compiles them. What was translated stays; nothing is guessed or marked fuzzy."
    )
    # The messages of checks would be those of the catalogs that are being mended.
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--tidy", action="store_true", help="drop translations of what nobody says any more"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            from quiz.management import catalogs
        except ModuleNotFoundError as missing:
            raise CommandError(
                f"{missing.name} is missing, which only developers need: make test installs it."
            ) from missing
        found = catalogs.in_the_code()
        for language in catalogs.LANGUAGES:
            catalog = catalogs.read(language)
            catalogs.merge(catalog, found, tidy=options["tidy"])
            path = catalogs.path_of(language)
            path.parent.mkdir(parents=True, exist_ok=True)
            catalog.save(str(path), newline="\n")
            path.with_suffix(".mo").write_bytes(catalogs.compiled(catalog))
            self.stdout.write(
                f"{language}: {len(found)} messages, "
                f"{len(catalogs.untranslated(catalog))} to translate, "
                f"{len(catalog.obsolete_entries())} obsolete"
            )
