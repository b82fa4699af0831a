"""Whatever may happen to a class, in any order, as rules of a state machine."""

from contextlib import nullcontext, suppress
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from history import chronicle
from history.models import Cause, DateClaim, Event, Topic
from quiz import assigning, classes, objections, play
from quiz.leaderboard import holdings
from quiz.merging import merge_players
from quiz.models import Answer, Assignment, Classroom, Player, Question, Round
from tests.quiz.cast import browser_of
from tests.quiz.playing import right, send

TUESDAY = datetime(2031, 3, 4, 9, 0, tzinfo=UTC)

number = st.integers(0, 40)
sure = st.sampled_from(["", "guess", "think", "sure"])


class Deeds(RuleBasedStateMachine):
    """A class, some who are not in it, their teacher, and an editor of what they are asked."""

    def __init__(self):
        super().__init__()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.clock = time_machine.travel(TUESDAY)
        self.now = self.clock.start()
        # Rows begin anew with each run, and so do their numbers.
        chronicle._kept.clear()
        holdings._kept.clear()

    def teardown(self):
        self.clock.stop()
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)

    @initialize()
    def a_class_of_two_begins(self):
        self.teacher = User.objects.create_user("owl", is_superuser=True)
        self.topic = Topic.objects.get(slug="kelpwick")
        made = classes.create(user=self.teacher, name="1b", topic=self.topic)
        self.classroom = Classroom.objects.get(pk=made.pk)
        for seed in range(2):
            self.somebody_joins()
            play.start_round(player=Player.objects.latest("pk"), topic=self.topic, seed=seed)
            self.play_on(0)
        assigning.assign(
            classroom=self.classroom,
            by=self.teacher,
            topic=self.topic,
            title="For Friday",
            length=4,
            attempts=3,
            due=timezone.now() + timedelta(days=3),
        )

    # What students do

    @rule(n=number)
    def start(self, n):
        self.topic.refresh_from_db()
        player = pick(Player.objects, n)
        with suppress(play.NothingToAsk):
            # Few seeds, so that several are asked the same.
            play.start_round(player=player, topic=self.topic, seed=n % 3)

    @rule(n=number)
    def begin_the_assignment(self, n):
        assignment, member = Assignment.objects.first(), pick(self.classroom.memberships, n)
        if assignment and member:
            with suppress(assigning.NoAttemptLeft, assigning.NotYetOpen, play.NothingToAsk):
                assigning.begin(assignment=assignment, player=member.player)

    @rule(n=number, sure=sure)
    def answer_right(self, n, sure):
        self.answer(n, sure, right=True)

    @rule(n=number, sure=sure)
    def answer_wrong(self, n, sure):
        self.answer(n, sure, right=False)

    @rule(n=number)
    def play_on(self, n):
        """A handful of answers, a minute between them, every third one wrong."""
        played = pick(Round.objects.filter(questions__answer=None).distinct(), n)
        for place, question in enumerate(played.questions.open() if played else []):
            self.give(question, "", right=place % 3 < 2)
            self.now.shift(60)

    def answer(self, n, sure, right):
        question = pick(Question.objects.open(), n)
        if question:
            self.give(question, sure, right)

    def give(self, question, sure, right):
        key = question.key["answer"]
        wrong = [o["id"] for o in question.shown["options"] if o["id"] not in key] or key[::-1]
        given = key if right else wrong
        order = question.shown["mode"] == "order"
        play.answer(question=question, given=given if order else given[0], confidence=sure)

    @rule(n=number)
    def answer_once_more(self, n):
        """It is told what was stored, and changes nothing."""
        question = pick(Question.objects.answered(), n)
        if question:
            self.give(question, "sure", right=True)

    # What students do in a browser, where a round that was left open too long takes no answer

    @rule(n=number)
    def look(self, n):
        played = pick(Round.objects.select_related("player"), n)
        if played:
            unfinished = played.questions.open().exists() and played.is_closed
            page = browser_of(played.player).get(played.get_absolute_url())
            assert page.status_code == (410 if unfinished else 200)

    @rule(n=number, again=st.booleans())
    def send_a_form(self, n, again):
        asked = Question.objects.answered() if again else Question.objects.open()
        question = pick(asked.select_related("round__player"), n)
        if question:
            stored, late = Answer.objects.count(), not again and question.round.is_closed
            reply = send(browser_of(question.round.player), question, right(question))
            assert reply.status_code == (410 if late else 302)
            assert Answer.objects.count() == (stored if again or late else stored + 1)

    # Who is in the class

    @rule()
    def somebody_joins(self):
        player = play.new_guest()
        self.classroom.refresh_from_db()
        shut = self.classroom.archived or not self.classroom.joining
        with pytest.raises(classes.NoSuchClass) if shut else nullcontext():
            classes.join(classroom=self.classroom, player=player, nickname=f"Otter {player.pk}")

    @rule(locked=st.booleans())
    def lock_the_class(self, locked):
        classes.lock(classroom=self.classroom, locked=locked)

    @rule(archived=st.booleans())
    def archive_the_class(self, archived):
        classes.archive(classroom=self.classroom, archived=archived)

    @rule(n=number)
    def leave(self, n):
        member = pick(self.classroom.memberships.present(), n)
        if member:
            classes.leave(membership=member)

    @rule(n=number)
    def remove(self, n):
        member = pick(self.classroom.memberships.present(), n)
        if member:
            classes.remove(membership=member)

    @rule(n=number)
    def let_back_in(self, n):
        member = pick(self.classroom.memberships.exclude(removed=None), n)
        if member:
            classes.let_back_in(membership=member)

    @rule(n=number, m=number)
    def merge_two_pupils(self, n, m):
        kept, other = pick(self.classroom.memberships, n), pick(self.classroom.memberships, m)
        if kept and kept != other:
            classes.merge_pupils(kept=kept, other=other)

    @rule(n=number)
    def a_guest_turns_out_to_be_a_pupil(self, n):
        guest, member = play.new_guest(), pick(self.classroom.memberships, n)
        self.topic.refresh_from_db()
        with suppress(play.NothingToAsk):
            played = play.start_round(player=guest, topic=self.topic, seed=n % 3)
            self.give(played.questions.first(), "", right=n % 2)
        if member:
            merge_players(kept=member.player, other=guest)

    # What becomes of the questions

    @rule(n=number)
    def object_and_uphold(self, n):
        objection = self.objection(n)
        if objection:
            objections.uphold(objection=objection, by=self.teacher)

    @rule(n=number)
    def object(self, n):
        self.objection(n)

    def objection(self, n):
        answer = pick(Answer.objects.cost_marks().select_related("question__round__topic"), n)
        return objections.object_to(answer=answer, words="No.")[0] if answer else None

    @rule(n=number)
    def edit_a_claim(self, n):
        claim = pick(DateClaim.objects, n)
        if claim:
            DateClaim.objects.filter(event=claim.event).update(says="1700")
            Topic.objects.bump()

    @rule(n=number)
    def delete_an_event(self, n):
        event = pick(Event.objects, n)
        if event and Event.objects.count() > 20:
            Cause.objects.filter(Q(effect=event) | Q(cause=event)).delete()
            event.delete()
            Topic.objects.bump()

    @rule(n=number)
    def look_again(self, n):
        self.topic.refresh_from_db()
        objections.reexamine(topic=self.topic, limit=1 + n)

    @rule()
    def take_the_assignment_back(self):
        Assignment.objects.all().delete()

    # The clock

    @rule(days=st.sampled_from([0.1, 1, 3, 10, 40]))
    def time_goes_by(self, days):
        self.now.shift(timedelta(days=days))

    @rule(days=st.sampled_from([0.1, 1, 9]))
    def the_clock_is_set_back(self, days):
        self.now.shift(-timedelta(days=days))


def pick(rows, n):
    found = list(rows.order_by("pk"))
    return found[n % len(found)] if found else None
