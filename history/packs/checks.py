"""What is wrong between the rows of a pack. Each check is a generator of problems."""

from collections.abc import Callable, Iterator
from itertools import chain, islice

from django.utils.translation import gettext as _

from history.beliefs import plain
from history.dates import BadDate, HistoricalDate
from history.models import DisputeKind
from history.packs.cells import bad_cells
from history.packs.links import bad_links, taken_statements
from history.packs.pack import Pack, Problem, Row
from history.words import in_words

MOST_PROBLEMS = 1000

Check = Callable[[Pack], Iterator[Problem]]


def given_twice(pack: Pack) -> Iterator[Problem]:
    for name in pack.tables:
        seen: dict[tuple[str, ...], int] = {}
        for row in pack.rows(name):
            for columns in row.table.uniques:
                first = seen.setdefault((*columns, *row.values(columns)), row.line)
                if first != row.line:
                    text = _("row %(line)d has the same %(columns)s; change one or take one out.")
                    values = {"line": first, "columns": ", ".join(columns)}
                    yield row.problem(columns[-1], text % values)


def unknown_references(pack: Pack) -> Iterator[Problem]:
    names = [*pack.tables, *pack.around]
    known = {name: {row.cells.get("slug") for row in pack.known(name)} for name in names}
    for row in pack:
        for column, table in row.table.references.items():
            # Where the other file could not be read, every reference to it would be unknown.
            if table.name not in known:
                continue
            for slug in row.listed(column):
                if slug not in known[table.name]:
                    text = _("“%(slug)s” is not a slug in %(file)s; add it there or mend it here.")
                    yield row.problem(column, text % {"slug": slug, "file": table.file})


def bad_dates(pack: Pack) -> Iterator[Problem]:
    for name, column in (("sources", "published"), ("events", "date"), ("date_claims", "says")):
        for row in pack.rows(name):
            try:
                pack.read_date(row, column)
            except BadDate as error:
                yield row.problem(column, str(error))


def half_disputes(pack: Pack) -> Iterator[Problem]:
    for row in pack.rows("date_claims"):
        if row["dispute"] and not row["note"]:
            text = _("a dispute needs a note: say in a sentence what resolves or explains it.")
            yield row.problem("note", text)


def hidden_disputes(pack: Pack) -> Iterator[Problem]:
    for event, claims in pack.claims_by_event.items():
        when = pack.dates.get(event)
        for row in claims:
            says = pack.date_in(row, "says")
            if when and says and not row["dispute"] and not says.overlaps(when):
                yield from _where_to_mend(pack, row, _contradiction(says, when))


def _where_to_mend(pack: Pack, claim: Row, says: str) -> Iterator[Problem]:
    """A claim of the store is contradicted by the event's new date, or was so before."""
    if claim.line:
        yield claim.problem("dispute", says)
    elif event := pack.events.get(claim["event"]):
        text = _("the store has a claim of “%(source)s”: %(says)s")
        yield event.problem("date", text % {"source": claim["source"], "says": says})


def _contradiction(says: HistoricalDate, when: HistoricalDate) -> str:
    text = _(
        "this claim says %(says)s and the event's date is %(date)s: correct one, "
        "or name the dispute (%(kinds)s) and explain it in the note."
    )
    kinds = ", ".join(DisputeKind.values)
    return text % {"says": in_words(says), "date": in_words(when), "kinds": kinds}


def asserted_by_nobody(pack: Pack) -> Iterator[Problem]:
    asserted = {row["cause"] for row in pack.known("cause_claims")}
    for row in pack.rows("causes") if pack.knows("cause_claims") else []:
        if row["slug"] not in asserted:
            text = _("asserted by nobody: add a row to cause_claims.csv that names its source.")
            yield row.problem("slug", text)


def beliefs_proved_true(pack: Pack) -> Iterator[Problem]:
    beliefs = [row for row in pack.rows("misconceptions") if row["about"] == "why"]
    believed_of = {row["event"] for row in beliefs}
    given = {
        (row["effect"], plain(row["statement"])): row["slug"]
        for row in pack.known("causes")
        if row["effect"] in believed_of
    }
    for row in beliefs:
        slug = given.get((row["event"], plain(row["statement"])))
        if slug:
            text = _("“%(slug)s” gives this as a true reason: correct the one or the other.")
            yield row.problem("statement", text % {"slug": slug})


CHECKS: tuple[Check, ...] = (
    bad_cells,
    given_twice,
    unknown_references,
    bad_dates,
    half_disputes,
    hidden_disputes,
    asserted_by_nobody,
    bad_links,
    taken_statements,
    beliefs_proved_true,
)


def problems_in(pack: Pack) -> list[Problem]:
    """All of them, unless there are so many that something else is wrong with the file."""
    found = chain.from_iterable(check(pack) for check in CHECKS)
    return list(islice(chain(pack.problems, found), MOST_PROBLEMS))


def warnings_about(pack: Pack) -> Iterator[Problem]:
    """What may be meant so: the pack is loaded all the same."""
    for slug, row in pack.events.items():
        if not pack.claims_by_event.get(slug):
            yield row.problem("slug", _("no source says anything of it: no question on its date."))
        elif not any(_supports(claim) for claim in pack.claims_by_event[slug]):
            yield row.problem("date", _("no claim gives this date without dispute."))


def _supports(claim: Row) -> bool:
    """Whether the claim gives a date undisputed; that it then agrees has been checked."""
    return bool(claim["says"] and not claim["dispute"])
