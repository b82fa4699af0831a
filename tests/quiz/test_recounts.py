"""Whatever happens in whatever order, every number shown is what a slow recount gives.

RECOUNTS=2000 in the environment tries two thousand runs instead of a few, which takes a core some
forty minutes; with `-n auto`, all cores share them.
"""

import os
import statistics
from collections import Counter, defaultdict
from unittest import mock

import pytest
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from hypothesis import Phase, settings
from hypothesis.stateful import invariant, run_state_machine_as_test

from history.chronicle import chronicle_of
from quiz import handed_in, leaderboard, memory
from quiz.facts import facts_of
from quiz.forgetting import after
from quiz.leaderboard.standing import monday_of
from quiz.models import Answer, Assignment, Memory, Player, Round
from quiz.models.classroom import MembershipQuerySet
from quiz.progress import standing as progress
from quiz.progress import topics
from quiz.reports import beliefs, items, marks, roster, stuck, tables
from tests.quiz import world
from tests.quiz.cast import browser_of, signed_in
from tests.quiz.deeds import Deeds

# In its first way every kind offers options, so that any question can be answered by one.
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("usual_ways")]

RUNS = int(os.environ.get("RECOUNTS", "10"))
AT_A_TIME = 50  # so that pytest tells how far it is
STEPS = 20
KEPT = ("stability", "difficulty", "times", "reviewed", "fresh_until", "held_since", "last_way")


