"""The column for historical dates, which refuses what cannot be read as one."""

from typing import Any

from django.db import models

from history import dates


class EDTFField(models.CharField):
    """A historical date as EDTF level-1 text; never a DateField, which knows no BCE, no doubt."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["max_length"] = 64
        super().__init__(*args, **kwargs)
        self.validators = [*self.validators, dates.validate_edtf]

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        del kwargs["max_length"]
        return name, path, args, kwargs
