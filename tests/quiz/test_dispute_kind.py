from dataclasses import replace
from random import Random

import pytest

from history.dates import parse
from quiz.draft import Draft, Rejection
from quiz.kinds import dispute as kind
from quiz.soundness import examine
from tests.quiz.world import (
    SOURCES,
    cause,
    date_claim,
    event,
    misconception,
    world,
)

TOWER = "tower-1809"
WALL = "wall-1862"
OF_DATES = ["says", "who", "same", "viewpoint"]


def ask(chronicle, way="", slug=TOWER, seed=1):
    target = f"why:{slug}" if way == "both" else f"when:{slug}"
    return kind.build(chronicle, target, Random(f"{target} {seed}"), 0.5, way)


def ask_often(chronicle, way, slug=TOWER):
    asked = [ask(chronicle, way, slug, seed) for seed in range(40)]
    assert all(isinstance(one, Draft) for one in asked), asked[0]
    return asked


def tower(*claims, **fields):
    """Kelpwick with these claims on the tower, and no others."""
    held = event(TOWER, says={}, **fields)
    return world(replace(held, claims=claims))


def claim(source, says, dispute="", gist="It tells of this.", note="They count differently."):
    made = date_claim(TOWER, source, says, dispute=dispute)
    return replace(made, gist=gist, note=note if dispute else "")


LOG, HISTORY = claim("log", "1809-09-01"), claim("history", "1809-09-01")
MEMOIR = claim("memoir", "1809-09-08", "error", "He saw its first beam.", "He wrote from memory.")


def at_odds():
    return tower(LOG, HISTORY, MEMOIR)


def texts(draft, right=True):
    wanted = [i for i in draft.key["truths"] if (i in draft.key["answer"]) == right]
    return [o["text"] for o in draft.shown["options"] if o["id"] in wanted]


def meaning(draft):
    return draft.key["stands_for"][draft.key["answer"][0]]


# What can be asked about.


def test_only_disputed_events_that_a_way_suits_are_targets():
    undated = claim("memoir", "", "interpretation")
    assert f"when:{TOWER}" in list(kind.targets(at_odds()))
    assert f"when:{TOWER}" not in list(kind.targets(tower(LOG, HISTORY)))
    assert f"when:{TOWER}" not in list(kind.targets(tower(LOG, undated)))


@pytest.mark.parametrize("way", OF_DATES)
def test_an_undisputed_event_is_refused_by_name(way):
    refused = ask(tower(LOG, HISTORY), way)
    assert isinstance(refused, Rejection)
    assert refused.name == "way-does-not-fit"
    assert ask(tower(LOG, HISTORY)).name == "no-dispute"


def test_a_source_that_stands_alone_disputes_nothing():
    assert ask(tower(MEMOIR)).name == "no-dispute"


@pytest.mark.parametrize("way", kind.ways)
def test_every_way_is_asked_of_the_shipped_topic_and_passes_the_checks(us_russia, way):
    built = [kind.build(us_russia, t, Random(t), 0.5, way) for t in kind.targets(us_russia)]
    made = [one for one in built if isinstance(one, Draft)]
    assert {one.key["asks"]["way"] for one in made} == {way}
    sound = [one for one in made if not examine(one, us_russia)]
    assert len(sound) >= 0.9 * len(made) > 0


def test_without_a_way_each_that_suits_is_taken_in_turn():
    taken = {ask(at_odds(), seed=seed).key["asks"]["way"] for seed in range(40)}
    assert taken == {"says", "who", "same"}


# Which date does a source give?


def test_the_key_is_what_the_named_source_says():
    said = {"log": "1809-09-01", "history": "1809-09-01", "memoir": "1809-09-08"}
    asked = ask_often(at_odds(), "says")
    for draft in asked:
        source = draft.key["asks"]["source"]
        assert meaning(draft) == said[source]
        assert SOURCES[source].title in draft.shown["stem"]
        assert set(said.values()) < set(draft.key["stands_for"].values())
    assert {draft.key["asks"]["source"] for draft in asked} == set(said)


def test_each_wrong_date_is_told_by_who_gives_it():
    for draft in ask_often(at_odds(), "says"):
        reasons = [truth["reason"] for truth in draft.key["truths"].values()]
        assert any("Memoir of a Pilot" in reason for reason in reasons)
        assert draft.key["explanation"] == "He wrote from memory."
        assert {"memoir", draft.key["asks"]["source"]} <= {
            told["source"] for told in draft.key["evidence"]
        }


