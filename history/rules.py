"""Rules between rows that no single row can check: the arrow of time and loops of causes."""

from collections.abc import Iterable

from history.dates import HistoricalDate

LATER_ALLOWED = "sustaining"


def begins_too_late(cause: HistoricalDate, effect: HistoricalDate, role: str) -> bool:
    """Whether `cause` cannot have led to `effect`: it begins after the effect does.

    A sustaining cause may begin while a lasting effect goes on, but not after its end.
    """
    if role == LATER_ALLOWED and effect.is_interval:
        return cause.earliest > effect.latest
    return cause.earliest > (effect.begin or effect).latest


def find_loop(edges: Iterable[tuple[str, str]]) -> list[str]:
    """A loop in (cause, effect) pairs as the list of its members in order, or an empty list."""
    leads_to: dict[str, list[str]] = {}
    for cause, effect in edges:
        leads_to.setdefault(cause, []).append(effect)
    finished: set[str] = set()
    for start in sorted(leads_to):
        loop = _loop_from(start, leads_to, finished)
        if loop:
            return loop
    return []


def _loop_from(start: str, leads_to: dict[str, list[str]], finished: set[str]) -> list[str]:
    """Depth-first without recursion: a chain of causes may be longer than Python's stack."""
    path: list[str] = []
    on_path: set[str] = set()
    stack = [(start, False)]
    while stack:
        node, leaving = stack.pop()
        if leaving:
            path.pop()
            on_path.discard(node)
            finished.add(node)
        elif node in on_path:
            return path[path.index(node) :]
        elif node not in finished:
            path.append(node)
            on_path.add(node)
            stack.append((node, True))
            stack.extend((effect, False) for effect in leads_to.get(node, []))
    return []
