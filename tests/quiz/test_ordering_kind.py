from dataclasses import replace
from itertools import combinations, pairwise, permutations
from statistics import mean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from history.calendars import civil
from quiz import generation
from quiz.draft import Draft
from quiz.kinds import ordering
from tests.quiz.world import (
    build,
    chronicle,
    date_claim,
    dated,
    drafts,
    event,
    meanings,
    posted,
    world,
)

LETTERS = "abcdef"
MANY_YEARS = [str(year) for year in range(1810, 1825)]


def ask(chronicle, slug, seed=1, difficulty=0.5):
    return build("ordering", chronicle, f"when:{slug}", seed, difficulty)


def shown_order(draft):
    return [option["id"] for option in draft.shown["options"]]


# Grading: laws that hold for any events, whether or not their dates decide every pair.


def key_for(spans):
    """The key that a list of (first, last) days would have."""
    by_id = dict(zip(LETTERS, sorted(spans), strict=False))
    pairs = [[a, b] for a, b in permutations(by_id, 2) if by_id[a][1] < by_id[b][0]]
    return {"answer": list(by_id), "pairs": pairs, "stands_for": {i: f"event-{i}" for i in by_id}}


spans = st.builds(lambda first, length: (first, first + length), *[st.integers(0, 12)] * 2)
keys = st.lists(spans, min_size=3, max_size=6).map(key_for).filter(lambda key: key["pairs"])
certain_keys = st.integers(3, 6).map(lambda size: key_for([(n, n) for n in range(size)]))


def an_order_of(keys):
    return keys.flatmap(lambda key: st.tuples(st.just(key), st.permutations(key["answer"])))


def accuracy(key, answer):
    return ordering.grade(key, answer).accuracy


def is_accepted(key, order):
    return all(order.index(a) < order.index(b) for a, b in key["pairs"])


@given(an_order_of(keys))
def test_every_accepted_order_and_no_other_earns_everything(drawn):
    key, order = drawn
    assert accuracy(key, key["answer"]) == 1
    assert (accuracy(key, order) == 1) == is_accepted(key, order)


@given(keys)
def test_the_reverse_earns_nothing(key):
    assert accuracy(key, key["answer"][::-1]) == 0


@given(an_order_of(keys))
def test_mending_an_inverted_neighbour_never_lowers_the_marks(drawn):
    key, order = drawn
    inverted = [n for n, (a, b) in enumerate(pairwise(order)) if [b, a] in key["pairs"]]
    for n in inverted:
        mended = [*order[:n], order[n + 1], order[n], *order[n + 2 :]]
        before, after = ordering.grade(key, order), ordering.grade(key, mended)
        assert after.accuracy >= before.accuracy
        assert all(after.facts[fact] >= mark for fact, mark in before.facts.items())


@given(an_order_of(keys))
def test_cards_that_the_dates_do_not_part_may_be_swapped_without_loss(drawn):
    key, order = drawn
    free = [
        n
        for n, (a, b) in enumerate(pairwise(order))
        if [a, b] not in key["pairs"] and [b, a] not in key["pairs"]
    ]
    for n in free:
        swapped = [*order[:n], order[n + 1], order[n], *order[n + 2 :]]
        one, other = ordering.grade(key, order), ordering.grade(key, swapped)
        assert (one.accuracy, one.facts) == (other.accuracy, other.facts)


@given(an_order_of(keys))
def test_marks_come_from_the_share_of_graded_pairs_in_order(drawn):
    key, order = drawn
    right = sum(order.index(a) < order.index(b) for a, b in key["pairs"])
    marks = ordering.grade(key, order)
    assert marks.accuracy == pytest.approx(max(0, 2 * right / len(key["pairs"]) - 1))
    assert (marks.feedback["right_pairs"], marks.feedback["pairs"]) == (right, len(key["pairs"]))


@given(an_order_of(keys))
def test_each_event_is_marked_by_the_pairs_it_is_part_of(drawn):
    key, order = drawn
    for option in key["answer"]:
        own = [(a, b) for a, b in key["pairs"] if option in (a, b)]
        right = sum(order.index(a) < order.index(b) for a, b in own)
        expected = max(0, 2 * right / len(own) - 1) if own else 1
        assert ordering.grade(key, order).facts[f"when:event-{option}"] == pytest.approx(expected)


@pytest.mark.parametrize(("size", "worth"), [(3, 0.28), (4, 0.19), (5, 0.16)])
def test_luck_is_worth_little(size, worth):
    key = key_for([(n, n) for n in range(size)])
    by_luck = mean(accuracy(key, list(order)) for order in permutations(key["answer"]))
    assert by_luck == pytest.approx(worth, abs=0.01)


