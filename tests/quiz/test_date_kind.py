from dataclasses import replace
from statistics import mean

import pytest

from history.dates import parse
from quiz.draft import Draft, Rejection
from quiz.kinds import date
from tests.quiz.world import (
    build,
    chronicle,
    date_claim,
    dated,
    drafts,
    event,
    meanings,
    world,
    wrong_options,
)

TOWER = "tower-1809"
HARD = 1.0


def ask(chronicle, slug=TOWER, seed=1, difficulty=0.5):
    return build("date", chronicle, f"when:{slug}", seed, difficulty)


def ask_often(chronicle, slug=TOWER, difficulty=0.5):
    """The drafts; now and then chance deals an event out to nobody."""
    asked = [ask(chronicle, slug, seed, difficulty) for seed in range(30)]
    return [draft for draft in asked if isinstance(draft, Draft)]


def right(draft):
    return draft.key["stands_for"][draft.key["answer"][0]]


def right_text(draft):
    return next(o["text"] for o in draft.shown["options"] if o["id"] == draft.key["answer"][0])


def wrong(draft):
    return meanings(draft, wrong_options(draft))


def with_claim(slug, source, text, **tweaks):
    held = event(slug)
    return replace(held, claims=(*held.claims, date_claim(slug, source, text, **tweaks)))


# What is rejected, and by which name.


def test_a_date_that_a_source_contradicts_is_rejected_as_disputed():
    disputed = with_claim(TOWER, "memoir", "1811", dispute="error")
    rejected = ask(world(disputed))
    assert rejected.name == "disputed-date"
    assert "Memoir of a Pilot" in rejected.why


def test_a_dispute_within_a_decade_leaves_the_decade_to_ask_for():
    disputed = with_claim(TOWER, "memoir", "1806", dispute="error")
    draft = ask(world(disputed))
    assert (draft.key["asks"]["unit"], right(draft)) == ("decade", "180X")


def test_claims_that_only_differ_in_precision_are_no_dispute():
    assert isinstance(ask(world(with_claim(TOWER, "memoir", "180X"))), Draft)


@pytest.mark.parametrize(
    "title",
    [
        "The tower of 1809 is lit",
        "The tower is lit (1809)",
        "Light, 1809–1900",
        "Light, 1809-1810",
        "The lights of the 1780s are outdone",
    ],
)
def test_a_title_with_a_year_is_rejected(title):
    rejected = ask(world(event(TOWER, title=title)))
    assert rejected.name == "title-leaks-year"
    assert rejected.why in title.replace("–", " ").replace("-", " ")


def test_a_title_with_a_small_number_may_be_asked():
    assert isinstance(ask(world(event(TOWER, title="A tower of 9 floors is lit"))), Draft)


def test_a_title_with_the_day_is_rejected_where_the_day_is_asked_for():
    kelpwick = world(event(TOWER, title="A tower is lit on the 1st"))
    assert ask(kelpwick, difficulty=HARD).name == "title-leaks-year"
    assert isinstance(ask(kelpwick), Draft)


def test_a_title_with_the_year_before_christ_is_rejected():
    story = dated("-0099", "-0069", "-0043", "-0020", "0010")
    leaking = replace(story.by_slug["event-3"], title="The 44 lamps are lit")
    others = [e for e in story.events if e.slug != "event-3"]
    assert ask(chronicle(leaking, *others), "event-3").name == "title-leaks-year"


def test_an_event_that_no_source_dates_is_rejected():
    for says in ({}, {"log": None}):
        assert ask(world(event(TOWER, says=says))).name == "no-dated-claim"


def test_a_date_that_may_lie_in_two_centuries_is_too_vague():
    rejected = ask(world(event("keepers-leave-1900", date="1900~")), "keepers-leave-1900")
    assert rejected.name == "too-vague"
    assert rejected.why == "about 1900"


