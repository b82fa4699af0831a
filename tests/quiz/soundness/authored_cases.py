"""Sound questions of a teacher's own on Skerrow, with the drafts that ask them."""

from dataclasses import dataclass, replace

from history.chronicle import Chronicle
from history.dates import parse
from quiz.own import OwnOption, OwnQuestion
from tests.quiz.soundness.cases import Case, question
from tests.quiz.soundness.skerrow import LOG

FACT = "own:7"


@dataclass
class OwnCase(Case):
    """A case whose question a test may rewrite, draft and all."""

    own: OwnQuestion | None = None

    @property
    def chronicle(self) -> Chronicle:
        return super().chronicle.with_extras({FACT: self.own} if self.own else {})

    def rewrite(self, **changes):
        """Edit the question as its teacher would, and ask it anew."""
        self.own = replace(self.own, **changes)
        again = drafted(self.own)
        self.shown, self.key, self.events = again.shown, again.key, again.events

    def reword(self, number, **changes):
        """Edit one option."""
        options = list(self.own.options)
        options[number] = replace(options[number], **changes)
        self.rewrite(options=tuple(options))


def _citation(own):
    return {
        "source": own.source.slug,
        "title": own.source.title,
        "locator": own.locator,
        "gist": "",
        "says": "",
        "note": "",
        "url": "",
        "viewpoint": "",
        "language": "en",
    }


def drafted(own):
    """The draft written down as the rules have it, and not by the kind."""
    mode = {"ordering": "order", "multiple": "multiple", "short": "text", "date": "text"}
    mode = mode.get(own.form, "single")
    ids = "zyxwvut" if mode == "order" else "xyzwvut"
    options = dict(zip(ids, own.options, strict=False)) if mode != "text" else {}
    shown = question(own.stem, mode, {i: option.text for i, option in options.items()})
    answer = [i for i, option in options.items() if option.is_right]
    if own.form == "ordering":
        answer = list(options)
        shown["options"].append(shown["options"].pop(0))
    elif own.form == "short":
        answer = list(own.accepted)
    elif own.form == "date":
        answer = [own.date.text]
        shown["expects"] = "date"
    told = {
        i: {
            "reason": own.explanation if option.is_right else option.why_wrong,
            "refers_to": own.event if option.is_right else "",
            "evidence": [_citation(own)] if option.is_right else [],
        }
        for i, option in options.items()
    }
    asks = {"way": own.form, "fact": FACT, "form": own.form}
    if mode == "text":
        right = {"reason": own.explanation, "refers_to": own.event, "evidence": [_citation(own)]}
        told = dict.fromkeys(answer, right)
    if own.form == "date":
        asks |= {"unit": "year", "of": "point", "old_style": ""}
    pairs = [[a, b] for n, a in enumerate(answer) for b in answer[n + 1 :]]
    key = {
        "answer": answer,
        "pairs": pairs if own.form == "ordering" else None,
        "stands_for": {i: f"option:{n}" for n, i in enumerate(options)},
        "asks": asks,
        "truths": told,
        "explanation": own.explanation,
        "evidence": [_citation(own)],
    }
    events = (own.event,) if own.event else ()
    return OwnCase("authored", shown, key, (FACT,), events, own=own)


def own_case(form, stem, event="lamp-lit", **fields):
    explanation = "So the log has it."
    return drafted(OwnQuestion(FACT, form, stem, explanation, LOG, "p. 3", event, **fields))


def option(text, is_right=False, why=""):
    return OwnOption(text, is_right, "" if is_right else why or f"Nobody calls it {text}.")


def single_case():
    options = (option("Seal oil", True), option("Coal gas"), option("Peat and tar"))
    return own_case("single", "What did the first keeper burn in the lantern?", options=options)


def multiple_case():
    options = (
        option("The harbour dues", True),
        option("The parish rates"),
        option("The lamp lottery", True),
        option("The royal purse"),
    )
    return own_case("multiple", "Who or what paid for the granite?", "tower", options=options)


def true_false_case():
    options = (option("True", True), option("False"))
    return own_case("true-false", "True or false: the keepers had a cow.", "", options=options)


def items_case():
    texts = ("The rock is levelled", "A door is cut", "The dome is riveted")
    stem = "Put these steps in order, the earliest at the top."
    return own_case("ordering", stem, "", options=tuple(option(text) for text in texts))


def short_case():
    return own_case("short", "What was the keepers’ cow called?", "", accepted=("Bluebell", "Bell"))


def typed_date_case():
    return own_case("date", "In which year was the lamp lit?", date=parse("1824"))


OWN = {
    "single": single_case,
    "multiple": multiple_case,
    "true-false": true_false_case,
    "items": items_case,
    "short": short_case,
    "typed date": typed_date_case,
}