def test_one_pair_wrong_of_six_earns_two_thirds():
    key = key_for([(n, n) for n in range(4)])
    assert accuracy(key, list("abdc")) == pytest.approx(2 / 3)


def out_of_place(key, order):
    return ordering.grade(key, order).feedback["out_of_place"]


@given(an_order_of(keys))
def test_as_few_cards_as_can_be_are_called_out_of_place(drawn):
    key, order = drawn
    out = {told["id"] for told in out_of_place(key, order)}
    left = [option for option in order if option not in out]
    assert _lie_right(key, left)
    larger = combinations(order, len(left) + 1)
    assert not out or not any(_lie_right(key, list(cards)) for cards in larger)


def _lie_right(key, cards):
    return all(cards.index(a) < cards.index(b) for a, b in key["pairs"] if {a, b} <= {*cards})


@given(an_order_of(certain_keys))
def test_who_puts_each_card_where_it_belongs_has_the_right_order(drawn):
    key, order = drawn
    told = out_of_place(key, order)
    mended = [option for option in order if option not in {one["id"] for one in told}]
    for one in told:
        place = mended.index(one["before"]) if "before" in one else len(mended)
        assert "before" in one or one["after"] in mended
        mended.insert(place, one["id"])
    assert mended == key["answer"]


def test_a_card_is_said_to_belong_before_the_next_or_after_the_last_that_lies_right():
    key = key_for([(n, n) for n in range(4)])
    assert out_of_place(key, list("bcda")) == [{"id": "a", "before": "b"}]
    assert out_of_place(key, list("dabc")) == [{"id": "d", "after": "c"}]
    assert out_of_place(key, list("abcd")) == []


# Which events are put together.


@pytest.mark.parametrize("difficulty", [0.0, 0.5, 1.0])
def test_events_put_together_are_apart_by_every_claim(us_russia, difficulty):
    for draft in drafts("ordering", us_russia, difficulty=difficulty):
        hulls = [us_russia.by_slug[slug].hull for slug in meanings(draft, draft.key["answer"])]
        assert all(one[1] < other[0] for one, other in pairwise(hulls))
        assert draft.key["pairs"] == [list(p) for p in combinations(draft.key["answer"], 2)]


def test_events_of_the_same_day_are_never_put_together():
    same_day = [
        event(f"twin-{n}", title=f"A {name} is born", date="1841-04-18")
        for n, name in enumerate(("Ann", "Bob", "Cid", "Dan"))
    ]
    together = {"lifeboat-1841", *(twin.slug for twin in same_day)}
    seen = set()
    for draft in drafts("ordering", world(*same_day), seeds=range(5)):
        assert len(together & set(draft.events)) <= 1
        seen |= together & set(draft.events)
    assert seen == together


def test_a_disputed_date_keeps_an_event_from_those_it_may_have_followed():
    lens = event("lens-1827")
    claims = (*lens.claims, date_claim("lens-1827", "memoir", "1842", dispute="error"))
    between = {"pier-1831", "cholera-1834", "pilots-1837", "lifeboat-1841"}
    found = drafts("ordering", world(replace(lens, claims=claims)), seeds=range(3))
    with_lens = [draft for draft in found if "lens-1827" in draft.events]
    assert with_lens
    assert all(between.isdisjoint(draft.events) for draft in with_lens)


def test_a_span_and_an_event_within_it_are_never_put_together():
    within = event("famine-1845", title="Bread is dear", date="1845-03-01")
    for draft in drafts("ordering", world(within), seeds=range(3)):
        assert not {"herring-1844", "famine-1845"} <= set(draft.events)


def test_a_title_with_a_year_is_neither_asked_nor_put_beside_others():
    kelpwick = world(event("telling", title="The fleet of 1840", date="1840-01-01"))
    assert ask(kelpwick, "telling").name == "title-leaks-year"
    for draft in drafts("ordering", kelpwick, seeds=range(3)):
        assert "telling" not in draft.events


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The herring war begins", "The herring war ends"),
        ("The first lifeboat drill", "The second lifeboat drill"),
        ("Treaty of the Nets I", "Treaty of the Nets II"),
        ("Election of a mayor", "Re-election of a mayor"),
        ("The quay is paved", "The quay is paved again"),
    ],
)
def test_titles_that_only_their_rank_orders_are_never_asked_together(one, other):
    kelpwick = world(
        event("one", title=one, date="1840-01-01"), event("other", title=other, date="1842-01-01")
    )
    outcomes = [
        generation.draft(kelpwick, "ordering", f"when:{slug}", seed)
        for seed in range(40)
        for slug in ("one", "other")
    ]
    asked = [outcome for outcome in outcomes if isinstance(outcome, Draft)]
    assert asked
    assert not [found for found in asked if {"one", "other"} <= set(found.events)]


