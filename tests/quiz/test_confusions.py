"""What students confused before comes first among the wrong options, and breaks no check."""

from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from history.chronicle import chronicle_of
from history.models import Topic
from quiz import confusions, generation, objections, play, soundness
from quiz.audit import robots
from quiz.draft import NOT_MISTAKEN, Draft
from quiz.models import Answer, Question, Withdrawal
from tests.quiz import world

WAYS = (("date", "choose"), *(("cause", w) for w in ("choose", "all", "link", "consequence")))
FACT = "when:lens-1827"
# Six years on, and one of several wrong dates after it.
OTHER = "event:cholera-1834"


def made(chronicle, kind, target, seed, way, mistaken=NOT_MISTAKEN):
    outcome = generation.draft(chronicle, kind, target, seed, way=way, mistaken=mistaken)
    return outcome if isinstance(outcome, Draft) else None


def many(chronicle, kind, target, way, mistaken=NOT_MISTAKEN, count=40):
    drafts = (made(chronicle, kind, target, seed, way, mistaken) for seed in range(count))
    return [draft for draft in drafts if draft]


def taken(draft):
    """What the wrong options of a draft would be counted as."""
    found = (confusions._meaning(draft.key, option) for option in world.wrong_options(draft))
    return {meaning for meaning in found if meaning}


def share(drafts, meaning):
    return sum(meaning in taken(draft) for draft in drafts) / len(drafts)


def everything_confused(chronicle, way, kind, targets):
    """For each target one of the wrong options that it has had: the worst that students can do."""
    rng = Random(7)
    found = {}
    for target in targets:
        seen = sorted(set().union(*map(taken, many(chronicle, kind, target, way, count=2))))
        found[target] = {rng.choice(seen): 5} if seen else {}
    return found


# What kinds make of it


def test_a_confused_date_is_offered_clearly_more_often():
    """Where it can stand as the dealt one stood, so that the three lie no other way than usual."""
    kelpwick = world.world()
    before = share(many(kelpwick, "date", FACT, "choose"), OTHER)
    after = share(many(kelpwick, "date", FACT, "choose", {OTHER: 3}), OTHER)
    assert after > 3 * before > 0


def test_what_students_confused_moves_no_key_in_time():
    kelpwick = world.world()
    usual, after = (many(kelpwick, "date", FACT, "choose", m) for m in ({}, {OTHER: 3}))
    places = [
        [ids.index(d.key["answer"][0]) for d in drafts for ids in [ids_of(d)]]
        for drafts in (usual, after)
    ]
    assert places[0] == places[1]


def ids_of(draft):
    return [option["id"] for option in draft.shown["options"]]


def test_of_confused_dates_the_commonest_comes_first():
    kelpwick = world.world()
    rarer = "event:storm-1859"
    alone = many(kelpwick, "date", FACT, "choose", {OTHER: 9})
    both = many(kelpwick, "date", FACT, "choose", {OTHER: 9, rarer: 3})
    assert share(both, OTHER) == share(alone, OTHER)
    assert share(both, rarer) > share(alone, rarer)


def asked_twice(us_russia, way):
    """What was confused, and drafts of the same targets and seeds without that and with it."""
    targets = list(generation.shuffled_targets(us_russia, "cause", Random(5)))[:160]
    for target, mistaken in everything_confused(us_russia, way, "cause", targets).items():
        for seed in (20, 21) if mistaken else ():
            usual = made(us_russia, "cause", target, seed, way)
            after = made(us_russia, "cause", target, seed, way, mistaken)
            if usual and after:
                yield set(mistaken), usual, after


@pytest.mark.parametrize("way", ["choose", "all", "consequence"])
def test_confused_reasons_and_events_are_offered_clearly_more_often(us_russia, way):
    """As far as looks allow, which decide in the end: not in every single draft."""
    found = list(asked_twice(us_russia, way))
    assert len(found) > 20
    before = sum(confused <= taken(usual) for confused, usual, _after in found)
    after = sum(confused <= taken(draft) for confused, _usual, draft in found)
    assert after > 1.3 * before


