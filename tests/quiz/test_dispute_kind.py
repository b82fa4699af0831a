from dataclasses import replace
from random import Random

import pytest

from history.dates import parse
from quiz.draft import Draft, Rejection
from quiz.kinds import dispute as kind
from quiz.soundness import examine
from tests.quiz.world import (
    DISPUTES,
    SOURCES,
    cause,
    chronicle,
    date_claim,
    event,
    misconception,
    rows,
    world,
)

DISPUTED = {row["event"] for row in rows(DISPUTES)}
TOWER = "tower-1809"
WALL = "wall-1862"
OF_DATES = ["says", "who", "same", "viewpoint", "view"]


def ask(topic, way="", slug=TOWER, seed=1):
    target = f"why:{slug}" if way == "both" else f"when:{slug}"
    return kind.build(topic, target, Random(f"{target} {seed}"), 0.5, way)


def ask_often(topic, way, slug=TOWER):
    asked = [ask(topic, way, slug, seed) for seed in range(40)]
    assert all(isinstance(one, Draft) for one in asked), asked[0]
    return asked


def tower(*claims, **fields):
    """Kelpwick with these claims on the tower, and nothing else that anybody disputes."""
    held = event(TOWER, says={}, **fields)
    return world(replace(held, claims=claims), without=DISPUTED)


def claim(source, says, dispute="", gist="It tells of this.", note="They count differently."):
    made = date_claim(TOWER, source, says, dispute=dispute)
    return replace(made, gist=gist, note=note if dispute else "")


def of_kinds(draft):
    return {meant.removeprefix("dispute:") for meant in draft.key["stands_for"].values()}


LOG, HISTORY = claim("log", "1809-09-01"), claim("history", "1809-09-01")
# Less exact, and so no contradiction: it makes a mistake no surer a guess than a rounding.
GUIDE = claim("guide", "1809-09", gist="It tells the season.")
MEMOIR = claim(
    "memoir", "1809-09-08", "interpretation", "He saw its first beam.", "He wrote from memory."
)
SLIP = replace(MEMOIR, dispute="error")


def at_odds():
    """Nobody is mistaken: the pilot only reads the signs otherwise."""
    return tower(LOG, HISTORY, MEMOIR)


def with_a_rounding(*claims):
    return tower(LOG, HISTORY, GUIDE, *claims)


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


def test_a_teacher_is_told_of_every_dispute_why_it_is_not_asked_about():
    undated = tower(LOG, claim("memoir", "", "interpretation"))
    assert f"when:{TOWER}" in list(kind.concerns(undated))
    assert f"when:{TOWER}" not in list(kind.concerns(tower(LOG, HISTORY)))
    refused = [ask(undated, way).name for way in OF_DATES]
    assert refused == [
        "no-dates-at-odds",
        "too-few-sources",
        "no-two-dates",
        "too-few-views",
        "too-few-views",
    ]


@pytest.mark.parametrize("way", OF_DATES)
def test_an_undisputed_event_is_refused_by_name(way):
    assert isinstance(ask(tower(LOG, HISTORY), way), Rejection)
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
    for held, suited in (
        (at_odds(), {"says", "who"}),
        (with_a_rounding(MEMOIR), {"says", "who", "same"}),
    ):
        assert {draft.key["asks"]["way"] for draft in ask_often(held, "")} == suited


# Which date does a source give?


def test_a_source_that_is_a_question_brings_its_own_mark():
    asks = replace(SOURCES["log"], title="When Was It Lit?")
    topic = tower(replace(LOG, source=asks), MEMOIR)
    asked = [d for d in ask_often(topic, "says") if d.key["asks"]["source"] == "log"]
    assert asked
    for draft in asked:
        assert draft.shown["stem"].startswith("Which date does this source (“When Was It Lit?”) ")
        assert draft.shown["stem"].count("?") == 2


def test_the_key_is_what_the_named_source_says():
    said = {"log": "1809-09-01", "history": "1809-09-01", "memoir": "1809-09-08"}
    asked = ask_often(at_odds(), "says")
    for draft in asked:
        source = draft.key["asks"]["source"]
        assert meaning(draft) == said[source]
        assert SOURCES[source].title in draft.shown["stem"]
        assert set(said.values()) == set(draft.key["stands_for"].values())
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
    assert ask(twice, "says").name == "no-dates-at-odds"


