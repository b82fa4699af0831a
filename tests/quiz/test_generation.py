import subprocess
import sys
from collections import Counter
from itertools import combinations, islice, pairwise
from random import Random

import pytest
from django.conf import settings

from history.dates import parse
from history.words import in_words
from quiz import generation, kinds
from quiz.draft import Draft, Rejection
from quiz.generation import Refused, compose, draft, event_of, outcomes, shuffled_targets
from quiz.soundness import Breach, examine
from tests.quiz import own
from tests.quiz.world import chronicle, dated, event, world

TOWER = "when:tower-1809"
KINDS = list(kinds.all_kinds())
# Those that a pack alone gives something to ask.
OF_A_PACK = [kind for kind in KINDS if kind != "authored"]


def digests(drafts):
    return [made.digest for made in drafts]


# One draft.


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_seed_gives_the_same_drafts(kind):
    one, other = (list(islice(outcomes(world(), kind, 5), 60)) for _ in range(2))
    assert digests(o for o in one if isinstance(o, Draft)) == digests(
        o for o in other if isinstance(o, Draft)
    )
    assert [o for o in one if isinstance(o, Refused)] == [
        o for o in other if isinstance(o, Refused)
    ]


def test_another_process_with_another_hash_seed_composes_the_same_round():
    """Sets of strings have another order in each process: none may reach a draft."""
    script = (
        "import django; django.setup()\n"
        "from tests.quiz.world import world\n"
        "from quiz.generation import compose\n"
        "print(*(draft.digest for draft in compose(world(), 7)))"
    )
    for hash_seed in "12":
        told = subprocess.run(
            [sys.executable, "-c", script],
            cwd=settings.BASE_DIR,
            env={"DJANGO_SETTINGS_MODULE": "config.settings", "PYTHONHASHSEED": hash_seed},
            capture_output=True,
            text=True,
            check=True,
        )
        assert told.stdout.split() == digests(compose(world(), 7))


def test_a_draft_carries_the_seed_it_was_asked_for():
    assert draft(world(), "date", TOWER, 31).seed == 31


def test_every_draft_passes_the_checks(us_russia):
    held = own.beside(us_russia, *own.ALL.values())
    for kind in KINDS:
        made = [o for o in islice(outcomes(held, kind, 3), 300) if isinstance(o, Draft)]
        assert made
        assert not any(examine(one, held) for one in made)


def test_a_refused_target_tells_every_named_reason_once():
    refused = draft(world(event("tower-1809", says={})), "date", TOWER, 1)
    assert isinstance(refused, Refused)
    assert (refused.kind, refused.target) == ("date", TOWER)
    assert [reason.name for reason in refused.rejections] == ["no-dated-claim"]


def test_a_check_that_fails_is_the_reason_for_refusing(monkeypatch):
    monkeypatch.setattr(
        generation.soundness, "examine", lambda *_: [Breach("no-leak", "told"), Breach("cited", "")]
    )
    refused = draft(world(), "date", TOWER, 1)
    assert refused.rejections == (
        Rejection("no-leak", TOWER, "told"),
        Rejection("cited", TOWER, ""),
    )


def test_a_draft_that_fails_a_check_is_built_anew_and_the_next_one_taken(monkeypatch):
    seen = []

    def fails_twice(built, _chronicle):
        seen.append(built.digest)
        return [Breach("no-leak", "told")] if len(seen) < 3 else []

    monkeypatch.setattr(generation.soundness, "examine", fails_twice)
    made = draft(world(), "date", TOWER, 1, way="choose")
    assert made.digest == seen[2]
    assert len(set(seen)) == 3


def test_trying_ends(monkeypatch):
    calls = []
    monkeypatch.setattr(
        generation.soundness, "examine", lambda *_: calls.append(1) or [Breach("cited", "")]
    )
    draft(world(), "date", TOWER, 1)
    assert len(calls) == generation.TRIES


def test_difficulty_reaches_the_kind():
    hard = draft(world(), "date", TOWER, 1, difficulty=1.0, way="choose")
    assert hard.key["asks"]["unit"] == "day"
    assert draft(world(), "date", TOWER, 1, way="choose").key["asks"]["unit"] == "year"


@pytest.mark.parametrize("kind", KINDS)
def test_drafts_come_in_every_way_of_their_kind(kind, us_russia):
    held = own.beside(us_russia, *own.ALL.values())
    made = [o for o in islice(outcomes(held, kind, 3), 300) if isinstance(o, Draft)]
    assert {one.key["asks"]["way"] for one in made} == set(kinds.all_kinds()[kind].ways)


# Several ways.


def test_a_way_that_does_not_fit_gives_way_to_one_that_does(us_russia):
    """Every target that can be asked in some way is asked, however few of its ways fit."""
    targets = list(kinds.all_kinds()["cause"].targets(us_russia))
    by_way = {
        way: {t for t in targets if isinstance(draft(us_russia, "cause", t, 1, way=way), Draft)}
        for way in kinds.all_kinds()["cause"].ways
    }
    asked = {t for t in targets if isinstance(draft(us_russia, "cause", t, 1), Draft)}
    assert asked == set.union(*by_way.values())


def test_no_try_is_lost_on_a_way_that_does_not_fit(monkeypatch):
    """A cause with nothing but the first way still gets all its tries."""
    examined = []
    monkeypatch.setattr(
        generation.soundness,
        "examine",
        lambda built, _chronicle: examined.append(built) or [Breach("cited", "")],
    )
    refused = draft(world(), "cause", "why:herring--warmth", 1)
    assert [built.key["asks"]["way"] for built in examined] == ["choose"] * generation.TRIES
    names = {rejection.name for rejection in refused.rejections}
    assert names <= {"cited", "one-reason-only", "no-cause-event"}


