"""The source that stands beside a date gives that date, where any source does."""

from dataclasses import replace

import pytest

from history.dates import parse
from quiz.kinds._shared import dating
from tests.quiz.world import date_claim, drafts, event


def days(date):
    return date.earliest, date.latest


def given(event):
    return {days(claim.date) for claim in event.claims if claim.date}


def test_of_every_event_that_ships_the_claim_that_comes_first_gives_its_date(
    us_russia, ancient_rome
):
    for one in (*us_russia.events, *ancient_rome.events):
        if days(one.date) in given(one):
            assert days(dating(one)[0].date) == days(one.date), one.slug


@pytest.mark.parametrize(("kind", "way"), [("ordering", "all"), ("date", "place")])
def test_a_date_told_in_the_feedback_is_cited_from_who_gives_it(us_russia, kind, way):
    for draft in drafts(kind, us_russia, way=way):
        told = draft.key["truths"].values()
        for one, truth in ((us_russia.by_slug[t["refers_to"]], t) for t in told if t["refers_to"]):
            if one.date.calendar == "" and days(one.date) in given(one):
                assert days(parse(truth["evidence"][0]["says"])) == days(one.date), one.slug


def test_an_undisputed_claim_comes_before_a_disputed_one_and_then_trust_counts():
    def first(*claims):
        return dating(replace(event("tower-1809"), claims=claims))[0].source.slug

    vague, slip = claim("log", "1809"), claim("log", "1809-09-02", "error")
    assert first(vague, slip, claim("guide", "1809-09-01")) == "guide"
    assert first(claim("log", "1809-09-01", "precision"), claim("guide", "1809-09-01")) == "guide"
    assert first(slip, claim("guide", "1809")) == "guide"
    assert first(claim("guide", "1809-09-01"), claim("history", "1809-09-01")) == "history"


def claim(source, says, dispute=""):
    return date_claim("tower-1809", source, says, dispute=dispute)
