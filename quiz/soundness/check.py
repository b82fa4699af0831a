"""A check: a rule with a name that is silent on a sound draft and says why on any other."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from history.chronicle import Chronicle
from quiz.draft import Draft

Rule = Callable[[Draft, Chronicle], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Breach:
    check: str
    why: str


@dataclass(frozen=True, slots=True)
class Check:
    name: str
    rule: Rule

    def __call__(self, draft: Draft, chronicle: Chronicle) -> list[Breach]:
        return [Breach(self.name, why) for why in dict.fromkeys(self.rule(draft, chronicle))]


def check(name: str) -> Callable[[Rule], Check]:
    return lambda rule: Check(name, rule)