@pytest.mark.parametrize("way", ["says", "who"])
def test_who_means_another_moment_by_that_name_is_asked_for_as_a_source_and_not_as_a_date(way):
    other = tower(LOG, HISTORY, replace(MEMOIR, dispute="definition"))
    drafts = [d for d in ask_often(other, way) if d.key["asks"]["source"] == "memoir"]
    assert drafts
    assert all(draft.key["asks"]["tests"] == "source" for draft in drafts)


@pytest.mark.parametrize("way", ["says", "who"])
def test_a_mistaken_date_is_neither_asked_for_nor_offered(way):
    """The other date would always be right, wherever it stands."""
    assert isinstance(ask(tower(LOG, HISTORY, SLIP), way), Rejection)
    for draft in ask_often(tower(LOG, MEMOIR, claim("guide", "1809-09-15", "error")), way):
        assert not {"1809-09-15", "source:guide"} & set(draft.key["stands_for"].values())


def test_a_date_is_held_only_if_it_was_asked_for():
    """Who says so is told without knowing when it was; a slip moves nobody's memory."""
    held, fact = with_a_rounding(MEMOIR), f"when:{TOWER}"
    for draft in ask_often(held, "says"):
        moved = {fact: 1.0} if meaning(draft) == "1809-09-01" else {}
        assert kind.grade(draft.key, draft.key["answer"][0]).facts == moved
    for topic, way in ((held, "who"), (held, "same"), *((views(*GISTS), w) for w in VIEWS)):
        for draft in ask_often(topic, way):
            grade = kind.grade(draft.key, draft.key["answer"][0])
            assert (grade.accuracy, grade.facts) == (1, {})
            assert draft.facts == (fact,)


def test_an_answer_from_before_that_is_graded_as_it_was():
    key = ask(at_odds(), "who").key
    asks = {name: value for name, value in key["asks"].items() if name != "tests"}
    assert kind.grade(key | {"asks": asks}, key["answer"][0]).facts == {f"when:{TOWER}": 1}


VIEWS = ("viewpoint", "view")


def test_a_date_told_by_a_year_is_set_against_the_years_of_others():
    for draft in ask_often(tower(LOG, HISTORY, claim("memoir", "1811", "interpretation")), "says"):
        assert {"1809", "1811"} == set(draft.key["stands_for"].values())


def test_the_end_of_what_lasted_is_asked_for_where_only_the_end_is_disputed():
    lasting = tower(
        claim("log", "1809-03-02/1809-09-01"),
        claim("history", "1809-03-02/1809-09-01"),
        claim("memoir", "1809-03-02/1809-09-08", "interpretation"),
        date="1809-03-02/1809-09-01",
    )
    for draft in ask_often(lasting, "says"):
        assert "for the end of" in draft.shown["stem"]


THREE = claim("guide", "1809-09-15", "interpretation", "It tells of a feast.", "It is a guess.")


@pytest.mark.parametrize("way", ["says", "who"])
def test_each_position_is_the_key_as_often_as_the_others(way):
    held = tower(LOG, HISTORY, MEMOIR, THREE)
    asked = [ask(held, way, seed=seed) for seed in range(600)]
    three = [draft for draft in asked if len(draft.shown["options"]) == 3]
    keys = [draft.key["asks"].get("said") or meaning(draft) for draft in three]
    dates = ("1809-09-01", "1809-09-08", "1809-09-15")
    shares = [keys.count(date) / len(keys) for date in dates]
    assert sum(shares) == pytest.approx(1)
    assert all(0.26 < share < 0.41 for share in shares)


def test_no_date_is_offered_that_nobody_gives():
    asked = ask_often(at_odds(), "says")
    assert {len(draft.shown["options"]) for draft in asked} == {2}


# Which source gives a date?


def test_the_source_that_gives_the_date_is_set_beside_one_that_does_not():
    said = {"source:memoir": "8 September 1809", "source:log": "1 September 1809"}
    said["source:history"] = said["source:log"]
    for draft in ask_often(at_odds(), "who"):
        assert said[meaning(draft)] in draft.shown["stem"]
        assert len({said[meant] for meant in draft.key["stands_for"].values()}) == 2


def test_the_note_on_two_calendars_explains_no_other_dispute():
    """The log gives the day in both, and the pilot is another year off."""
    held = tower(
        old(source="log"), LOG, claim("memoir", "1811", "interpretation", note="He reckons.")
    )
    for way in ("says", "who"):
        assert {draft.key["explanation"] for draft in ask_often(held, way)} == {"He reckons."}
    assert ask(tower(old(), LOG), "who").name == "too-few-sources"