def test_a_source_that_gives_two_dates_is_not_asked_for_one():
    twice = tower(LOG, HISTORY, MEMOIR, claim("memoir", "1809-09-01"))
    assert ask(twice, "says").name == "way-does-not-fit"


def test_who_means_another_moment_does_not_date_this_one():
    other = tower(LOG, HISTORY, replace(MEMOIR, dispute="definition"))
    assert ask(other, "says").name == "way-does-not-fit"
    assert isinstance(ask(other, "same"), Draft)


def test_a_date_told_by_a_year_is_set_against_the_years_of_others():
    for draft in ask_often(tower(LOG, HISTORY, claim("memoir", "1811", "error")), "says"):
        assert {"1809", "1811"} < set(draft.key["stands_for"].values())


def test_the_end_of_what_lasted_is_asked_for_where_only_the_end_is_disputed():
    lasting = tower(
        claim("log", "1809-03-02/1809-09-01"),
        claim("history", "1809-03-02/1809-09-01"),
        claim("memoir", "1809-03-02/1809-09-08", "error"),
        date="1809-03-02/1809-09-01",
    )
    for draft in ask_often(lasting, "says"):
        assert "when did this end" in draft.shown["stem"]


def test_the_key_is_the_first_the_second_and_the_third_in_time_alike():
    places = [
        [o["id"] for o in draft.shown["options"]].index(draft.key["answer"][0])
        for draft in (ask(at_odds(), "says", seed=seed) for seed in range(600))
    ]
    assert all(150 < places.count(place) < 250 for place in range(3))


# Which source gives a date?


def test_the_source_that_gives_the_date_is_set_among_those_that_do_not():
    for draft in ask_often(at_odds(), "who"):
        assert meaning(draft) == "source:memoir"
        assert "8 September 1809" in draft.shown["stem"]
        assert sorted(texts(draft, right=False)) == ["“A History of Kelpwick”", "“Keeper's Log”"]


def test_a_source_that_may_mean_the_date_is_no_wrong_answer():
    vague = tower(LOG, claim("history", "1809"), MEMOIR)
    assert ask(vague, "who").name == "way-does-not-fit"


def test_two_sources_of_one_maker_are_told_apart_by_their_titles():
    made = {"author": "", "publisher": "The Town Board"}
    board = [replace(SOURCES[s], title=t, **made) for s, t in BOARD]
    held = [replace(c, source=s) for c, s in zip((LOG, HISTORY), board, strict=True)]
    for draft in ask_often(tower(*held, MEMOIR), "who"):
        assert sorted(texts(draft, right=False)) == ["“Lamps of the coast”", "“Ships of the coast”"]


LIST = "a list in two parts of all that was ever built"
BOARD = [("log", f"Lamps of the coast: {LIST}"), ("history", f"Ships of the coast: {LIST}")]


# Why do two sources differ?


@pytest.mark.parametrize(
    ("dispute", "says", "wrong"),
    [
        ("error", "1809-09-08", {"calendar", "precision"}),
        ("definition", "1809-09-08", {"calendar", "precision"}),
        ("precision", "1809-09", {"calendar", "error"}),
    ],
)
def test_only_kinds_of_dispute_that_the_dates_rule_out_are_wrong_answers(dispute, says, wrong):
    for draft in ask_often(tower(LOG, HISTORY, claim("memoir", says, dispute)), "same"):
        assert meaning(draft) == f"dispute:{dispute}"
        others = set(draft.key["stands_for"].values()) - {meaning(draft)}
        assert others == {f"dispute:{one}" for one in wrong}
        assert not examine(draft, tower(LOG, HISTORY, claim("memoir", says, dispute)))


def test_one_day_in_two_calendars_is_neither_an_error_nor_another_moment():
    old = replace(claim("memoir", "", "calendar"), date=parse("1809-08-20", "OS"))
    for draft in ask_often(tower(LOG, HISTORY, old), "same"):
        assert meaning(draft) == "dispute:calendar"
        assert "20 August 1809" in draft.shown["hint"]
        assert "Old Style" not in draft.shown["hint"]


@pytest.mark.parametrize(
    ("dispute", "says"),
    [
        ("error", "1809"),  # it may as well be told less exactly
        ("error", "1809-09-13"),  # twelve days: it may as well be another calendar
        ("precision", "1809-10"),  # it may as well be wrong
        ("interpretation", "1809-09-08"),  # no date rules a judgement in or out
        ("error", "1809-09-01"),  # the dispute is not about the date
    ],
)
def test_dates_that_do_not_show_the_kind_of_the_dispute_are_not_asked_about(dispute, says):
    assert ask(tower(LOG, claim("memoir", says, dispute)), "same").name == "way-does-not-fit"


