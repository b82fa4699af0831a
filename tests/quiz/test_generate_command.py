import json
import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from history.dates import Precision, parse
from quiz import kinds
from quiz.kinds import date
from quiz.management.commands import generate
from tests.history.factories import TopicFactory
from tests.quiz.world import dated, drafts, store, world, wrong_options

pytestmark = pytest.mark.django_db

LINE = [
    "kind",
    "topic",
    "seed",
    "stem",
    "mode",
    "options",
    "answer",
    "accepted_orders",
    "facts",
    "events",
    "why_wrong",
    "explanation",
    "evidence",
]

# Those that a pack alone gives something to ask.
KINDS = [kind for kind in kinds.all_kinds() if kind != "authored"]


@pytest.fixture
def kelpwick():
    return store(world())


def run(topic="kelpwick", **options):
    out, err = StringIO(), StringIO()
    call_command("generate", topic=topic, stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue()


def lines(**options):
    return [json.loads(line) for line in run(**options)[0].splitlines()]


def lines_in(mode, **options):
    found = [line for line in lines(**options) if line["mode"] == mode]
    assert found
    return found


@pytest.fixture
def usual_dates(monkeypatch):
    monkeypatch.setattr(date, "ways", ("choose",))


def test_a_line_has_the_keys_of_the_public_format_in_their_order(kelpwick):
    for line in lines(count=5):
        assert list(line) == LINE
        assert line["topic"] == "kelpwick"
        assert all(list(told) == ["source", "locator", "says"] for told in line["evidence"])
        for wrong in line["why_wrong"].values():
            assert list(wrong) == ["reason", "refers_to"]


def test_there_are_as_many_lines_of_each_kind_as_asked_for(kelpwick):
    found = [line["kind"] for line in lines(count=7)]
    assert found == [kind for kind in KINDS for _ in range(7)]


def test_ten_of_each_kind_are_the_default(kelpwick):
    assert len(lines()) == 10 * len(KINDS)


def test_one_kind_alone_may_be_asked_for(kelpwick):
    assert {line["kind"] for line in lines(kind="cause", count=3)} == {"cause"}


def test_the_same_seed_gives_the_same_bytes(kelpwick):
    assert run(seed=7) == run(seed=7)
    assert run(seed=7)[0] != run(seed=8)[0]


def test_a_language_gives_other_sentences_and_the_same_format(kelpwick, usual_dates):
    [spanish], [english] = lines(kind="date", count=1, language="es"), lines(kind="date", count=1)
    assert spanish["stem"].startswith("¿")
    assert not english["stem"].startswith("¿")
    assert list(spanish) == list(english) == LINE
    assert [sorted(option) for option in spanish["options"]] == [["id", "text"]] * 3
    assert lines(kind="date", count=1, language="es") == [spanish]


def test_a_line_can_be_made_again_from_its_seed_and_fact(kelpwick):
    """More lines than targets: later ones have later seeds, and say so."""
    seeds = {line["seed"] for line in lines(kind="date", count=40, seed=7)}
    assert seeds == {7, 8}


def test_a_choice_keeps_its_options_as_shown_and_names_the_right_one(kelpwick, usual_dates):
    for line in lines(kind="date", count=20):
        ids = [option["id"] for option in line["options"]]
        assert all(list(option) == ["id", "text"] for option in line["options"])
        assert line["mode"] == "single"
        assert line["accepted_orders"] is None
        assert len(line["answer"]) == 1
        assert set(line["answer"]) < set(ids)
        years = [int(option["text"]) for option in line["options"]]
        assert years == sorted(years)


@pytest.mark.parametrize("kind", ["date", "cause"])
def test_every_wrong_option_is_said_to_be_wrong_and_why(kelpwick, kind):
    for line in lines_in("single", kind=kind, count=20):
        wrong = {option["id"] for option in line["options"]} - set(line["answer"])
        assert set(line["why_wrong"]) == wrong
        assert all(told["reason"] for told in line["why_wrong"].values())


def test_a_wrong_date_refers_to_the_event_that_it_is_the_date_of(kelpwick, usual_dates):
    for line in lines(kind="date", count=20):
        for told in line["why_wrong"].values():
            assert told["refers_to"] in line["events"][1:]


def test_a_typed_date_has_no_options_and_its_key_as_edtf(kelpwick):
    for line in lines_in("text", kind="date", count=20):
        assert line["options"] == []
        assert line["accepted_orders"] is None
        assert line["why_wrong"] == {}
        (slug,) = line["events"]
        (key,) = line["answer"]
        held = world().by_slug[slug].date
        assert parse(key).overlaps(held)
        assert parse(key).precision == Precision.YEAR


def test_a_place_names_its_gaps_and_the_events_around_them(kelpwick):
    places = [line for line in lines_in("single", kind="date", count=30) if len(line["events"]) > 3]
    assert places
    for line in places:
        assert len(line["options"]) == len(line["events"])
        assert len(line["answer"]) == 1
        assert {told["refers_to"] for told in line["why_wrong"].values()} < set(line["events"])


def test_which_came_first_carries_its_events_and_accepts_no_order(kelpwick):
    for line in lines_in("single", kind="ordering", count=20):
        events = {option["id"]: world().by_slug[option["event"]] for option in line["options"]}
        (first,) = line["answer"]
        (other,) = set(events) - {first}
        assert events[first].hull[1] < events[other].hull[0]
        assert line["accepted_orders"] is None
        assert set(line["why_wrong"]) == {other}


def test_the_cards_of_an_ordering_carry_their_events(kelpwick):
    for line in lines_in("order", kind="ordering", count=20):
        assert all(list(option) == ["id", "text", "event"] for option in line["options"])
        assert {option["event"] for option in line["options"]} == set(line["events"])
        assert [option["id"] for option in line["options"]] != line["answer"]


def test_the_answer_of_an_ordering_is_an_order_that_its_pairs_accept(kelpwick):
    for line in lines_in("order", kind="ordering", count=20):
        place = {option: n for n, option in enumerate(line["answer"])}
        assert set(place) == {option["id"] for option in line["options"]}
        assert line["accepted_orders"]
        assert all(place[earlier] < place[later] for earlier, later in line["accepted_orders"])
        assert line["why_wrong"] == {}


def test_facts_and_events_say_what_is_tested_and_begin_with_what_is_asked(kelpwick):
    for line in lines(kind="date"):
        assert line["facts"] == [f"when:{line['events'][0]}"]
    for line in lines(kind="cause"):
        assert re.fullmatch(r"why:[\w-]+", line["facts"][0])


def test_no_key_of_the_store_beyond_the_format_is_told(kelpwick):
    for line, made in zip(lines(kind="cause", count=1), drafts("cause", world()), strict=False):
        assert set(line).isdisjoint({"truths", "stands_for", "asks", "key", "shown"})
        assert len(line["why_wrong"]) == len(wrong_options(made))


def test_text_of_every_language_is_written_as_it_is(kelpwick):
    assert "“" in run(kind="date", count=1)[0]
    assert "\\u" not in run(count=5)[0]


def test_what_was_refused_is_counted_by_name(kelpwick):
    told = run(kind="cause", count=30)[1]
    assert re.search(r"cause: 30 drafts; refused: .*too-few-distractors \d+", told)
    assert "date: 2 drafts; refused: none" in run(kind="date", count=2)[1]


def test_a_topic_with_nothing_to_ask_prints_nothing_and_says_why():
    store(dated("180X", "180X"))
    out, told = run(kind="date")
    assert out == ""
    assert "date: 0 drafts; refused: " in told
    assert "too-few-distractors 2" in told
    assert "too-vague 2" in told


def test_an_unknown_topic_is_told_with_those_there_are(kelpwick):
    TopicFactory(slug="almost")
    with pytest.raises(CommandError, match=r"no topic “kelpwik”. There is: almost, kelpwick\."):
        run(topic="kelpwik")


def test_without_any_topic_it_says_that_there_is_none():
    with pytest.raises(CommandError, match=r"There is: –\."):
        run()


@pytest.mark.parametrize("count", [0, -3])
def test_a_count_below_one_is_refused(kelpwick, count):
    with pytest.raises(CommandError, match="at least 1"):
        run(count=count)


def test_an_unknown_kind_is_refused(kelpwick):
    with pytest.raises(CommandError, match="riddle"):
        call_command("generate", "--topic", "kelpwick", "--kind", "riddle")


def test_progress_is_told_on_a_terminal_after_a_while(kelpwick, monkeypatch):
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    monkeypatch.setattr(generate, "PROGRESS_AFTER", -1)
    assert "date: 1 of 2\r" in run(kind="date", count=2)[1]


def test_the_shipped_topic_gives_a_line_for_every_key(us_russia, monkeypatch):
    TopicFactory(slug="us-russia")
    monkeypatch.setattr(generate, "chronicle_for", lambda topic: us_russia)
    found = lines(topic="us-russia", count=200)
    assert len(found) == 200 * len(KINDS)
    assert all(list(line) == LINE for line in found)


def test_a_line_with_several_right_answers_names_them_all(us_russia, monkeypatch):
    TopicFactory(slug="us-russia")
    monkeypatch.setattr(generate, "chronicle_for", lambda topic: us_russia)
    several = [x for x in lines(topic="us-russia", kind="cause", count=60) if len(x["answer"]) > 1]
    assert several
    for line in several:
        ids = {option["id"] for option in line["options"]}
        assert line["mode"] == "multiple"
        assert set(line["answer"]) < ids
        assert set(line["why_wrong"]) == ids - set(line["answer"])
        assert len(line["facts"]) == len(line["answer"])
