"""What is asked of the second subject that ships: small, unrelated to the first, and mostly BC."""

import csv
import re
from collections import Counter
from itertools import combinations
from statistics import mean

import pytest

from history.dates import Precision, parse
from history.packs import loader
from history.rules import begins_too_late, find_loop
from history.words import in_words
from tests.conftest import ROME, SHIPPED, chronicle_in

PERIODS = ("roman-republic", "fall-of-the-republic", "roman-empire")


def pack(name, folder=ROME):
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# How much there is.


def test_the_pack_loads_as_a_topic(ancient_rome):
    assert len(ancient_rome.events) == len(pack("events")) >= 50
    assert len(ancient_rome.causes) == len(pack("causes")) >= 35


def test_each_period_has_events_enough_for_a_round_of_its_own(ancient_rome):
    held = Counter(slug for event in ancient_rome.events for slug in event.topics)
    assert all(held[period] >= 15 for period in PERIODS)
    assert held["ancient-rome"] == len(ancient_rome.events) == sum(held[p] for p in PERIODS)


def test_it_runs_from_the_legend_of_the_foundation_to_the_last_emperor_in_the_west(ancient_rome):
    first, last = ancient_rome.events[0], ancient_rome.events[-1]
    assert (first.slug, last.slug) == ("foundation-of-rome", "romulus-deposed")
    assert sum(event.date.latest < 0 for event in ancient_rome.events) > 40


def test_every_event_is_dated_by_two_sources_with_their_places(ancient_rome):
    for event in ancient_rome.events:
        dated = {claim.source.slug for claim in event.claims if claim.date and claim.locator}
        assert len(dated) >= 2, event.slug


def test_five_dates_are_disputed_and_each_dispute_has_its_note(ancient_rome):
    disputed = [
        event for event in ancient_rome.events if any(claim.dispute for claim in event.claims)
    ]
    assert len(disputed) >= 5
    assert all(claim.note for e in disputed for claim in e.claims if claim.dispute)


def test_every_effect_has_its_misconception_and_turning_points_have_two(ancient_rome):
    for event in ancient_rome.events:
        wrong = sum(held.about == "why" for held in event.misconceptions)
        assert wrong >= (2 if event.importance == 3 else 1) or not event.causes, event.slug
    assert len(pack("misconceptions")) >= 60


def test_every_cause_is_asserted_by_somebody_somewhere(ancient_rome):
    for cause in ancient_rome.causes.values():
        assert cause.explanation.strip()
        assert all(claim.locator and claim.gist for claim in cause.claims), cause.slug
        assert cause.claims, cause.slug


# Whether it hangs together.


def test_no_cause_begins_after_its_effect(ancient_rome):
    when = {event.slug: event.date for event in ancient_rome.events}
    linked = [cause for cause in ancient_rome.causes.values() if cause.cause]
    assert linked
    assert not [
        cause.slug
        for cause in linked
        if begins_too_late(when[cause.cause], when[cause.effect], cause.role)
    ]
    assert find_loop((cause.cause, cause.effect) for cause in linked) == []


def test_titles_hold_no_number_and_no_year():
    for row in pack("events"):
        assert not re.search(r"\d", row["title"] + row["title_es"]), row["slug"]


def test_statements_are_clauses_of_one_length_without_full_stop():
    said = [row["statement"] for row in pack("causes")]
    said += [row["statement"] for row in pack("misconceptions") if row["about"] == "why"]
    assert [one for one in said if not 42 <= len(one) <= 68 or one.endswith(".")] == []
    assert [one for one in said if re.search(r"\d", one)] == []


def test_a_true_reason_is_the_longest_or_the_shortest_of_three_no_more_often_than_by_chance():
    wrong = {
        row["event"]: [
            len(one["statement"])
            for one in pack("misconceptions")
            if (one["event"], one["about"]) == (row["event"], "why")
        ]
        for row in pack("misconceptions")
    }
    shares = {"longest": [], "shortest": []}
    for row in pack("causes"):
        length, pairs = len(row["statement"]), list(combinations(wrong[row["effect"]], 2))
        shares["longest"].append(mean(length > max(pair) for pair in pairs))
        shares["shortest"].append(mean(length < min(pair) for pair in pairs))
    assert all(mean(share) < 0.38 for share in shares.values())


def test_nothing_that_is_believed_wrongly_is_also_given_as_a_cause():
    true = {(row["effect"], row["statement"].casefold()) for row in pack("causes")}
    wrong = {(row["event"], row["statement"].casefold()) for row in pack("misconceptions")}
    assert true.isdisjoint(wrong)


# Dates before the year 1.


@pytest.mark.parametrize(
    ("slug", "words"),
    [
        ("foundation-of-rome", "753 BC (uncertain)"),
        ("hannibal-war", "218 to 201 BC"),
        ("hortensian-law", "about 287 BC"),
        ("caesar-murdered", "15 March 44 BC"),
        ("augustus-named", "16 January 27 BC"),
        ("augustus-dies", "19 August AD 14"),
        ("romulus-deposed", "476"),
    ],
)
def test_a_date_reads_as_romans_are_dated(ancient_rome, slug, words):
    assert in_words(ancient_rome.by_slug[slug].date) == words


def test_days_are_written_as_the_sources_have_them_and_no_calendar_is_named(ancient_rome):
    """Nobody gives the Ides of March in the Gregorian calendar, so there is no twin to name."""
    assert {row["calendar"] for row in pack("events")} == {""}
    days = [e for e in ancient_rome.events if e.date.precision == Precision.DAY]
    # Before Caesar's reform the Roman calendar had slipped by months: there are years, not days.
    assert days
    assert min(event.date.earliest for event in days) > parse("-0044").earliest


# Both subjects in one store.


def test_neither_pack_has_a_row_of_the_other():
    for name in ("topics", "sources", "events", "causes"):
        slugs = {row["slug"] for row in pack(name)}
        assert slugs.isdisjoint(row["slug"] for row in pack(name, SHIPPED)), name


def test_neither_subject_changes_the_other(ancient_rome, us_russia):
    for alone, folders in ((ancient_rome, (ROME, SHIPPED)), (us_russia, (SHIPPED, ROME))):
        beside = chronicle_in(*folders)
        assert beside.events == alone.events


@pytest.mark.django_db
def test_loading_both_again_changes_nothing():
    for folder in (ROME, SHIPPED):
        loader.load(folder)
    assert not any(loader.load(folder).changed for folder in (ROME, SHIPPED))
