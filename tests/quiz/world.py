"""Kelpwick, a lighthouse town that never was: a small chronicle in memory, to be tweaked.

`world(event("tower-1809", date="1809~"), without={"wreck-1803"})` is Kelpwick with one event
changed and one taken out; an event with a new slug is added.
"""

import csv
from dataclasses import replace
from io import StringIO
from random import Random

from history import models, records
from history.chronicle import Chronicle
from history.dates import parse
from quiz import kinds
from quiz.draft import Draft

SOURCES = {
    s.slug: s
    for s in (
        records.Source("log", "Keeper's Log", "Ada Brine", "", "primary", "", "en", ""),
        records.Source("history", "A History of Kelpwick", "", "", "secondary", "", "en", ""),
        records.Source("memoir", "Memoir of a Pilot", "Jon Reed", "", "secondary", "", "en", ""),
        records.Source("council", "Council Minutes", "", "", "official", "the town", "en", ""),
        records.Source("customs", "Customs House Letters", "", "", "official", "", "en", ""),
        records.Source("annual", "Annual of 1809", "", "", "tertiary", "", "en", ""),
        records.Source("almanac", "The Coast Almanac", "", "", "tertiary", "", "en", ""),
        records.Source("guide", "A Pocket Guide", "", "", "tertiary", "", "en", ""),
        records.Source("report", "Report of 1809", "", "", "primary", "", "en", ""),
    )
}

EVENTS = """\
slug|title|date|importance
charter-1801|Kelpwick receives its town charter|1801-05-02|2
wreck-1803|The brig Osprey breaks up on the Teeth|1803-11-19|3
petition-1804|Fishermen ask the crown for a light|1804-02-11|1
survey-1806|Surveyors chart the Teeth reef|1806-04/1807-09|2
tower-1809|The stone tower is lit|1809-09-01|3
keeper-1812|Ada Brine becomes keeper|1812-03-15|2
smugglers-1816|Smugglers darken the lamp for a night|1816-12-21|1
bell-1819|A fog bell is hung on the gallery|1819-06|1
fire-1823|Fire destroys the oil store|1823-08-14|3
lens-1827|A French lens replaces the reflectors|1827-05-30|2
pier-1831|The long pier is opened|1831-07-09|2
cholera-1834|Cholera reaches the harbour|1834|2
pilots-1837|The pilots found a guild|1837-10-02|1
lifeboat-1841|The town launches a lifeboat|1841-04-18|3
herring-1844|The herring stay away|1844/1846|2
railway-1849|A railway reaches Kelpwick|1849-11-05|3
regatta-1853|Rowers hold a summer regatta|1853-07-23|1
telegraph-1856|A telegraph office opens by the quay|1856-02-28|2
storm-1859|The great October storm floods the quay|1859-10-26|3
wall-1862|A sea wall shields the lower streets|1862-09-12|2
school-1866|The harbour school takes in girls|1866-01-15|1
steam-1870|Steam trawlers join the fleet|1870-03|2
strike-1873|Net menders lay down their work|1873-05-19|2
gaslight-1877|Gas lamps light the esplanade|1877-12-01|1
horn-1880|A steam horn takes over from the bell|1880-10-10|1
museum-1884|The old oil store becomes a museum|1884-06-06|1
hotel-1888|A grand hotel welcomes bathers|1888-05-21|2
electric-1892|The lamp is driven by electricity|1892-08-03|3
ferry-1896|A ferry crosses the sound daily|1896-04-07|1
keepers-leave-1900|The keepers leave the tower|1900-01-31|2
"""

# What one source has beside the log and the history, and why it differs.
DISPUTES = """\
event|source|says|dispute|gist|note
pilots-1837|memoir|1837-10-09|error|He paid his dues for the week.|The pilot wrote from memory, years after.
regatta-1853|memoir|1853-07-24|error|He rowed on a Sunday, he says.|The day was a Saturday by all almanacs.
school-1866|council|1866-01-22|error|The clerk has the girls come a week on.|The clerk wrote up the minutes late.
gaslight-1877|customs|1877-12-08|definition|Strangers saw them that night.|They were lit for a trial a week before all were.
museum-1884|council|1884-06-01|definition|The town votes to let people in.|The vote was taken days before the doors opened.
ferry-1896|customs|1896-04|precision|Dues for the first crossings are noted.|The letters give no day.
strike-1873|council||interpretation|Greed for wages is blamed.|The council speaks for the owners.
strike-1873|memoir||interpretation|Torn hands had no other way left.|The pilot had brothers among them.
strike-1873|guide||interpretation|Strangers had stirred up the trouble.|Nobody has ever named one.
hotel-1888|memoir||interpretation|It ruined the peace of the old harbour.|The pilot lived next door to it.
hotel-1888|guide||interpretation|It brought new life to a sleepy place.|Its owner paid for the printing.
"""  # noqa: E501 - a table is read by its columns

