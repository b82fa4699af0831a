"""What every kind promises, whichever it is: one contract over all that are in the folder."""

import json
import re
from functools import cache
from html import unescape
from itertools import combinations, permutations
from math import erfc, exp, pi
from random import Random
from typing import NamedTuple

import pytest
from django.http import QueryDict
from django.template.loader import get_template, render_to_string

from quiz import kinds
from quiz.draft import Draft, Rejection
from tests.quiz import own, world

DIFFICULTIES = (0.0, 0.5, 1.0)
GARBAGE = ["", " ", "stranger", "-1", "0", "1.5", "9" * 400, "\0", "null", "<b>", "e\u0301", "²"]
NO_TEXT = [None, [], {}, ["a", "b"], {"a": 1}, 3.5, True, b"\xff"]


class Asking(NamedTuple):
    """A kind in one of its ways."""

    kind: str
    way: str


ASKINGS = [Asking(kind, way) for kind, module in kinds.all_kinds().items() for way in module.ways]


@pytest.fixture(params=list(kinds.all_kinds()))
def kind(request):
    return request.param


@pytest.fixture(params=ASKINGS, ids="-".join)
def asking(request):
    return request.param


@pytest.fixture(params=["small", "shipped"])
def chronicle(request, us_russia):
    return _kelpwick() if request.param == "small" else _with_own(us_russia)


@cache
def _kelpwick():
    return _with_own(world.with_more_reasons())


@cache
def _with_own(chronicle):
    return own.beside(chronicle, *own.TWICE)


@cache
def _outcomes(asking, chronicle):
    targets = kinds.all_kinds()[asking.kind].targets(chronicle)
    return [build(asking, chronicle, target) for target in targets]


def build(asking, chronicle, target, **options):
    return world.build(asking.kind, chronicle, target, way=asking.way, **options)


def drafts(asking, chronicle):
    return [outcome for outcome in _outcomes(asking, chronicle) if isinstance(outcome, Draft)]


def form(draft, data=None):
    return kinds.all_kinds()[draft.kind].form(draft.shown, data)


def grade(draft, answer):
    return kinds.all_kinds()[draft.kind].grade(draft.key, answer)


def is_typed(draft):
    """Whether there is nothing to choose from, so that promises about options mean nothing."""
    return draft.shown["mode"] == "text"


def moved_by(draft):
    """The facts that an answer tells something of: none, where it is only asked who says so."""
    return set() if draft.key["asks"].get("tests") == "source" else set(draft.facts)


def every_answer(draft):
    if is_typed(draft):
        return [["2999"], ["1001"]]
    ids = [option["id"] for option in draft.shown["options"]]
    if draft.shown["mode"] == "multiple":
        return [list(some) for n in range(1, len(ids) + 1) for some in combinations(ids, n)]
    return [*map(list, permutations(ids))] if draft.shown["mode"] == "order" else [[i] for i in ids]


def test_the_kinds_of_the_folder_are_found_and_their_tools_are_not():
    assert {"date", "ordering", "cause"} <= set(kinds.all_kinds())
    assert not any(name.startswith("_") for name in kinds.all_kinds())
    assert [name for name, _label in kinds.choices()] == list(kinds.all_kinds())


def test_a_kind_has_a_name_for_teachers_and_a_template(kind):
    assert str(kinds.all_kinds()[kind].label)
    assert get_template(kinds.template(kind))


def test_a_kind_finds_something_to_ask_in_each_way_and_asks_most_of_it(kind, chronicle):
    asked = set()
    for way in kinds.all_kinds()[kind].ways:
        found = drafts(Asking(kind, way), chronicle)
        assert len(found) > 1
        asked |= {_target(draft) for draft in found}
    assert len(asked) > len(list(kinds.all_kinds()[kind].targets(chronicle))) / 2


@pytest.mark.parametrize("difficulty", DIFFICULTIES)
def test_every_target_gives_a_draft_or_a_named_rejection(asking, chronicle, difficulty):
    for target in kinds.all_kinds()[asking.kind].targets(chronicle):
        outcome = build(asking, chronicle, target, seed=2, difficulty=difficulty)
        if isinstance(outcome, Rejection):
            assert re.fullmatch("[a-z]+(-[a-z]+)*", outcome.name)
            assert outcome.target == target
        else:
            assert isinstance(outcome, Draft)
            assert (outcome.kind, outcome.topic) == (asking.kind, chronicle.slug)
            assert target in outcome.facts


