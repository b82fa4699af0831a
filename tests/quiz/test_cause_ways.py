"""The further ways to ask by cause: all reasons on record, a missing link, a consequence."""

import json
from collections import Counter
from functools import cache
from itertools import combinations
from math import prod

import pytest
from hypothesis import given
from hypothesis import strategies as st

from history.dates import parse
from history.words import in_words, with_both_styles
from quiz.draft import Draft
from quiz.kinds import _neighbours
from quiz.kinds import cause as kind
from quiz.soundness import examine
from tests.quiz.world import (
    SOURCES,
    build,
    cause,
    drafts,
    event,
    meanings,
    posted,
    world,
    wrong_options,
)

WALL = "wall-1862"
PRIDE = cause("wall--pride", effect=WALL, statement="The mayor wished to be remembered by a wall")
TRADE = cause("wall--trade", effect=WALL, statement="Merchants had lost much of what lay in store")
MORE_WAYS = ("all", "link", "consequence")


@pytest.fixture(params=MORE_WAYS)
def way(request):
    return request.param


@cache
def shipped(us_russia, way):
    return drafts("cause", us_russia, seeds=(1, 2), way=way)


def ask(chronicle, slug, way, seed=1, difficulty=0.5):
    return build("cause", chronicle, f"why:{slug}", seed, difficulty, way)


def several(*causes, **fields):
    """Kelpwick with these reasons for its sea wall."""
    return world(event(WALL, causes=causes, **fields))


def events_of(chronicle, draft, ids):
    return [chronicle.by_slug[m.removeprefix("event:")] for m in meanings(draft, ids)]


# What holds in every way.


def test_each_way_is_one_of_the_kinds_and_choosing_one_comes_first():
    assert kind.ways == ("choose", *MORE_WAYS)


def test_a_draft_says_in_which_way_it_asks_and_tests_its_target(us_russia, way):
    made = shipped(us_russia, way)
    assert len(made) > 40
    for draft in made:
        asks = draft.key["asks"]
        assert asks["way"] == way
        assert asks["fact"] == draft.facts[0]
        assert draft.events[0] == asks["effect"]
        assert us_russia.causes[draft.facts[0].removeprefix("why:")].effect == asks["effect"]


def test_the_checks_refuse_few_of_them(us_russia, way):
    made = shipped(us_russia, way)
    refused = [draft for draft in made if examine(draft, us_russia)]
    assert len(refused) < len(made) / 20


def test_the_same_seed_gives_the_same_draft_and_another_seed_another(us_russia, way):
    for draft in shipped(us_russia, way)[:40]:
        slug = draft.facts[0].removeprefix("why:")
        assert ask(us_russia, slug, way) == ask(us_russia, slug, way)
        other = ask(us_russia, slug, way, seed=9)
        assert not isinstance(other, Draft) or other.digest != draft.digest


def test_the_form_takes_the_right_answer_which_earns_every_fact(us_russia, way):
    for draft in shipped(us_russia, way):
        form = kind.form(draft.shown, posted(draft))
        assert form.is_valid(), form.errors
        answer = json.loads(json.dumps(form.cleaned_data["answer"]))
        assert kind.grade(draft.key, answer).accuracy == 1
        assert kind.grade(draft.key, answer).facts == dict.fromkeys(draft.facts, 1)


def test_any_other_answer_earns_less(us_russia, way):
    for draft in shipped(us_russia, way):
        for answer in other_answers(draft):
            marks = kind.grade(draft.key, answer)
            assert 0 <= marks.accuracy < 1
            assert set(marks.facts) == set(draft.facts)
            assert all(0 <= mark <= 1 for mark in marks.facts.values())


def other_answers(draft):
    ids = [option["id"] for option in draft.shown["options"]]
    if draft.shown["mode"] == "single":
        return wrong_options(draft)
    chosen = [list(c) for n in range(1, len(ids) + 1) for c in combinations(ids, n)]
    return [answer for answer in chosen if answer != draft.key["answer"]]


def test_every_option_has_a_truth_of_its_own_with_an_event_to_look_up_or_a_correction(
    us_russia, way
):
    for draft in shipped(us_russia, way):
        reasons = [truth["reason"] for truth in draft.key["truths"].values()]
        assert len(set(reasons)) == len(draft.shown["options"])
        for option, truth in draft.key["truths"].items():
            meant = draft.key["stands_for"][option]
            assert truth["evidence"] or meant.startswith("misconception:")


