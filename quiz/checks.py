from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.template import TemplateDoesNotExist
from django.template.loader import get_template

from quiz import kinds


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
