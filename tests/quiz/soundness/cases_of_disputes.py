"""Sound drafts on what the writers of Skerrow disagree about, each in a case to be spoiled."""

from dataclasses import replace

from history import dates, words
from tests.quiz.soundness.cases import Case, cause_case, cite, question, truth
from tests.quiz.soundness.skerrow import ALMANAC, BOARD, LOG, PARISH, cause, date_claim

NOTE = "The board met by lamplight and dated its papers by the next morning."
LAMP = "Skerrow lamp lit"


def tell(case, slug, *claims):
    """Let these be all the claims on an event."""
    case.change(slug, claims=tuple(claims))
    return claims


def claim(source, says, dispute="", gist="It was then.", note=NOTE, calendar=""):
    made = date_claim("lamp-lit", source, says, calendar, dispute, note if dispute else "")
    return replace(made, gist=gist)


def _case(stem, texts, stands_for, asks, truths, evidence, hint=""):
    key = {
        "answer": ["y"],
        "pairs": None,
        "stands_for": stands_for,
        "asks": {"fact": "when:lamp-lit", **asks},
        "truths": truths,
        "explanation": NOTE,
        "evidence": [cite(c) for c in evidence],
    }
    shown = question(stem, "single", texts) | {"hint": hint}
    return Case("dispute", shown, key, ("when:lamp-lit",), ("lamp-lit",))


def says_case():
    """The date that the board gives, beside the one that others give."""
    log, board = claim(LOG, "1824-09-01"), claim(BOARD, "1824-09-02", "interpretation")
    stands_for = {"z": "1824-09-01", "y": "1824-09-02"}
    made = _case(
        f"Which date does Coast Board give for “{LAMP}”?",
        {i: words.in_words(dates.parse(v)) for i, v in stands_for.items()},
        stands_for,
        {"way": "says", "source": "coast-board", "unit": "day", "of": "point"},
        {
            "y": truth("The board says so.", "lamp-lit", [board]),
            "z": truth("The log says so.", "lamp-lit", [log]),
        },
        [board, log],
    )
    tell(made, "lamp-lit", log, claim(PARISH, "1824"), board)
    return made


def who_case():
    """Which of three gives the second of September."""
    log, parish = claim(LOG, "1824-09-01"), claim(PARISH, "1824-08")
    board = claim(BOARD, "1824-09-02", "interpretation")
    made = _case(
        f"Which of these sources gives 2 September 1824 as the date of “{LAMP}”?",
        {"x": "Harbour log", "y": "Coast Board", "z": "Parish history"},
        {"x": "source:harbour-log", "y": "source:coast-board", "z": "source:parish-history"},
        {
            "way": "who",
            "source": "coast-board",
            "said": "1824-09-02",
            "unit": "day",
            "of": "point",
        },
        {
            "x": truth("It says the first.", "lamp-lit", [log]),
            "y": truth("It says the second.", "lamp-lit", [board]),
            "z": truth("It says August.", "lamp-lit", [parish]),
        },
        [board, log, parish],
    )
    tell(made, "lamp-lit", log, parish, board)
    return made


WHYS = {
    "definition": "They mean two different moments",
    "calendar": "They use two different calendars",
    "precision": "One of the two dates is less exact",
    "error": "One of the two dates is a mistake",
    "interpretation": "They judge the same papers apart",
}


def same_case(said="1824-09-02", kind="error", wrong=("calendar", "precision"), other="1824-09-01"):
    """Why the board and the log differ."""
    log = claim(LOG, other)
    board = claim(BOARD, said, kind, calendar="OS" if kind == "calendar" else "")
    kinds = dict(zip("xyz", (wrong[0], kind, wrong[1]), strict=True))
    dates_shown = [words.in_words(dates.parse(text)) for text in (said, other)]
    made = _case(
        f"Why do these two sources differ over “{LAMP}”?",
        {i: WHYS[k] for i, k in kinds.items()},
        {i: f"dispute:{k}" for i, k in kinds.items()},
        {
            "way": "same",
            "source": "coast-board",
            "said": said,
            "other": "harbour-log",
            "other_said": other,
        },
        {
            "x": truth("That would be twelve days."),
            "y": truth("The board has it wrong.", "lamp-lit", [board, log]),
            "z": truth("Both are days."),
        },
        [board, log],
        hint=f"Coast Board: {dates_shown[0]}\nHarbour log: {dates_shown[1]}",
    )
    tell(made, "lamp-lit", log, claim(PARISH, "1824"), board)
    return made