def test_a_source_that_elsewhere_says_what_the_other_says_differs_with_nobody():
    agreed = tower(LOG, MEMOIR, claim("memoir", "1809-09-01"))
    assert ask(agreed, "same").name == "way-does-not-fit"


def test_both_statements_are_shown_and_words_that_tell_the_kind_are_not():
    for draft in ask_often(at_odds(), "same"):
        assert "8 September 1809. He saw its first beam." in draft.shown["hint"]
    telling = replace(MEMOIR, gist="By a calendar of his own he saw it on 8 September 1809.")
    for draft in ask_often(tower(LOG, HISTORY, telling), "same"):
        assert "“Memoir of a Pilot”: 8 September 1809" in draft.shown["hint"].splitlines()


def test_the_calendars_are_said_to_be_as_far_apart_as_they_were_then():
    for draft in ask_often(at_odds(), "same"):
        reasons = [truth["reason"] for truth in draft.key["truths"].values()]
        assert any("12 days apart" in reason for reason in reasons)


def test_all_kinds_of_dispute_are_told_at_one_length():
    from quiz.kinds._dispute_same import WHYS

    assert len({len(text) for text in WHYS.values()}) == 1


# Whose view is it?


def views(*gists, dispute="interpretation"):
    sources = ("council", "memoir", "guide")
    held = [claim(s, "", dispute, gist) for s, gist in zip(sources, gists, strict=True)]
    return tower(LOG, HISTORY, *held)


def test_one_of_three_views_is_shown_and_its_holder_asked_for():
    gists = ["Greed is blamed.", "Nothing else was left to them.", "Strangers had stirred it up."]
    holders = dict(zip(gists, ("council", "memoir", "guide"), strict=True))
    shown = set()
    for draft in ask_often(views(*gists), "viewpoint"):
        gist = draft.shown["hint"].removeprefix("In our words: ")
        assert meaning(draft) == f"source:{holders[gist]}"
        shown.add(gist)
    assert shown == set(gists)


def test_a_view_that_tells_its_holder_is_not_asked_for():
    gists = ["The minutes blame greed.", "The pilot had no choice.", "Strangers had stirred it up."]
    for draft in ask_often(views(*gists), "viewpoint"):
        assert meaning(draft) == "source:guide"


def test_views_much_alike_are_not_set_against_each_other():
    same = ["Greedy owners are blamed.", "Greedy owners are to be blamed.", "Strangers came."]
    for draft in ask_often(views(*same), "viewpoint"):
        assert meaning(draft) == "source:guide"


def test_sources_that_take_no_part_in_the_dispute_are_no_wrong_answers():
    two = tower(LOG, HISTORY, claim("memoir", "", "interpretation"))
    assert ask(two, "viewpoint").name == "way-does-not-fit"


# Which reason do both give?


def reasons(**tweaks):
    held = [
        cause("wall--storm", **tweaks),
        cause("wall--pride", effect=WALL, statement="The mayor hoped for fame", sources="log"),
        cause("wall--trade", effect=WALL, statement="Ships stayed away", sources="history"),
    ]
    beliefs = [misconception(WALL, f"The people of {name} had asked for it") for name in "XYZ"]
    return world(event(WALL, causes=held, misconceptions=beliefs))


def test_the_key_is_a_reason_that_both_sources_give():
    for draft in [ask(reasons(), "both", "wall--storm", seed) for seed in range(20)]:
        assert meaning(draft) == "cause:wall--storm"
        assert draft.facts == ("why:wall--storm",)
        assert "Keeper's Log" in draft.shown["stem"]
        assert "A History of Kelpwick" in draft.shown["stem"]
        assert examine(draft, reasons()) == []


def test_what_one_of_the_two_gives_alone_is_told_and_never_a_wrong_answer():
    for draft in [ask(reasons(), "both", "wall--storm", seed) for seed in range(20)]:
        assert "The mayor hoped for fame" in draft.key["explanation"]
        assert "Ships stayed away" in draft.key["explanation"]
        assert not {"The mayor hoped for fame", "Ships stayed away"} & set(texts(draft, False))


def test_a_reason_of_one_source_alone_is_not_shared():
    assert ask(reasons(sources="log"), "both", "wall--storm").name == "one-source"


def test_two_sources_that_part_on_nothing_are_not_asked_about():
    assert ask(world(), "both", "wall--storm").name == "one-source"
    assert not [target for target in kind.targets(world()) if target.startswith("why:")]
