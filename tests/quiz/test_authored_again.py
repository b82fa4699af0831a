"""What becomes of a teacher's own question that was asked, when somebody objects or edits it."""

import pytest

from history.models import Topic
from quiz import objections, play
from quiz.models import Answer, Withdrawal
from tests.history.factories import DateClaimFactory, EventFactory, TopicFactory
from tests.quiz import own

pytestmark = pytest.mark.django_db


@pytest.fixture
def harbour():
    return TopicFactory()


def asked(player, topic):
    (question,) = play.start_round(player=player, topic=topic, seed=1).questions.all()
    return question


def answered_wrongly(question):
    ids = [o["id"] for o in question.shown["options"] if o["id"] not in question.key["answer"]]
    answer, _new = play.answer(question=question, given=ids[0] if ids else "The Closed Fist")
    assert answer.accuracy == 0
    return answer


def looked_at_again(topic):
    """As when the next round begins after an edit."""
    Topic.objects.bump()
    objections.reexamine(topic=Topic.objects.get(pk=topic.pk))
    return Answer.objects.get().restored


@pytest.fixture
def player():
    return play.new_guest()


OVERRULED = {"overruled": "plain-form", "overruled_reason": "They know the game."}


def stored_against_a_remark(topic):
    row = own.store(own.SINGLE, topic, **OVERRULED)
    row.stem = "Whom the town chose to look after the lamp"
    row.save()
    return row


def test_an_objection_does_not_win_by_what_the_teacher_has_overruled(player, harbour):
    stored_against_a_remark(harbour)
    answer = answered_wrongly(asked(player, harbour))
    objection, _new = objections.object_to(answer=answer, words="That is no question.")
    assert objection.state == objection.State.OPEN
    assert Answer.objects.get().restored is None


def test_it_wins_where_the_overruling_was_taken_back(player, harbour):
    row = stored_against_a_remark(harbour)
    answer = answered_wrongly(asked(player, harbour))
    row.overruled = ""
    row.save()
    Topic.objects.bump()
    answer.question.round.topic.refresh_from_db()
    objection, _new = objections.object_to(answer=answer, words="That is no question.")
    assert objection.state == objection.State.GRANTED
    assert "plain-form" in objection.reason
    assert Answer.objects.get().restored == 1


def test_what_nobody_has_overruled_is_heard_when_it_is_looked_at_again(player, harbour):
    event = EventFactory(slug=own.SINGLE.event, topics=[harbour])
    own.store(own.SINGLE, harbour, **OVERRULED)
    answered_wrongly(asked(player, harbour))
    assert looked_at_again(harbour) is None
    event.misconceptions.create(about="why", statement="Ada Brine", correction="No.", tag="ada")
    assert looked_at_again(harbour) == 1


@pytest.mark.parametrize("changes", [{"stem": "Whom did it choose?"}, {"form": "multiple"}])
def test_an_edit_of_what_was_asked_gives_marks_back(player, harbour, changes):
    row = own.store(own.SINGLE, harbour)
    answered_wrongly(asked(player, harbour))
    type(row).objects.filter(pk=row.pk).update(**changes)
    assert looked_at_again(harbour) == 1
    assert Withdrawal.objects.exists()


def test_a_mended_page_number_gives_none_back(player, harbour):
    row = own.store(own.SINGLE, harbour)
    answered_wrongly(asked(player, harbour))
    type(row).objects.filter(pk=row.pk).update(locator="p. 22")
    assert looked_at_again(harbour) is None
    assert not Withdrawal.objects.exists()


def test_another_right_option_gives_marks_back(player, harbour):
    row = own.store(own.SINGLE, harbour)
    answered_wrongly(asked(player, harbour))
    row.options.filter(is_right=True).update(is_right=False, why_wrong="She came later.")
    row.options.filter(text="Jon Reed").update(is_right=True)
    assert looked_at_again(harbour) == 1


def test_what_the_mended_question_asks_is_asked_again(player, harbour):
    row = own.store(own.SINGLE, harbour)
    first = asked(player, harbour)
    answered_wrongly(first)
    type(row).objects.filter(pk=row.pk).update(stem="Whom did the town choose for the lamp?")
    looked_at_again(harbour)
    again = asked(player, Topic.objects.get(pk=harbour.pk))
    assert again.shown["stem"] != first.shown["stem"]


@pytest.mark.parametrize(
    "changes", [{"active": False}, {"explanation": "So the log has it."}, {"overruled_reason": "-"}]
)
def test_an_edit_of_what_no_answer_rests_on_gives_none(player, harbour, changes):
    row = own.store(own.SINGLE, harbour)
    answered_wrongly(asked(player, harbour))
    type(row).objects.filter(pk=row.pk).update(**changes)
    assert looked_at_again(harbour) is None


def test_options_in_another_order_give_none(player, harbour):
    row = own.store(own.SINGLE, harbour)
    answered_wrongly(asked(player, harbour))
    row.options.filter(is_right=True).update(position=9)
    assert looked_at_again(harbour) is None


def test_a_deleted_question_gives_marks_back(player, harbour):
    row = own.store(own.SINGLE, harbour)
    answered_wrongly(asked(player, harbour))
    row.delete()
    assert looked_at_again(harbour) == 1


def test_a_claim_against_the_date_gives_marks_back(player, harbour):
    event = EventFactory(slug=own.DATE.event, topics=[harbour], date="1809-09-01")
    own.store(own.DATE, harbour)
    question = asked(player, harbour)
    play.answer(question=question, given={"typed": "1909", "edtf": "1909"})
    assert looked_at_again(harbour) is None
    DateClaimFactory(event=event, says="1811")
    assert looked_at_again(harbour) == 1