def test_a_date_without_two_others_to_choose_from_is_rejected():
    assert ask(dated("1809", "1850"), "event-1").name == "too-few-distractors"
    assert isinstance(ask(dated("1809", "1850", "1880"), "event-1"), Draft)


def test_a_source_that_must_be_named_and_has_a_year_in_its_name_is_rejected():
    rejected = ask(world(event(TOWER, says={"report": "1809-09-01"})))
    assert rejected.name == "source-leaks-year"


# How exactly, and which moment.


FAR = [
    event(f"far-{year}", title=f"The {animal} is seen", date=year)
    for year, animal in (("1212", "Ant"), ("1515", "Bee"), ("1618", "Cow"), ("1721", "Dog"))
]


@pytest.mark.parametrize(
    ("date", "says", "unit", "key"),
    [
        ("1805-03-04", "1805-03-04", "day", "1805-03-04"),
        ("1805-03-04", "1805-03", "month", "1805-03"),
        ("1805-03-04", "1805-21", "year", "1805"),
        ("1805-03-04", "1805", "year", "1805"),
        ("1805-03-04", "1805~", "decade", "180X"),
        ("1805-03-04", "180X", "decade", "180X"),
        ("180X", "18XX", "century", "18XX"),
        ("18XX", "18XX", "century", "18XX"),
    ],
)
def test_the_coarsest_claim_sets_how_exactly_is_asked(date, says, unit, key):
    others = [] if unit == "century" else world(without={TOWER}).events
    tower = event(TOWER, date=date, says={"log": date, "history": says})
    draft = ask(chronicle(tower, *others, *FAR), difficulty=HARD)
    assert (draft.key["asks"]["unit"], right(draft)) == (unit, key)
    assert f"n which {unit} did this happen" in draft.shown["stem"]


@pytest.mark.parametrize("says", ["1809~", "18XX"])
def test_nobody_is_asked_in_which_century_an_event_of_known_date_was(says):
    vague = event(TOWER, says={"log": "1809-09-01", "history": says})
    assert ask(chronicle(vague, *FAR)).name == "too-vague"


def test_the_event_s_own_vagueness_counts_as_much_as_a_claim_s():
    draft = ask(world(event(TOWER, date="1809", says={"log": "1809-09-01"})), difficulty=HARD)
    assert right(draft) == "1809"


def test_only_the_hardest_questions_ask_for_more_than_the_year():
    """Unless one beside it is not known so exactly."""
    assert {right(d) for d in ask_often(world(), difficulty=0.5)} == {"1809"}
    assert "1809-09-01" in {right(d) for d in ask_often(world(), difficulty=HARD)}


def test_a_claim_with_a_doubtful_day_is_asked_for_less_exactly():
    unsure = event(TOWER, date="1809-09-01~", says={"log": "1809-09-01~", "history": "1809-09"})
    assert ask(world(unsure), difficulty=HARD).key["asks"]["unit"] == "year"


def test_an_event_longer_than_a_year_is_asked_for_its_beginning_or_its_end():
    found = {(d.key["asks"]["of"], right(d)) for d in ask_often(world(), "survey-1806")}
    assert found == {("begin", "1806"), ("end", "1807")}


def test_the_stem_says_which_side_of_a_span_it_asks_for():
    for draft in ask_often(world(), "survey-1806"):
        assert f"did this {draft.key['asks']['of']}:" in draft.shown["stem"]


def test_a_span_within_a_year_is_asked_for_as_a_whole():
    draft = ask(world(event(TOWER, date="1809-03/1809-09")))
    assert (draft.key["asks"]["of"], right(draft)) == ("point", "1809")
    assert "did this happen" in draft.shown["stem"]


@pytest.mark.parametrize(
    ("span", "of", "year"), [("1809/..", "begin", "1809"), ("../1809", "end", "1809")]
)
def test_of_an_open_span_only_the_known_side_is_asked_for(span, of, year):
    for draft in ask_often(world(event(TOWER, date=span, says={"log": span, "history": span}))):
        assert (draft.key["asks"]["of"], right(draft)) == (of, year)