def test_names_of_unlike_length_are_refused_by_name():
    long = "The Very Long And Learned Memoir"
    named = replace(SOURCES["memoir"], title=long, author="")
    short = replace(SOURCES["log"], title="Log", author="", publisher="")
    held = tower(replace(LOG, source=short), replace(MEMOIR, source=named))
    assert ask(held, "who").name == "length-cue"


def test_a_name_that_alone_has_a_word_of_the_question_is_refused_by_name():
    named = replace(SOURCES["memoir"], title="Lit by Night", author="")
    held = tower(replace(LOG, source=replace(SOURCES["log"], author="")), MEMOIR)
    assert isinstance(ask(held, "who"), Draft)
    held = tower(
        replace(LOG, source=replace(SOURCES["log"], author="")), replace(MEMOIR, source=named)
    )
    assert ask(held, "who").name == "word-cue"


def test_a_source_that_may_mean_the_date_is_no_wrong_answer():
    vague = tower(claim("history", "1809"), claim("log", "1809-09"), MEMOIR)
    assert ask(vague, "who").name == "too-few-sources"


def test_two_sources_of_one_maker_are_told_apart_by_their_titles():
    made = {"author": "", "publisher": "The Town Board"}
    lamps, ships = (replace(SOURCES[s], title=t, **made) for s, t in BOARD)
    board = tower(replace(LOG, source=lamps), replace(MEMOIR, source=ships))
    for draft in ask_often(board, "who"):
        shown = sorted(option["text"] for option in draft.shown["options"])
        assert shown == ["“Lamps of the coast”", "“Ships of the coast”"]


LIST = "a list in two parts of all that was ever built"
BOARD = [("log", f"Lamps of the coast: {LIST}"), ("memoir", f"Ships of the coast: {LIST}")]


# Why do two sources differ?


def old(dispute="calendar", source="council"):
    return replace(claim(source, "", dispute), date=parse("1809-08-20", "OS"))


@pytest.mark.parametrize("dispute", ["error", "interpretation"])
def test_a_mistake_or_a_judgement_stands_beside_a_rounding_of_the_same_event(dispute):
    held = with_a_rounding(replace(MEMOIR, dispute=dispute))
    asked = ask_often(held, "same")
    assert {of_kinds(draft) == {dispute, "precision"} for draft in asked} == {True}
    assert not [breach for draft in asked for breach in examine(draft, held)]


def test_each_kind_of_which_an_event_has_a_case_is_the_key_as_often():
    held = tower(LOG, HISTORY, GUIDE, SLIP, old())
    keys = [meaning(ask(held, "same", seed=seed)) for seed in range(600)]
    counts = [keys.count(f"dispute:{one}") for one in ("error", "precision", "calendar")]
    assert sum(counts) == 600
    assert all(150 < count < 250 for count in counts)


def test_a_mistake_another_meaning_and_a_judgement_are_never_offered_side_by_side():
    others = (replace(MEMOIR, dispute="definition"), claim("guide", "1809-09-15", "error"))
    for draft in ask_often(tower(LOG, HISTORY, *others, old()), "same"):
        assert len(of_kinds(draft) & {"definition", "error", "interpretation"}) == 1


def test_what_nobody_has_marked_as_less_exact_may_mean_another_moment():
    meant = with_a_rounding(replace(MEMOIR, dispute="definition"))
    assert ask(meant, "same").name == "answer-too-common"
    marked = tower(
        LOG, HISTORY, replace(MEMOIR, dispute="definition"), claim("guide", "1809-09", "precision")
    )
    for draft in ask_often(marked, "same"):
        assert of_kinds(draft) == {"definition", "precision"}
        assert not examine(draft, marked)


def test_one_day_in_two_calendars_is_neither_an_error_nor_another_moment():
    for draft in ask_often(tower(LOG, HISTORY, SLIP, old()), "same"):
        assert of_kinds(draft) == {"calendar", "error"}
        assert "Old Style" not in draft.shown["hint"]
        if meaning(draft) == "dispute:calendar":
            assert "20 August 1809" in draft.shown["hint"]


