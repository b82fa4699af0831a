"""The verbs behind "I object": marks go up, never down, and what is unsound is asked no more."""

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from history.models import DateClaim, Topic
from quiz import objections, play, soundness
from quiz.draft import likeness
from quiz.models import Answer, Objection, Question, Reexamination, Withdrawal
from tests.quiz import world
from tests.quiz.together import meanwhile

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("usual_ways")]
State = Objection.State


@pytest.fixture
def kelpwick(db):
    return world.store(world.world())


@pytest.fixture
def owl():
    return User.objects.create_user("owl", is_staff=True)


def begun(topic, seed=4):
    return play.start_round(player=play.new_guest(), topic=topic, seed=seed)


def dated(played):
    return chosen_dates(played)[0]


def chosen_dates(played):
    """Those with options; a date may be typed as well."""
    dates = played.questions.filter(kind="date").order_by("position")
    return [question for question in dates if question.shown["mode"] == "single"]


def missed(question):
    """Answered with a wrong option."""
    option = next(
        o["id"] for o in question.shown["options"] if o["id"] not in question.key["answer"]
    )
    return play.answer(question=question, given=option)[0]


def edit(question, **fields):
    """As the admin does: change the claims that the question rests on, and move the version."""
    DateClaim.objects.filter(event__slug=question.events[0]).update(**fields)
    Topic.objects.bump()
    return Topic.objects.get(slug="kelpwick")


def contradict(question):
    return edit(question, says="1700")


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def object_to(answer, words="It was otherwise."):
    answer = Answer.objects.select_related("question__round__topic").get(pk=answer.pk)
    return objections.object_to(answer=answer, words=words)


# What a student gets


def test_the_mark_is_back_at_once_when_a_check_fails_on_todays_store(kelpwick):
    answer = missed(dated(begun(kelpwick)))
    contradict(answer.question)
    objection, is_new = object_to(answer)
    assert is_new
    assert objection.state == State.GRANTED
    assert "key-supported" in objection.reason
    assert fresh(answer).marks == 1
    assert fresh(answer).accuracy == 0


def test_the_reason_is_kept_in_the_language_of_the_question_whoever_objects(kelpwick):
    with translation.override("es"):
        answer = missed(dated(begun(kelpwick)))
    contradict(answer.question)
    with translation.override("ru"):
        objection, _is_new = object_to(answer)
    assert "key-supported: Ninguna afirmación dice" in objection.reason


def test_an_objection_to_a_sound_question_waits_for_a_teacher(kelpwick):
    answer = missed(dated(begun(kelpwick)))
    objection, _is_new = object_to(answer)
    assert objection.state == State.OPEN
    assert fresh(answer).marks == 0
    assert not Withdrawal.objects.exists()


def test_an_objection_to_a_question_whose_topic_is_gone_waits_for_a_teacher(kelpwick):
    answer = missed(dated(begun(kelpwick)))
    kelpwick.delete()
    assert object_to(answer)[0].state == State.OPEN


def test_of_two_objections_to_one_answer_the_first_stands(kelpwick):
    answer = missed(dated(begun(kelpwick)))
    first, _is_new = object_to(answer, "The first.")
    second, is_new = object_to(answer, "The second.")
    assert not is_new
    assert second == first
    assert Objection.objects.get().words == "The first."


def test_what_was_shown_and_its_key_stay_as_they_were(kelpwick):
    question = dated(begun(kelpwick))
    answer = missed(question)
    contradict(question)
    object_to(answer)
    assert (fresh(question).shown, fresh(question).key) == (question.shown, question.key)


def test_a_player_has_twenty_objections_waiting_a_day(kelpwick, monkeypatch):
    monkeypatch.setattr(objections, "DAILY", 2)
    answers = [missed(q) for q in chosen_dates(begun(kelpwick))]
    object_to(answers[0])
    object_to(answers[1])
    with pytest.raises(objections.TooManyObjections):
        object_to(answers[2])
    Objection.objects.update(created=timezone.now() - timedelta(days=1, seconds=1))
    assert object_to(answers[2])[0].state == State.OPEN