def test_a_moment_that_one_source_leaves_open_is_not_asked_for():
    span = event("herring-1844", says={"log": "1844/1846", "history": "1844/.."})
    assert {d.key["asks"]["of"] for d in ask_often(world(span), "herring-1844")} == {"begin"}


# Who says so.


def test_two_good_sources_need_no_name():
    draft = ask(world())
    assert draft.shown["stem"] == "In which year did this happen: “The stone tower is lit”?"
    assert draft.key["asks"]["source"] == ""


@pytest.mark.parametrize(
    ("sources", "name"),
    [
        (["memoir"], "Memoir of a Pilot"),
        (["almanac", "guide"], "The Coast Almanac"),
        (["council"], "Council Minutes"),
        (["council", "customs"], "Council Minutes"),
    ],
)
def test_a_single_or_a_weak_source_is_named(sources, name):
    says = dict.fromkeys(sources, "1809-09-01")
    draft = ask(world(event(TOWER, says=says)))
    who, _, question = draft.shown["stem"].partition(", ")
    assert who.startswith("According to ")
    assert name in who
    assert question.startswith("in which year did this happen")
    assert draft.key["asks"]["source"] == sources[0] == draft.key["evidence"][0]["source"]


def test_a_source_with_a_year_in_its_name_gives_way_to_another():
    says = {"annual": "1809-09-01", "guide": "1809-09-01"}
    draft = ask(world(event(TOWER, says=says)))
    assert "A Pocket Guide" in draft.shown["stem"]
    assert [told["source"] for told in draft.key["evidence"]] == ["guide", "annual"]


def test_an_official_statement_beside_a_summary_needs_no_name():
    says = {"council": "1809-09-01", "almanac": "1809"}
    assert ask(world(event(TOWER, says=says))).key["asks"]["source"] == ""


def test_a_source_that_supports_without_a_date_is_no_second_witness():
    says = {"log": "1809-09-01", "history": None}
    assert ask(world(event(TOWER, says=says))).key["asks"]["source"] == "log"


def test_every_dated_claim_is_cited_with_what_it_says():
    says = {"almanac": "1809", "log": "1809-09-01", "memoir": None}
    cited = ask(world(event(TOWER, says=says))).key["evidence"]
    assert [(c["source"], c["says"]) for c in cited] == [("log", "1809-09-01"), ("almanac", "1809")]


# Calendars and far years.


def test_an_event_with_two_calendars_says_new_style_where_they_differ():
    draft = ask(world(event(TOWER, calendar="NS")), difficulty=HARD)
    assert draft.key["asks"]["unit"] == "day"
    assert "“The stone tower is lit” (New Style)" in draft.shown["stem"]
    truth = draft.key["truths"][draft.key["answer"][0]]["reason"]
    assert "1 September 1809 (20 August Old Style)" in truth
    assert "New Style" not in ask(world(), difficulty=HARD).shown["stem"]


@pytest.mark.parametrize(
    ("date", "says_so"),
    [("1809-09-01", False), ("1810-01-06", True), ("1809-12-30", False), ("1809", False)],
)
def test_a_year_that_is_the_same_in_both_styles_needs_no_calendar(date, says_so):
    kelpwick = world(event(TOWER, date=date, calendar="NS", says={"log": date, "history": date}))
    assert ("(New Style)" in ask(kelpwick).shown["stem"]) == says_so


def test_decades_to_choose_from_are_named_in_one_form():
    story = dated("180X", "181X", "185X", "189X", "193X", "197X", "198X")
    found = drafts("date", story, seeds=range(20), way="choose", difficulty=HARD)
    forms = [{o["text"].startswith("the ") for o in draft.shown["options"]} for draft in found]
    assert sorted(map(len, forms))[-1] == 1
    assert {True} in forms
    assert {False} in forms
    named = {o["text"] for draft in found for o in draft.shown["options"]}
    assert {"1800 to 1809", "1850 to 1859", "the 1850s"} <= named