CAUSES = """\
slug|effect|cause|role|statement|explanation|sources
petition--wreck|petition-1804|wreck-1803|trigger|A ship had gone down within sight of the town|Everybody had seen the Osprey break up.|log history
survey--petition|survey-1806|petition-1804|background|Men who lived by nets had begged for help|The crown wanted charts before it would pay.|history memoir
tower--survey|tower-1809|survey-1806|background|Charts now showed where a tower could stand|Rock fit for building had been found.|history
tower--duties|tower-1809||motive|The council hoped to gain from harbour duties|Safe harbours draw ships, and ships pay.|council memoir
bell--tower|bell-1819|tower-1809|background|The light could not be seen through thick fog|Keepers had asked for a sound signal.|log
lens--fire|lens-1827|fire-1823|trigger|Flames had ruined the store and the old lamps|What was lost had to be bought in any case.|log history
pier--lens|pier-1831|lens-1827|background|A brighter lamp drew larger ships to the bay|The old jetty had become too short for them.|history almanac
lifeboat--cholera|lifeboat-1841|cholera-1834|background|An epidemic had left many widows in the town|Their fund was spent on saving lives at sea.|memoir
railway--herring|railway-1849|herring-1844|motive|Lean years made merchants look for other trade|Without fish the town had to sell something else.|history council
wall--storm|wall-1862|storm-1859|trigger|High water had carried off a row of cottages|Nobody wished to see such a night twice.|log history
herring--warmth|herring-1844||sustaining|The sea had grown too warm for the great shoals|The log notes mild winters throughout.|log almanac
strike--steam|strike-1873|steam-1870|background|New engines tore more nets than hands could mend|Work had doubled and wages had not.|memoir almanac
horn--strike|horn-1880|strike-1873|background|Ringers had learned to ask for a better wage|A machine asks for none.|memoir
hotel--railway|hotel-1888|railway-1849|background|Trains had made the beach an easy journey|Bathers came from the inland towns.|history guide
electric--gaslight|electric-1892|gaslight-1877|background|Street lighting had shown what a dynamo could save|The same engineers were asked.|council history
leave--electric|keepers-leave-1900|electric-1892|trigger|A lamp that needs no oil needs nobody to fill it|One visit a week was enough.|log history
"""  # noqa: E501 - a table is read by its columns

MISCONCEPTIONS = """\
event|about|statement|correction|tag
tower-1809|when|The tower is older than the charter|The charter came eight years before.|wrong-order
petition-1804|why|A keeper had complained of his dark windows|There was no tower yet, and no keeper.|no-keeper
lens-1827|why|Foreign merchants had made a gift of new glass|The town paid, and for years.|gift
lens-1827|why|Smugglers had broken the glass of the lantern|They only covered the lamp, long before.|smugglers
wall-1862|why|Trains had shaken loose the stones of the quay|The railway ran well above the harbour.|railway
"""  # noqa: E501 - a table is read by its columns


def rows(table):
    return list(csv.DictReader(StringIO(table), delimiter="|"))


def event(slug, *, says=None, causes=None, misconceptions=None, calendar="", **fields):
    """An event of Kelpwick, or a new one; `says` gives a date, or None, for each source."""
    disputed = disputes_on(slug) if says is None and "date" not in fields else ()
    fields = {"importance": 2} | next((r for r in rows(EVENTS) if r["slug"] == slug), {}) | fields
    says = {"log": fields["date"], "history": fields["date"]} if says is None else says
    return records.Event(
        slug=slug,
        title=fields["title"],
        date=parse(fields["date"], calendar),
        place="Kelpwick",
        people=("Ada Brine",),
        summary=f"What is known of this: {fields['title']}.",
        topics=("kelpwick",),
        importance=int(fields["importance"]),
        claims=(
            *(date_claim(slug, source, text, calendar) for source, text in says.items()),
            *disputed,
        ),
        causes=tuple(causes_of(slug) if causes is None else causes),
        misconceptions=tuple(wrongly_believed(slug) if misconceptions is None else misconceptions),
    )


def date_claim(slug, source, text, calendar="", dispute=""):
    return records.DateClaim(
        event=slug,
        source=SOURCES[source],
        date=parse(text, calendar) if text else None,
        locator="p. 7",
        gist="It tells of this.",
        quote="",
        dispute=dispute,
        note="They count differently." if dispute else "",
    )


def disputes_on(slug):
    return tuple(
        replace(
            date_claim(slug, row["source"], row["says"], dispute=row["dispute"]),
            locator="p. 8",
            gist=row["gist"],
            note=row["note"],
        )
        for row in rows(DISPUTES)
        if row["event"] == slug
    )


def cause(slug, **tweaks):
    """A cause of Kelpwick, or a new one; `sources` are the slugs of those who assert it."""
    new = {"cause": "", "role": "background", "explanation": "So it was.", "sources": "log history"}
    fields = next((r for r in rows(CAUSES) if r["slug"] == slug), new | {"slug": slug}) | tweaks
    claims = tuple(
        records.CauseClaim(slug, SOURCES[source], "p. 9", "It gives this reason.", "")
        for source in fields.pop("sources").split()
    )
    return records.Cause(**fields, claims=claims)