def test_a_guest_has_three_waiting_in_a_round_and_a_member_more(kelpwick, monkeypatch):
    monkeypatch.setattr(objections, "GUESTS_A_ROUND", 2)
    answers = [missed(q) for q in chosen_dates(begun(kelpwick))]
    object_to(answers[0])
    object_to(answers[1])
    with pytest.raises(objections.TooManyObjections, match="Several of yours from this round"):
        object_to(answers[2])
    assert object_to(missed(dated(begun(kelpwick, seed=9))))[0].state == State.OPEN
    play.adopt(guest=answers[2].question.round.player, user=User.objects.create_user("fox"))
    assert object_to(answers[2])[0].state == State.OPEN


def test_a_guest_is_heard_again_once_the_teacher_has_decided(kelpwick, owl, monkeypatch):
    monkeypatch.setattr(objections, "GUESTS_A_ROUND", 1)
    first, second = (missed(q) for q in chosen_dates(begun(kelpwick))[:2])
    objections.dismiss(objections=[object_to(first)[0]], by=owl, note="It stands.")
    assert object_to(second)[0].state == State.OPEN


def test_a_failing_check_is_heard_however_many_objections_wait(kelpwick, monkeypatch):
    monkeypatch.setattr(objections, "DAILY", 0)
    answer = missed(dated(begun(kelpwick)))
    contradict(answer.question)
    assert object_to(answer)[0].state == State.GRANTED


def test_an_objection_to_a_withdrawn_question_is_granted_though_the_checks_find_nothing(
    kelpwick, owl
):
    first, second = (missed(dated(begun(kelpwick))) for _ in range(2))
    objections.uphold(objection=object_to(first)[0], by=owl)
    assert object_to(second)[0].state == State.UPHELD


def test_a_check_that_stumbles_over_an_old_draft_costs_no_objection_and_no_round(
    kelpwick, monkeypatch, caplog
):
    answer = missed(dated(begun(kelpwick)))
    Topic.objects.bump()
    monkeypatch.setattr(objections.soundness, "examine", lambda *_: {}["way"])
    assert object_to(answer)[0].state == State.OPEN
    objections.reexamine(topic=fresh(kelpwick))
    assert "cannot read question" in caplog.text
    assert fresh(answer).marks == 0


def test_a_store_that_cannot_be_read_is_no_verdict(kelpwick, monkeypatch):
    answer = missed(dated(begun(kelpwick)))

    def no_database(*_):
        raise DatabaseError

    monkeypatch.setattr(objections.soundness, "examine", no_database)
    with pytest.raises(DatabaseError):
        object_to(answer)
    assert not Objection.objects.exists()


# What a teacher decides


def test_upholding_gives_the_mark_to_everybody_who_was_asked_the_same(kelpwick, owl):
    same = [missed(dated(begun(kelpwick))) for _ in range(3)]
    other = missed(dated(begun(kelpwick, seed=5)))
    objection, _is_new = object_to(same[0])
    assert objections.uphold(objection=objection, by=owl, note="1804 is as good.") == 3
    assert [fresh(answer).marks for answer in same] == [1, 1, 1]
    assert fresh(other).marks == 0
    decided = fresh(objection)
    assert (decided.state, decided.decided_by, decided.note) == (
        State.UPHELD,
        owl,
        "1804 is as good.",
    )


def test_the_same_question_is_the_same_whatever_ids_and_places_chance_gave_it(kelpwick):
    question = dated(begun(kelpwick))
    ids = [option["id"] for option in question.shown["options"]]
    renamed = json.dumps([question.shown, question.key])
    for option in ids:
        renamed = renamed.replace(option, f"{option}x")
    shown, key = json.loads(renamed)
    shown["options"].reverse()
    assert likeness("date", shown, key) == question.likeness
    key["answer"] = [f"{next(i for i in ids if i not in question.key['answer'])}x"]
    assert likeness("date", shown, key) != question.likeness