def test_an_old_style_date_is_asked_for_in_the_new_one():
    draft = ask(world(event(TOWER, date="1809-12-25", calendar="OS")))
    assert right(draft) == "1810"
    assert "(New Style)" in draft.shown["stem"]


def test_the_year_of_the_old_style_twin_is_no_wrong_answer():
    new_year = event(TOWER, date="1810-01-06", calendar="NS")
    twin = event("twin-1809", title="The council meets", date="1809-05-05")
    for draft in ask_often(world(new_year, twin), difficulty=0.85):
        assert right(draft) == "1810"
        assert "1809" not in wrong(draft)


def test_the_day_of_the_old_style_twin_is_no_wrong_answer():
    """31 January 1900 was the 19th in the calendar that was twelve days behind."""
    last = "keepers-leave-1900"
    days = ("1900-01-19", "1900-01-15", "1899-12-24", "1899-12-01")
    near = [
        event(f"on-{day}", title=f"{name} sails", date=day)
        for name, day in zip(("Ann", "Bob", "Cid", "Dan"), days, strict=True)
    ]
    for calendar, is_fair in (("NS", False), ("", True)):
        kelpwick = world(event(last, calendar=calendar), *near)
        offered = {v for d in ask_often(kelpwick, last, difficulty=HARD) for v in wrong(d)}
        assert ("1900-01-19" in offered) == is_fair
        assert "1900-01-15" in offered


def test_years_before_christ_are_asked_in_words():
    story = dated("-0218", "-0099", "-0070", "-0043", "-0030", "0009", "0079", "0117")
    draft = ask(story, "event-4")
    assert (right(draft), right_text(draft)) == ("-0043", "44 BC")
    starts = [parse(value).earliest for value in meanings(draft, draft.key["stands_for"])]
    assert starts == sorted(starts)


def test_a_decade_before_christ_is_a_decade():
    story = dated("-021X", "-009X", "-006X", "-004X", "-001X", "005X")
    draft = ask(story, "event-4")
    assert (right(draft), draft.key["asks"]["unit"]) == ("-004X", "decade")


def test_years_of_five_digits_can_be_asked():
    story = dated("Y-30000", "Y-20000", "Y-15000", "Y-12000", "-9999")
    draft = ask(story, "event-3")
    assert (right(draft), right_text(draft)) == ("Y-15000", "15,000 BC")


# The wrong dates.


@pytest.mark.parametrize("difficulty", [0.0, 0.5, 1.0])
def test_a_wrong_date_is_never_one_that_a_source_gives(us_russia, difficulty):
    for draft in drafts("date", us_russia, difficulty=difficulty):
        held = us_russia.by_slug[draft.events[0]]
        given = [held.date, *(claim.date for claim in held.claims if claim.date)]
        for value in map(parse, wrong(draft)):
            assert not any(value.overlaps(said) for said in given)
            assert value.latest < held.hull[0] - 1 or value.earliest > held.hull[1] + 1


@pytest.mark.parametrize("difficulty", [0.0, 0.5, 1.0])
def test_a_wrong_date_is_the_date_of_another_event(us_russia, difficulty):
    for draft in drafts("date", us_russia, difficulty=difficulty):
        for option in wrong_options(draft):
            other = us_russia.by_slug[draft.key["truths"][option]["refers_to"]]
            value = parse(draft.key["stands_for"][option])
            sides = [other.date, other.date.begin, other.date.end]
            assert any(value.contains(side) for side in sides if side)
            assert other.slug in draft.events[1:]
            assert other.title in draft.key["truths"][option]["reason"]