def test_the_key_is_cited_by_claims_on_every_cause_that_is_tested(us_russia, way):
    for draft in shipped(us_russia, way):
        held = [us_russia.causes[fact.removeprefix("why:")] for fact in draft.facts]
        cited = [(told["source"], told["locator"]) for told in draft.key["evidence"]]
        claims = [(c.source.slug, c.locator) for one in held for c in one.claims]
        assert sorted(cited) == sorted(claims)


def test_whom_the_stem_names_gives_every_cause_that_is_tested(us_russia, way):
    for draft in shipped(us_russia, way):
        named = draft.key["asks"]["source"]
        for fact in draft.facts:
            held = us_russia.causes[fact.removeprefix("why:")]
            sources = {claim.source.slug: claim.source for claim in held.claims}
            if named:
                assert sources[named].short_name in draft.shown["stem"]
            else:
                assert held.role != "motive"
                assert len(sources) > 1


def test_the_right_options_stand_in_each_place_alike(us_russia, way):
    made = shipped(us_russia, way)
    firsts = sum(d.shown["options"][0]["id"] in d.key["answer"] for d in made)
    lasts = sum(d.shown["options"][-1]["id"] in d.key["answer"] for d in made)
    assert abs(firsts - lasts) < 4 * len(made) ** 0.5


@pytest.mark.parametrize("longest", [True, False])
def test_who_chooses_the_longest_or_the_shortest_option_is_right_by_chance_at_most(
    us_russia, longest, way
):
    made = shipped(us_russia, way)
    pick = max if longest else min
    chosen = [pick(d.shown["options"], key=lambda o: len(o["text"])) for d in made]
    right = sum(one["id"] in d.key["answer"] for one, d in zip(chosen, made, strict=True))
    chance = [len(d.key["answer"]) / len(d.shown["options"]) for d in made]
    assert right <= sum(chance) + 3 * sum(p * (1 - p) for p in chance) ** 0.5


def test_what_nobody_asserts_is_never_asked(way):
    kelpwick = several(cause("wall--storm", sources=""), PRIDE)
    assert ask(kelpwick, "wall--storm", way).name == "asserted-by-nobody"


# All the reasons.


def test_all_reasons_are_to_be_ticked_and_the_stem_says_so():
    draft = ask(several(cause("wall--storm"), PRIDE), "wall--storm", "all")
    assert draft.shown["mode"] == "multiple"
    assert draft.shown["stem"] == (
        "Which of these helped to bring about “A sea wall shields the lower streets”? "
        "Choose all that apply."
    )
    assert set(draft.facts) == {"why:wall--storm", "why:wall--pride"}
    assert set(meanings(draft, draft.key["answer"])) == {"cause:wall--storm", "cause:wall--pride"}


def test_an_event_with_one_reason_is_not_asked_for_all():
    assert ask(world(), "wall--storm", "all").name == "one-reason-only"


def test_a_reason_that_nobody_asserts_makes_no_second_one():
    kelpwick = several(cause("wall--storm"), cause_of("pride", sources=""))
    assert ask(kelpwick, "wall--storm", "all").name == "one-reason-only"


def test_no_accepted_reason_stands_among_the_wrong_ones(us_russia):
    for draft in shipped(us_russia, "all"):
        accepted = {f"cause:{c.slug}" for c in us_russia.by_slug[draft.events[0]].causes}
        assert accepted.isdisjoint(meanings(draft, wrong_options(draft)))


def test_how_many_are_right_varies_and_is_never_all(us_russia):
    sizes = Counter(
        (len(draft.key["answer"]), len(wrong_options(draft))) for draft in shipped(us_russia, "all")
    )
    assert set(sizes) <= {(2, 1), (2, 2), (3, 1)}
    assert sizes[2, 2] > 20
    assert sizes[3, 1] > 20


def test_reasons_of_different_witnesses_are_not_asked_for_together():
    kelpwick = several(cause("wall--storm", sources="log"), cause_of("pride", sources="memoir"))
    assert ask(kelpwick, "wall--storm", "all").name == "no-common-source"


