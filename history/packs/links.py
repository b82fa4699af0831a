"""Checks on causes that are events: the arrow of time and loops, together with the store's."""

from collections.abc import Iterator
from typing import NamedTuple

from django.utils.translation import gettext as _

from history import dates
from history.dates import HistoricalDate
from history.models import Cause, Event
from history.packs.pack import Pack, Problem, Row
from history.rules import begins_too_late, find_loop
from history.words import in_words

# Finding each takes a walk over all links, and whoever has mended so many will ask again.
MOST_LOOPS = 10


class Link(NamedTuple):
    cause: str
    effect: str
    role: str
    # The pack's row that makes the link, or that of an event which the store has linked already.
    row: Row | None
    column: str


def bad_links(pack: Pack) -> Iterator[Problem]:
    if pack.knows("causes") and pack.knows("events"):
        links = list(_links(pack))
        yield from _too_late(links, _all_dates(pack, links))
        yield from _loops(links)


def taken_statements(pack: Pack) -> Iterator[Problem]:
    """A teacher may have given an event this very reason, under another slug."""
    ours = {row["slug"] for row in pack.rows("causes")}
    stored = Cause.objects.values_list("effect__slug", "statement", "slug")
    taken = {(effect, said): slug for effect, said, slug in stored if slug not in ours}
    for row in pack.rows("causes"):
        if slug := taken.get((row["effect"], row["statement"])):
            text = _("the store has this statement as “%(slug)s”; use that slug or other words.")
            yield row.problem("statement", text % {"slug": slug})


def _links(pack: Pack) -> Iterator[Link]:
    """All links there will be that touch the pack, and those of the store around them."""
    ours = {row["slug"]: row for row in pack.rows("causes")}
    for row in ours.values():
        if row["cause"]:
            yield Link(row["cause"], row["effect"], row["role"], row, "cause")
    stored = Cause.objects.filter(cause__isnull=False).values_list(
        "slug", "cause__slug", "effect__slug", "role"
    )
    for slug, cause, effect, role in stored:
        if slug not in ours:
            touched = pack.events.get(effect) or pack.events.get(cause)
            yield Link(cause, effect, role, touched, "date")


def _all_dates(pack: Pack, links: list[Link]) -> dict[str, HistoricalDate]:
    named = {slug for link in links for slug in (link.cause, link.effect)}
    stored = Event.objects.values_list("slug", "date", "calendar")
    known = {slug: dates.parse(date, cal) for slug, date, cal in stored if slug in named}
    return known | pack.dates


def _too_late(links: list[Link], when: dict[str, HistoricalDate]) -> Iterator[Problem]:
    for link in links:
        cause, effect = when.get(link.cause), when.get(link.effect)
        if link.row and cause and effect and begins_too_late(cause, effect, link.role):
            text = _(
                "“%(cause)s” (%(cause_date)s) comes after “%(effect)s” (%(effect_date)s), so it "
                "cannot have led to it; name an earlier event, or leave the cell cause empty."
            )
            values = {"cause": link.cause, "effect": link.effect}
            shown = {"cause_date": in_words(cause), "effect_date": in_words(effect)}
            yield link.row.problem(link.column, text % (values | shown))


def _loops(links: list[Link]) -> Iterator[Problem]:
    """Each loop once: it is opened where the pack closes it, and the search goes on."""
    rows = {link[:2]: link.row for link in links if link.row and link.column == "cause"}
    edges = {link[:2] for link in links}
    told = 0
    while told < MOST_LOOPS and (loop := find_loop(sorted(edges))):
        steps = list(zip(loop, [*loop[1:], loop[0]], strict=True))
        closing = max(steps, key=lambda step: rows[step].line if step in rows else 0)
        edges.discard(closing)
        if closing in rows:
            told += 1
            text = _("these causes run in a circle: %(loop)s. Take one of them out.")
            members = " → ".join([*loop, loop[0]])
            yield rows[closing].problem("cause", text % {"loop": members})