def test_upholding_takes_nothing_from_those_who_were_right(kelpwick, owl):
    question = dated(begun(kelpwick))
    right, _is_new = play.answer(question=question, given=question.key["answer"][0])
    objections.uphold(objection=object_to(right)[0], by=owl)
    assert fresh(right).restored is None
    assert fresh(right).marks == 1


def test_part_marks_are_filled_up(kelpwick, owl):
    question = begun(kelpwick).questions.filter(kind="ordering").first()
    order = question.key["answer"]
    answer, _is_new = play.answer(question=question, given=[order[1], order[0], *order[2:]])
    assert 0 < answer.accuracy < 1
    objections.uphold(objection=object_to(answer)[0], by=owl)
    assert fresh(answer).marks == 1
    assert Answer.objects.with_marks().get(pk=answer.pk).counted == 1


def test_deciding_twice_is_deciding_once(kelpwick, owl):
    answer = missed(dated(begun(kelpwick)))
    objection, _is_new = object_to(answer)
    objections.uphold(objection=objection, by=owl, note="Yes.")
    assert objections.uphold(objection=objection, by=owl, note="Yes.") == 0
    assert objections.dismiss(objections=[objection], by=owl, note="No.") == 0
    assert fresh(objection).state == State.UPHELD
    assert Withdrawal.objects.count() == 1


def test_dismissing_changes_no_mark_and_withdraws_nothing(kelpwick, owl):
    answer = missed(dated(begun(kelpwick)))
    objection, _is_new = object_to(answer)
    assert objections.dismiss(objections=[objection], by=owl, note="Two sources agree.") == 1
    assert fresh(objection).state == State.DISMISSED
    assert fresh(objection).note == "Two sources agree."
    assert fresh(answer).marks == 0
    assert not Withdrawal.objects.exists()


def test_a_dismissed_objection_can_still_be_upheld(kelpwick, owl):
    answer = missed(dated(begun(kelpwick)))
    objection, _is_new = object_to(answer)
    objections.dismiss(objections=[objection], by=owl, note="No.")
    objections.uphold(objection=objection, by=owl)
    assert fresh(objection).state == State.UPHELD
    assert fresh(answer).marks == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_teachers_who_decide_at_once_the_first_has_decided(kelpwick, owl):
    said, _new = object_to(missed(dated(begun(kelpwick))))
    asked = Question.objects.filter(likeness=said.answer.question.likeness)
    outcomes = meanwhile(
        first=lambda: list(asked.select_for_update().order_by("pk")),
        then=lambda: objections.uphold(objection=said, by=owl),
        deeds=[lambda: objections.dismiss(objections=[said], by=owl, note="It stands.")],
    )
    assert outcomes == [0, 1]
    assert fresh(said).state == State.UPHELD


def test_deciding_on_a_thousand_takes_as_many_queries_as_on_one(kelpwick, owl):
    def cost(crowd):
        rounds = [begun(kelpwick)]
        question = dated(rounds[0])
        for number in range(crowd - 1):
            copy = Question.objects.get(pk=question.pk)
            copy.pk, copy.uuid, copy.position = None, play.Round().uuid, 100 + number
            copy.save()
        alike = Question.objects.filter(round=rounds[0], likeness=question.likeness)
        blank = {"given": "x", "accuracy": 0, "facts": {}, "feedback": {}}
        Answer.objects.bulk_create(Answer(question=q, **blank) for q in alike)
        Objection.objects.bulk_create(
            Objection(answer=a, words="No.") for a in Answer.objects.filter(question__in=alike)
        )
        first = Objection.objects.open().first()
        with CaptureQueriesContext(connection) as captured:
            assert objections.uphold(objection=first, by=owl) == crowd
        assert not Objection.objects.open().exists()
        Withdrawal.objects.all().delete()
        Question.objects.all().delete()
        return len(captured)

    assert cost(1000) == cost(1)


# What is asked no more


def test_a_withdrawn_draft_is_not_asked_again(kelpwick, owl):
    played = begun(kelpwick)
    objection, _is_new = object_to(missed(dated(played)))
    objections.uphold(objection=objection, by=owl)
    again = begun(kelpwick)
    assert dated(played).likeness not in again.questions.values_list("likeness", flat=True)
    assert again.questions.count() == 10