@pytest.mark.parametrize("title", ["The infirmary opens", "Civil law is taught", "Weekend boats"])
def test_words_that_only_look_like_an_ordinal_may_be_asked(title):
    assert isinstance(ask(world(event("harmless", title=title, date="1840")), "harmless"), Draft)


def test_an_event_that_no_source_dates_is_neither_asked_nor_put_beside_others():
    kelpwick = world(event("pier-1831", says={"log": None}))
    assert ask(kelpwick, "pier-1831").name == "no-dated-claim"
    assert not any("pier-1831" in draft.events for draft in drafts("ordering", kelpwick))


@pytest.mark.parametrize("years", [["1840"] * 6, ["1840", "1850"], ["1840"]])
def test_too_few_events_apart_are_rejected(years):
    assert ask(dated(*years), "event-1").name == "same-time"


def test_harder_questions_have_more_cards():
    kelpwick = dated(*MANY_YEARS)
    sizes = [len(ask(kelpwick, "event-8", difficulty=d).events) for d in (0, 0.5, 1)]
    assert sizes == [3, 4, 5]


def test_harder_questions_stay_closer_in_time(us_russia):
    def reach(difficulty):
        found = drafts("ordering", us_russia, difficulty=difficulty)
        places = [[us_russia.position[slug] for slug in draft.events] for draft in found]
        return mean((max(p) - min(p)) / len(p) for p in places)

    assert reach(1) < reach(0.5) < reach(0)


def test_well_known_events_are_put_beside_others_sooner():
    story = dated(*MANY_YEARS)
    famous = replace(story.by_slug["event-9"], importance=3)
    extras = [replace(e, importance=1) for e in story.events if e is not story.by_slug["event-9"]]
    found = drafts("ordering", chronicle(famous, *extras), seeds=range(10), difficulty=0)
    others = [slug for draft in found for slug in draft.events[1:]]
    assert others.count("event-9") > 2 * others.count("event-7")


# What is shown, and what is told.


def test_the_order_shown_is_never_accepted_and_never_the_reverse(us_russia):
    for draft in drafts("ordering", us_russia, seeds=(1, 2)) + drafts("ordering", world()):
        assert accuracy(draft.key, shown_order(draft)) < 1
        assert shown_order(draft) != draft.key["answer"][::-1]


def test_the_order_shown_tells_nothing_of_the_right_one(us_russia):
    found = drafts("ordering", us_russia, seeds=(1, 2, 3))
    right = [
        shown_order(draft).index(a) < shown_order(draft).index(b)
        for draft in found
        for a, b in draft.key["pairs"]
    ]
    assert mean(right) == pytest.approx(0.5, abs=0.03)


def test_the_explanation_goes_from_the_earliest_to_the_latest():
    draft = ask(world(), "pier-1831")
    first, *_others, last = (world().by_slug[s] for s in meanings(draft, draft.key["answer"]))
    explained = draft.key["explanation"]
    assert explained.index(first.title) < explained.index(last.title)
    assert all(str(civil(e.hull[0]).year) in explained for e in (first, last))


def test_the_stem_says_where_to_begin_and_cards_show_titles_only():
    draft = ask(world(), "pier-1831")
    assert "earliest" in draft.shown["stem"]
    titles = {world().by_slug[slug].title for slug in draft.events}
    assert {option["text"] for option in draft.shown["options"]} == titles


def test_every_card_tests_the_date_of_its_event():
    draft = ask(world(), "pier-1831")
    assert set(draft.facts) == {f"when:{slug}" for slug in draft.events}
    assert draft.events[0] == "pier-1831"


def test_every_card_tells_its_date_afterwards_with_both_styles():
    draft = ask(world(event("pier-1831", calendar="NS")), "pier-1831")
    card = next(i for i, slug in draft.key["stands_for"].items() if slug == "pier-1831")
    assert draft.key["truths"][card]["reason"] == "9 July 1831 (27 June Old Style)"
    assert draft.key["truths"][card]["evidence"][0]["source"] == "log"


# The form.


@pytest.fixture
def draft():
    return ask(world(), "pier-1831", difficulty=0.5)


def form(draft, **data):
    return ordering.form(draft.shown, {name.replace("_", "-"): v for name, v in data.items()})


def ranks(draft, *places):
    return {f"rank_{i}": str(p) for i, p in zip(shown_order(draft), places, strict=True)}


def cards(form):
    return [card["id"] for card in form.cards]


def refusal(form):
    assert not form.is_valid()
    return " ".join(form.non_field_errors())


