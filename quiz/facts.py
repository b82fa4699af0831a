"""The facts that a student can know and forget: `when:EVENT`, `why:CAUSE`, `own:QUESTION`."""

from typing import NamedTuple

from django.utils.translation import gettext

from history.chronicle import Chronicle
from history.records import Event
from quiz import kinds
from quiz.own import own_question


def facts_of(chronicle: Chronicle) -> tuple[str, ...]:
    """All that some kind can be asked for, in the order of their events."""
    return chronicle.worked_out(_facts)


def _facts(chronicle: Chronicle) -> tuple[str, ...]:
    found = {target for kind in kinds.all_kinds().values() for target in kind.targets(chronicle)}
    whens = [f"when:{event.slug}" for event in chronicle.events]
    whys = [f"why:{cause.slug}" for event in chronicle.events for cause in event.causes]
    dated = [fact for fact in whens + whys if fact in found]
    return (*dated, *sorted(found.difference(dated)))


class Fact(NamedTuple):
    """A fact as people read of it; a teacher's own question may belong to no event."""

    name: str
    about: str
    event: Event | None
    statement: str

    @property
    def says(self) -> str:
        if self.about == "own":
            return self.statement
        title = self.event.title if self.event else self.statement
        if self.about == "when":
            return gettext("When: %(title)s") % {"title": title}
        if self.about == "why":
            values = {"title": title, "statement": self.statement}
            return gettext("Why: %(title)s — %(statement)s") % values
        return title


def told(chronicle: Chronicle) -> dict[str, Fact]:
    """All facts of the chronicle by their names, in the order of `facts_of`."""
    return chronicle.worked_out(_told)


def _told(chronicle: Chronicle) -> dict[str, Fact]:
    return {name: _tell(chronicle, name) for name in facts_of(chronicle)}


def _tell(chronicle: Chronicle, name: str) -> Fact:
    about, _, slug = name.partition(":")
    if own := own_question(chronicle, name):
        return Fact(name, about, chronicle.by_slug.get(own.event), own.stem)
    cause = chronicle.causes.get(slug) if about == "why" else None
    if cause:
        return Fact(name, about, chronicle.by_slug[cause.effect], cause.statement)
    return Fact(name, about, chronicle.by_slug.get(slug), slug)
