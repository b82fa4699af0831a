"""The forms of question. Each module in this folder is one kind and is found by being here.

A kind has, as module-level names:

`label`       what a teacher calls it, translated lazily
`ways`        the names of the ways in which it asks
`targets(chronicle)`                               the facts that it can be asked for
`build(chronicle, target, rng, difficulty, way)`   a Draft, or a Rejection with its name
`form(shown, data=None)`                           a Django form whose cleaned "answer" is JSON
`grade(key, answer)`                               a Grade

A kind whose wrong options are other events or causes takes `mistaken` as well, by name: what
students took for right when they were asked for the same fact, and how many of them did. It is
offered first after misconceptions. `quiz.confusions` names those kinds.
It may have `concerns(chronicle)`, the facts of which a teacher is told why they are not asked
for, where these are more than the targets.

`difficulty` runs from 0 to 1; `way` is one of the ways, and by default the first. A kind sees
the chronicle and nothing else: no database, no request, no clock. So the same chronicle, target,
seed and confusions give the same draft, byte for byte.
Modules whose names begin with an underscore are shared tools, not kinds.
"""

import pkgutil
from collections.abc import Iterable
from functools import cache
from importlib import import_module
from random import Random
from typing import Any, Protocol, cast

from django import forms
from django.utils.functional import Promise

from history.chronicle import Chronicle
from quiz.draft import Draft, Grade, Key, Mistaken, Rejection, Shown


class Kind(Protocol):
    label: Promise
    ways: tuple[str, ...]

    def targets(self, chronicle: Chronicle) -> Iterable[str]: ...

    def build(
        self,
        chronicle: Chronicle,
        target: str,
        rng: Random,
        difficulty: float,
        way: str = "",
        *,
        mistaken: Mistaken = ...,
    ) -> Draft | Rejection: ...

    def form(self, shown: Shown, data: Any = None) -> forms.Form: ...

    def grade(self, key: Key, answer: Any) -> Grade: ...


@cache
def all_kinds() -> dict[str, Kind]:
    names = sorted(m.name for m in pkgutil.iter_modules(__path__) if not m.name.startswith("_"))
    return {name: cast(Kind, import_module(f"{__name__}.{name}")) for name in names}


def choices() -> list[tuple[str, Any]]:
    """For a model field; a callable, so that a new kind makes no migration."""
    return [(name, kind.label) for name, kind in all_kinds().items()]


def concerns(kind: Kind, chronicle: Chronicle) -> Iterable[str]:
    found: Iterable[str] = getattr(kind, "concerns", kind.targets)(chronicle)
    return found


def template(name: str) -> str:
    """The template that draws the kind's question, and its options again after the answer."""
    return f"quiz/kinds/{name}.html"