def test_a_chronicle_of_nothing_has_no_targets(asking):
    assert list(kinds.all_kinds()[asking.kind].targets(world.chronicle())) == []


def test_the_same_seed_gives_the_same_draft_to_the_byte(asking, chronicle):
    for draft in drafts(asking, chronicle):
        again = build(asking, chronicle, _target(draft))
        assert again.digest == draft.digest


def test_another_seed_gives_another_draft(asking, chronicle):
    for draft in drafts(asking, chronicle):
        other = build(asking, chronicle, _target(draft), seed=2)
        # Of a typed date nothing but the example is left to chance.
        assert isinstance(other, Rejection) or is_typed(draft) or other.digest != draft.digest


def _target(draft):
    return draft.key["asks"]["fact"]


def test_a_draft_says_in_which_way_it_asks(asking, chronicle):
    for draft in drafts(asking, chronicle):
        assert draft.key["asks"]["way"] == asking.way


def test_what_is_shown_is_json_of_four_parts(asking, chronicle):
    for draft in drafts(asking, chronicle):
        # Where words can be typed, the page has to know that it is a date that is asked for.
        is_own_date = draft.kind == "authored" and asking.way == "date"
        expects = {"expects"} if is_own_date else set()
        assert set(draft.shown) == {"stem", "mode", "options", "hint"} | expects
        assert all(set(option) == {"id", "text"} for option in draft.shown["options"])
        assert json.loads(json.dumps(draft.shown)) == draft.shown
        assert json.loads(json.dumps(draft.key)) == draft.key


def test_what_is_shown_holds_no_slug(asking, chronicle):
    slugs = [*chronicle.by_slug, *chronicle.causes]
    for draft in drafts(asking, chronicle):
        words = set(re.findall(r"[\w-]+", json.dumps(draft.shown, ensure_ascii=False)))
        assert words.isdisjoint(slugs)


def test_option_ids_are_letters_that_stand_nowhere_else_in_what_is_shown(asking, chronicle):
    for draft in drafts(asking, chronicle):
        ids = [option["id"] for option in draft.shown["options"]]
        assert len(set(ids)) == len(ids) != 1
        assert bool(ids) != is_typed(draft)
        texts = [draft.shown["stem"], draft.shown["hint"]]
        texts += [option["text"] for option in draft.shown["options"]]
        assert all(re.fullmatch("[a-z]{4,}", i) and i not in " ".join(texts) for i in ids)


def test_option_ids_are_new_for_each_seed(asking, chronicle):
    for draft in drafts(asking, chronicle):
        other = build(asking, chronicle, _target(draft), seed=2)
        if isinstance(other, Draft):
            assert set(draft.key["stands_for"]).isdisjoint(other.key["stands_for"])


def test_the_right_answer_is_accepted_and_earns_everything(asking, chronicle):
    for draft in drafts(asking, chronicle):
        accepted = form(draft, world.posted(draft))
        assert accepted.is_valid(), accepted.errors
        answer = json.loads(json.dumps(accepted.cleaned_data["answer"]))
        assert grade(draft, answer).accuracy == 1
        assert grade(draft, answer).facts == dict.fromkeys(moved_by(draft), 1)


def test_any_other_answer_earns_less_and_marks_stay_between_nothing_and_all(asking, chronicle):
    for draft in drafts(asking, chronicle):
        for answer in every_answer(draft):
            accepted = form(draft, world.posted(draft, answer))
            if not accepted.is_valid():
                continue  # an order left as it lay
            marks = grade(draft, accepted.cleaned_data["answer"])
            assert (marks.accuracy == 1) == (answer == draft.key["answer"])
            assert all(0 <= mark <= 1 for mark in (marks.accuracy, *marks.facts.values()))
            assert set(marks.facts) == moved_by(draft)
            assert json.dumps(marks.feedback)