def cause_of(name, **tweaks):
    known = {"pride": PRIDE, "trade": TRADE}[name]
    return cause(known.slug, effect=WALL, statement=known.statement, **tweaks)


def test_single_witnesses_are_named_and_only_what_they_say_is_asked():
    kelpwick = several(
        cause("wall--storm", sources="memoir"),
        cause_of("pride", sources="memoir council"),
        cause_of("trade", sources="log history"),
    )
    for seed in range(20):
        draft = ask(kelpwick, "wall--storm", "all", seed)
        assert draft.key["asks"]["source"] == "memoir"
        assert SOURCES["memoir"].title in draft.shown["stem"]
        assert "cause:wall--trade" not in draft.key["stands_for"].values()


def test_a_witness_with_a_year_in_its_name_is_no_common_source():
    held = (cause("wall--storm", sources="report"), cause_of("pride", sources="report"))
    assert ask(several(*held), "wall--storm", "all").name == "no-common-source"


def test_what_kept_it_going_is_not_asked_together_with_what_began_it():
    kelpwick = several(cause("wall--storm"), cause_of("pride", role="sustaining"))
    assert ask(kelpwick, "wall--storm", "all").name == "one-reason-only"


def test_motives_alone_are_asked_for_as_reasons():
    held = (cause("wall--storm", role="motive"), cause_of("pride", role="motive"))
    assert (
        "which of these were reasons for" in ask(several(*held), "wall--storm", "all").shown["stem"]
    )


def test_misconceptions_are_wrong_reasons_sooner_than_what_is_true_of_later(us_russia):
    """Most events have one belief about them, and two wrong reasons are wanted."""
    with_one = [
        any(m.startswith("misconception") for m in meanings(draft, wrong_options(draft)))
        for draft in shipped(us_russia, "all")
    ]
    assert sum(with_one) > len(with_one) / 2


# Marks for all the reasons.


@st.composite
def answers(draw):
    """A key of right and wrong options, and what was chosen of them."""
    right, wrong = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    ids = [f"o{n}" for n in range(right + wrong)]
    key = {
        "answer": ids[:right],
        "asks": {"way": "all", "fact": "why:o0"},
        "stands_for": {i: f"cause:{i}" for i in ids},
    }
    return key, draw(st.sets(st.sampled_from(ids), min_size=1))


@given(answers())
def test_only_all_the_reasons_and_nothing_else_earn_everything(case):
    key, chosen = case
    marks = kind.grade(key, sorted(chosen))
    assert (marks.accuracy == 1) == (chosen == set(key["answer"]))
    assert 0 <= marks.accuracy <= 1
    assert set(marks.facts) == {f"why:{i}" for i in key["answer"]}


@given(answers())
def test_choosing_everything_or_only_wrong_ones_earns_nothing(case):
    key, _chosen = case
    everything = set(key["stands_for"])
    for chosen in (everything, everything - set(key["answer"])):
        marks = kind.grade(key, list(chosen))
        assert marks.accuracy == 0
        assert not any(marks.facts.values())


@given(answers())
def test_one_more_right_choice_never_earns_less_and_one_more_wrong_one_never_more(case):
    key, chosen = case
    before = kind.grade(key, list(chosen)).accuracy
    for option in set(key["stands_for"]) - chosen:
        after = kind.grade(key, [*chosen, option]).accuracy
        assert after >= before if option in key["answer"] else after <= before


@given(answers())
def test_each_reason_earns_by_whether_it_was_chosen(case):
    key, chosen = case
    facts = kind.grade(key, list(chosen)).facts
    assert all(facts[f"why:{i}"] == 0 for i in set(key["answer"]) - chosen)
    if chosen <= set(key["answer"]):
        assert all(facts[f"why:{i}"] == 1 for i in chosen)


@given(answers())
def test_the_order_of_choices_does_not_matter(case):
    key, chosen = case
    assert kind.grade(key, sorted(chosen)) == kind.grade(key, sorted(chosen, reverse=True))


@given(answers())
def test_what_was_found_is_counted(case):
    key, chosen = case
    right = set(key["answer"])
    assert kind.grade(key, list(chosen)).feedback == {
        "found": len(chosen & right),
        "reasons": len(right),
        "wrongly": len(chosen - right),
    }