def test_an_event_with_one_kind_shares_its_options_with_an_event_of_another():
    mistaken = tower(LOG, HISTORY, SLIP)
    assert ask(mistaken, "same").name == "answer-too-common"
    ferry = replace(
        event("ferry-1896", says={"log": "1896-04-07"}),
        claims=(
            date_claim("ferry-1896", "log", "1896-04-07"),
            date_claim("ferry-1896", "guide", "1896"),
        ),
    )
    both = chronicle(mistaken.by_slug[TOWER], ferry)
    for slug, key in ((TOWER, "error"), ("ferry-1896", "precision")):
        for draft in ask_often(both, "same", slug):
            assert meaning(draft) == f"dispute:{key}"
            assert of_kinds(draft) == {"error", "precision"}
            assert not examine(draft, both)


@pytest.mark.parametrize(
    ("dispute", "says"),
    [
        ("error", "1809"),  # it may as well be told less exactly
        ("precision", "1809-10"),  # it may as well be wrong
        ("error", "1809-09-01"),  # the dispute is not about the date
    ],
)
def test_dates_that_do_not_show_the_kind_of_the_dispute_are_not_asked_about(dispute, says):
    assert ask(tower(LOG, claim("memoir", says, dispute)), "same").name == "no-two-dates"


def test_dates_that_two_calendars_would_explain_are_not_offered_beside_calendars():
    twelve_days_on = claim("memoir", "1809-09-13", "error")
    assert ask(tower(LOG, twelve_days_on, old()), "same").name == "answer-too-common"


def test_a_source_that_elsewhere_says_what_the_other_says_differs_with_nobody():
    agreed = tower(LOG, SLIP, claim("memoir", "1809-09-01"))
    assert ask(agreed, "same").name == "no-two-dates"


def test_both_statements_are_shown_and_words_that_tell_the_kind_are_not():
    for draft in mistakes(with_a_rounding(SLIP)):
        assert "8 September 1809. He saw its first beam." in draft.shown["hint"]
    telling = replace(SLIP, gist="By a calendar of his own he saw it on 8 September 1809.")
    for draft in mistakes(with_a_rounding(telling)):
        assert "“Memoir of a Pilot”: 8 September 1809" in draft.shown["hint"].splitlines()


def mistakes(topic):
    return [d for d in ask_often(topic, "same") if meaning(d) == "dispute:error"]


def test_the_calendars_are_said_to_be_as_far_apart_as_they_were_then():
    for draft in mistakes(tower(LOG, HISTORY, SLIP, old())):
        reasons = [truth["reason"] for truth in draft.key["truths"].values()]
        assert any("12 days apart" in reason for reason in reasons)


def test_a_rounding_that_nobody_has_marked_is_explained_by_the_two_dates():
    asked = ask_often(with_a_rounding(SLIP), "same")
    for draft in (d for d in asked if meaning(d) == "dispute:precision"):
        assert "1 September 1809 lies in September 1809" in draft.key["explanation"]


def test_all_kinds_of_dispute_are_told_at_about_one_length():
    from quiz.kinds._dispute_same import WHYS

    lengths = [len(text) for text in WHYS.values()]
    assert min(lengths) >= 0.95 * max(lengths)


# Whose view is it?


def views(*gists, dispute="interpretation"):
    sources = ("council", "memoir", "guide")
    held = [claim(s, "", dispute, gist) for s, gist in zip(sources, gists, strict=False)]
    return tower(LOG, HISTORY, *held)


GISTS = ["Greed was to blame.", "Nothing else was left.", "Strangers interfered."]


def test_one_of_the_views_is_shown_and_its_holder_asked_for():
    holders = dict(zip(GISTS, ("council", "memoir", "guide"), strict=True))
    shown = set()
    for draft in ask_often(views(*GISTS), "viewpoint"):
        gist = draft.shown["hint"].removeprefix("In our words: ")
        assert meaning(draft) == f"source:{holders[gist]}"
        assert draft.key["explanation"] == "They count differently."
        shown.add(gist)
    assert shown == set(GISTS)


def test_one_of_the_sources_is_named_and_its_view_asked_for():
    holders = dict(zip(("council", "memoir", "guide"), GISTS, strict=True))
    named = set()
    for draft in ask_often(views(*GISTS), "view"):
        source = draft.key["asks"]["source"]
        assert texts(draft) == [holders[source]]
        assert SOURCES[source].title in draft.shown["stem"]
        assert not examine(draft, views(*GISTS))
        named.add(source)
    assert named == set(holders)


