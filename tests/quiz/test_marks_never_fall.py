"""Whatever is done in whatever order: no mark falls, and nothing that was asked is rewritten."""

import threading
from contextlib import suppress

import pytest
from django.contrib.auth.models import User
from django.db import connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from history import chronicle
from history.models import DateClaim, Topic
from quiz import objections, play
from quiz.models import Answer, Objection, Question, Withdrawal
from tests.quiz import world

# In its first way every kind offers options, so that any question can be answered by one.
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("usual_ways")]

STEPS = (
    "start", "answer right", "answer wrong", "object", "edit", "mend", "look again", "uphold",
    "dismiss", "lift",
)  # fmt: skip


class Town:
    """Two students, a teacher and an editor, who do one thing at a time."""

    def __init__(self, topic):
        # Versions begin anew with each example.
        chronicle._kept.clear()
        self.topic = topic
        self.players = [play.new_guest(), play.new_guest()]
        self.teacher = User.objects.create_user("owl")
        self.said = {claim.pk: claim.says for claim in DateClaim.objects.all()}

    def do(self, step, number):
        self.topic.refresh_from_db()
        getattr(self, step.replace(" ", "_"))(number)

    def start(self, number):
        # Few seeds, so that several are asked the same.
        play.start_round(player=self.players[number % 2], topic=self.topic, seed=number % 3)

    def answer_right(self, number):
        self._answer(number, lambda key, ids: key)

    def answer_wrong(self, number):
        self._answer(number, lambda key, ids: [i for i in ids if i not in key] or key[::-1])

    def _answer(self, number, choose):
        question = pick(Question.objects.open(), number)
        if question:
            ids = [option["id"] for option in question.shown["options"]]
            given_ = choose(question.key["answer"], ids)
            order = question.shown["mode"] == "order"
            play.answer(question=question, given=given_ if order else given_[0])

    def object(self, number):
        answer = pick(Answer.objects.select_related("question__round__topic"), number)
        if answer:
            # A guest has a few waiting in a round at most; what is refused may change nothing too.
            with suppress(objections.TooManyObjections):
                objections.object_to(answer=answer, words="No.")

    def edit(self, number):
        DateClaim.objects.filter(event=pick(DateClaim.objects, number).event).update(says="1700")
        Topic.objects.bump()

    def mend(self, number):
        for pk, says in self.said.items():
            DateClaim.objects.filter(pk=pk).exclude(says=says).update(says=says)
        Topic.objects.bump()

    def look_again(self, number):
        objections.reexamine(topic=self.topic, limit=1 + number % 5)

    def uphold(self, number):
        objection = pick(Objection.objects, number)
        if objection:
            objections.uphold(objection=objection, by=self.teacher)

    def dismiss(self, number):
        found = [pick(Objection.objects, number)] if Objection.objects.exists() else []
        objections.dismiss(objections=found, by=self.teacher, note="It stands.")

    def lift(self, number):
        Withdrawal.objects.all().delete()


def pick(rows, number):
    found = list(rows.order_by("pk"))
    return found[number % len(found)] if found else None


def marks():
    return {answer.pk: answer.marks for answer in Answer.objects.all()}


def asked():
    return {q.pk: (q.shown, q.key) for q in Question.objects.all()}


def accuracies():
    return dict(Answer.objects.values_list("pk", "accuracy"))


@pytest.fixture
def kelpwick(db):
    return world.store(world.world())


def test_no_mark_falls_and_nothing_asked_or_graded_is_rewritten(kelpwick):
    @settings(max_examples=30, deadline=None)
    @given(st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 40)), max_size=15))
    def watch(steps):
        with transaction.atomic():
            town = Town(kelpwick)
            town.do("start", 0)
            for step in steps:
                before = marks(), asked(), accuracies()
                town.do(*step)
                after = marks(), asked(), accuracies()
                assert all(after[0][pk] >= mark for pk, mark in before[0].items()), step
                assert before[1].items() <= after[1].items()
                assert before[2].items() <= after[2].items()
            withdrawn = Question.objects.filter(likeness__in=Withdrawal.objects.values("likeness"))
            assert {a.marks for a in Answer.objects.filter(question__in=withdrawn)} <= {1}
            assert not Objection.objects.open().filter(answer__question__in=withdrawn).exists()
            transaction.set_rollback(True)
        kelpwick.refresh_from_db()

    watch()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", range(5))
def test_whoever_answers_or_objects_while_a_question_is_withdrawn_is_not_left_out(time):
    topic = world.store(world.world())
    rounds = [play.start_round(player=play.new_guest(), topic=topic, seed=4) for _n in range(6)]
    asked = [played.questions.filter(kind="date").order_by("position").first() for played in rounds]
    options = [option["id"] for option in asked[0].shown["options"]]
    wrong = next(i for i in options if i not in asked[0].key["answer"])
    answers = [play.answer(question=question, given=wrong)[0] for question in asked[:4]]
    first, _new = objections.object_to(answer=answers[0], words="No.")
    teacher = User.objects.create_user("owl")
    act(
        lambda: objections.uphold(objection=first, by=teacher),
        *(lambda q=q: play.answer(question=q, given=wrong) for q in asked[4:]),
        *(lambda a=a: objections.object_to(answer=a, words="No.") for a in answers[1:]),
    )
    assert {answer.marks for answer in Answer.objects.all()} == {1}
    assert Answer.objects.count() == 6
    assert not Objection.objects.open().exists()
    assert Objection.objects.count() == 4


def act(*deeds):
    """All at once; a deed that fails fails the test."""
    start, failures = threading.Barrier(len(deeds)), []

    def run(deed):
        start.wait()
        try:
            deed()
        except Exception as failure:  # told by the test itself
            failures.append(failure)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[deed]) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
