"""Spoiled drafts of the ways in which dates are typed or placed, and in which one came first."""

from history import dates
from tests.quiz.soundness.cases import first_case, place_case, truth, typed_case, typed_day_case
from tests.quiz.soundness.mutants import Mutants
from tests.quiz.soundness.mutants_of_dates import date_claim
from tests.quiz.soundness.mutants_of_orderings import title
from tests.quiz.soundness.skerrow import ALMANAC, LOG, PARISH, event

mutant = Mutants()


def claims(case, slug, said):
    """Let the sources date the event like this, and cite nothing that is not there."""
    calendar = case.town[slug].date.calendar
    made = tuple(date_claim(slug, source, says, calendar) for source, says in said.items())
    case.change(slug, claims=made)
    for cited in [case.key["evidence"], *(t["evidence"] for t in case.key["truths"].values())]:
        real = {(c.source.slug, c.date.text if c.date else "") for c in made}
        if any(told["source"] in {source.slug for source in said} for told in cited):
            cited[:] = [told for told in cited if (told["source"], told["says"]) in real] or cited


# Typed.


@mutant("well-formed", typed_case)
def the_typed_key_is_no_date(case):
    case.key["answer"] = ["x"]


@mutant("well-formed", typed_case)
def two_typed_dates_are_right(case):
    case.key["answer"] = ["1824", "1825"]


@mutant("well-formed", typed_case)
def a_date_to_be_typed_is_to_be_chosen(case):
    case.shown["mode"] = "single"


@mutant("well-formed", typed_case)
def the_old_style_name_is_no_date(case):
    case.key["asks"]["old_style"] = "Christmas"


@mutant("three-options", typed_case)
def a_typed_date_has_options_to_choose_from(case):
    add_a_wrong_option(case)


def add_a_wrong_option(case):
    case.shown["options"] = [{"id": "x", "text": "1809"}]
    case.key["stands_for"] = {"x": "1809"}


@mutant("as-recorded", typed_case)
def the_stem_to_type_for_asks_about_another_event(case):
    case.shown["stem"] = "In which year did this happen: Foghorn installed?"


@mutant("key-supported", typed_case)
def a_source_contradicts_the_typed_key(case):
    case.change(
        "lamp-lit",
        claims=(*case.town["lamp-lit"].claims, date_claim("lamp-lit", ALMANAC, "1825")),
    )


@mutant("key-supported", typed_case, also={"cited"})
def another_date_is_tested_by_typing(case):
    case.facts = ("when:wreck",)
    case.key["asks"]["fact"] = "when:wreck"


@mutant("honest-precision", typed_case)
def a_decade_is_to_be_typed(case):
    case.key["asks"]["unit"] = "decade"
    case.key["truths"]["182X"] = case.key["truths"].pop("1824")
    case.key["answer"] = ["182X"]


@mutant("honest-precision", typed_case)
def a_day_is_to_be_typed_that_one_source_does_not_know(case):
    case.key["asks"]["unit"] = "day"
    case.key["truths"]["1824-09-01"] = case.key["truths"].pop("1824")
    case.key["answer"] = ["1824-09-01"]


@mutant("point-or-span", typed_case)
def a_moment_is_to_be_typed_by_its_end(case):
    case.key["asks"]["of"] = "end"
    case.shown["stem"] = "In which year did this end: Skerrow lamp lit?"


@mutant("calendar", typed_day_case)
def a_typed_old_style_day_is_not_accepted(case):
    case.key["asks"]["old_style"] = ""


@mutant("calendar", typed_day_case)
def a_wrong_day_is_accepted_as_old_style(case):
    case.key["asks"]["old_style"] = "1900-12-24"


@mutant("calendar", typed_case)
def an_old_style_name_is_accepted_where_there_is_none(case):
    case.key["asks"]["old_style"] = "1824-08-20"


@mutant("calendar", typed_day_case)
def nothing_says_in_which_style_to_type(case):
    case.shown["stem"] = "On which day did this happen: Ferry to the mainland opens?"


@mutant("attributed", typed_case)
def one_source_alone_goes_unnamed_where_it_is_typed(case):
    claims(case, "lamp-lit", {PARISH: "1824"})


@mutant("no-leak", typed_case)
def the_example_is_the_typed_key(case):
    case.shown["hint"] = "Type a year, such as 1824."


@mutant("no-leak", typed_case)
def the_example_is_the_decade_of_the_typed_key(case):
    case.shown["hint"] = "Type a year, such as one of the 1820s."


@mutant("no-leak", typed_day_case)
def the_example_has_the_month_of_the_typed_key(case):
    case.shown["hint"] = "Type a day, such as 3 January 1492."


@mutant("feedback-complete", typed_case)
def nothing_is_said_of_the_typed_key(case):
    case.key["truths"] = {}


@mutant("feedback-complete", typed_case)
def something_is_said_of_what_nobody_has_to_type(case):
    case.key["truths"]["1825"] = truth("It was not then.")


@mutant("cited", typed_case)
def nothing_is_cited_for_the_typed_key(case):
    case.key["evidence"] = []