def test_a_withdrawal_that_is_deleted_lets_the_draft_be_asked_and_keeps_the_marks(kelpwick, owl):
    played = begun(kelpwick)
    answer = missed(dated(played))
    objections.uphold(objection=object_to(answer)[0], by=owl)
    Withdrawal.objects.all().delete()
    assert dated(played).likeness in begun(kelpwick).questions.values_list("likeness", flat=True)
    assert fresh(answer).marks == 1


def test_whoever_has_a_withdrawn_question_before_them_loses_nothing_by_it(kelpwick, owl):
    first, second = begun(kelpwick), begun(kelpwick)
    objections.uphold(objection=object_to(missed(dated(first)))[0], by=owl)
    answer = missed(dated(second))
    assert (answer.accuracy, answer.marks) == (0, 1)


# What an edit sets in motion


def test_an_edited_claim_gives_marks_back_when_the_next_round_begins(kelpwick):
    answer = missed(dated(begun(kelpwick)))
    topic = contradict(answer.question)
    begun(topic, seed=9)
    assert fresh(answer).marks == 1
    assert Withdrawal.objects.of(answer.question).reason


EDITORIAL = {
    "a page number": {"locator": "p. 8"},
    "a gist": {"gist": "It tells of this in other words."},
    "a quote": {"quote": "On that day it was lit."},
}


@pytest.mark.parametrize("fields", EDITORIAL.values(), ids=EDITORIAL)
def test_mending_a_citation_gives_no_mark_back_to_those_who_object(kelpwick, fields):
    answer = missed(dated(begun(kelpwick)))
    edit(answer.question, **fields)
    objection, _is_new = object_to(answer)
    assert objection.state == State.OPEN
    assert fresh(answer).marks == 0


@pytest.mark.parametrize("fields", EDITORIAL.values(), ids=EDITORIAL)
def test_mending_a_citation_withdraws_nothing_when_the_next_round_begins(kelpwick, fields):
    answer = missed(dated(begun(kelpwick)))
    begun(edit(answer.question, **fields), seed=9)
    assert Reexamination.objects.get().version == fresh(kelpwick).version
    assert fresh(answer).marks == 0
    assert not Withdrawal.objects.exists()


def test_mending_a_citation_hides_no_contradiction(kelpwick):
    answer = missed(dated(begun(kelpwick)))
    edit(answer.question, locator="p. 8", says="1700")
    objection, _is_new = object_to(answer)
    assert objection.state == State.GRANTED
    assert "cited" not in objection.reason
    assert fresh(answer).marks == 1


def test_taking_the_claims_away_gives_marks_back(kelpwick):
    answer = missed(dated(begun(kelpwick)))
    DateClaim.objects.filter(event__slug=answer.question.events[0]).delete()
    Topic.objects.bump()
    assert object_to(answer)[0].state == State.GRANTED


def test_two_checks_alone_are_about_citations():
    assert sorted(soundness.EDITORIAL) == ["cited", "feedback-complete"]


def test_what_does_not_rest_on_the_edit_keeps_its_marks(kelpwick):
    asked = list(begun(kelpwick).questions.filter(kind="date"))
    answers = [missed(question) for question in asked]
    begun(contradict(asked[0]), seed=9)
    about = asked[0].events[0]
    for question, answer in zip(asked, answers, strict=True):
        if about not in question.events:
            assert fresh(answer).marks == 0


def test_an_open_objection_is_granted_when_an_edit_proves_it_right(kelpwick):
    answer = missed(dated(begun(kelpwick)))
    objection, _is_new = object_to(answer)
    begun(contradict(answer.question), seed=9)
    assert fresh(objection).state == State.GRANTED


def test_a_dismissed_objection_too_is_granted_when_an_edit_proves_it_right(kelpwick, owl):
    answer = missed(dated(begun(kelpwick)))
    objection, _is_new = object_to(answer)
    objections.dismiss(objections=[objection], by=owl, note="It stands.")
    begun(contradict(answer.question), seed=9)
    assert fresh(objection).state == State.GRANTED
    assert fresh(answer).marks == 1