def test_misconceptions_come_before_what_was_confused(us_russia):
    """These take the place of what is true of something later, and leave misconceptions theirs."""

    def beliefs(draft):
        meant = (draft.key["stands_for"][option] for option in world.wrong_options(draft))
        return sum(one.startswith("misconception:") for one in meant)

    found = list(asked_twice(us_russia, "choose"))
    before = sum(beliefs(usual) for _confused, usual, _after in found)
    after = sum(beliefs(draft) for _confused, _usual, draft in found)
    assert after > 0.9 * before
    confused = sum(confused <= taken(draft) for confused, _usual, draft in found)
    assert after > confused


@pytest.mark.parametrize(("kind", "way"), WAYS)
def test_the_same_confusions_give_the_same_draft_and_none_give_the_usual_one(kind, way):
    kelpwick, again = world.world(), world.world()
    for target in generation.kinds.all_kinds()[kind].targets(kelpwick):
        usual = generation.draft(kelpwick, kind, target, 3, way=way)
        seen = taken(usual) if isinstance(usual, Draft) else set()
        mistaken = dict.fromkeys(sorted(seen), 4) | {"event:nowhere": 9}
        one = made(kelpwick, kind, target, 3, way, mistaken)
        backwards = dict(reversed(mistaken.items()))
        other = made(again, kind, target, 3, way, backwards)
        assert (one and one.digest) == (other and other.digest)
        nothing = generation.draft(again, kind, target, 3, way=way, mistaken={"event:nowhere": 9})
        assert getattr(nothing, "digest", nothing) == getattr(usual, "digest", usual)


@pytest.mark.parametrize(("kind", "way"), WAYS)
def test_with_everything_confused_all_checks_pass_and_no_robot_gains(us_russia, kind, way):
    # Of chains there are few, so all of them are taken.
    most = None if way == "link" else 120
    targets = list(generation.shuffled_targets(us_russia, kind, Random(3)))[:most]
    confused = everything_confused(us_russia, way, kind, targets)
    drafts, usual = (
        [
            draft
            for target in targets
            if (draft := made(us_russia, kind, target, 11, way, mistaken.get(target, {})))
        ]
        for mistaken in (confused, {})
    )
    assert len(drafts) > 20
    assert not [b for draft in drafts for b in soundness.examine(draft, us_russia)]
    gaining, before = (
        {result.robot for result in robots.gaining(robots.results(some))}
        for some in (drafts, usual)
    )
    assert gaining <= before


# What is counted


@pytest.fixture
def kelpwick(db):
    return world.store(world.world())


def miss(topic, monkeypatch, player=None, seed=None, meaning=OTHER, fact=FACT):
    """Somebody is asked for the fact, and takes this for right."""
    chronicle = chronicle_of(topic)
    kind = "date" if fact.startswith("when") else "cause"
    drafts = (made(chronicle, kind, fact, s, "choose") for s in range(200))
    draft = next(d for d in drafts if d and meaning in taken(d))
    with monkeypatch.context() as patch:
        for maker in ("compose", "grant"):
            patch.setattr(play, maker, lambda *_, **__: [draft])
        played = play.start_round(player=player or play.new_guest(), topic=topic)
    question = played.questions.get()
    chosen = next(
        option
        for option in world.wrong_options(draft)
        if confusions._meaning(question.key, option) == meaning
    )
    return play.answer(question=question, given=chosen)[0]


def test_three_students_who_took_the_same_for_right_count(kelpwick, monkeypatch):
    for _student in range(3):
        miss(kelpwick, monkeypatch)
    assert confusions.count(kelpwick) == {("date", FACT): {OTHER: 3}}


def test_two_do_not(kelpwick, monkeypatch):
    for _student in range(2):
        miss(kelpwick, monkeypatch)
    assert confusions.count(kelpwick) == {}


def test_one_student_counts_once_however_often(kelpwick, monkeypatch):
    player = play.new_guest()
    for _time in range(5):
        miss(kelpwick, monkeypatch, player=player)
    assert confusions.count(kelpwick) == {}


def test_a_wrong_reason_counts_as_a_cause(kelpwick, monkeypatch):
    fact = "why:survey--petition"
    usual = many(chronicle_of(kelpwick), "cause", fact, "choose")
    cause = sorted(set().union(*map(taken, usual)))[0]
    for _student in range(3):
        miss(kelpwick, monkeypatch, fact=fact, meaning=cause)
    assert confusions.count(kelpwick) == {("cause", fact): {cause: 3}}