# Placed among others.


@mutant("well-formed", place_case)
def a_gap_is_beside_an_unknown_event(case):
    case.key["stands_for"]["t"] = "gap:/elsewhere"


@mutant("well-formed", place_case)
def a_gap_is_beside_nothing(case):
    case.key["stands_for"]["t"] = "gap:/"


@mutant("well-formed", place_case)
def a_gap_is_a_date(case):
    case.key["stands_for"]["t"] = "1809"


@mutant("as-recorded", place_case)
def a_gap_is_worded_the_other_way(case):
    option = case.option("t")
    option["text"] = option["text"].replace("Before", "After")


@mutant("as-recorded", place_case)
def a_gap_names_its_events_in_the_wrong_order(case):
    option = case.option("u")
    one, other = option["text"].removeprefix("Between ").split(" and ")
    option["text"] = f"Between {other} and {one}"


@mutant("as-recorded", place_case)
def one_of_the_others_is_shown_with_a_wrong_year(case):
    case.option("t")["text"] = case.option("t")["text"].replace("1812", "1813")


@mutant("as-recorded", place_case)
def the_stem_places_another_event(case):
    case.shown["stem"] = "Where in time does this belong: Granite tower raised?"


@mutant("key-supported", place_case, also={"cited"})
def the_place_of_one_event_tests_the_date_of_another(case):
    case.facts = ("when:ferry",)
    case.key["asks"]["fact"] = "when:ferry"


@mutant("key-supported", place_case)
def nobody_dates_the_event_to_be_placed(case):
    claims(case, "lamp-lit", {LOG: "", PARISH: ""})
    case.key["evidence"][0]["says"] = case.key["evidence"][1]["says"] = ""
    case.key["truths"]["u"]["evidence"] = []
    case.key["truths"]["u"]["refers_to"] = ""
    case.change("lamp-lit", claims=case.town["lamp-lit"].claims)


@mutant("separable", place_case)
def the_wrong_gap_is_keyed(case):
    case.key["answer"] = ["v"]


@mutant("separable", place_case, also={"no-leak", "spacing"})
def a_source_puts_the_event_before_one_of_the_others(case):
    disputed = date_claim("lamp-lit", ALMANAC, "1811", dispute="error", note="A slip.")
    case.change("lamp-lit", claims=(*case.town["lamp-lit"].claims, disputed))


@mutant("separable", place_case, also={"honest-precision"})
def one_of_the_others_may_have_been_on_both_sides(case):
    case.change("wreck", date=dates.parse("1812-11-03/1830"))


@mutant("one-defensible-answer", place_case)
def an_event_of_that_title_belongs_elsewhere(case):
    case.town["relit"] = event("relit", "Skerrow lamp lit after the war", "1919-11-11")


@mutant("honest-precision", place_case)
def the_year_shown_of_another_is_disputed(case):
    disputed = date_claim("pay-cut", ALMANAC, "1869", dispute="error", note="A slip.")
    case.change("pay-cut", claims=(*case.town["pay-cut"].claims, disputed))


@mutant("honest-precision", place_case)
def the_year_shown_of_another_is_that_of_one_calendar(case):
    case.change("pay-cut", date=dates.parse("1870-01-05", "NS"))


@mutant("honest-precision", place_case)
def nobody_dates_one_of_the_others(case):
    case.change("foghorn", claims=())
    case.key["truths"]["w"]["evidence"] = []


@mutant("three-options", lambda: place_case(others=("wreck", "pay-cut")))
def there_are_only_two_others(case):
    pass


@mutant("three-options", place_case)
def a_gap_is_missing(case):
    del case.shown["options"][-1], case.key["stands_for"]["w"], case.key["truths"]["w"]
    case.option("v")["text"] = "After “Pay on the rock lowered” (1870)"
    case.key["stands_for"]["v"] = "gap:pay-cut/"
    case.events = case.events[:-1]


@mutant("spacing", place_case)
def one_of_the_others_was_in_the_year_before(case):
    case.change("wreck", date=dates.parse("1823"), claims=(date_claim("wreck", LOG, "1823"),))
    case.town["lamp-lit"] = event("lamp-lit", "Skerrow lamp lit", "1824-09-01")
    case.option("t")["text"] = case.option("t")["text"].replace("1812", "1823")
    case.option("u")["text"] = case.option("u")["text"].replace("1812", "1823")
    cited(case, "lamp-lit", "u")
    cited(case, "wreck", "t")


def cited(case, slug, option_id):
    """Cite the event's claims as they are now."""
    case.key["truths"][option_id] = truth(f"This is {slug}.", slug, case.town[slug].claims)
    if slug == case.events[0]:
        case.key["evidence"] = case.key["truths"][option_id]["evidence"]


