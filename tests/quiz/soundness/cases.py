"""Sound drafts on Skerrow, each in a case that a test may spoil."""

from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

from history import dates, words
from history.chronicle import Chronicle
from quiz import soundness
from quiz.draft import Draft
from tests.quiz.soundness.skerrow import town


@dataclass
class Case:
    """A draft and the chronicle it was built from, both still in pieces."""

    kind: str
    shown: dict[str, Any]
    key: dict[str, Any]
    facts: tuple[str, ...]
    events: tuple[str, ...]
    town: dict[str, Any] = field(default_factory=town)
    more_edges: list[tuple[str, str]] = field(default_factory=list)

    @property
    def draft(self):
        return Draft(self.kind, "skerrow", 7, self.shown, self.key, self.facts, self.events)

    @property
    def chronicle(self):
        told = [c for event in self.town.values() for c in event.causes]
        edges = [(c.cause, c.effect) for c in told if c.cause] + self.more_edges
        return Chronicle("skerrow", 1, "Skerrow", self.town.values(), edges)

    def breaches(self):
        return soundness.examine(self.draft, self.chronicle)

    def speaking(self):
        return {breach.check for breach in self.breaches()}

    def change(self, slug, **changes):
        """Edit an event of the town."""
        self.town[slug] = replace(self.town[slug], **changes)

    def option(self, option_id):
        return next(o for o in self.shown["options"] if o["id"] == option_id)

    def stand_for(self, option_id, stands_for, text=None):
        """Let an option mean something else, and say so."""
        self.key["stands_for"][option_id] = stands_for
        self.option(option_id)["text"] = text or words.in_words(dates.parse(stands_for))


def cite(claim):
    said = getattr(claim, "date", None)
    return {
        "source": claim.source.slug,
        "title": claim.source.title,
        "locator": claim.locator,
        "gist": claim.gist,
        "says": said.text if said else "",
        "note": "",
        "url": "",
        "viewpoint": "",
        "language": "en",
    }


def truth(reason, refers_to="", claims=()):
    return {"reason": reason, "refers_to": refers_to, "evidence": [cite(c) for c in claims]}


def question(stem, mode, texts):
    options = [{"id": option_id, "text": text} for option_id, text in texts.items()]
    return {"stem": stem, "mode": mode, "options": options, "hint": ""}


def date_case(slug="lamp-lit", unit="year", of="point", values=("1809", "1824", "1841"), stem=""):
    event = town()[slug]
    stands_for = dict(zip(("x", "y", "z"), values, strict=True))
    texts = {i: words.in_words(dates.parse(v)) for i, v in stands_for.items()}
    truths = {i: truth(f"Nothing is known of {v}.") for i, v in stands_for.items()}
    truths["y"] = truth("It was then.", slug, event.claims)
    key = {
        "answer": ["y"],
        "pairs": None,
        "stands_for": stands_for,
        "asks": {"fact": f"when:{slug}", "unit": unit, "of": of, "source": ""},
        "truths": truths,
        "explanation": "Two writers agree.",
        "evidence": [cite(claim) for claim in event.claims],
    }
    stem = stem or f"In which year did this happen: {event.title}?"
    shown = question(stem, "single", texts)
    return Case("date", shown, key, (f"when:{slug}",), (slug,))


def span_case():
    """A date question on the beginning of what lasted."""
    stem = "In which year did this begin: Keepers refuse to work?"
    return date_case("strike", of="begin", values=("1856", "1871", "1889"), stem=stem)


def day_case():
    """A date question on a day that has an Old Style name too, in the year before."""
    stem = "On which day, New Style, did this happen: Ferry to the mainland opens?"
    return date_case(
        "ferry", unit="day", values=("1897-03-14", "1901-01-05", "1906-08-22"), stem=stem
    )


def ordering_case(slugs=("wreck", "lamp-law", "lamp-lit", "foghorn")):
    """Given in order of time, and shown with the first and the last exchanged."""
    events = [town()[slug] for slug in slugs]
    ids = [f"{chr(ord('k') - number)}" for number in range(len(slugs))]
    last_first = [ids[-1], *ids[1:-1], ids[0]]
    titles = {option_id: event.title for option_id, event in zip(ids, events, strict=True)}
    key = {
        "answer": ids,
        "pairs": [[a, b] for n, a in enumerate(ids) for b in ids[n + 1 :]],
        "stands_for": dict(zip(ids, slugs, strict=True)),
        "asks": {"fact": f"when:{slugs[0]}", "from": "earliest"},
        "truths": {
            option_id: truth(f"It was in {event.date.text}.", event.slug, event.claims)
            for option_id, event in zip(ids, events, strict=True)
        },
        "explanation": "The log tells them in this order.",
        "evidence": [cite(claim) for event in events for claim in event.claims],
    }
    shown = question(
        "Put these in order, the earliest at the top.", "order", {i: titles[i] for i in last_first}
    )
    return Case("ordering", shown, key, tuple(f"when:{slug}" for slug in slugs), slugs)