def test_what_was_withdrawn_was_no_confusion(kelpwick, monkeypatch, django_user_model):
    owl = django_user_model.objects.create_user("owl")
    answers = [miss(kelpwick, monkeypatch) for _student in range(3)]
    said, _new = objections.object_to(answer=answers[0], words="No.")
    objections.uphold(objection=said, by=owl)
    assert Withdrawal.objects.exists()
    assert confusions.count(kelpwick) == {}


def test_what_is_no_option_is_passed_over(kelpwick, monkeypatch):
    answers = [miss(kelpwick, monkeypatch) for _student in range(4)]
    for answer, given in zip(answers, ("x", {"typed": "1834"}, [], 7), strict=True):
        Answer.objects.filter(pk=answer.pk).update(given=given)
    assert confusions.count(kelpwick) == {}


def test_another_topics_do_not_count(kelpwick, monkeypatch):
    for _student in range(3):
        miss(kelpwick, monkeypatch)
    other = Topic.objects.create(slug="elsewhere", title="Elsewhere")
    assert confusions.count(other) == {}
    assert confusions.count(kelpwick)


def test_only_the_latest_are_read(kelpwick, monkeypatch):
    for _student in range(3):
        miss(kelpwick, monkeypatch)
    monkeypatch.setattr(confusions, "LATEST", 2)
    assert confusions.count(kelpwick) == {}


def test_they_are_kept_for_some_minutes(kelpwick, monkeypatch):
    clock = [0.0]
    monkeypatch.setattr(confusions.time, "monotonic", lambda: clock[0])
    assert confusions.confusions_of(kelpwick) == {}
    for _student in range(3):
        miss(kelpwick, monkeypatch)
    assert confusions.confusions_of(kelpwick) == {}
    clock[0] += confusions.KEPT_FOR + 1
    assert confusions.confusions_of(kelpwick) == {("date", FACT): {OTHER: 3}}
    Answer.objects.all().delete()
    assert confusions.confusions_of(kelpwick)
    clock[0] += confusions.KEPT_FOR + 1
    assert confusions.confusions_of(kelpwick) == {}


def test_counting_takes_one_query_and_looking_again_none(kelpwick, monkeypatch):
    for _student in range(4):
        miss(kelpwick, monkeypatch)
    confusions._kept.clear()
    for expected in (1, 0):
        with CaptureQueriesContext(connection) as captured:
            confusions.confusions_of(kelpwick)
        assert len(captured) == expected


def test_nothing_of_it_can_be_changed(kelpwick, monkeypatch):
    for _student in range(3):
        miss(kelpwick, monkeypatch)
    found = confusions.count(kelpwick)
    with pytest.raises(TypeError):
        found["date", FACT] = {}
    with pytest.raises(TypeError):
        found["date", FACT][OTHER] = 0


# What comes of it


@pytest.mark.usefixtures("usual_ways")
def test_what_students_chose_is_offered_to_those_who_play_after_them(kelpwick, monkeypatch):
    def offered():
        """Of rounds with these seeds, for those that ask for the fact, whether it is offered."""
        confusions._kept.clear()
        found = {}
        for seed in range(20):
            played = play.start_round(player=play.new_guest(), topic=kelpwick, seed=seed)
            for question in Question.objects.filter(round=played, facts=[FACT], kind="date"):
                found[seed] = OTHER in taken(question.draft_in("kelpwick"))
        return found

    before = offered()
    for _student in range(3):
        miss(kelpwick, monkeypatch)
    after = offered()
    assert sum(after.values()) > sum(before.values())
    assert all(after[seed] for seed, was in before.items() if was and seed in after)


def test_generate_and_audit_know_nothing_of_answers(kelpwick, monkeypatch):
    """The same library and seed give the same drafts in every store."""
    monkeypatch.setattr(confusions, "count", lambda _topic: pytest.fail("answers were read"))
    chronicle = chronicle_of(kelpwick)
    assert next(generation.outcomes(chronicle, "date", 1))
    assert generation.compose(chronicle, 1)
