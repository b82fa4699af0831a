"""A check: a rule with a name that is silent on a sound draft and says why on any other."""

from collections.abc import Callable, Iterable, Mapping
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


def by_way(usual: Iterable[Check], others: Mapping[str, Iterable[Check]]) -> tuple[Check, ...]:
    """The checks of a kind, each of which applies the rule that a draft's own way has under its
    name; a way that is not among the others is checked as is usual."""
    rules = {way: {c.name: c.rule for c in checks} for way, checks in others.items()}
    default = {c.name: c.rule for c in usual}
    names = dict.fromkeys(name for held in (default, *rules.values()) for name in held)
    return tuple(Check(name, _rule_called(name, default, rules)) for name in names)


def _rule_called(
    name: str, default: Mapping[str, Rule], rules: Mapping[str, Mapping[str, Rule]]
) -> Rule:
    def rule(draft: Draft, chronicle: Chronicle) -> Iterable[str]:
        own = rules.get(draft.key["asks"].get("way", ""), default).get(name)
        return own(draft, chronicle) if own else ()

    return rule