class Kelpwick(Deeds):
    """After each deed every number is counted again, in the slowest and plainest way."""

    recounted = 0  # answers, in all runs of a test

    def __init__(self):
        super().__init__()
        self.marks = {}

    def teardown(self):
        try:
            if hasattr(self, "classroom"):
                self.pages_show_it()
        finally:
            super().teardown()

    @invariant()
    def no_mark_falls_and_no_answer_is_lost(self):
        marks = {answer.pk: answer.marks for answer in Answer.objects.all()}
        assert all(marks[pk] >= mark for pk, mark in self.marks.items())
        self.marks = marks

    @invariant()
    def memories_follow_from_the_answers(self):
        kept = Memory.objects.values("player_id", "fact", *KEPT)
        assert {(m.pop("player_id"), m.pop("fact")): m for m in kept} == retold()

    @invariant()
    def marks_are_the_sum_of_the_answers(self):
        self.classroom.refresh_from_db()
        marks, answers = Counter(), Counter()
        for answer in Answer.objects.annotate(player=F("question__round__player")):
            marks[answer.player] += answer.marks
            answers[answer.player] += 1
        Kelpwick.recounted += sum(answers.values())
        for player in Player.objects.all():
            earned = topics.earned(player)
            assert sum(row.marks for row in earned) == pytest.approx(marks[player.pk])
            assert sum(row.answers for row in earned) == answers[player.pk]
        table = tables.pupils(self.classroom, timezone.now())[1:]
        for member, (_name, _held, count, total) in zip(self.present(), table, strict=True):
            assert (count, total) == (
                answers[member.player_id],
                pytest.approx(marks[member.player_id]),
            )

    @invariant()
    def what_is_handed_in_is_what_was_answered(self):
        players = list(Player.objects.all())
        found = handed_in.work_of(list(Assignment.objects.all()), players)
        told = {attempt.uuid: attempt for one in found.values() for attempt in one.attempts}
        rounds = Round.objects.exclude(assignment=None)
        assert told.keys() == {played.uuid for played in rounds}
        for played in rounds:
            given = Answer.objects.filter(question__round=played)
            assert told[played.uuid].marks == pytest.approx(total(given))
            assert told[played.uuid].answered == len(given)

    @invariant()
    def lit_facts_are_those_of_the_memories(self):
        at, told = timezone.now(), retold()
        self.classroom.refresh_from_db()
        facts = facts_of(chronicle_of(self.classroom.topic))
        lit = {member.player_id: lit_of(member, told, facts, at) for member in self.present()}
        board = leaderboard.standing(self.classroom, at)
        assert board.pupils == len(lit)
        assert board.holders == tuple(sum(fact in held for held in lit.values()) for fact in facts)
        new = [
            fact
            for held in lit.values()
            for fact, kept in held.items()
            if kept["held_since"] and kept["held_since"] >= monday_of(at)
        ]
        assert (board.new_times, board.new_facts) == (len(new), len(set(new)))
        rows = tables.pupils(self.classroom, at)[1:]
        assert [row[1] for row in rows] == [len(lit[m.player_id]) for m in self.present()]
        for member in self.present():
            mine = progress.memories_of(member.player)
            assert progress.lit(facts, mine, at) == len(lit[member.player_id])

    @invariant()
    def the_desk_counts_who_is_stuck(self):
        at, told = timezone.now(), retold()
        players = {member.player_id for member in self.present()}
        for hard in stuck.grid(self.classroom, at).facts:
            about = [
                kept
                for (player, fact), kept in told.items()
                if player in players and fact == hard.fact.name
            ]
            wrong = [kept for kept in about if kept["held_since"] is None]
            held = [kept for kept in about if kept["held_since"] and kept["fresh_until"] > at]
            assert (hard.asked, hard.wrong, hard.held) == (len(about), len(wrong), len(held))

    @invariant()
    def the_desk_counts_the_answers_to_each_question(self):
        answers, book = self.in_sight(), marks.book(self.classroom)
        alike = defaultdict(list)
        for answer in answers:
            alike[answer.question.likeness].append(answer)
        rows = items.asked(book)
        assert {row.likeness: row.answers for row in rows} == {
            likeness: len(given) for likeness, given in alike.items()
        }
        with mock.patch.object(items, "ENOUGH", 1):
            found = items.items(self.classroom, book, rows)
        for row, item in zip(rows, found, strict=True):
            given = alike[row.likeness]
            assert item.facility == pytest.approx(total(given) / len(given))
            assert item.discrimination == discrimination(given, answers)
            shares = {share.text: share.per_cent for share in item.shares}
            assert not shares or shares == shares_of(given)

    @invariant()
    def the_desk_tells_who_believes_what(self):
        at = timezone.now()
        last = {}
        for answer in self.in_sight():
            if answer.restored is None and answer.created > at - beliefs.LOOKED_BACK:
                question, player = answer.question, answer.question.round.player_id
                chosen = roster.texts_of(answer.given, question.shown["options"])
                for option in beliefs._options(question.shown["options"], question.key):
                    last[option.event, option.statement, player] = option.statement in chosen
        told = Counter((event, statement) for event, statement, _player in last)
        held = Counter(
            (event, statement) for (event, statement, _player), wrong in last.items() if wrong
        )
        with mock.patch.object(beliefs, "MOST_TOLD", 1000):
            found = beliefs.beliefs(self.classroom, at)
        assert Counter((one.statement, one.believers, one.asked) for one in found) == Counter(
            (one[1], count, told[one]) for one, count in held.items() if count > 1
        )

    def in_sight(self):
        """All answers of who is in the class, the last one last."""
        players = [member.player_id for member in self.present()]
        given = Answer.objects.filter(question__round__player__in=players)
        seen = given.filter(
            Q(question__round__assignment=None)
            | Q(question__round__assignment__classroom=self.classroom)
        )
        return list(seen.select_related("question__round").order_by("created", "question"))

    def present(self):
        members = self.classroom.memberships.filter(removed=None).select_related("player")
        return list(members.order_by("nickname_key"))

    def pages_show_it(self):
        """At the end of each run, by what a browser gets."""
        at, told = timezone.now(), retold()
        self.classroom.refresh_from_db()
        facts = facts_of(chronicle_of(self.classroom.topic))
        wall = reverse("quiz:board", args=[self.classroom.uuid])
        board = signed_in(self.teacher).get(wall).context["standing"]
        assert board == leaderboard.standing(self.classroom, at)
        for member in self.present():
            browser, answers = browser_of(member.player), Answer.objects.of(member.player)
            mine = browser.get(reverse("quiz:me")).context
            if answers:
                assert mine["answers"] == len(answers)
                assert sum(row.marks for row in mine["practice"]) == pytest.approx(total(answers))
                assert mine["lit"] == len(lit_of(member, told, facts, at))
            self.summaries_add_up(browser, member.player)

    def summaries_add_up(self, browser, player):
        for played in Round.objects.filter(player=player):
            given = Answer.objects.filter(question__round=played)
            if len(given) == played.questions.count():
                page = browser.get(played.get_absolute_url()).context
                assert page["marks"] == pytest.approx(total(given))


