from history import dates
from tests.quiz.soundness.cases import ordering_case, truth
from tests.quiz.soundness.mutants import Mutants
from tests.quiz.soundness.skerrow import ALMANAC, date_claim

mutant = Mutants()


def title(case, slug, text):
    """Call the event that, in the store and on the page."""
    old = case.town[slug].title
    case.change(slug, title=text)
    next(o for o in case.shown["options"] if o["text"] == old)["text"] = text


# as-recorded


@mutant("as-recorded", ordering_case)
def an_option_has_the_title_of_nothing(case):
    case.option("k")["text"] = "Mermaid sighted"


@mutant("as-recorded", ordering_case)
def an_event_more_is_tested_than_shown(case):
    case.facts += ("when:dark",)


# key-supported


@mutant("key-supported", ordering_case)
def nobody_dates_an_event(case):
    case.change("wreck", claims=())
    case.key["truths"]["k"] = truth("It was in 1812.", "wreck")
    case.key["evidence"] = case.key["evidence"][-2:]


# separable


@mutant("separable", ordering_case)
def a_decided_pair_is_not_graded(case):
    case.key["pairs"].pop()


@mutant("separable", ordering_case)
def a_source_makes_two_events_tie(case):
    case.change("wreck", claims=(*case.town["wreck"].claims, disputed("wreck", "1812/1816")))
    case.change("lamp-law", claims=(disputed("lamp-law", "1814/1819"),))
    case.key["truths"]["j"]["evidence"] = []
    case.key["truths"]["j"]["refers_to"] = ""
    case.key["evidence"] = case.key["evidence"][-2:]


@mutant("separable", ordering_case)
def two_events_meet_on_one_day(case):
    case.change("wreck", date=dates.parse("1812-11-03/1815-04-20"))
    case.change("lamp-law", date=dates.parse("1815-04-20/1816"))


def disputed(slug, says):
    return date_claim(slug, ALMANAC, says, dispute="definition", note="They count otherwise.")


@mutant("separable", ordering_case)
def a_pair_is_graded_twice(case):
    case.key["pairs"].append(case.key["pairs"][0])


@mutant("separable", ordering_case, also={"grading-laws"})
def a_pair_is_graded_the_wrong_way_round(case):
    case.key["pairs"][0].reverse()


# signal


@mutant("signal", lambda: ordering_case(("wreck", "lamp-law")))
def there_are_only_two_events(case):
    pass


@mutant(
    "signal",
    lambda: ordering_case(
        ("wreck", "lamp-law", "tower", "lamp-lit", "pay-cut", "ferry", "foghorn")
    ),
)
def there_are_seven_events(case):
    pass


@mutant("signal", ordering_case)
def too_few_pairs_can_be_graded(case):
    case.change("wreck", date=dates.parse("1812-11-03/1815-06"))
    case.change("lamp-law", date=dates.parse("1815-04-20/1824-10"))
    for undecided in (["k", "j"], ["j", "i"]):
        case.key["pairs"].remove(undecided)


@mutant("signal", ordering_case)
def the_stem_does_not_say_where_to_begin(case):
    case.shown["stem"] = "Put these in order."


@mutant("signal", ordering_case)
def the_order_is_from_the_latest(case):
    case.key["asks"]["from"] = "latest"


@mutant("signal", ordering_case)
def one_event_is_part_of_another(case):
    case.change("wreck", date=dates.parse("1812/1816"))
    case.key["pairs"].remove(["k", "j"])


# no-order-leak


@mutant("no-order-leak", ordering_case)
def a_title_has_a_year_of_something_else(case):
    title(case, "foghorn", "Foghorn of type 1799 installed")


@mutant("no-order-leak", ordering_case)
def one_thing_is_the_second_of_its_name(case):
    title(case, "wreck", "Brass lantern tried")
    title(case, "foghorn", "Second lantern of brass tried")


@mutant("no-order-leak", ordering_case)
def roman_numbers_count_things_of_one_name(case):
    title(case, "wreck", "Lantern I tried")
    title(case, "foghorn", "Lantern II tried")


@mutant("no-order-leak", ordering_case)
def a_thing_happens_again(case):
    title(case, "wreck", "Quay opened")
    title(case, "foghorn", "Quay reopened")


@mutant("no-order-leak", ordering_case)
def a_thing_is_done_for_the_last_time(case):
    title(case, "wreck", "Pilots paid in oil")
    title(case, "foghorn", "Last pilots paid")


# grading-laws


@mutant("grading-laws", ordering_case)
def the_answer_lacks_an_option(case):
    case.key["answer"] = case.key["answer"][:-1]


@mutant("grading-laws", ordering_case)
def the_answer_breaks_its_own_pairs(case):
    case.key["answer"] = [*reversed(case.key["answer"])]


@mutant("grading-laws", ordering_case)
def the_order_shown_is_right_already(case):
    case.shown["options"].sort(key=lambda option: case.key["answer"].index(option["id"]))


@mutant("grading-laws", ordering_case)
def the_ids_count_in_order_of_time(case):
    swap = dict(zip("kjih", "hijk", strict=True))
    for option in case.shown["options"]:
        option["id"] = swap[option["id"]]
    case.key["answer"] = [swap[i] for i in case.key["answer"]]
    case.key["pairs"] = [[swap[a], swap[b]] for a, b in case.key["pairs"]]
    for name in ("stands_for", "truths"):
        case.key[name] = {swap[i]: held for i, held in case.key[name].items()}