def test_no_question_says_that_a_source_names_the_event():
    """It may only speak of what a teacher has put beside the event."""
    of_one, of_all = (ask(views(*GISTS), way).shown["stem"] for way in ("viewpoint", "view"))
    assert of_one == "This bears on “The stone tower is lit”: which of these sources says it?"
    assert of_all.startswith("These statements bear on “The stone tower is lit”: which one comes ")


@pytest.mark.parametrize("way", ["viewpoint", "view"])
def test_a_view_that_tells_its_holder_is_not_offered(way):
    gists = ["The minutes blame greed.", "The pilot had no choice.", "Strangers had come."]
    assert ask(views(*gists), way).name == "view-names-its-source"


@pytest.mark.parametrize("way", ["viewpoint", "view"])
def test_views_much_alike_are_not_set_against_each_other(way):
    same = ["Greedy owners are blamed.", "Greedy owners are to be blamed."]
    assert isinstance(ask(views(*same), way), Rejection)


def test_views_of_unlike_length_are_refused_by_name():
    gists = [
        "Greed is blamed.",
        "There was nothing else that anybody could have done in that year.",
    ]
    assert ask(views(*gists), "view").name == "length-cue"


@pytest.mark.parametrize("way", ["viewpoint", "view"])
def test_sources_that_take_no_part_in_the_dispute_are_no_wrong_answers(way):
    two = tower(LOG, HISTORY, claim("memoir", "", "interpretation"))
    assert ask(two, way).name == "too-few-views"


# Which reason do both give?


BELIEFS = (
    "Cats had dug away sand",
    "Goats had eaten the grass",
    "Masons needed a better living",
    "Children had fallen into deep water",
)


def reasons(statement="Waves broke into all cellars", beliefs=BELIEFS, **tweaks):
    held = [
        cause("wall--storm", statement=statement, **tweaks),
        cause("wall--pride", effect=WALL, statement="The mayor hoped for fame", sources="log"),
        cause("wall--trade", effect=WALL, statement="Ships stayed away", sources="history"),
    ]
    wrong = [
        replace(misconception(WALL, text), correction=f"They had not: {n}.")
        for n, text in enumerate(beliefs)
    ]
    return chronicle(event(WALL, causes=held, misconceptions=wrong))


def shared_reasons():
    held = reasons()
    asked = [ask(held, "both", "wall--storm", seed) for seed in range(90)]
    assert all(isinstance(draft, Draft) for draft in asked), asked[0]
    return asked


def test_the_key_is_a_reason_that_both_sources_give():
    for draft in shared_reasons():
        assert meaning(draft) == "cause:wall--storm"
        assert draft.facts == ("why:wall--storm",)
        assert "Keeper's Log" in draft.shown["stem"]
        assert "A History of Kelpwick" in draft.shown["stem"]
        assert examine(draft, reasons()) == []


def test_the_key_is_the_shortest_the_middle_one_and_the_longest_alike():
    ranks = []
    for draft in shared_reasons():
        lengths = sorted(len(option["text"]) for option in draft.shown["options"])
        ranks.append(lengths.index(len("Waves broke into all cellars")))
    assert all(ranks.count(rank) > 15 for rank in range(3))


def test_a_reason_beside_which_that_cannot_be_done_is_refused_by_name():
    assert ask(reasons(beliefs=BELIEFS[:2] * 2), "both", "wall--storm").name == "length-cue"
    shares = [f"{text} by the waves" for text in BELIEFS]
    assert ask(reasons(beliefs=shares), "both", "wall--storm").name in ("word-cue", "length-cue")


def test_what_one_of_the_two_gives_alone_is_told_and_never_a_wrong_answer():
    for draft in shared_reasons():
        assert "The mayor hoped for fame" in draft.key["explanation"]
        assert "Ships stayed away" in draft.key["explanation"]
        assert not {"The mayor hoped for fame", "Ships stayed away"} & set(texts(draft, False))


def test_a_reason_of_one_source_alone_is_not_shared():
    assert ask(reasons(sources="log"), "both", "wall--storm").name == "one-source"


def test_two_sources_that_part_on_nothing_are_not_asked_about():
    assert ask(world(), "both", "wall--storm").name == "one-source"
    assert not [target for target in kind.targets(world()) if target.startswith("why:")]