def first_case():
    """Which of two came first."""
    case = ordering_case(("lamp-law", "strike"))
    case.shown |= {"stem": "Which of these came first?", "mode": "single"}
    case.key |= {"answer": ["k"], "pairs": None}
    case.key["asks"]["way"] = "first"
    return case


def typed_case(slug="lamp-lit", unit="year", value="1824", stem="", old_style=""):
    """A date question without options."""
    case = date_case(slug, unit=unit, stem=stem)
    case.shown |= {"mode": "text", "options": [], "hint": "Type a year, such as 1492."}
    case.key |= {"answer": [value], "stands_for": {}, "truths": {value: case.key["truths"]["y"]}}
    case.key["asks"] |= {"way": "type", "old_style": old_style}
    return case


def typed_day_case():
    """A day to be typed, whose Old Style name is taken too."""
    stem = "On which day, New Style, did this happen: Ferry to the mainland opens?"
    case = typed_case("ferry", "day", "1901-01-05", stem, "1900-12-23")
    case.shown["hint"] = "Type a day, such as 3 August 1492."
    return case


def place_case(slug="lamp-lit", others=("wreck", "pay-cut", "foghorn"), right=1):
    """Where the lighting of the lamp belongs, among three others."""
    events = town()
    years = {other: words.in_words(events[other].date)[-4:] for other in others}
    dated = [f"“{events[other].title}” ({years[other]})" for other in others]
    texts = [f"Before {dated[0]}"]
    texts += [f"Between {one} and {other}" for one, other in pairwise(dated)]
    texts += [f"After {dated[-1]}"]
    ids = "tuvwxyz"[: len(texts)]
    gaps = [f"gap:{one}/{other}" for one, other in pairwise(["", *others, ""])]
    nearest = [others[0], *others]
    truths = {
        i: truth(f"It was not {text}.", near, events[near].claims)
        for i, text, near in zip(ids, texts, nearest, strict=True)
    }
    truths[ids[right]] = truth("It was then.", slug, events[slug].claims)
    key = {
        "answer": [ids[right]],
        "pairs": None,
        "stands_for": dict(zip(ids, gaps, strict=True)),
        "asks": {"way": "place", "fact": f"when:{slug}", "unit": "year", "of": "point"},
        "truths": truths,
        "explanation": "Two writers agree.",
        "evidence": [cite(claim) for claim in events[slug].claims],
    }
    stem = f"Where in time does this belong: {events[slug].title}?"
    shown = question(stem, "single", dict(zip(ids, texts, strict=True)))
    return Case("date", shown, key, (f"when:{slug}",), (slug, *others))


def cause_case():
    """Why the law was passed: a true reason, a misconception and a reason for something later."""
    events = town()
    shock, _dues = events["lamp-law"].causes
    (wages,) = events["strike"].causes
    (myth,) = events["lamp-law"].misconceptions
    texts = {"x": myth.statement, "y": shock.statement, "z": wages.statement}
    key = {
        "answer": ["y"],
        "pairs": None,
        "stands_for": {"x": "misconception:lamp-law", "y": "cause:shock", "z": "cause:wages"},
        "asks": {"fact": "why:shock", "source": "", "effect": "lamp-law"},
        "truths": {
            "x": truth(myth.correction),
            "y": truth("It moved the members.", "wreck", shock.claims),
            "z": truth("That came half a lifetime later.", "pay-cut", wages.claims),
        },
        "explanation": shock.explanation,
        "evidence": [cite(claim) for claim in shock.claims],
    }
    stem = "Which of these helped to bring this about: Harbour lamp law passed?"
    shown = question(stem, "single", texts)
    return Case("cause", shown, key, ("why:shock",), ("lamp-law",))


SOUND = {
    "date": date_case,
    "span": span_case,
    "day": day_case,
    "ordering": ordering_case,
    "cause": cause_case,
    "first": first_case,
    "typed": typed_case,
    "typed day": typed_day_case,
    "place": place_case,
}
