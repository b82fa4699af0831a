"""Mutants of the draft: what a bug in a kind or a slip in a stored question would do."""

from collections.abc import Callable
from random import Random
from typing import Any, cast

from history.chronicle import Chronicle
from history.dates import HistoricalDate, Precision, parse
from history.words import in_words
from quiz.audit.mutants import Mutants, Pair
from quiz.audit.spoiling import (
    asking,
    beside,
    copy,
    date_of,
    is_choice,
    right_and_wrong,
    with_ids,
    with_stem,
)
from quiz.draft import Draft

mutant = Mutants()


@mutant("key-stays-home")
def a_slug_or_a_year_becomes_an_option_id(
    draft: Draft, chronicle: Chronicle, rng: Random
) -> Pair | None:
    ids = {o["id"]: o["id"] for o in draft.shown["options"]}
    known = {i: m.partition(":")[2] or m for i, m in draft.key["stands_for"].items()}
    told = {i: m for i, m in known.items() if m in chronicle.by_slug or m in chronicle.causes}
    told |= {i: m for i, m in known.items() if m[:4].isdigit()}
    if not told:
        return None
    first = rng.choice(sorted(told))
    return with_ids(draft, ids | {first: told[first]}), chronicle


@mutant("key-supported", "separable", "one-defensible-answer")
def the_key_is_swapped(draft: Draft, chronicle: Chronicle, rng: Random) -> Pair | None:
    copied = copy(draft)
    if draft.shown["mode"] == "order":
        copied.key["answer"].reverse()
        copied.key["pairs"] = [[b, a] for a, b in draft.key["pairs"] or ()]
        return copied, chronicle
    _right, wrong = right_and_wrong(draft)
    if draft.shown["mode"] != "single" or not wrong:
        return None
    copied.key["answer"] = [rng.choice(wrong)["id"]]
    return copied, chronicle


@mutant("no-leak")
def the_answer_stands_in_the_question(
    draft: Draft, chronicle: Chronicle, rng: Random
) -> Pair | None:
    right, _wrong = right_and_wrong(draft)
    if draft.shown["mode"] not in ("single", "multiple"):
        return None
    return asking(draft, f"({rng.choice(right)['text']})"), chronicle


@mutant("cited")
def the_place_in_the_source_is_another(
    draft: Draft, chronicle: Chronicle, rng: Random
) -> Pair | None:
    copied = copy(draft)
    copied.key["evidence"][0]["locator"] = "page 4711, at the foot"
    return copied, chronicle


@mutant("cited")
def nothing_is_cited(draft: Draft, chronicle: Chronicle, rng: Random) -> Pair | None:
    copied = copy(draft)
    copied.key["evidence"] = []
    return copied, chronicle


@mutant("feedback-complete")
def an_option_goes_unexplained(draft: Draft, chronicle: Chronicle, rng: Random) -> Pair | None:
    copied = copy(draft)
    copied.key["truths"][rng.choice(sorted(draft.key["truths"]))]["reason"] = " "
    return copied, chronicle


@mutant("distinct-options")
def two_options_say_the_same(draft: Draft, chronicle: Chronicle, rng: Random) -> Pair | None:
    copied = copy(draft)
    if len(copied.shown["options"]) < 2:
        return None
    one, other = rng.sample(copied.shown["options"], 2)
    one["text"] = f"{other['text']}."
    return copied, chronicle


@mutant("plain-form")
def a_not_slips_into_the_question(draft: Draft, chronicle: Chronicle, rng: Random) -> Pair | None:
    return asking(draft, "or did it not"), chronicle


@mutant("plain-form")
def the_last_option_is_all_of_the_above(
    draft: Draft, chronicle: Chronicle, rng: Random
) -> Pair | None:
    copied = copy(draft)
    if not copied.shown["options"]:
        return None
    copied.shown["options"][-1]["text"] = "All of the above"
    return copied, chronicle


@mutant("key-stays-home")
def the_page_is_given_the_answer(draft: Draft, chronicle: Chronicle, rng: Random) -> Pair | None:
    copied = copy(draft)
    cast(dict[str, Any], copied.shown)["correct"] = draft.key["answer"]
    return copied, chronicle


@mutant("key-stays-home")
def the_hint_is_the_explanation(draft: Draft, chronicle: Chronicle, rng: Random) -> Pair | None:
    copied = copy(draft)
    copied.shown["hint"] = draft.key["explanation"]
    return copied, chronicle


