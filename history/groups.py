"""The group Teachers and what it may do: the shared library, and nothing about people.

Called from migrations, with their `apps`, so that the rights exist as soon as `migrate` is done.
Django makes the rows for permissions only after all migrations have run; those needed here are
made on the spot, under the names that Django gives them, and it leaves them as they are.
"""

from collections.abc import Iterable
from typing import Any

TEACHERS = "Teachers"
ACTIONS = ("add", "change", "delete", "view")
LIBRARY = ("topic", "source", "event", "dateclaim", "cause", "causeclaim", "misconception")


def let_teachers(apps: Any, app_label: str, models: Iterable[str]) -> None:
    """Give the group every right on these models of the app; making it if it is not there."""
    group, _new = apps.get_model("auth", "Group").objects.get_or_create(name=TEACHERS)
    for model in models:
        group.permissions.add(*_permissions(apps, app_label, model))


def _permissions(apps: Any, app_label: str, model: str) -> list[Any]:
    content_types = apps.get_model("contenttypes", "ContentType").objects
    content_type, _new = content_types.get_or_create(app_label=app_label, model=model)
    name = apps.get_model(app_label, model)._meta.verbose_name
    return [
        apps.get_model("auth", "Permission").objects.get_or_create(
            content_type=content_type,
            codename=f"{action}_{model}",
            defaults={"name": f"Can {action} {name}"},
        )[0]
        for action in ACTIONS
    ]