def test_a_date_that_only_one_of_two_disputants_gives_is_no_wrong_answer():
    """The dispute is on another side of the span than the one asked for."""
    span = event("survey-1806", says={"log": "1806-04/1807-09", "history": "1806/1844"})
    for draft in ask_often(world(span), "survey-1806", difficulty=0.85):
        assert right(draft) == "1806"
        assert all(not 1806 <= int(value) <= 1844 for value in wrong(draft))


def test_options_stand_in_order_of_time_and_all_in_the_same_unit(us_russia):
    for draft in drafts("date", us_russia):
        values = [parse(v) for v in meanings(draft, [o["id"] for o in draft.shown["options"]])]
        assert values == sorted(values, key=lambda value: value.earliest)
        assert len({value.precision for value in values}) == 1
        assert len(values) == len(set(values)) == 3


def nearest(draft):
    year, *others = (int(value[:4]) for value in [right(draft), *wrong(draft)])
    return min(abs(year - other) for other in others)


def test_wrong_dates_come_nearer_as_questions_get_harder(us_russia):
    easy, medium, hard = (
        [
            nearest(draft)
            for draft in drafts("date", us_russia, difficulty=difficulty)
            if draft.key["asks"]["unit"] == "year"
        ]
        for difficulty in (0.0, 0.5, 0.85)
    )
    assert min(easy) >= 5
    assert min(medium) >= 3
    assert min(hard) >= 1
    assert mean(easy) > mean(medium) > mean(hard)


def test_older_dates_are_kept_further_from_wrong_ones():
    """A century of distance adds as much again as a date of today needs."""
    old = dated("1501", "1505", "1506", "1511", "1530", "1533", "2001")
    young = dated("1901", "1905", "1906", "1911", "1930", "1933", "2001")
    in_old = {v for d in ask_often(old, "event-4", difficulty=0.85) for v in wrong(d)}
    in_young = {v for d in ask_often(young, "event-4", difficulty=0.85) for v in wrong(d)}
    assert "1505" not in in_old
    assert "1905" in in_young


def test_a_step_of_the_same_process_is_no_wrong_answer():
    """The petition led to the survey two years later; without that link it may be taken for it."""
    unlinked = world(event("survey-1806", causes=[]))
    for kelpwick, is_fair in ((world(), False), (unlinked, True)):
        asked = ask_often(kelpwick, "survey-1806", difficulty=HARD)
        assert any("petition-1804" in draft.events for draft in asked) == is_fair


def test_an_effect_of_long_after_may_be_a_wrong_answer():
    seen = {slug for d in ask_often(world(), "herring-1844") for slug in d.events}
    assert "railway-1849" in seen or "storm-1859" in seen


def test_an_event_of_uncertain_date_lends_no_wrong_answer():
    vague = event("vague-1850", title="A bell is heard", date="1900~")
    for draft in ask_often(world(vague), "lifeboat-1841"):
        assert "vague-1850" not in draft.events


# The answer.


def test_the_right_date_earns_the_fact_and_a_wrong_one_nothing():
    draft = ask(world())
    fact = f"when:{TOWER}"
    assert draft.facts == (fact,)
    assert date.grade(draft.key, draft.key["answer"][0]).facts == {fact: 1}
    for option in wrong_options(draft):
        assert date.grade(draft.key, option).accuracy == 0
        assert date.grade(draft.key, option).facts == {fact: 0}


def test_the_summary_explains_the_answer():
    assert ask(world()).key["explanation"] == world().by_slug[TOWER].summary


def test_every_event_of_the_shipped_topic_is_asked_or_rejected_by_a_known_name(us_russia):
    outcomes = [ask(us_russia, e.slug) for e in us_russia.events]
    names = {outcome.name for outcome in outcomes if isinstance(outcome, Rejection)}
    assert names <= {
        "no-dated-claim",
        "disputed-date",
        "too-vague",
        "title-leaks-year",
        "source-leaks-year",
        "too-few-distractors",
    }
