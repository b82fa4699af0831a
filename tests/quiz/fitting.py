"""What SQLite stores and PostgreSQL would not: what is on one is to load into the other."""

from django.apps import apps
from django.db import models


def misfits(only=None):
    """Values that are stored and would not load into PostgreSQL, by table and column."""
    for model in only or apps.get_models(include_auto_created=True):
        fields = [f for f in model._meta.concrete_fields if misfit_of(f)]
        for row in model._base_manager.values_list(*(field.attname for field in fields)):
            for field, value in zip(fields, row, strict=True):
                if value is not None and misfit_of(field)(value):
                    yield f"{model._meta.label}.{field.name}", value


def misfit_of(field):
    """What no value of the field may be."""
    field = getattr(field, "target_field", field)
    if isinstance(field, models.JSONField):
        return holds_nul
    if isinstance(field, models.CharField | models.TextField):
        most = field.max_length if isinstance(field, models.CharField) else None
        return lambda value: "\0" in value or (most is not None and len(value) > most)
    if isinstance(field, models.IntegerField):
        least, most = RANGES[field.get_internal_type()]
        return lambda value: not least <= value <= most
    return None


RANGES = {
    "SmallIntegerField": (-(2**15), 2**15 - 1),
    "PositiveSmallIntegerField": (0, 2**15 - 1),
    "IntegerField": (-(2**31), 2**31 - 1),
    "AutoField": (-(2**31), 2**31 - 1),
    "PositiveIntegerField": (0, 2**31 - 1),
    "BigIntegerField": (-(2**63), 2**63 - 1),
    "BigAutoField": (-(2**63), 2**63 - 1),
    "PositiveBigIntegerField": (0, 2**63 - 1),
}


def holds_nul(value):
    """PostgreSQL's jsonb takes none, in whatever depth."""
    if isinstance(value, dict):
        return any(map(holds_nul, [*value, *value.values()]))
    if isinstance(value, list):
        return any(map(holds_nul, value))
    return isinstance(value, str) and "\0" in value