def test_numbers_become_an_order(draft):
    a, b, c, d = shown_order(draft)
    accepted = form(draft, **ranks(draft, 2, 4, 1, 3))
    assert accepted.is_valid()
    assert accepted.cleaned_data["answer"] == [c, a, d, b]


@pytest.mark.parametrize(
    ("places", "says"),
    [
        ((1, 2, 3, 4), "Nothing has been moved"),
        ((1, 1, 2, 3), "same number"),
        ((2, 2, 2, 2), "same number"),
        ((4, 3, 2, 5), "a number from 1 to 4"),
        ((4, 3, 2, 0), "a number from 1 to 4"),
        ((4, 3, 2, -1), "a number from 1 to 4"),
        ((4, 3, 2, ""), "a number from 1 to 4"),
        ((4, 3, 2, "x"), "a number from 1 to 4"),
        ((4, 3, 2, 10**30), "a number from 1 to 4"),
    ],
)
def test_numbers_that_make_no_order_are_refused_with_what_to_do(draft, places, says):
    assert says in refusal(form(draft, **ranks(draft, *places)))


def test_a_missing_card_is_refused(draft):
    data = ranks(draft, 2, 4, 1, 3)
    data.popitem()
    assert "every card" in refusal(form(draft, **data))


def test_a_card_of_another_question_is_refused(draft):
    assert "not in the question" in refusal(form(draft, **ranks(draft, 2, 4, 1, 3), rank_bcd="5"))


def test_cards_lie_as_shown_until_something_is_typed(draft):
    assert cards(ordering.form(draft.shown)) == shown_order(draft)
    assert [c["text"] for c in form(draft).cards] == [o["text"] for o in draft.shown["options"]]


def test_cards_keep_the_order_typed_when_the_form_is_refused(draft):
    a, b, c, d = shown_order(draft)
    assert cards(form(draft, **ranks(draft, 4, 3, 2, 1))) == [d, c, b, a]
    assert cards(form(draft, **ranks(draft, 4, 3, 3, 1))) == [d, b, c, a]


@pytest.mark.parametrize(
    ("card", "direction", "expected"),
    [
        (0, "down", (1, 0, 2, 3)),
        (2, "up", (0, 2, 1, 3)),
        (3, "up", (0, 1, 3, 2)),
        (0, "up", (0, 1, 2, 3)),
        (3, "down", (0, 1, 2, 3)),
    ],
)
def test_a_button_moves_its_card_by_one_and_stops_at_the_ends(draft, card, direction, expected):
    ids = shown_order(draft)
    moved = form(draft, **ranks(draft, 1, 2, 3, 4), move=f"{ids[card]}:{direction}")
    assert moved.only_moves
    assert cards(moved) == [ids[n] for n in expected]


def test_a_button_moves_its_card_from_where_it_was_typed(draft):
    a, b, c, d = shown_order(draft)
    moved = form(draft, **ranks(draft, 4, 3, 2, 1), move=f"{a}:up")
    assert cards(moved) == [d, c, a, b]


@pytest.mark.parametrize("move", ["", ":", "up", "stranger:up", "ID", "ID:", "ID:sideways", "\0"])
def test_a_button_that_was_never_drawn_moves_nothing(draft, move):
    asked = move.replace("ID", shown_order(draft)[1])
    moved = form(draft, **ranks(draft, 1, 2, 3, 4), move=asked)
    assert moved.only_moves
    assert cards(moved) == shown_order(draft)


def test_an_answer_is_no_move(draft):
    assert not form(draft, **ranks(draft, 2, 4, 1, 3)).only_moves
    assert not ordering.form(draft.shown).only_moves


garbled = st.text(max_size=12) | st.integers().map(str)


@given(st.data(), st.lists(garbled, min_size=4, max_size=4), garbled)
def test_whatever_is_sent_no_card_is_lost(data, typed, move):
    draft = ask(world(), "pier-1831")
    assert len(draft.events) == 4
    sent = form(draft, **ranks(draft, *typed), move=move)
    sent.is_valid()
    assert sorted(cards(sent)) == sorted(shown_order(draft))


def test_moving_every_card_by_buttons_leads_to_the_right_answer(draft):
    """What a student without JavaScript does: move, get the page again, move, answer."""
    lying = shown_order(draft)
    for wanted in reversed(draft.key["answer"]):
        while lying[0] != wanted:
            lying = cards(
                ordering.form(draft.shown, posted(draft, lying) | {"move": f"{wanted}:up"})
            )
    answered = ordering.form(draft.shown, posted(draft, lying))
    assert answered.is_valid()
    assert accuracy(draft.key, answered.cleaned_data["answer"]) == 1
