"""The facts that a student can know and forget: `when:EVENT`, `why:CAUSE`, `own:QUESTION`."""

from history.chronicle import Chronicle
from quiz import kinds


def facts_of(chronicle: Chronicle) -> tuple[str, ...]:
    """All that some kind can be asked for, in the order of their events."""
    return chronicle.worked_out(_facts)


def _facts(chronicle: Chronicle) -> tuple[str, ...]:
    found = {target for kind in kinds.all_kinds().values() for target in kind.targets(chronicle)}
    whens = [f"when:{event.slug}" for event in chronicle.events]
    whys = [f"why:{cause.slug}" for event in chronicle.events for cause in event.causes]
    dated = [fact for fact in whens + whys if fact in found]
    return (*dated, *sorted(found.difference(dated)))