@mutant("well-formed")
def two_options_have_one_id(draft: Draft, chronicle: Chronicle, rng: Random) -> Pair | None:
    ids = {o["id"]: o["id"] for o in draft.shown["options"]}
    if len(ids) < 2:
        return None
    one, other = rng.sample(sorted(ids), 2)
    return with_ids(draft, ids | {one: other}), chronicle


@mutant("attributed")
def nobody_is_named(draft: Draft, chronicle: Chronicle, rng: Random) -> Pair | None:
    """Where the title of the event has the name of the source in it, that seems named still."""
    stem = draft.shown["stem"]
    if draft.kind not in ("date", "cause") or not stem.startswith("According to "):
        return None
    question = stem[stem.rindex(", ", 0, stem.rindex("“")) + 2 :]
    return with_stem(draft, question[:1].upper() + question[1:]), chronicle


# Dates


@mutant("key-supported", "honest-precision")
def the_key_is_a_year_off(draft: Draft, chronicle: Chronicle, rng: Random) -> Pair | None:
    if not is_choice(draft, "date"):
        return None
    copied = copy(draft)
    (right,), wrong = right_and_wrong(copied)
    date = date_of(draft, right)
    moved = date and beside(date)
    if not moved or any(date_of(draft, option) == moved for option in wrong):
        return None
    copied.key["stands_for"][right["id"]] = moved.text
    right["text"] = in_words(moved)
    return copied, chronicle


@mutant("no-rank-cue")
def the_dates_stand_in_disorder(draft: Draft, chronicle: Chronicle, rng: Random) -> Pair | None:
    if not is_choice(draft, "date"):
        return None
    copied = copy(draft)
    copied.shown["options"].reverse()
    return copied, chronicle


@mutant("homogeneous")
def one_date_is_coarser_than_the_others(
    draft: Draft, chronicle: Chronicle, rng: Random
) -> Pair | None:
    return _with_wrong_date(draft, chronicle, rng, lambda date: f"{date.text[:-1]}X")


@mutant("spacing")
def a_wrong_date_lies_in_the_future(draft: Draft, chronicle: Chronicle, rng: Random) -> Pair | None:
    return _with_wrong_date(draft, chronicle, rng, lambda date: "2987")


def _with_wrong_date(
    draft: Draft, chronicle: Chronicle, rng: Random, instead: Callable[[HistoricalDate], str]
) -> Pair | None:
    copied = copy(draft)
    if not is_choice(draft, "date"):
        return None
    option = rng.choice(right_and_wrong(copied)[1])
    date = date_of(draft, option)
    if date is None or date.precision != Precision.YEAR or date.text.startswith("Y"):
        return None
    value = parse(instead(date))
    copied.key["stands_for"][option["id"]] = value.text
    option["text"] = in_words(value)
    return copied, chronicle


# Orderings


@mutant("separable")
def a_graded_pair_is_turned_round(draft: Draft, chronicle: Chronicle, rng: Random) -> Pair | None:
    copied = copy(draft)
    if not copied.key["pairs"]:
        return None
    rng.choice(copied.key["pairs"]).reverse()
    return copied, chronicle


@mutant("separable")
def a_pair_is_not_graded(draft: Draft, chronicle: Chronicle, rng: Random) -> Pair | None:
    copied = copy(draft)
    if not copied.key["pairs"]:
        return None
    copied.key["pairs"].pop(rng.randrange(len(copied.key["pairs"])))
    return copied, chronicle


@mutant("grading-laws")
def the_cards_lie_in_the_right_order(
    draft: Draft, chronicle: Chronicle, rng: Random
) -> Pair | None:
    if draft.shown["mode"] != "order":
        return None
    copied = copy(draft)
    copied.shown["options"].sort(key=lambda option: draft.key["answer"].index(option["id"]))
    return copied, chronicle


@mutant("grading-laws")
def the_ids_count_the_cards(draft: Draft, chronicle: Chronicle, rng: Random) -> Pair | None:
    if draft.shown["mode"] != "order":
        return None
    return with_ids(draft, {i: f"q{n}" for n, i in enumerate(draft.key["answer"])}), chronicle


@mutant("as-recorded")
def a_card_is_reworded(draft: Draft, chronicle: Chronicle, rng: Random) -> Pair | None:
    if draft.shown["mode"] != "order":
        return None
    copied = copy(draft)
    rng.choice(copied.shown["options"])["text"] += " at long last"
    return copied, chronicle
