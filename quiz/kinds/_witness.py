"""Who says that one thing led to another, and whether a stem has to name them."""

from collections.abc import Iterable, Sequence

from history.records import Cause, Source
from quiz.draft import Evidence
from quiz.kinds._shared import by_trust, evidence, nameable, needs_naming


def is_somebodys(cause: Cause) -> bool:
    """Motives are judgements, and a single or partial witness is no more than that."""
    return cause.role == "motive" or needs_naming(cause.claims)


def who_says_all(causes: Sequence[Cause]) -> Source | None:
    """One source that can be named and gives every one of these causes."""
    first, *others = causes
    common = [
        claim.source
        for claim in by_trust(first.claims)
        if all(claim.source.slug in witnesses(other) for other in others)
    ]
    return nameable(common)


def witnesses(cause: Cause) -> set[str]:
    return {claim.source.slug for claim in cause.claims}


def told(causes: Iterable[Cause], named: Source | None) -> list[Evidence]:
    """The claims behind these causes; of each the one that the stem names comes first."""
    cited = []
    for cause in causes:
        claims = by_trust(cause.claims)
        if named:
            claims.sort(key=lambda claim: claim.source.slug != named.slug)
        cited += [evidence(claim) for claim in claims]
    return cited
