"""What is asked of the shipped pack; where the project's own facts lie beside it, also by them."""

import csv
import re
from collections import defaultdict
from functools import cache

import pytest

from history.dates import Precision, parse
from history.rules import begins_too_late, find_loop
from tests.conftest import SHIPPED
from tests.history.gathered import FACTS, MISSING

beside_the_facts = pytest.mark.skipif(not FACTS.is_dir(), reason=MISSING)

SEEDS = {
    "000": "seed-qa-recognition",
    "001": "seed-embassy-2022",
    "002": "seed-epfl-soviet-relations",
    "003": "seed-relaciones-es",
    "004": "seed-us-russia-article",
}
# For each turning point of the subject, the events of which one must have an argued reason.
TURNING_POINTS = {
    "first relations": ["harris-1803", "dashkov-1809"],
    "Alaska": ["alaska-treaty-1867"],
    "revolution": ["october-revolution-1917"],
    "non-recognition": ["nonrecognition-1917", "no-contact-1917"],
    "recognition": ["recognition-1933"],
    "alliance": ["alliance-1941", "lend-lease-ussr-1941"],
    "beginning of the Cold War": ["truman-doctrine-1947", "long-telegram-1946", "nato-1949"],
    "détente": ["salt-begin-1969", "salt1-1972", "helsinki-1975"],
    "end of the Soviet Union": ["belavezha-1991", "gorbachev-resigns-1991"],
    "Crimea": ["crimea-2014", "sanctions-2014"],
    "invasion of Ukraine": ["ukraine-2022", "sanctions-2022"],
}
REVIEWED = {"day": Precision.DAY, "month": Precision.MONTH, "year": Precision.YEAR}


@cache
def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def pack(name):
    return rows(SHIPPED / f"{name}.csv")


def facts(name):
    return rows(FACTS / f"{name}.csv")


def by(column, table):
    grouped = defaultdict(list)
    for row in table:
        grouped[row[column]].append(row)
    return grouped


def dates():
    return {row["slug"]: parse(row["date"], row["calendar"]) for row in pack("events")}


# How much there is.


def test_the_pack_loads_as_a_topic(us_russia):
    assert len(us_russia.events) == len(pack("events")) >= 200
    assert len(us_russia.causes) == len(pack("causes")) >= 150


def test_every_event_has_a_claim_with_its_place_in_the_source(us_russia):
    assert not [e.slug for e in us_russia.events if not any(c.locator for c in e.claims)]


def test_every_cause_has_a_role_an_explanation_and_somebody_who_asserts_it(us_russia):
    for cause in us_russia.causes.values():
        assert cause.role
        assert cause.explanation.strip()
        assert any(claim.locator and claim.gist for claim in cause.claims), cause.slug


def test_there_are_sixty_misconceptions_and_each_is_corrected():
    assert len(pack("misconceptions")) >= 60
    for row in pack("misconceptions"):
        assert row["correction"].strip()
        assert row["correction"] != row["statement"]
        assert row["tag"]


@pytest.mark.parametrize("turning_point", TURNING_POINTS)
def test_a_turning_point_has_a_motive_or_condition_that_several_claims_assert(
    us_russia, turning_point
):
    argued = [
        cause.slug
        for slug in TURNING_POINTS[turning_point]
        for cause in us_russia.by_slug[slug].causes
        if (cause.role == "motive" or not cause.cause) and len(cause.claims) > 1
    ]
    assert argued


# Whether it hangs together.


def test_no_cause_begins_after_its_effect():
    when = dates()
    late = [
        row["slug"]
        for row in pack("causes")
        if row["cause"] and begins_too_late(when[row["cause"]], when[row["effect"]], row["role"])
    ]
    assert late == []


def test_no_event_led_to_itself():
    assert find_loop((row["cause"], row["effect"]) for row in pack("causes") if row["cause"]) == []


def test_titles_hold_no_year_in_any_language():
    for row in pack("events"):
        assert not re.search(r"\d{4}", row["title"] + row["title_es"]), row["slug"]


def test_statements_are_options_without_full_stop_and_each_is_said_once_of_its_event():
    for name, owner in (("causes", "effect"), ("misconceptions", "event")):
        said = [(row[owner], row["statement"].casefold()) for row in pack(name)]
        assert len(set(said)) == len(said)
        assert not [row["statement"] for row in pack(name) if row["statement"].endswith(".")]