def test_looking_again_goes_a_few_at_a_time_and_comes_to_its_end(kelpwick):
    for question in begun(kelpwick).questions.exclude(kind="ordering"):
        missed(question)
    Topic.objects.bump()
    topic = fresh(kelpwick)
    batches = []
    while batch := objections.reexamine(topic=topic, limit=4):
        batches.append(batch.looked_at)
    assert sum(batches) == Question.objects.at_stake().count()
    assert max(batches) == 4
    assert objections.reexamine(topic=topic, limit=4) is None
    assert Reexamination.objects.get().done


def test_without_an_edit_a_round_looks_at_nothing_again(kelpwick):
    missed(dated(begun(kelpwick)))
    begun(kelpwick, seed=5)
    assert objections.reexamine(topic=kelpwick) is None
    with CaptureQueriesContext(connection) as captured:
        objections.reexamine(topic=kelpwick)
    assert len(captured) == 1


def test_a_second_edit_begins_again_with_the_newest(kelpwick):
    missed(dated(begun(kelpwick)))
    Topic.objects.bump()
    assert objections.reexamine(topic=fresh(kelpwick), limit=2).looked_at == 2
    Topic.objects.bump()
    objections.reexamine(topic=fresh(kelpwick), limit=2)
    newest = Question.objects.at_stake().order_by("-pk")[1]
    assert Reexamination.objects.get().reached == newest.pk


def test_the_command_looks_at_all_of_them(kelpwick):
    answer = missed(dated(begun(kelpwick)))
    contradict(answer.question)
    out = StringIO()
    call_command("reexamine", topic="kelpwick", stdout=out)
    assert "kelpwick: 10 questions looked at" in out.getvalue()
    assert fresh(answer).marks == 1
    call_command("reexamine", stdout=out)
    assert out.getvalue().splitlines()[1].endswith("0 found unsound")


def test_the_command_knows_its_topics(kelpwick):
    with pytest.raises(CommandError, match="no topic “nowhere”"):
        call_command("reexamine", topic="nowhere")


# What the database itself refuses

REFUSED = {
    "a state of its own": {"state": "lost"},
    "nothing said": {"words": ""},
    "open and decided": {"decided_at": timezone.now()},
    "decided at no time": {"state": "upheld"},
    "granted for no reason": {"state": "granted", "decided_at": timezone.now()},
    "dismissed without a note": {"state": "dismissed", "decided_at": timezone.now()},
}


@pytest.mark.parametrize("fields", REFUSED.values(), ids=REFUSED)
def test_the_database_refuses_an_objection_that_is(kelpwick, fields):
    answer = missed(dated(begun(kelpwick)))
    with pytest.raises(IntegrityError), transaction.atomic():
        Objection.objects.create(**{"answer": answer, "words": "No."} | fields)


def test_the_database_refuses_a_second_objection(kelpwick):
    answer = missed(dated(begun(kelpwick)))
    Objection.objects.create(answer=answer, words="No.")
    with pytest.raises(IntegrityError), transaction.atomic():
        Objection.objects.create(answer=answer, words="No!")


@pytest.mark.parametrize("restored", [0.4, 1.1])
def test_the_database_refuses_to_lower_a_mark_or_to_give_more_than_one(kelpwick, restored):
    answer = missed(dated(begun(kelpwick)))
    Answer.objects.filter(pk=answer.pk).update(accuracy=0.5)
    with pytest.raises(IntegrityError), transaction.atomic():
        Answer.objects.filter(pk=answer.pk).update(restored=restored)


def test_the_database_refuses_a_question_and_a_withdrawal_that_are_like_any_other(kelpwick):
    question = dated(begun(kelpwick))
    with pytest.raises(IntegrityError), transaction.atomic():
        Question.objects.filter(pk=question.pk).update(likeness="")
    with pytest.raises(IntegrityError), transaction.atomic():
        Withdrawal.objects.create(likeness="", stem="Why?", reason="x")
