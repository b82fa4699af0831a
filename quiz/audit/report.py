"""What an inquiry found, as lines to read."""

from collections.abc import Iterator

from quiz.audit import coverage, mutants
from quiz.audit.drafts import Batch, Verdicts
from quiz.audit.inquiry import Inquiry
from quiz.audit.robots import Result

MOST_LISTED = 40


def lines(inquiry: Inquiry) -> Iterator[str]:
    for batch in inquiry.batches:
        yield from _batch(batch, inquiry.verdicts[batch.title])
        yield ""
    rounds = inquiry.verdicts.get("rounds", Verdicts())
    yield f"rounds: {_tally(rounds, 'independent')} of the check independent"
    yield ""
    yield from _robots(inquiry)
    yield ""
    yield from _mutants(inquiry)
    yield ""
    yield from _coverage(inquiry)


def _batch(batch: Batch, verdicts: Verdicts) -> Iterator[str]:
    if not batch.drafts and not batch.refused:
        yield f"{batch.title}: no targets"
        return
    events = {draft.events[0] for draft in batch.just_drafts if draft.events}
    yield f"{batch.title}: {len(batch.drafts)} drafts about {len(events)} events"
    yield f"  {'check':24}{'passes':>8}{'failures':>10}{'refused':>9}"
    names = dict.fromkeys([*verdicts.passes, *verdicts.failures])
    for name in names:
        failures = len(verdicts.failures.get(name, ()))
        refused = batch.refused.get(name, 0)
        yield f"  {name:24}{verdicts.passes[name]:8}{failures:10}{refused:9}"
    rejected = {name: times for name, times in batch.refused.most_common() if name not in names}
    told = ", ".join(f"{name} {times}" for name, times in rejected.items())
    yield f"  rejected by the kind: {told or 'none'}"
    without = ", ".join(f"{name} {times}" for name, times in batch.without.most_common())
    yield f"  targets without a draft: {without or 'none'}"


def _tally(verdicts: Verdicts, name: str) -> str:
    return f"{verdicts.passes[name]} passes, {len(verdicts.failures.get(name, ()))} failures"


def _robots(inquiry: Inquiry) -> Iterator[str]:
    heading = f"{'drafts':>8}{'score':>8}{'chance':>8}{'bound':>8}"
    yield f"{'robots that know nothing':52}{heading}"
    for title, results in inquiry.robots.items():
        for result in results:
            yield f"  {title + ': ' + result.robot:50}{_figures(result)}"
        if not results:
            yield f"  {title}: nothing to choose from"


def _figures(result: Result) -> str:
    figures = f"{result.score:8.3f}{result.chance:8.3f}{result.bound:8.3f}"
    return f"{result.drafts:8}{figures}{'  GAINS' if result.gains else ''}"


def _mutants(inquiry: Inquiry) -> Iterator[str]:
    yield f"{'mutants':52}{'made':>8}{'caught':>8}"
    for name, fared in inquiry.mutants.items():
        yield f"  {name:50}{fared.made:8}{fared.caught:8}"
        for how, times in fared.survivors.most_common():
            yield f"    survived {times}: {how}. {fared.note} {fared.example}"
    sorts, share = len(inquiry.mutants), mutants.share(inquiry.mutants)
    yield f"  {sorts} sorts, {share:.1%} caught by a check that names it; goal {mutants.GOAL:.0%}"


def _coverage(inquiry: Inquiry) -> Iterator[str]:
    found = inquiry.coverage
    yield (
        f"coverage: {found.share:.1%} of {found.supported} events with a supported date can be "
        f"asked in {coverage.WAYS} ways; goal {coverage.GOAL:.0%}"
    )
    for event in found.uncovered[:MOST_LISTED]:
        ways = " and ".join(event.ways) or "not at all"
        yield f"  {event.slug}: {ways}; {', '.join(event.reasons) or 'no other target'}"
    if len(found.uncovered) > MOST_LISTED:
        yield f"  and {len(found.uncovered) - MOST_LISTED} more"
