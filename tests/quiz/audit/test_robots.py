from dataclasses import replace

import pytest

from quiz.audit import robots, typists
from quiz.draft import Grade
from tests.quiz.world import drafts, world, wrong_options


def scores(found):
    return {result.robot: result for result in robots.results(found)}


def with_texts(draft, text_of):
    """The draft with each option's text made from whether it is right."""
    options = [
        option | {"text": text_of(option["id"] in draft.key["answer"], option["text"])}
        for option in draft.shown["options"]
    ]
    return replace(draft, shown=draft.shown | {"options": options})


def choices():
    return drafts("cause", world(), seeds=range(30))


def test_a_key_that_is_always_the_longest_is_found_out():
    found = [with_texts(d, lambda right, text: text + " of late" * 9 * right) for d in choices()]
    assert scores(found)["the longest"].score == 1
    assert scores(found)["the longest"].gains
    assert not scores(found)["the shortest"].gains


def test_a_key_that_repeats_the_stem_is_found_out():
    found = [
        with_texts(d, lambda right, text, d=d: d.shown["stem"] if right else "Nothing")
        for d in choices()
    ]
    assert scores(found)["most words of the stem"].gains


def test_a_key_that_is_always_shown_first_is_found_out():
    found = []
    for draft in choices():
        options = sorted(draft.shown["options"], key=lambda o: o["id"] not in draft.key["answer"])
        found.append(replace(draft, shown=draft.shown | {"options": options}))
    assert [name for name, result in scores(found).items() if result.gains][-1] == "the first shown"


def test_who_cannot_decide_earns_what_guessing_earns():
    found = [with_texts(d, lambda right, text: "Something happened") for d in choices()]
    longest = scores(found)["the longest"]
    assert longest.score == pytest.approx(longest.chance)
    assert longest.chance == pytest.approx(1 / 3)


def only_unlike(found):
    return [draft for draft, _times in robots.unlike(found)]


def test_the_bound_is_three_standard_errors_above_chance():
    result = scores(only_unlike(choices()))["the longest"]
    error = (1 / 3 * 2 / 3 / result.drafts) ** 0.5
    assert result.bound == pytest.approx(1 / 3 + 3 * error)


def test_a_question_drawn_a_hundred_times_proves_no_more_than_drawn_once():
    once = scores(only_unlike(choices()))["the longest"]
    often = scores(only_unlike(choices()) * 100)["the longest"]
    assert (often.score, often.bound) == (pytest.approx(once.score), pytest.approx(once.bound))


def test_a_question_weighs_as_often_as_it_is_drawn():
    first, *others = only_unlike(choices())
    found = [with_texts(first, lambda right, text: "so long" * 99 if right else "no")] * len(others)
    found += [with_texts(d, lambda right, text: "no" if right else text) for d in others]
    assert scores(found)["the longest"].score == pytest.approx(1 / 2)


def test_robots_of_time_play_dates_and_nothing_else():
    assert "the median in time" in scores(drafts("date", world()))
    assert "the median in time" not in scores(choices())


def at(draft, right, *wrong):
    """The question with these years to choose from."""
    ids = [*draft.key["answer"], *wrong_options(draft)]
    stands_for = dict(zip(ids, (right, *wrong), strict=True))
    return replace(draft, key=draft.key | {"stands_for": stands_for})


def test_a_key_that_stands_alone_in_time_is_found_out():
    alone, beside = "the one that stands alone in time", "one of the two closest in time"
    found = only_unlike(drafts("date", world(), seeds=range(9)))
    far = scores([at(draft, "1809", "1850", "1852") for draft in found])
    near = scores([at(draft, "1809", "1812", "1870") for draft in found])
    assert (far[alone].score, far[beside].score) == (1, 0)
    assert (near[alone].score, near[beside].score) == (0, pytest.approx(1 / 2))
    assert far[alone].gains
    assert near[beside].gains
    assert alone not in scores(choices())


def test_cards_left_as_shown_are_found_out_if_that_is_the_order():
    found = []
    for draft in drafts("ordering", world(), seeds=range(3)):
        place = draft.key["answer"].index
        options = sorted(draft.shown["options"], key=lambda option: place(option["id"]))
        found.append(replace(draft, shown=draft.shown | {"options": options}))
    assert scores(found)["as shown"].score == 1
    assert scores(found)["as shown"].gains
    assert scores(found)["the reverse of it"].score == 0


def test_guessing_at_four_cards_earns_a_fifth():
    """Of 24 orders, by the marks of the kind: six pairs of which half are right by luck."""
    chance = scores(drafts("ordering", world()))["by id"].chance
    assert 0.15 < chance < 0.25


def several(draft):
    """The same question with two right options out of three."""
    more = [o["id"] for o in draft.shown["options"] if o["id"] not in draft.key["answer"]][:1]
    return replace(
        draft,
        shown=draft.shown | {"mode": "multiple"},
        key=draft.key | {"answer": [*draft.key["answer"], *more]},
    )


def test_where_several_are_right_half_of_them_are_chosen(monkeypatch):
    graded = []

    def grade(key, answer):
        graded.append(answer)
        return type("Grade", (), {"accuracy": float(set(answer) == set(key["answer"]))})

    monkeypatch.setattr("quiz.kinds.cause.grade", grade)
    found = scores([several(draft) for draft in choices()])
    assert {len(answer) for answer in graded} == {1, 2, 3}
    assert found["the longest"].chance == pytest.approx(1 / 3)
    assert found["ticks everything"].score == 0


def test_nothing_can_be_chosen_where_the_answer_is_typed():
    typed = [replace(d, shown=d.shown | {"mode": "text", "options": []}) for d in choices()]
    assert robots.results(typed) == []
    assert robots.results([]) == []


def typed_dates(hint):
    """Dates as a kind might have them typed: marks for the very year alone."""
    return [
        replace(
            draft,
            shown=draft.shown | {"mode": "text", "options": [], "hint": hint(draft)},
            key=draft.key | {"answer": [draft.key["stands_for"][draft.key["answer"][0]]]},
        )
        for draft in drafts("date", world(), seeds=range(4))
    ]


@pytest.fixture
def marks_for_the_year(monkeypatch):
    def grade(key, answer):
        return Grade(float(answer["edtf"] == key["answer"][0]), {})

    monkeypatch.setattr("quiz.kinds.date.grade", grade)


def test_a_hint_that_tells_the_year_is_found_out(marks_for_the_year):
    (found,) = typists.results(typed_dates(lambda draft: f"Not {draft.key['explanation']} 1999."))
    assert not found.gains
    (found,) = typists.results(
        typed_dates(lambda draft: draft.key["stands_for"][draft.key["answer"][0]])
    )
    assert found.gains
    assert found.score == 1


def test_a_page_without_a_year_gives_the_typist_nothing(marks_for_the_year):
    assert typists.results(typed_dates(lambda draft: "")) == []
    assert typists.results(choices()) == []