def retold():
    """The memories that all answers leave, one after the other in the order of their storing."""
    told = {}
    for player, facts, confidence, restored, at, kind, way in Answer.objects.order_by(
        "pk"
    ).values_list(
        "question__round__player",
        "facts",
        "confidence",
        "restored",
        "created",
        "question__kind",
        "question__key__asks__way",
    ):
        for fact, accuracy in facts.items():
            if restored is not None and accuracy < 1:
                continue
            before, _way = told.get((player, fact), (None, ""))
            trace = after(before, memory.rating(accuracy, confidence), at)
            told[player, fact] = trace, f"{kind}/{way or ''}"
    return {
        key: {name: getattr(trace, name) for name in KEPT[:-1]} | {"last_way": way}
        for key, (trace, way) in told.items()
    }


def lit_of(member, told, facts, at):
    return {
        fact: kept
        for (player, fact), kept in told.items()
        if player == member.player_id and fact in facts and kept["fresh_until"] > at
    }


def shares_of(given):
    chosen = Counter(
        text
        for answer in given
        for text in roster.texts_of(answer.given, answer.question.shown["options"])
    )
    texts = {option["text"] for option in given[0].question.shown["options"]}
    return {text: round(100 * chosen[text] / len(given)) for text in texts}


def discrimination(given, answers):
    """Of the marks here and the mean of the same pupil's others; nothing if either are alike."""
    theirs = defaultdict(list)
    for answer in answers:
        theirs[answer.question.round.player_id].append(answer)
    pairs = [
        (answer.marks, (total(mine) - answer.marks) / (len(mine) - 1))
        for answer in given
        for mine in [theirs[answer.question.round.player_id]]
        if len(mine) > 1
    ]
    try:
        return pytest.approx(statistics.correlation(*zip(*pairs, strict=True)), abs=1e-6)
    except (statistics.StatisticsError, TypeError):
        return None


def total(answers):
    return sum(answer.marks for answer in answers)


def run(runs, **more):
    Kelpwick.recounted = 0
    world.store(world.world())
    run_state_machine_as_test(
        Kelpwick,
        settings=settings(
            max_examples=runs,
            stateful_step_count=STEPS,
            deadline=None,
            # To shorten a run takes minutes, and it tells its steps as it is.
            phases=[Phase.explicit, Phase.reuse, Phase.generate],
            **more,
        ),
    )


@pytest.mark.parametrize("first", range(0, RUNS, AT_A_TIME))
def test_every_number_equals_a_slow_recount_after_any_sequence_of_deeds(first):
    runs = min(AT_A_TIME, RUNS - first)
    run(runs)
    # A run without an answer would prove nothing.
    assert Kelpwick.recounted > runs


def remembered_twice(*, player, answer, once=memory.remember):
    once(player=player, answer=answer)
    once(player=player, answer=answer)


def told_nobody(_memberships):
    """A class is not told that something in it changed, and goes on with what it knew."""


@pytest.mark.parametrize(
    ("where", "name", "mistaken"),
    [(memory, "remember", remembered_twice), (MembershipQuerySet, "touch", told_nobody)],
)
def test_a_mistake_is_noticed(where, name, mistaken, monkeypatch):
    monkeypatch.setattr(where, name, mistaken)
    with pytest.raises(AssertionError):
        # Kept nowhere, lest a run without the mistake begins with what showed it.
        run(AT_A_TIME, database=None, report_multiple_bugs=False)