@pytest.mark.parametrize(("right", "wrong"), [(2, 1), (2, 2), (3, 1)])
def test_tossing_a_coin_for_each_option_is_worth_little(right, wrong):
    ids = list(range(right + wrong))
    key = {
        "answer": ids[:right],
        "asks": {"way": "all"},
        "stands_for": {i: f"cause:{i}" for i in ids},
    }
    chosen = [c for n in range(1, len(ids) + 1) for c in combinations(ids, n)]
    earned = [kind.grade(key, c).accuracy for c in chosen]
    assert sum(earned) / (len(chosen) + 1) < 0.3


# Events as options.


def test_a_link_stands_between_two_events_that_are_linked_to_it(us_russia):
    for draft in shipped(us_russia, "link"):
        last, first = (us_russia.causes[f.removeprefix("why:")] for f in draft.facts)
        (middle,) = events_of(us_russia, draft, draft.key["answer"])
        assert first.effect == middle.slug == last.cause
        assert us_russia.by_slug[first.cause].title in draft.shown["stem"]
        assert us_russia.by_slug[last.effect].title in draft.shown["stem"]


def test_no_wrong_link_can_stand_between(us_russia):
    for draft in shipped(us_russia, "link"):
        asks = draft.key["asks"]
        first, last = us_russia.by_slug[asks["cause"]], us_russia.by_slug[asks["effect"]]
        for other in events_of(us_russia, draft, wrong_options(draft)):
            assert other.hull[1] < first.hull[0] or last.hull[1] < other.hull[0]
            assert not (
                us_russia.led_to(first.slug, other.slug) and us_russia.led_to(other.slug, last.slug)
            )


def test_a_wrong_link_is_told_to_be_too_early_or_too_late(us_russia):
    for draft in shipped(us_russia, "link"):
        start = us_russia.by_slug[draft.key["asks"]["cause"]]
        for option in wrong_options(draft):
            (other,) = events_of(us_russia, draft, [option])
            early = other.hull[1] < start.hull[0]
            told = draft.key["truths"][option]["reason"]
            assert told.startswith("That was over by then" if early else "That came too late")
            assert draft.key["truths"][option]["refers_to"] == other.slug


def test_a_consequence_is_one_that_is_on_record(us_russia):
    for draft in shipped(us_russia, "consequence"):
        held = us_russia.causes[draft.facts[0].removeprefix("why:")]
        assert us_russia.by_slug[held.cause].title in draft.shown["stem"]
        assert meanings(draft, draft.key["answer"]) == [f"event:{held.effect}"]
        assert held.role != "sustaining"


def test_the_feedback_on_a_consequence_tells_when_it_came(us_russia):
    for draft in shipped(us_russia, "consequence"):
        (right,) = events_of(us_russia, draft, draft.key["answer"])
        truth = draft.key["truths"][draft.key["answer"][0]]
        assert truth["reason"].startswith(f"{with_both_styles(right.date)}: ")
        assert any(told["says"] for told in truth["evidence"])


def test_what_is_no_consequence_was_over_before_or_came_after_the_year_of_the_stem(us_russia):
    for draft in shipped(us_russia, "consequence"):
        asks = draft.key["asks"]
        start, until = us_russia.by_slug[asks["cause"]], parse(asks["until"])
        assert f"by the end of {in_words(until)}?" in draft.shown["stem"]
        (right,) = events_of(us_russia, draft, draft.key["answer"])
        assert right.hull[1] <= until.latest
        for other in events_of(us_russia, draft, wrong_options(draft)):
            assert other.hull[1] < start.hull[0] or until.latest < other.hull[0]
            assert not us_russia.led_to(start.slug, other.slug)


@pytest.mark.parametrize("way", ["link", "consequence"])
def test_who_knows_nothing_but_dates_does_not_know_the_right_one_by_its_rank(us_russia, way):
    ranks = Counter()
    for draft in shipped(us_russia, way):
        (right,) = events_of(us_russia, draft, draft.key["answer"])
        others = events_of(us_russia, draft, wrong_options(draft))
        ranks[sum(other.hull < right.hull for other in others)] += 1
    total = sum(ranks.values())
    for rank in range(3):
        assert abs(ranks[rank] - total / 3) < 3 * (total * 2 / 9) ** 0.5