def test_no_answer_at_all_is_refused(asking):
    for draft in drafts(asking, _kelpwick()):
        for data in ({}, QueryDict("answer="), QueryDict("other=1")):
            refused = form(draft, data)
            assert not refused.is_valid()
            assert refused.errors


@pytest.mark.parametrize("garbage", [*GARBAGE, *NO_TEXT], ids=repr)
def test_garbage_is_refused_and_never_crashes(asking, garbage):
    draft = drafts(asking, _kelpwick())[0]
    for name in (right := world.posted(draft)):
        is_answer = asking == ("authored", "short") and are_words(garbage)
        assert form(draft, right | {name: garbage}).is_valid() == is_answer


def are_words(garbage):
    """Whether it could be the answer to something, where any few words are one."""
    text = str(garbage)
    return len(text) <= 200 and bool(re.search(r"\w", text)) and garbage is not None


def test_an_answer_to_another_question_is_refused(asking):
    one, other, *_rest = drafts(asking, _kelpwick())
    # Where there is nothing to choose from, any date is an answer.
    assert form(one, world.posted(other)).is_valid() == is_typed(one)


def test_a_form_without_data_is_not_bound(asking):
    assert not form(drafts(asking, _kelpwick())[0]).is_bound


def test_every_option_is_told_the_truth_of_afterwards(asking, chronicle):
    for draft in drafts(asking, chronicle):
        ids = {option["id"] for option in draft.shown["options"]}
        assert set(draft.key["stands_for"]) == ids
        assert set(draft.key["truths"]) == (set(draft.key["answer"]) if is_typed(draft) else ids)
        for truth in draft.key["truths"].values():
            assert truth["reason"].strip()
            assert not truth["refers_to"] or truth["refers_to"] in chronicle.by_slug


def test_the_key_is_cited_with_source_and_place(asking, chronicle):
    for draft in drafts(asking, chronicle):
        told = [e for truth in draft.key["truths"].values() for e in truth["evidence"]]
        assert draft.key["evidence"]
        assert all(cited["source"] and cited["locator"] for cited in draft.key["evidence"] + told)


def test_the_events_of_a_draft_begin_with_the_one_asked_about(asking, chronicle):
    for draft in drafts(asking, chronicle):
        about, _, slug = _target(draft).partition(":")
        if about == "own":
            event = chronicle.extras[_target(draft)].event
            assert draft.events == ((event,) if event else ())
        else:
            assert draft.events[0] == (slug if about == "when" else chronicle.causes[slug].effect)
        assert set(draft.events) <= set(chronicle.by_slug)
        assert len(set(draft.events)) == len(draft.events)


def chance_of_three(counts):
    """The chi-square test that three counts are alike; at two degrees of freedom the tail is exp.

    Gives the chance that fair counts lie at least as far apart.
    """
    expected = sum(counts) / 3
    return exp(-sum((count - expected) ** 2 / expected for count in counts) / 2)


def chance_of_four(counts):
    """The same test of four counts, whose tail has three degrees of freedom."""
    expected = sum(counts) / 4
    found = sum((count - expected) ** 2 / expected for count in counts)
    return erfc((found / 2) ** 0.5) + (2 * found / pi) ** 0.5 * exp(-found / 2)


def counted(ranks):
    return [ranks.count(rank) for rank in range(3)]


def test_the_statistic_tells_fair_from_unfair():
    assert chance_of_three([100, 100, 100]) == 1
    assert chance_of_three([110, 95, 95]) > 0.1
    assert chance_of_three([140, 80, 80]) < 0.001
    assert chance_of_four([100, 100, 100, 100]) == 1
    assert chance_of_four([120, 90, 100, 90]) == pytest.approx(0.112, abs=0.01)
    assert chance_of_four([150, 90, 80, 80]) < 0.001


def place_of_key(draft):
    return [option["id"] for option in draft.shown["options"]].index(draft.key["answer"][0])


def test_the_right_reason_stands_in_each_place_alike(us_russia):
    many = world.drafts("cause", us_russia, seeds=range(4))
    assert len(many) > 1000
    assert chance_of_three(counted([place_of_key(draft) for draft in many])) > 0.001