def test_every_way_that_fits_comes_up(us_russia):
    made = islice(outcomes(us_russia, "cause", 1), 150)
    ways = Counter(one.key["asks"]["way"] for one in made if isinstance(one, Draft))
    assert set(ways) == set(kinds.all_kinds()["cause"].ways)


def test_one_way_alone_may_be_asked_for(us_russia):
    made = islice(outcomes(us_russia, "cause", 1, way="link"), 80)
    assert {one.key["asks"]["way"] for one in made if isinstance(one, Draft)} == {"link"}


# Targets.


def test_a_fact_leads_to_its_event():
    assert event_of(world(), TOWER).slug == "tower-1809"
    assert event_of(world(), "why:wall--storm").slug == "wall-1862"
    held = own.beside(world(), own.SINGLE, own.ORDERING)
    assert event_of(held, own.SINGLE.fact).slug == "keeper-1812"
    assert event_of(held, own.ORDERING.fact) is None


@pytest.mark.parametrize("kind", KINDS)
def test_shuffling_loses_no_target(kind):
    held = own.beside(world(), *own.ALL.values())
    targets = list(kinds.all_kinds()[kind].targets(held))
    shuffled = [list(shuffled_targets(held, kind, Random(seed))) for seed in range(3)]
    assert all(sorted(order) == sorted(targets) for order in shuffled)
    assert shuffled[0] != shuffled[1]


def test_turning_points_tend_to_come_sooner():
    kelpwick = world()
    first_ten = Counter(
        event_of(kelpwick, target).importance
        for seed in range(200)
        for target in islice(shuffled_targets(kelpwick, "date", Random(seed)), 10)
    )
    held = Counter(e.importance for e in kelpwick.events)
    share = {importance: first_ten[importance] / held[importance] for importance in held}
    assert share[3] > share[2] > share[1]


# Draft after draft.


def test_drafting_goes_on_with_new_seeds_after_every_target_had_its_turn():
    targets = len(world().events)
    several = list(islice(outcomes(world(), "date", 1), 3 * targets))
    made = [outcome for outcome in several if isinstance(outcome, Draft)]
    assert {one.seed for one in made} == {1, 2, 3}
    assert len(set(digests(made))) == len(made)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("held", [chronicle(), dated("180X"), dated("180X", "180X")])
def test_drafting_ends_when_nothing_can_be_asked(kind, held):
    several = list(islice(outcomes(held, kind, 1), 100))
    assert len(several) == len(list(kinds.all_kinds()[kind].targets(held)))
    assert all(isinstance(outcome, Refused) and outcome.rejections for outcome in several)


# A round.


@pytest.fixture(scope="module")
def rounds(us_russia):
    return [compose(us_russia, seed) for seed in range(25)]


def test_a_round_has_ten_questions_of_all_kinds_in_turn(rounds, us_russia):
    for composed in rounds:
        assert len(composed) == generation.ROUND_LENGTH == 10
        counts = Counter(one.kind for one in composed)
        assert set(counts) == set(OF_A_PACK)
        assert max(counts.values()) - min(counts.values()) <= 1
        assert all(a.kind != b.kind for a, b in pairwise(composed))


def test_a_round_asks_for_no_fact_twice(rounds, us_russia):
    for composed in rounds:
        facts = [fact for one in composed for fact in one.facts]
        assert len(set(facts)) == len(facts)


def test_no_question_of_a_round_shows_the_answer_to_a_later_one(rounds, us_russia):
    for composed in rounds:
        for earlier, later in combinations(composed, 2):
            assert not any(answer in visible(earlier) for answer in right_texts(later))


def visible(one):
    shown = one.shown
    words = [shown["stem"], shown["hint"], *(option["text"] for option in shown["options"])]
    return " / ".join(words).casefold()


def right_texts(one):
    if one.shown["mode"] == "text":
        return [in_words(parse(one.key["answer"][0])).casefold()]
    if one.kind == "ordering":
        return []
    right = [o["text"] for o in one.shown["options"] if o["id"] in one.key["answer"]]
    return [text.casefold() for text in right]


def test_a_round_is_the_same_for_the_same_seed_only(rounds, us_russia):
    assert digests(compose(us_russia, 3)) == digests(rounds[3])
    assert len({tuple(digests(composed)) for composed in rounds}) == len(rounds)


def test_rounds_differ_in_what_they_ask(rounds, us_russia):
    asked = Counter(one.facts[0] for composed in rounds for one in composed)
    assert len(asked) > 100


def test_a_round_may_be_of_another_length():
    assert [len(compose(world(), 1, length)) for length in (0, 1, 4)] == [0, 1, 4]


def test_a_small_topic_gives_a_shorter_round():
    """Six events have six dates: a round of ten needs more."""
    small = dated("1801", "1821", "1841", "1861", "1881", "1899")
    composed = compose(small, 1)
    assert 0 < len(composed) <= 6
    assert len({fact for one in composed for fact in one.facts}) <= 6


@pytest.mark.parametrize("held", [chronicle(), dated("180X"), dated("180X", "180X")])
def test_a_topic_with_nothing_to_ask_gives_no_round(held):
    assert compose(held, 1) == []


def test_the_only_event_of_a_topic_has_a_date_to_be_typed():
    (only,) = compose(dated("1801"), 1)
    assert only.key["asks"]["way"] == "type"


def test_a_kind_that_has_nothing_more_to_ask_leaves_its_turns_to_the_others():
    without_causes = dated(*(str(year) for year in range(1700, 1940, 15)))
    composed = compose(without_causes, 1, 5)
    assert {one.kind for one in composed} == {"date", "ordering"}
    assert len(composed) == 5
