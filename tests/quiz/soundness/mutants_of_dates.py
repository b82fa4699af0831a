from dataclasses import replace

from history import dates
from tests.quiz.soundness.cases import cite, date_case, day_case, span_case, truth
from tests.quiz.soundness.mutants import Mutants
from tests.quiz.soundness.skerrow import ALMANAC, BOARD, LOG, PARISH, cause, date_claim, event

mutant = Mutants()


def claims(case, slug, said, **details):
    """Let the sources date the event like this, and cite them."""
    calendar = case.town[slug].date.calendar
    made = tuple(date_claim(slug, s, says, calendar, **details) for s, says in said.items())
    case.change(slug, claims=made)
    case.key["evidence"] = [cite(claim) for claim in made]
    case.key["truths"]["y"] = truth("It was then.", slug, made)


# as-recorded


@mutant("as-recorded", date_case)
def an_option_is_worded_as_another_date(case):
    case.option("z")["text"] = "1842"


@mutant("as-recorded", date_case, also={"honest-precision"})
def one_decade_is_named_otherwise_than_the_others(case):
    for option_id, decade in (("x", "180X"), ("y", "182X"), ("z", "184X")):
        case.stand_for(option_id, decade)
    case.option("z")["text"] = "the 1840s"


@mutant("as-recorded", date_case)
def the_stem_asks_about_another_event(case):
    case.shown["stem"] = "In which year did this happen: Foghorn installed?"


# key-supported


@mutant("key-supported", date_case)
def a_claim_is_off_by_a_year(case):
    claims(case, "lamp-lit", {LOG: "1824-09-01", PARISH: "1824", ALMANAC: "1825"})


@mutant("key-supported", date_case)
def a_coarse_claim_contradicts_the_key(case):
    claims(case, "lamp-lit", {LOG: "1824-09-01", PARISH: "1824", ALMANAC: "183X"})


@mutant("key-supported", date_case)
def an_explained_dispute_still_contradicts_the_key(case):
    claims(
        case,
        "lamp-lit",
        {LOG: "1824-09-01", PARISH: "1824", BOARD: "1827"},
        dispute="error",
        note="A slip.",
    )


@mutant("key-supported", date_case, also={"refuted-distractors"})
def the_claims_give_no_date(case):
    claims(case, "lamp-lit", {LOG: "", PARISH: ""})


@mutant("key-supported", date_case)
def the_teacher_dates_it_otherwise(case):
    case.change("lamp-lit", date=dates.parse("1826"))


@mutant("key-supported", date_case, also={"cited"})
def the_draft_tests_another_date(case):
    case.facts = ("when:wreck",)
    case.key["asks"]["fact"] = "when:wreck"


@mutant("key-supported", span_case)
def sources_differ_on_the_beginning(case):
    claims(case, "strike", {LOG: "1871-05-02/1873", PARISH: "1871/1873", BOARD: "1872/1873"})


# honest-precision


@mutant("honest-precision", date_case)
def one_claim_knows_the_decade_only(case):
    claims(case, "lamp-lit", {LOG: "1824-09-01", PARISH: "182X"})


@mutant("honest-precision", date_case)
def one_claim_is_not_sure_of_the_year(case):
    case.stand_for("z", "1846")
    claims(case, "lamp-lit", {LOG: "1824-09-01", PARISH: "1824~"})


@mutant("honest-precision", date_case, also={"homogeneous"})
def the_key_is_finer_than_the_unit(case):
    case.stand_for("y", "1824-09")


@mutant("honest-precision", date_case)
def months_are_offered_where_a_year_is_asked_for(case):
    claims(case, "lamp-lit", {LOG: "1824-09-01", PARISH: "1824-09"})
    for option_id, month in (("x", "1809-02"), ("y", "1824-09"), ("z", "1841-05")):
        case.stand_for(option_id, month)


@mutant("honest-precision", date_case)
def doubtful_years_are_offered(case):
    for option_id, year in (("x", "1809~"), ("y", "1824~"), ("z", "1841~")):
        case.stand_for(option_id, year)


@mutant("honest-precision", date_case)
def spans_of_years_are_offered(case):
    for option_id, years in (("x", "1808/1809"), ("y", "1824/1825"), ("z", "1841/1842")):
        case.stand_for(option_id, years)


@mutant("honest-precision", day_case, also={"key-supported"})
def the_calendar_is_unstated(case):
    case.change("ferry", date=dates.parse("1901-01-05", "unstated"))
    claims(case, "ferry", {LOG: "1901-01-05", PARISH: "1901-01-05"})


@mutant("honest-precision", span_case)
def the_end_is_open_and_asked_for(case):
    case.change("strike", date=dates.parse("1871/.."))
    claims(case, "strike", {LOG: "1871-05-02/1871-09", PARISH: "1871-05-02/1871-09"})
    case.key["asks"]["of"] = "end"
    case.shown["stem"] = "In which year did this end: Keepers refuse to work?"


# point-or-span


@mutant("point-or-span", span_case, also={"key-supported"})
def what_lasted_is_asked_as_a_moment(case):
    case.key["asks"]["of"] = "point"


