"""Sound drafts of the further ways to ask by cause: all reasons, a missing link, a consequence."""

from tests.quiz.soundness.cases import Case, cite, question, truth
from tests.quiz.soundness.skerrow import cause, event, town


def all_case():
    """Why the law was passed: both reasons, a misconception and a reason for something later."""
    events = town()
    shock, dues = events["lamp-law"].causes
    (wages,) = events["strike"].causes
    (myth,) = events["lamp-law"].misconceptions
    texts = {"x": myth.statement, "y": shock.statement, "z": wages.statement, "w": dues.statement}
    key = {
        "answer": ["y", "w"],
        "pairs": None,
        "stands_for": {
            "x": "misconception:lamp-law",
            "y": "cause:shock",
            "z": "cause:wages",
            "w": "cause:dues",
        },
        "asks": {"way": "all", "fact": "why:shock", "source": "", "effect": "lamp-law"},
        "truths": {
            "x": truth(myth.correction),
            "y": truth("It moved the members.", "wreck", shock.claims),
            "z": truth("That came half a lifetime later.", "pay-cut", wages.claims),
            "w": truth("They said so in the market.", "", dues.claims),
        },
        "explanation": "Fear and money went together.",
        "evidence": [cite(claim) for claim in (*shock.claims, *dues.claims)],
    }
    stem = (
        "Which of these helped to bring this about: Harbour lamp law passed? Choose all that apply."
    )
    shown = question(stem, "multiple", texts)
    return Case("cause", shown, key, ("why:shock", "why:dues"), ("lamp-law",))


def consequence_case():
    """What came of the lower pay: the strike, not what was over by then or came much later."""
    events = town()
    (wages,) = events["strike"].causes
    asks = {"way": "consequence", "cause": "pay-cut", "effect": "strike", "fact": "why:wages"}
    asks["until"] = "1875"
    stem = "Which of these had resulted from “Pay on the rock lowered” by the end of 1875?"
    slugs = {"x": "lamp-law", "y": "strike", "z": "ferry"}
    return _case(events, stem, slugs, asks, [wages], ("strike", "pay-cut", "lamp-law", "ferry"))


def link_case():
    """How a wreck led to a tower: by a law, not by what was over before or came after."""
    events = town()
    events["charter"] = event("charter", "Charter of the town read", "1790")
    funds = cause("funds", "tower", "lamp-law", "The council could now raise money for granite")
    events["tower"] = event("tower", "Granite tower raised", "1820/1823", causes=[funds])
    shock, _dues = events["lamp-law"].causes
    asks = {"way": "link", "cause": "wreck", "effect": "tower"}
    asks |= {"fact": "why:funds", "earlier_fact": "why:shock"}
    stem = "Through which of these did “Barque Meridian lost on the reef” lead to “{}”?"
    slugs = {"x": "charter", "y": "lamp-law", "z": "strike"}
    named = ("tower", "lamp-law", "wreck", "charter", "strike")
    return _case(events, stem.format(events["tower"].title), slugs, asks, [funds, shock], named)


def _case(events, stem, slugs, asks, causes, named):
    """A question whose options are events, of which “y” is right."""
    claims = [claim for cause in causes for claim in cause.claims]
    key = {
        "answer": ["y"],
        "pairs": None,
        "stands_for": {i: f"event:{slug}" for i, slug in slugs.items()},
        "asks": asks | {"source": ""},
        "truths": {
            i: truth(f"It was in {events[slug].date.text}.", slug, events[slug].claims)
            for i, slug in slugs.items()
        },
        "explanation": "One thing led to another.",
        "evidence": [cite(claim) for claim in claims],
    }
    shown = question(stem, "single", {i: events[slug].title for i, slug in slugs.items()})
    facts = tuple(f"why:{cause.slug}" for cause in causes)
    return Case("cause", shown, key, facts, named, town=events)


WAYS = {"all": all_case, "link": link_case, "consequence": consequence_case}