def calendar_case():
    return same_case("1824-08-20", "calendar", ("definition", "error"))


def precision_case():
    return same_case("1824-09", "precision", ("calendar", "error"))


def rounded_case():
    """Nobody has marked that the board only tells the month."""
    made = same_case("1824-08", "precision", ("error", "interpretation"), "1824-08-30")
    _log, _parish, board = made.town["lamp-lit"].claims
    log, board = claim(LOG, "1824-08-30"), replace(board, dispute="", note="")
    tell(made, "lamp-lit", log, claim(PARISH, "1824"), board)
    made.change("lamp-lit", date=dates.parse("1824-08-30"))
    made.key["evidence"] = [cite(board), cite(log)]
    made.key["truths"]["y"] = truth("The board rounds.", "lamp-lit", [board, log])
    made.key["explanation"] = "30 August 1824 lies in August 1824, so the two may well agree."
    return made


def judged_case():
    """Why the board and the log differ, where the papers can be read in two ways."""
    return same_case(kind="interpretation")


VIEWS = {
    PARISH: "It was a gift of the merchants.",
    BOARD: "The tower had been paid for from taxes.",
    ALMANAC: "Nobody but smugglers gained by it.",
}


def viewpoint_case():
    """Who speaks of taxes."""
    held = {s: claim(s, "", "interpretation", gist) for s, gist in VIEWS.items()}
    made = _case(
        f"Which of these sources says this of “{LAMP}”?",
        {"x": "Parish history", "y": "Coast Board", "z": "Sailors' almanac"},
        {"x": "source:parish-history", "y": "source:coast-board", "z": "source:almanac"},
        {"way": "viewpoint", "source": "coast-board", "gist": VIEWS[BOARD]},
        {
            i: truth(VIEWS[source], "lamp-lit", [held[source]])
            for i, source in (("x", PARISH), ("y", BOARD), ("z", ALMANAC))
        },
        list(held.values()),
        hint=f"In our words: {VIEWS[BOARD]}",
    )
    tell(made, "lamp-lit", claim(LOG, "1824-09-01"), *held.values())
    made.key["truths"]["y"]["reason"] = "The board held this view."
    return made


def view_case():
    """What the board says, in words of which none is the board's own name."""
    made = viewpoint_case()
    made.shown["stem"] = f"What does Coast Board say about “{LAMP}”?"
    made.shown["hint"] = ""
    for option, source in (("x", PARISH), ("y", BOARD), ("z", ALMANAC)):
        made.option(option)["text"] = VIEWS[source]
        made.key["truths"][option]["reason"] = f"So says {source.title}."
    made.key["asks"]["way"] = "view"
    return made


def both_case():
    """The reason for the law that the log and the parish share."""
    made = cause_case()
    made.kind = "dispute"
    shock, dues = made.town["lamp-law"].causes
    lone = cause("dues", "lamp-law", "", dues.statement, sources=(LOG,))
    made.change("lamp-law", causes=(shock, lone))
    made.key["asks"] |= {"way": "both", "source": "harbour-log", "other": "parish-history"}
    made.shown["stem"] = (
        "On which reason for “Harbour lamp law passed” do Harbour log and Parish history agree?"
    )
    return made


SOUND = {
    "says": says_case,
    "who": who_case,
    "same": same_case,
    "calendar": calendar_case,
    "precision": precision_case,
    "rounded": rounded_case,
    "judged": judged_case,
    "viewpoint": viewpoint_case,
    "view": view_case,
    "both": both_case,
}
