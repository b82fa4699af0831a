"""Which events can be shown where time is asked for, and which of them end before others."""

import re

from history.records import Event

# A year in a title tells its place. Ordinals and the like tell it only beside another title, which
# is for the checks to see: a draft that they refuse is built again with other options.
YEAR = re.compile(r"\d{3}")


def is_dated(event: Event) -> bool:
    return any(claim.date for claim in event.claims)


def can_be_shown(event: Event) -> bool:
    return is_dated(event) and not YEAR.search(event.title)


def ends_before(one: Event, other: Event) -> bool:
    """Whether the one has surely ended when the other begins, by all claims on both."""
    return one.hull[1] < other.hull[0]
