"""A town with a lighthouse, which never was: what its chronicle holds and who says so."""

from history import dates, records

LOG = records.Source(
    "harbour-log", "Harbour log", "Ada Finch", "Skerrow Quay", "primary", "", "en", ""
)
PARISH = records.Source(
    "parish-history", "Parish history", "Tom Reeve", "Reeve & Son", "secondary", "", "en", ""
)
ALMANAC = records.Source("almanac", "Sailors' almanac", "", "Bight Press", "tertiary", "", "en", "")
BOARD = records.Source(
    "coast-board", "Report of the board", "", "Coast Board", "official", "the Crown", "en", ""
)


def date_claim(event, source, says, calendar="", dispute="", note=""):
    date = dates.parse(says, calendar) if says else None
    return records.DateClaim(event, source, date, "p. 3", "It was then.", "", dispute, note)


def cause(slug, effect, by, statement, role="background", sources=(LOG, PARISH)):
    claims = tuple(records.CauseClaim(slug, s, "p. 9", "It was so.", "") for s in sources)
    return records.Cause(slug, effect, by, statement, role, "It left no choice.", claims)


def misconception(event, statement, correction="No paper of the time says so.", about="why"):
    return records.Misconception(event, about, statement, correction, "wrong-actor")


def event(slug, title, date, calendar="", said=None, causes=(), misconceptions=()):
    said = {LOG: date, PARISH: date} if said is None else said
    return records.Event(
        slug=slug,
        title=title,
        date=dates.parse(date, calendar),
        place="Skerrow",
        people=(),
        summary="",
        topics=("skerrow",),
        importance=2,
        claims=tuple(date_claim(slug, source, says, calendar) for source, says in said.items()),
        causes=tuple(causes),
        misconceptions=tuple(misconceptions),
    )


def town():
    """The events by slug, for a test to change before it makes a chronicle of them."""
    events = [
        event("wreck", "Barque Meridian lost on the reef", "1812-11-03"),
        event(
            "lamp-law",
            "Harbour lamp law passed",
            "1815-04-20",
            causes=[
                cause(
                    "shock", "lamp-law", "wreck", "A barque had gone down within sight of the quay"
                ),
                cause("dues", "lamp-law", "", "Merchants offered to pay for it with every cargo"),
            ],
            misconceptions=[
                misconception("lamp-law", "The king wanted a monument to his late queen")
            ],
        ),
        event("tower", "Granite tower raised", "1820/1823"),
        event(
            "lamp-lit",
            "Skerrow lamp lit",
            "1824-09-01",
            said={LOG: "1824-09-01", PARISH: "1824"},
            causes=[
                cause("stone", "lamp-lit", "tower", "A tall enough building was there at last")
            ],
        ),
        event("pay-cut", "Pay on the rock lowered", "1870-10-01"),
        event(
            "strike",
            "Keepers refuse to work",
            "1871-05-02/1873-02-11",
            causes=[
                cause("wages", "strike", "pay-cut", "Wages on the rock had been cut by a third")
            ],
        ),
        event("ferry", "Ferry to the mainland opens", "1901-01-05", calendar="NS"),
        event("foghorn", "Foghorn installed", "1903"),
        event("dark", "Light put out for good", "1990-06-30"),
    ]
    return {held.slug: held for held in events}
