"""An event's causes and effects as a drawing, from rows that its page has read already."""

from collections.abc import Iterable

from django.utils.text import capfirst
from django.utils.translation import ngettext

from history import graph, models


def graphs(
    event: models.Event, causes: Iterable[models.Cause], effects: Iterable[models.Cause]
) -> list[graph.Graph]:
    """For a wide page and for a phone; none where nothing is known to hang together."""
    before = _drawn([_link(cause, cause.cause) for cause in causes], "#causes")
    after = _drawn([_link(cause, cause.effect) for cause in effects], "#effects")
    here = graph.Link(event.title_here, "", event.when_in_words)
    kinds = [graph.wide, graph.narrow] if before or after else []
    return [kind(here, before, after) for kind in kinds]


def _link(cause: models.Cause, event: models.Event | None) -> graph.Link:
    word = capfirst(cause.get_role_display().partition(":")[0])
    if event is None:
        return graph.Link(cause.statement, f"#{cause.slug}", role=cause.role, word=word)
    when, day = event.when_in_words, event.when.earliest
    return graph.Link(event.title_here, event.get_absolute_url(), when, cause.role, word, day)


def _drawn(links: Iterable[graph.Link], anchor: str) -> list[graph.Link]:
    found = graph.neighbours(links)
    if not found.more:
        return list(found.drawn)
    more = ngettext("and %(n)d more", "and %(n)d more", found.more) % {"n": found.more}
    return [*found.drawn, graph.Link(more, anchor)]
