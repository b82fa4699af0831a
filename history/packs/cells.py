"""What is wrong in one cell, whatever the others hold: the models' own limits, said in words."""

from collections.abc import Callable, Iterator
from functools import cache

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_slug
from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext as _

from history.packs.pack import Pack, Problem, Row

IMPORTANCE = ("1", "2", "3")
is_url = URLValidator(schemes=["http", "https"])


def bad_cells(pack: Pack) -> Iterator[Problem]:
    for row in pack:
        for column, field in row.table.fields.items():
            says = _wrong(row, column, field)
            if says:
                yield row.problem(column, says)


def _wrong(row: Row, column: str, field: models.Field) -> str:
    value = row[column]
    if "\0" in value:
        return _("it holds a NUL character, which no text needs; delete it.")
    if not value:
        return "" if field.blank else _empty(field)
    if field.is_relation:
        return ""
    if field.choices:
        return _not_one_of(value, _choices(field))
    if isinstance(field, models.PositiveSmallIntegerField):
        return _not_one_of(value, IMPORTANCE)
    return _too_long(value, field.max_length) or _misspelt(value, field)


def _empty(field: models.Field) -> str:
    if field.choices:
        known = ", ".join(str(value) for value, _label in field.choices if value)
        return _("it is empty; write one of %(known)s.") % {"known": known}
    return _("it is empty; every row needs one here.")


@cache
def _choices(field: models.Field) -> tuple[str, ...]:
    return tuple(str(known) for known, _label in field.choices or ())


def _not_one_of(value: str, known: tuple[str, ...]) -> str:
    if value in known:
        return ""
    names = ", ".join(name or _("(empty)") for name in known)
    return _("“%(value)s” is not one of %(known)s.") % {"value": value, "known": names}


def _too_long(value: str, limit: int | None) -> str:
    if limit is None or len(value) <= limit:
        return ""
    text = _("it has %(length)d characters, and at most %(limit)d fit; shorten it to “%(short)s…”.")
    return text % {"length": len(value), "limit": limit, "short": value[: min(limit, 40) - 1]}


def _misspelt(value: str, field: models.Field) -> str:
    if isinstance(field, models.SlugField) and not _passes(validate_slug, value):
        text = _("“%(value)s” is no slug: letters, digits and hyphens only, as in %(example)s.")
        return text % {"value": value, "example": slugify(value) or "first-embassy"}
    if isinstance(field, models.URLField) and not _passes(is_url, value):
        text = _("“%(value)s” is no web address; write one such as https://example.org/page.")
        return text % {"value": value}
    return ""


def _passes(validator: Callable[[str], None], value: str) -> bool:
    try:
        validator(value)
    except ValidationError:
        return False
    return True
