"""Packs of any size about nothing that ever was: for measuring, and for trying what is rare.

They have what real packs seldom have much of: years before 1, ties, spans of centuries, doubtful
dates, titles with numbers in them, namesakes, and causes in long chains.
"""

import csv
from collections.abc import Iterator
from pathlib import Path
from random import Random

from history.packs.tables import TABLES

FIRST_YEAR, LAST_YEAR = -3000, 2000
SOURCES = 60
BEGINNINGS = "ba be do du fa ge hi ka ke lo lu ma mi na no pa ra ro sa se ta ti va vo zu".split()
ENDINGS = "bel dan dor fen gar hald kin lam mar nel rad ros sur tal vik wen".split()
TITLES = (
    "{one} founds the town of {two}",
    "Fire destroys the archive of {one}",
    "{one} and {two} sign a peace",
    "The {ordinal} council of {one} meets",
    "A bridge joins {one} to {two}",
    "{one} is crowned at {two}",
    "Plague empties the harbour of {one}",
    "{one} publishes a map of {two}",
    "The guild of {one} strikes for {number} days",
    "{two} besieges {one}",
    "{one} opens a school for pilots",
    "The observatory of {one} sees a comet",
)
REASONS = (
    "Merchants of {one} had lost their ships near {two}",
    "The harvest of {one} had failed for years",
    "{one} had promised its neighbours help",
    "The old walls of {one} had fallen in",
    "Scholars at {one} had praised the idea",
    "A feud with {one} had been left unsettled",
)
BELIEFS = (
    "Pirates of {one} had asked for it",
    "A comet had frightened the people of {one}",
    "The king of {one} had dreamt of it",
    "Letters from {one} had been forged",
)
ORDINALS = ("first", "second", "third", "fourth", "last", "great", "little", "secret")
Row = dict[str, object]


def write(folder: Path, slug: str, size: int, seed: int = 1) -> None:
    """A pack of `size` events in one topic; the same arguments give the same bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    about = [f'slug = "{slug}"', 'title = "Made up"', 'language = "en"', 'licence = "CC0-1.0"']
    (folder / "pack.toml").write_text("\n".join([*about, 'authors = ["Nobody"]', ""]))
    rows = _rows(slug, size, Random(f"{slug} {size} {seed}"))
    for table in TABLES:
        with (folder / table.file).open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, table.columns, restval="")
            writer.writeheader()
            writer.writerows(rows[table.name])


def _rows(slug: str, size: int, rng: Random) -> dict[str, list[Row]]:
    sources = list(_sources(slug, rng))
    names = [str(source["slug"]) for source in sources]
    events = list(_events(slug, size, rng))
    causes = list(_causes(events, rng))
    return {
        "topics": [{"slug": slug, "title": f"The history of nothing, {size} events"}],
        "sources": sources,
        "events": events,
        "date_claims": [c for event in events for c in _date_claims(event, names, rng)],
        "causes": causes,
        "cause_claims": [
            _claim(cause=cause["slug"], source=source)
            for cause in causes
            for source in rng.sample(names, rng.choice((1, 2, 2)))
        ],
        "misconceptions": [m for event in events for m in _misconceptions(event, rng)],
    }


def name(rng: Random) -> str:
    return (rng.choice(BEGINNINGS) + rng.choice(BEGINNINGS) + rng.choice(ENDINGS)).capitalize()


def _filled(pattern: str, rng: Random) -> str:
    number, ordinal = rng.randint(3, 60), rng.choice(ORDINALS)
    return pattern.format(one=name(rng), two=name(rng), number=number, ordinal=ordinal)


def _sources(slug: str, rng: Random) -> Iterator[Row]:
    kinds = ("primary", "primary", "secondary", "secondary", "secondary", "tertiary", "official")
    for number in range(SOURCES):
        yield {
            "slug": f"{slug}-s{number}",
            "title": f"Annals of {name(rng)} and {name(rng)}",
            "author": f"{name(rng)} of {name(rng)}",
            "kind": rng.choice(kinds),
            "language": "en",
        }


def _events(slug: str, size: int, rng: Random) -> Iterator[Row]:
    years = sorted(rng.randint(FIRST_YEAR, LAST_YEAR) for _ in range(size))
    date, title = "", ""
    for number, year in enumerate(years):
        # One in twelve shares its date, one in forty its title, with the one before.
        date = date if date and rng.random() < 1 / 12 else _date(year, rng)
        title = title if title and rng.random() < 1 / 40 else _filled(rng.choice(TITLES), rng)
        yield {
            "slug": f"{slug}-e{number}",
            "title": title,
            "date": date,
            "calendar": rng.choice(("", "", "", "NS")) if 1582 < year < 1918 else "",
            "place": name(rng),
            "people": f"{name(rng)}; {name(rng)}",
            "summary": "It is told of this that nobody was there to see it happen.",
            "topics": slug,
            "importance": rng.choice((1, 1, 2, 2, 3)),
        }


def _date(year: int, rng: Random) -> str:
    text = _year(year)
    month, day = rng.randint(1, 12), rng.randint(1, 28)
    forms = [f"{text}-{month:02}-{day:02}"] * 5 + [f"{text}-{month:02}"] * 2 + [text] * 3
    forms += [f"{text}~", f"{text}?", f"{text}/{_year(year + rng.randint(1, 9))}"]
    forms += [f"{text}/{_year(year + rng.randint(90, 300))}", f"{text[:-1]}X"]
    return rng.choice(forms)


def _year(year: int) -> str:
    return f"-{-year:04}" if year < 0 else f"{year:04}"


def _date_claims(event: Row, names: list[str], rng: Random) -> Iterator[Row]:
    for source in rng.sample(names, rng.choice((1, 2, 2, 3))):
        yield _claim(event=event["slug"], source=source, says=event["date"])


def _claim(**cells: object) -> Row:
    return {"locator": "leaf 7", "gist": "It tells of this, and at length."} | cells


def _causes(events: list[Row], rng: Random) -> Iterator[Row]:
    for number, event in enumerate(events):
        for reason in rng.sample(REASONS, rng.choice((0, 0, 1, 1, 2))):
            earlier = events[number - rng.randint(1, 12)] if number > 12 else None
            # What begins in the year or the span that another one is told of may come too late.
            apart = earlier and str(earlier["date"])[:4] != str(event["date"])[:4]
            yield {
                "slug": f"{event['slug']}-c{REASONS.index(reason)}",
                "effect": event["slug"],
                "cause": earlier["slug"] if earlier and apart and rng.random() < 0.8 else "",
                "statement": _filled(reason, rng),
                "role": rng.choice(("trigger", "background", "background", "motive")),
                "explanation": "Those who lived then said so, and those who came later agreed.",
            }


def _misconceptions(event: Row, rng: Random) -> Iterator[Row]:
    for belief in rng.sample(BELIEFS, rng.choice((0, 1, 1, 2))):
        yield {
            "event": event["slug"],
            "about": "why",
            "statement": _filled(belief, rng),
            "correction": f"{name(rng)} shows in his letters that nobody there had heard of that.",
            "tag": "made-up",
        }