def test_nothing_that_is_believed_wrongly_is_also_given_as_a_cause():
    true = {(row["effect"], row["statement"].casefold()) for row in pack("causes")}
    wrong = {(row["event"], row["statement"].casefold()) for row in pack("misconceptions")}
    assert true.isdisjoint(wrong)


# The five documents.


def test_the_five_documents_are_sources_with_kind_viewpoint_and_language():
    sources = {row["slug"]: row for row in pack("sources")}
    for slug in SEEDS.values():
        assert all(sources[slug][column] for column in ("kind", "viewpoint", "language"))
    assert [slug for slug in SEEDS.values() if sources[slug]["language"] == "es"] == [SEEDS["003"]]
    assert sources[SEEDS["001"]]["kind"] == "official"


@beside_the_facts
def test_every_dated_fact_of_a_document_is_claimed_with_its_line_and_paragraph():
    claimed = by("source", pack("date_claims"))
    places = {seed: " | ".join(c["locator"] + " " for c in claimed[seed]) for seed in claimed}
    missing = []
    for fact in facts("seed_facts"):
        place = re.search(r"line \d+, paragraph \d+", fact["locator"])
        if fact["edtf_date"]:
            held = places[SEEDS[fact["seed_file"][:3]]]
            if not re.search(rf"{place.group()}\b", held):
                missing.append(fact["fact_id"])
    assert missing == []


# The reviewed facts.


@beside_the_facts
def test_two_hundred_events_are_those_of_the_reviewed_list():
    reviewed = {row["id"] for row in facts("events")}
    assert len(reviewed & {row["slug"] for row in pack("events")}) >= 200


@beside_the_facts
def test_no_date_is_finer_than_it_was_reviewed():
    when = dates()
    finer = []
    for row in facts("events"):
        ours = when.get(row["id"])
        if ours and row["reviewed_to"] == "interval":
            is_fine = not ours.is_interval and ours.precision < Precision.YEAR
        else:
            is_fine = bool(ours) and ours.precision < REVIEWED[row["reviewed_to"]]
        if is_fine:
            finer.append((row["id"], ours.text, row["reviewed_to"]))
    assert finer == []


@beside_the_facts
def test_every_date_holds_the_reviewed_one():
    when = dates()
    other = [
        (row["id"], when[row["id"]].text, row["edtf_date"])
        for row in facts("events")
        if row["id"] in when and not when[row["id"]].contains(parse(row["edtf_date"]))
    ]
    assert other == []


@beside_the_facts
def test_the_explanation_of_a_debated_link_says_whose_opinion_it_is():
    debated = {
        (row["cause_id"], row["effect_id"])
        for row in facts("links")
        if row["consensus"] == "debated"
    }
    ours = [row for row in pack("causes") if (row["cause"], row["effect"]) in debated]
    assert len(ours) > len(debated) / 2
    assert not [
        row["slug"]
        for row in ours
        if not re.search("According to|Some historians", row["explanation"])
    ]


@beside_the_facts
def test_every_dispute_of_weight_is_marked_on_each_of_its_events():
    disputed = {
        row["event"] for row in pack("date_claims") if row["dispute"] and row["note"].strip()
    }
    hidden = [
        (row["dispute_id"], slug.strip())
        for row in facts("disputes")
        if row["severity"] in ("high", "medium")
        for slug in row["timeline_ids"].split(";")
        if slug.strip() and slug.strip() not in disputed
    ]
    assert hidden == []


@beside_the_facts
def test_a_second_reading_is_claimed_only_for_events_that_had_one():
    read_twice = {row["id"] for row in facts("events") if row["reviewed_to"]}
    effects = {row["slug"]: row["effect"] for row in pack("causes")}
    claims = [(row["event"], row["locator"]) for row in pack("date_claims")]
    claims += [(effects[row["cause"]], row["locator"]) for row in pack("cause_claims")]
    claimed = {event for event, locator in claims if "second reading" in locator}
    from_memory = {event for event, locator in claims if "from memory" in locator}
    assert claimed <= read_twice
    assert from_memory == {row["slug"] for row in pack("events")} - read_twice