def test_a_cause_that_is_taken_for_a_consequence_is_used_often_and_told_to_be_one(monkeypatch):
    # In so small a town looks would tell more of this one than they may.
    monkeypatch.setattr(_neighbours, "TELLING", 1.0)
    told = {}
    used = Counter()
    made = [ask(world(), "pier--lens", "consequence", seed) for seed in range(60)]
    for draft in (one for one in made if isinstance(one, Draft)):
        for option in wrong_options(draft):
            used[draft.key["stands_for"][option]] += 1
            told[draft.key["stands_for"][option]] = draft.key["truths"][option]["reason"]
    assert used["event:fire-1823"] > sum(used.values()) / len(used)
    assert told["event:fire-1823"].startswith("The other way round: this (14 August 1823)")
    assert told["event:lifeboat-1841"] == "That had not happened by then: 18 April 1841."


def test_a_consequence_that_goes_on_has_come_by_no_year():
    lasting = event("pier-1831", date="1831/..")
    assert ask(world(lasting), "pier--lens", "consequence").name == "goes-on"


def test_harder_questions_have_nearer_options(us_russia):
    def distance(draft):
        (right,) = events_of(us_russia, draft, draft.key["answer"])
        others = events_of(us_russia, draft, wrong_options(draft))
        return sum(abs(other.hull[0] - right.hull[0]) for other in others)

    easy, hard = (
        {d.facts: distance(d) for d in drafts("cause", us_russia, (1, 2), x, way="consequence")}
        for x in (0.0, 1.0)
    )
    both = easy.keys() & hard.keys()
    assert len(both) > 15
    assert sum(hard[f] for f in both) < 0.8 * sum(easy[f] for f in both)


@pytest.mark.parametrize("way", ["link", "consequence"])
def test_no_year_stands_in_a_title(us_russia, way):
    for draft in shipped(us_russia, way):
        texts = [draft.shown["stem"], *(option["text"] for option in draft.shown["options"])]
        if until := draft.key["asks"].get("until"):
            texts[0] = texts[0].removesuffix(f"by the end of {in_words(parse(until))}?")
        assert not any(sum(c.isdigit() for c in word) > 2 for t in texts for word in t.split())


@pytest.mark.parametrize(
    ("slug", "way", "name"),
    [
        ("herring--warmth", "link", "no-cause-event"),
        ("herring--warmth", "consequence", "no-cause-event"),
        ("wall--storm", "link", "no-chain"),
        ("bell--tower", "link", "no-common-source"),
        ("petition--wreck", "consequence", "too-few-distractors"),
        ("leave--electric", "link", "too-few-distractors"),
    ],
)
def test_a_way_that_does_not_fit_says_so_by_name(slug, way, name):
    assert ask(world(), slug, way).name == name


@pytest.mark.parametrize("way", ["link", "consequence"])
def test_what_only_kept_an_event_going_did_not_bring_it_about(way):
    sustaining = cause("pier--lens", role="sustaining")
    kelpwick = world(event("pier-1831", causes=[sustaining]))
    assert ask(kelpwick, "pier--lens", way).name == "no-cause-event"


@pytest.mark.parametrize("way", ["link", "consequence"])
def test_a_year_in_a_title_or_a_title_without_a_date_or_a_long_one_is_refused(way):
    titled = world(event("lens-1827", title="The lens of 1827 is lit"))
    assert ask(titled, "pier--lens", way).name == "title-leaks-year"
    undated = world(event("lens-1827", says={"log": None}))
    assert ask(undated, "pier--lens", way).name == "no-dated-claim"
    wordy = {slug: "A very long title " * 4 + slug[:4] for slug in ("fire-1823", "lens-1827")}
    wordy |= {"pier-1831": "Another long title " * 4}
    longer = world(*(event(slug, title=title) for slug, title in wordy.items()))
    if way == "link":
        assert ask(longer, "pier--lens", way).name == "stem-too-long"


def test_an_event_outside_the_topic_starts_no_chain():
    kelpwick = world(without={"lens-1827"})
    assert ask(kelpwick, "pier--lens", "consequence").name == "no-cause-event"


def test_the_number_of_ways_does_not_change_what_a_stored_question_earns():
    key = {"answer": ["a"], "asks": {"fact": "why:x"}, "stands_for": {"a": "cause:x"}}
    assert kind.grade(key, "a").facts == {"why:x": 1}
    assert prod(kind.grade(key, "b").facts.values()) == 0