@mutant("spacing", place_case)
def one_of_the_others_is_of_the_same_process(case):
    case.town["lamp-lit"] = event(
        "lamp-lit", "Skerrow lamp lit", "1815-06-01", causes=case.town["lamp-lit"].causes
    )
    case.change("wreck", date=dates.parse("1812-11-03"))
    cited(case, "lamp-lit", "u")
    case.more_edges.append(("wreck", "lamp-lit"))
    (stone,) = case.town["lamp-lit"].causes
    case.change("lamp-lit", causes=(type(stone)(**fields_of(stone) | {"cause": "wreck"}),))


def fields_of(record):
    return {name: getattr(record, name) for name in record.__dataclass_fields__}


@mutant("no-rank-cue", place_case)
def the_gaps_do_not_stand_in_order_of_time(case):
    case.shown["options"].reverse()


@mutant("no-rank-cue", place_case)
def one_gap_is_much_wider_than_another(case):
    case.town["pay-cut"] = event("pay-cut", "Pay on the rock lowered", "1899-10-01")
    for option_id in "uv":
        case.option(option_id)["text"] = case.option(option_id)["text"].replace("1870", "1899")
    cited(case, "pay-cut", "v")


@mutant("no-leak", place_case, also={"spacing"})
def one_of_the_others_was_in_the_year_of_the_event(case):
    case.change("wreck", date=dates.parse("1824-02-02"))
    case.change("wreck", claims=(date_claim("wreck", LOG, "1824-02-02"),))
    case.town["lamp-lit"] = event("lamp-lit", "Skerrow lamp lit", "1824-09-01")
    cited(case, "lamp-lit", "u")
    for option_id in "tu":
        case.option(option_id)["text"] = case.option(option_id)["text"].replace("1812", "1824")
    cited(case, "wreck", "t")


@mutant("no-leak", place_case)
def the_title_of_another_has_the_year_of_the_event(case):
    retitle(case, "wreck", "Barque of 1824 lost on the reef")


@mutant("no-leak", place_case)
def the_hint_has_the_year_of_the_event_to_be_placed(case):
    case.shown["hint"] = "It was in 1824."


@mutant("no-order-leak", place_case)
def the_event_is_the_second_of_its_name(case):
    retitle(case, "wreck", "First lamp tried on the reef")
    case.change("lamp-lit", title="Second lamp tried")
    case.shown["stem"] = "Where in time does this belong: Second lamp tried?"


def retitle(case, slug, text):
    old = case.town[slug].title
    case.change(slug, title=text)
    for option in case.shown["options"]:
        option["text"] = option["text"].replace(old, text)


@mutant("attributed", place_case)
def one_source_alone_places_the_event_and_goes_unnamed(case):
    claims(case, "lamp-lit", {PARISH: "1824"})


@mutant("cited", place_case)
def nothing_is_cited_for_the_place(case):
    case.key["evidence"] = []


@mutant("cited", place_case)
def the_place_is_cited_from_another_event(case):
    case.key["evidence"] = case.key["truths"]["t"]["evidence"]


@mutant("feedback-complete", place_case)
def a_gap_has_no_feedback(case):
    del case.key["truths"]["t"]


# Which came first.


@mutant("as-recorded", first_case)
def one_of_two_has_the_title_of_nothing(case):
    case.option("j")["text"] = "Keepers go on working"


@mutant("key-supported", first_case)
def nobody_dates_one_of_two(case):
    case.change("strike", claims=())
    case.key["truths"]["j"] = truth("It was later.", "strike")
    case.key["evidence"] = case.key["evidence"][:2]


@mutant("separable", first_case)
def the_later_of_two_is_keyed(case):
    case.key["answer"] = ["j"]


@mutant("separable", first_case)
def two_events_may_have_come_in_either_order(case):
    case.change("lamp-law", date=dates.parse("1815/1871-08"))


@mutant("signal", first_case, also={"separable"})
def three_events_are_compared(case):
    horn = case.town["ferry"]
    case.shown["options"].append({"id": "i", "text": horn.title})
    case.key["stands_for"]["i"] = horn.slug
    case.key["truths"]["i"] = truth("It came last.", horn.slug, horn.claims)
    case.facts += (f"when:{horn.slug}",)
    case.events += (horn.slug,)


@mutant("signal", first_case)
def the_stem_asks_which_was_greater(case):
    case.shown["stem"] = "Which of these was greater?"


@mutant("no-order-leak", first_case)
def one_of_two_undoes_the_other(case):
    title(case, "lamp-law", "Harbour pilots dismissed")
    title(case, "strike", "Last pilots dismissed")


@mutant("no-order-leak", first_case)
def a_wrong_title_says_that_it_is_first(case):
    title(case, "strike", "Keepers first at work")


@mutant("no-leak", first_case)
def a_title_of_two_has_the_year_of_the_other(case):
    case.shown["hint"] = "One of them was in 1815."


@mutant("grading-laws", first_case)
def which_came_first_is_graded_by_pairs_too(case):
    case.key["pairs"] = [["k", "j"]]


@mutant("well-formed", first_case)
def which_came_first_is_to_be_put_in_order(case):
    case.shown["mode"] = "order"


@mutant("no-length-cue", first_case)
def the_first_of_two_has_the_longer_title(case):
    title(case, "lamp-law", "Harbour lamp law passed by the two houses")
