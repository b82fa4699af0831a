"""What is amiss with an installation, told when it starts and not when a pupil plays."""

from collections.abc import Sequence
from typing import Any

from django.core import checks
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections
from django.template import TemplateDoesNotExist
from django.template.loader import get_template

from quiz import kinds
from quiz.keeping import durability


@register()
def every_kind_has_its_template(**_kwargs: Any) -> list[CheckMessage]:
    return [
        Error(f"The kind “{name}” has no template {path}.", id="quiz.E001")
        for name, path in ((name, kinds.template(name)) for name in kinds.all_kinds())
        if not _exists(path)
    ]


def _exists(path: str) -> bool:
    try:
        get_template(path)
    except TemplateDoesNotExist:
        return False
    return True


@register(Tags.database)
def nothing_that_is_saved_gets_lost(
    databases: Sequence[str] | None = None, **_kwargs: Any
) -> list[CheckMessage]:
    """Looks at a live connection: with `check --database default`, and before migrations."""
    found: list[CheckMessage] = []
    for alias in databases or ():
        database = connections[alias]
        found += [Error(said, id="quiz.E002") for said in durability.problems(database)]
        found += [checks.Warning(said, id="quiz.W001") for said in durability.worries(database)]
    return found