def causes_of(effect):
    return [cause(row["slug"]) for row in rows(CAUSES) if row["effect"] == effect]


def misconception(event, statement, about="why"):
    return records.Misconception(event, about, statement, "It was otherwise.", "otherwise")


def wrongly_believed(slug):
    return [records.Misconception(**r) for r in rows(MISCONCEPTIONS) if r["event"] == slug]


def world(*changed, without=()):
    events = {row["slug"]: event(row["slug"]) for row in rows(EVENTS)}
    events |= {changed_one.slug: changed_one for changed_one in changed}
    return chronicle(*(e for e in events.values() if e.slug not in without))


def with_more_reasons():
    """Kelpwick, where more than one event has two reasons, and others that one source gives."""
    second = {
        "wall-1862": "The mayor wished to be remembered by a work",
        "lens-1827": "Keepers had long asked for a stronger beam of light",
        "petition-1804": "Insurance had grown too dear for fishing crews",
    }
    alone = {
        "wall-1862": ("Masons wanted work", "A loan had become cheap"),
        "petition-1804": ("A priest had urged it", "Taxes on nets had risen"),
    }
    return world(
        *(
            event(
                effect,
                causes=[
                    *causes_of(effect),
                    cause(f"{effect}--second", effect=effect, statement=statement),
                    *(
                        cause(f"{effect}--{s}", effect=effect, statement=text, sources=s)
                        for s, text in zip(("log", "history"), alone.get(effect, ()), strict=False)
                    ),
                ],
            )
            for effect, statement in second.items()
        )
    )


def chronicle(*events, edges=()):
    own = [(c.cause, c.effect) for e in events for c in e.causes if c.cause]
    return Chronicle("kelpwick", 1, "Kelpwick", events, [*own, *edges])


def dated(*dates, calendar=""):
    """A chronicle of nothing but dates, each that of an event named event-1, event-2, ..."""
    names = "Ant Bee Cow Dog Eel Fox Gnu Hen Ibis Jay Kite Lynx Mole Newt Owl Pig".split()
    return chronicle(
        *(
            event(f"event-{n}", title=f"The {name} is seen", date=date, calendar=calendar)
            for n, (name, date) in enumerate(zip(names, dates, strict=False), 1)
        )
    )


def build(kind, chronicle, target, seed=1, difficulty=0.5, way=""):
    rng = Random(f"{target} {seed}")
    return kinds.all_kinds()[kind].build(chronicle, target, rng, difficulty, way)


def drafts(kind, chronicle, seeds=(1,), difficulty=0.5, way=""):
    """All drafts that the kind gives; what it rejects is left out."""
    targets = kinds.all_kinds()[kind].targets(chronicle)
    built = [build(kind, chronicle, t, seed, difficulty, way) for seed in seeds for t in targets]
    return [draft for draft in built if isinstance(draft, Draft)]


def wrong_options(draft):
    return [o["id"] for o in draft.shown["options"] if o["id"] not in draft.key["answer"]]


def meanings(draft, ids):
    return [draft.key["stands_for"][i] for i in ids]


def posted(draft, answer=None):
    """What a browser sends for the answer, the right one unless told otherwise."""
    answer = answer or draft.key["answer"]
    if draft.shown["mode"] == "order":
        return {f"rank-{option}": str(place) for place, option in enumerate(answer, 1)}
    return {"answer": answer if draft.shown["mode"] == "multiple" else answer[0]}


def store(chronicle):
    """Write a chronicle into the tables, as its topic."""
    topic = models.Topic.objects.create(slug=chronicle.slug, title=chronicle.title)
    sources = {slug: _stored_source(source) for slug, source in SOURCES.items()}
    events = {e.slug: _stored_event(e, topic) for e in chronicle.events}
    for held in (c for e in chronicle.events for c in e.claims):
        fields = {name: getattr(held, name) for name in ("locator", "gist", "dispute", "note")}
        events[held.event].date_claims.create(
            source=sources[held.source.slug], says=held.date.text if held.date else "", **fields
        )
    for held in chronicle.causes.values():
        row = events[held.effect].causes.create(
            cause=events.get(held.cause),
            **{n: getattr(held, n) for n in ("slug", "statement", "role", "explanation")},
        )
        for claim in held.claims:
            source = sources[claim.source.slug]
            row.claims.create(source=source, locator=claim.locator, gist=claim.gist)
    return topic


def _stored_source(source):
    return models.Source.objects.create(
        **{name: getattr(source, name) for name in records.Source.__dataclass_fields__}
    )


def _stored_event(held, topic):
    row = models.Event.objects.create(
        date=held.date.text,
        calendar=held.date.calendar,
        people="; ".join(held.people),
        **{n: getattr(held, n) for n in ("slug", "title", "place", "summary", "importance")},
    )
    row.topics.add(topic)
    for one in held.misconceptions:
        fields = {n: getattr(one, n) for n in ("about", "statement", "correction", "tag")}
        row.misconceptions.create(**fields)
    return row