@pytest.mark.parametrize("difficulty", DIFFICULTIES)
def test_the_right_date_is_first_second_and_third_in_time_alike(us_russia, difficulty):
    many = world.drafts("date", us_russia, difficulty=difficulty)
    assert len(many) > 200
    assert chance_of_three(counted([place_of_key(draft) for draft in many])) > 0.01


def test_the_right_gap_stands_in_each_place_alike(us_russia):
    many = world.drafts("date", us_russia, seeds=range(6), way="place")
    places = [place_of_key(draft) for draft in many]
    assert len(many) > 1000
    assert {len(draft.shown["options"]) for draft in many} == {4}
    assert chance_of_four([places.count(place) for place in range(4)]) > 0.01


def test_of_two_the_first_stands_in_each_place_alike(us_russia):
    many = world.drafts("ordering", us_russia, seeds=range(4), way="first")
    above = sum(place_of_key(draft) == 0 for draft in many)
    assert len(many) > 800
    assert abs(above - len(many) / 2) < 2.6 * len(many) ** 0.5 / 2


def test_the_alphabet_of_the_ids_tells_nothing(us_russia, asking):
    """Of the right option (or the earliest) and another one, each is as often first in it."""
    many = drafts(asking, _with_own(us_russia))
    if is_typed(many[0]):
        assert not any(draft.shown["options"] for draft in many)
        return
    others = [next(i for i in d.key["stands_for"] if i != d.key["answer"][0]) for d in many]
    first = sum(d.key["answer"][0] < other for d, other in zip(many, others, strict=True))
    assert abs(first - len(many) / 2) < 3.3 * len(many) ** 0.5 / 2


def page(draft):
    """The question as a student gets it, drawn as quiz.views.rounds draws it."""
    context = {
        "uuid": "8e0a1d5e-51a5-4a0c-8a0f-2a2b6a1c9d11",
        "shown": draft.shown,
        "form": form(draft),
        "kind_template": kinds.template(draft.kind),
        "position": 1,
        "total": 10,
        "csrf_token": "token",
    }
    return unescape(render_to_string("quiz/_round.html", context))


def test_a_page_draws_all_options_alike(asking):
    draft = drafts(asking, _kelpwick())[0]
    html = page(draft)
    if is_typed(draft):
        assert "option" not in html
        return
    drawn = []
    for number, option in enumerate(draft.shown["options"], 1):
        begin = html.index(f"-{option['id']}")
        piece = html[begin : html.index("\n", html.rindex(option["text"], begin))]
        piece = piece.replace(option["id"], "ID").replace(option["text"], "TEXT")
        drawn.append(piece.replace(f'value="{number}"', 'value="PLACE"'))
    assert len(set(drawn)) == 1


def test_a_page_shows_every_option_and_nothing_of_the_feedback(asking):
    for draft in drafts(asking, _kelpwick()):
        html = page(draft)
        assert draft.shown["stem"] in html
        for option in draft.shown["options"]:
            assert option["id"] in html
            assert option["text"] in html
        secrets = [truth["reason"] for truth in draft.key["truths"].values()]
        # What the sources say is what a dispute is about, and is shown to be judged.
        judged = [draft.shown["hint"], *(o["text"] for o in draft.shown["options"])]
        is_judged = "\n".join(judged) if asking.kind == "dispute" else ""
        told = [e["gist"] for e in draft.key["evidence"] if e["gist"] not in is_judged]
        secrets += [draft.key["explanation"], *told]
        assert not any(secret in html for secret in secrets if secret)


def test_a_draft_is_not_the_same_for_another_target(asking):
    digests = [draft.digest for draft in drafts(asking, _kelpwick())]
    assert len(set(digests)) == len(digests)


def test_the_clock_and_the_common_source_of_chance_are_left_alone(asking, monkeypatch):
    monkeypatch.setattr("time.time", lambda: pytest.fail("a kind has no clock"))
    monkeypatch.setattr("random.random", lambda: pytest.fail("a kind draws from its own rng"))
    chronicle = _kelpwick()
    target = next(iter(kinds.all_kinds()[asking.kind].targets(chronicle)))
    assert kinds.all_kinds()[asking.kind].build(chronicle, target, Random(1), 0.5)