@mutant("point-or-span", span_case)
def the_stem_does_not_say_which_end(case):
    case.shown["stem"] = "In which year did this happen: Keepers refuse to work?"


@mutant("point-or-span", date_case)
def a_moment_is_asked_for_its_beginning(case):
    case.key["asks"]["of"] = "begin"
    case.shown["stem"] = "In which year did this begin: Skerrow lamp lit?"


# calendar


@mutant("calendar", day_case)
def nothing_says_new_style(case):
    case.shown["stem"] = "On which day did this happen: Ferry to the mainland opens?"


@mutant("calendar", day_case)
def the_old_style_year_is_another_and_nothing_says_so(case):
    case.shown["stem"] = "In which year did this happen: Ferry to the mainland opens?"
    case.key["asks"]["unit"] = "year"
    for option_id, year in (("x", "1897"), ("y", "1901"), ("z", "1906")):
        case.stand_for(option_id, year)


# attributed


@mutant("attributed", date_case)
def one_source_alone_goes_unnamed(case):
    claims(case, "lamp-lit", {LOG: "1824-09-01"})


@mutant("attributed", date_case)
def tertiary_sources_alone_go_unnamed(case):
    claims(case, "lamp-lit", {ALMANAC: "1824", replace(ALMANAC, slug="second"): "1824"})


@mutant("attributed", date_case)
def official_sources_alone_go_unnamed(case):
    claims(case, "lamp-lit", {BOARD: "1824", replace(BOARD, slug="second"): "1824"})


@mutant("attributed", date_case)
def the_stem_is_attributed_without_a_name(case):
    case.key["asks"]["source"] = "harbour-log"


@mutant("attributed", date_case)
def the_stem_is_attributed_to_who_never_said_it(case):
    case.key["asks"]["source"] = "almanac"
    case.shown["stem"] = "According to the Sailors' almanac, when was this: Skerrow lamp lit?"


# three-options


@mutant("three-options", date_case)
def there_are_only_two_options(case):
    drop_the_last_option(case)


def drop_the_last_option(case):
    case.shown["options"].pop()
    for held in (case.key["stands_for"], case.key["truths"]):
        del held["z"]


# one-defensible-answer


@mutant("one-defensible-answer", date_case)
def another_event_of_that_title_was_in_a_wrong_year(case):
    case.town["relit"] = event("relit", "Skerrow lamp lit after the war", "1841-11-11")


@mutant(
    "one-defensible-answer",
    date_case,
    also={"key-supported", "distractors-miss"},
)
def a_source_says_a_wrong_year(case):
    claims(case, "lamp-lit", {LOG: "1824-09-01", PARISH: "1824", ALMANAC: "1841"})


# refuted-distractors


@mutant(
    "refuted-distractors",
    date_case,
    also={"key-supported", "honest-precision", "distractors-miss", "one-defensible-answer"},
)
def the_claims_leave_a_wrong_year_possible(case):
    case.stand_for("z", "1828")
    claims(case, "lamp-lit", {LOG: "182X", PARISH: "182X"})


# distractors-miss


@mutant("distractors-miss", date_case)
def a_wrong_year_begins_the_day_after(case):
    case.change("lamp-lit", date=dates.parse("1824-12-31"))
    claims(case, "lamp-lit", {LOG: "1824-12-31", PARISH: "1824-12-31"})
    del case.town["dark"], case.town["foghorn"], case.town["ferry"]
    case.stand_for("z", "1825")


@mutant("distractors-miss", day_case)
def a_wrong_day_is_the_old_style_twin(case):
    forget_what_came_later(case)
    case.stand_for("x", "1900-12-23")


@mutant("distractors-miss", span_case)
def a_wrong_beginning_lies_within_the_span(case):
    forget_what_came_later(case)
    case.stand_for("z", "1873")


def forget_what_came_later(case):
    """Then little distance is asked of wrong dates."""
    for slug in ("dark", "foghorn"):
        del case.town[slug]


# spacing


@mutant("spacing", date_case)
def a_wrong_year_is_next_to_the_key(case):
    case.change("lamp-lit", date=dates.parse("1824-06"), causes=())
    claims(case, "lamp-lit", {LOG: "1824-06", PARISH: "1824-06"})
    case.stand_for("z", "1825")


@mutant("spacing", date_case)
def the_wrong_years_are_next_to_each_other(case):
    case.stand_for("x", "1840")
    case.shown["options"].sort(key=lambda option: option["text"])


@mutant("spacing", date_case)
def a_wrong_year_is_in_the_future(case):
    case.stand_for("z", "9841")


@mutant("spacing", date_case)
def a_wrong_year_is_another_step_of_the_process(case):
    case.stand_for("x", "1822")


@mutant("spacing", date_case)
def a_wrong_year_is_the_next_step_of_the_process(case):
    case.town["fined"] = event(
        "fined",
        "Smugglers fined",
        "1827-03",
        causes=[cause("seen", "fined", "lamp-lit", "They could be seen")],
    )
    case.stand_for("z", "1827")


# no-rank-cue


@mutant("no-rank-cue", date_case)
def the_options_do_not_stand_in_order_of_time(case):
    case.shown["options"].reverse()
