"""What a teacher reads on the desk of a class, and that nobody else reads it."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from openpyxl import load_workbook

from quiz import handed_in, kinds, objections
from quiz.draft import Draft
from quiz.forgetting import LONG_AGO
from quiz.generation import draft
from quiz.models import Answer, Assignment, Question, Round
from quiz.reports import beliefs, items, marks, per_pupil, stuck, tables
from tests.history.factories import EventFactory, TopicFactory
from tests.quiz.cast import (
    ClassroomFactory,
    MembershipFactory,
    MemoryFactory,
    PlayerFactory,
    UserFactory,
    pupil,
    teacher,
)

pytestmark = pytest.mark.django_db

BELIEF, TRUTH = "The tsar was overthrown by the Bolsheviks", "The war had made bread dear"
PAGES = ("class", "class-misconceptions", "class-questions")


@pytest.fixture
def classroom():
    topic = TopicFactory()
    for year in (1700, 1710, 1780, 1790):
        EventFactory(slug=f"in-{year}", date=str(year), topics=[topic])
    return ClassroomFactory(topic=topic)


def members(classroom, count):
    return MembershipFactory.create_batch(count, classroom=classroom)


def remember(member, year, how="held"):
    now = timezone.now()
    reviewed = now - timedelta(days=9)
    until = {"held": now + timedelta(days=9), "faded": now, "wrong": LONG_AGO}[how]
    since = None if how == "wrong" else reviewed
    MemoryFactory(
        player=member.player,
        fact=f"when:in-{year}",
        reviewed=reviewed,
        fresh_until=until,
        held_since=since,
    )


def answer(member, chosen, *, ago=timedelta(hours=1), likeness="one", ids="kt", **round_):
    """To a question with a wrong belief about 1790 as one of its two options."""
    right, wrong = ids
    played = Round.objects.create(player=member.player, **round_)
    question = Question.objects.create(
        round=played,
        position=1,
        kind="cause",
        seed=1,
        likeness=likeness,
        shown={
            "stem": "Which of these was a reason?",
            "mode": "single",
            "options": [{"id": right, "text": TRUTH}, {"id": wrong, "text": BELIEF}],
        },
        key={
            "answer": [right],
            "stands_for": {right: "cause:bread", wrong: "misconception:in-1790"},
            "truths": {right: {"reason": "Yes."}, wrong: {"reason": "It fell before them."}},
        },
        facts=["why:bread"],
        events=["in-1790"],
    )
    given = right if chosen == TRUTH else wrong
    return Answer.objects.create(
        question=question,
        given=given,
        accuracy=float(given == right),
        facts={},
        feedback={},
        created=timezone.now() - ago,
    )


def believed(classroom):
    found = beliefs.beliefs(classroom, timezone.now())
    return [(one.statement, one.believers, one.asked) for one in found]


def hardest(classroom):
    facts = stuck.grid(classroom, timezone.now()).facts
    return [(one.fact.name, one.asked, one.wrong, one.held) for one in facts]


def desk(browser, classroom):
    return browser.get(classroom.get_absolute_url()).content.decode()


# Who is stuck on what


def test_the_facts_that_most_pupils_get_wrong_come_first(classroom):
    one, two, three = members(classroom, 3)
    for member in (one, two):
        remember(member, 1710, "wrong")
    remember(one, 1700, "wrong")
    remember(two, 1700)
    remember(three, 1700, "faded")
    remember(three, 1780, "faded")
    assert hardest(classroom) == [("when:in-1710", 2, 2, 0), ("when:in-1700", 3, 1, 1)]


def test_the_grid_tells_wrong_from_faded_held_and_never_asked(classroom):
    stuck_one, other = members(classroom, 2)
    remember(other, 1700, "wrong")
    for year in (1700, 1710, 1780):
        remember(stuck_one, year, "wrong")
    remember(other, 1710, "faded")
    grid = stuck.grid(classroom, timezone.now())
    assert [one.fact.name for one in grid.facts] == ["when:in-1700", "when:in-1780", "when:in-1710"]
    assert [(row.nickname, row.cells) for row in grid.rows] == [
        (stuck_one.nickname, ("wrong", "wrong", "wrong")),
        (other.nickname, ("wrong", "not-asked", "faded")),
    ]


def test_facts_of_deleted_events_and_pupils_who_left_are_not_on_the_desk(classroom):
    (member,) = members(classroom, 1)
    gone = MembershipFactory(classroom=classroom, removed=timezone.now(), nickname="Gone Goose")
    remember(member, 1492, "wrong")
    remember(gone, 1700, "wrong")
    answer(gone, BELIEF)
    page = desk(teacher(classroom), classroom)
    assert hardest(classroom) == []
    assert "Gone Goose" not in page
    assert "in-1492" not in page


def test_the_picture_has_a_table_behind_it(classroom):
    (member,) = members(classroom, 1)
    remember(member, 1700, "wrong")
    page = desk(teacher(classroom), classroom)
    assert "<rect" in page
    assert member.nickname in page[page.index("stuck-table") :]


@pytest.mark.parametrize(
    ("lacks", "sign"), [("pupils", "no-pupils"), ("topic", "no-topic"), ("errors", "nobody-stuck")]
)
def test_an_empty_desk_says_what_to_do(classroom, lacks, sign):
    if lacks != "pupils":
        members(classroom, 1)
    if lacks == "topic":
        classroom.topic = None
        classroom.save()
    page = desk(teacher(classroom), classroom)
    assert f'id="{sign}"' in page
    assert 'id="no-homework"' in page


# What they believe


def test_a_misconception_is_told_by_name_with_how_many_think_so(classroom):
    for n, member in enumerate(members(classroom, 5)):
        answer(member, BELIEF if n < 3 else TRUTH, ids="kt" if n % 2 else "bz")
    assert believed(classroom) == [(BELIEF, 3, 5)]
    page = teacher(classroom).get(reverse("quiz:class-misconceptions", args=[classroom.uuid]))
    assert "3 of 5 think" in page.content.decode()
    assert "It fell before them." in page.content.decode()


def test_who_has_learned_better_since_counts_no_more(classroom):
    one, two, three = members(classroom, 3)
    for member in (one, two, three):
        answer(member, BELIEF, ago=timedelta(days=2))
    answer(three, TRUTH)
    assert believed(classroom) == [(BELIEF, 2, 3)]


def test_what_one_pupil_alone_believes_is_not_told(classroom):
    """One name behind a belief would be a pupil and not a class."""
    one, two = members(classroom, 2)
    answer(one, BELIEF)
    answer(two, TRUTH)
    assert believed(classroom) == []


def test_what_was_believed_long_ago_or_elsewhere_is_not_told(classroom):
    elsewhere = ClassroomFactory()
    others = Assignment.objects.create(
        classroom=elsewhere, title="Theirs", due=timezone.now() + timedelta(days=1)
    )
    for member in members(classroom, 2):
        answer(member, BELIEF, ago=timedelta(weeks=5))
        answer(member, BELIEF, assignment=others, attempt=1)
    for member in members(elsewhere, 2):
        answer(member, BELIEF)
    assert believed(classroom) == []


# How questions did


def told_of(classroom):
    book = marks.book(classroom)
    return items.items(classroom, book, items.asked(book))


def test_of_few_answers_nothing_is_said(classroom):
    for member in members(classroom, items.ENOUGH - 1):
        answer(member, BELIEF)
    (item,) = told_of(classroom)
    assert (item.answers, item.facility, item.shares) == (29, None, ())
    page = teacher(classroom).get(reverse("quiz:class-questions", args=[classroom.uuid]))
    assert "not enough answers" in page.content.decode()
    assert BELIEF not in page.content.decode()


def test_of_thirty_answers_facility_and_shares_are_told(classroom):
    for n, member in enumerate(members(classroom, 30)):
        answer(member, TRUTH if n < 24 else BELIEF, ids="kt" if n % 2 else "bz")
    (item,) = told_of(classroom)
    assert (item.answers, item.facility) == (30, pytest.approx(0.8))
    assert [(s.text, s.right, s.per_cent) for s in item.shares] == [
        (TRUTH, True, 80), (BELIEF, False, 20),
    ]  # fmt: skip
    # Nobody answered anything else that this could be compared with.
    assert item.discrimination is None


def test_discrimination_compares_a_question_with_all_the_others(classroom):
    for n, member in enumerate(members(classroom, 30)):
        knows = n < 15
        answer(member, TRUTH if knows else BELIEF, likeness="tells")
        answer(member, BELIEF if knows else TRUTH, likeness="misleads")
        for _ in range(3):
            answer(member, TRUTH if knows else BELIEF, likeness=f"rest-{n}")
    book = marks.book(classroom)
    rows = [row for row in items.asked(book) if row.answers >= items.ENOUGH]
    found = {
        row.likeness: item.discrimination
        for row, item in zip(rows, items.items(classroom, book, rows), strict=True)
    }
    assert found == {"tells": pytest.approx(1), "misleads": pytest.approx(-1)}


def test_restored_marks_count_as_they_do_everywhere(classroom):
    for member in members(classroom, 30):
        given = answer(member, BELIEF)
        given.restored = 1
        given.save()
    (item,) = told_of(classroom)
    assert item.facility == 1


# What is kept in memory


@pytest.mark.parametrize("read", [marks.book, lambda c: beliefs_read(c)])
def test_an_answer_makes_that_pupils_part_alone_be_read_again(classroom, read):
    one, other = members(classroom, 2)
    for member in (one, other):
        answer(member, BELIEF)
    before = read(classroom)
    assert all(read(classroom)[player] is part for player, part in before.items())
    answer(one, TRUTH)
    after = read(classroom)
    assert after[one.player_id] is not before[one.player_id]
    assert after[other.player_id] is before[other.player_id]


def beliefs_read(classroom):
    beliefs.beliefs(classroom, timezone.now())
    return {p: part for p, (_, part) in beliefs._kept._classes[classroom.uuid].items()}


def test_marks_given_back_are_seen_at_once(classroom):
    for member in members(classroom, 30):
        given = answer(member, BELIEF)
    (before,) = told_of(classroom)
    assert (before.facility, believed(classroom)) == (0, [(BELIEF, 30, 30)])
    objection, _new = objections.object_to(answer=given, words="No.")
    objections.uphold(objection=objection, by=UserFactory())
    (after,) = told_of(classroom)
    assert (after.facility, believed(classroom)) == (1, [])


def test_what_another_class_takes_back_comes_into_sight(classroom):
    elsewhere = ClassroomFactory()
    others = Assignment.objects.create(
        classroom=elsewhere, title="Theirs", due=timezone.now() + timedelta(days=1)
    )
    for member in members(classroom, 2):
        answer(member, BELIEF, assignment=others, attempt=1)
    assert (believed(classroom), told_of(classroom)) == ([], [])
    others.delete()
    assert believed(classroom) == [(BELIEF, 2, 2)]
    assert [item.answers for item in told_of(classroom)] == [2]


def test_who_is_removed_is_left_out_until_they_are_let_back_in(classroom):
    one, *_others = members(classroom, 3)
    for member in classroom.memberships.all():
        answer(member, BELIEF)
    assert believed(classroom) == [(BELIEF, 3, 3)]
    for removed, count in ((timezone.now(), 2), (None, 3)):
        classroom.memberships.filter(pk=one.pk).update(removed=removed)
        assert believed(classroom) == [(BELIEF, count, count)]
        assert [item.answers for item in told_of(classroom)] == [count]


def test_what_is_kept_grows_old_as_if_it_were_not(classroom):
    """Also if the clock is set back, when more is to be seen than was read."""
    now = timezone.now()
    for member in members(classroom, 2):
        answer(member, BELIEF, ago=timedelta(weeks=5))
    for weeks, found in ((0, []), (-2, [(BELIEF, 2, 2)]), (0, [])):
        told = beliefs.beliefs(classroom, now + timedelta(weeks=weeks))
        assert [(one.statement, one.believers, one.asked) for one in told] == found


def test_no_more_classes_are_kept_than_there_is_room_for(monkeypatch):
    monkeypatch.setattr(per_pupil, "KEPT_CLASSES", 2)
    classes = [ClassroomFactory() for _ in range(3)]
    for classroom in classes:
        marks.book(classroom)
    assert list(marks._kept._classes)[-2:] == [one.uuid for one in classes[1:]]
    assert len(marks._kept._classes) == 2


# Who has done what


@pytest.fixture
def assignment(classroom):
    now = timezone.now()
    return Assignment.objects.create(
        classroom=classroom, title="Before Friday", opens=now - timedelta(9), due=now - timedelta(1)
    )


def test_an_assignment_tells_who_did_it_when(classroom, assignment):
    done, late, again, begun, idle = (m for m in members(classroom, 5))
    answer(done, TRUTH, ago=timedelta(days=2), assignment=assignment, attempt=1)
    answer(late, TRUTH, assignment=assignment, attempt=1)
    answer(again, TRUTH, ago=timedelta(days=2), assignment=assignment, attempt=1)
    answer(again, TRUTH, assignment=assignment, attempt=2)
    answer(begun, TRUTH, assignment=assignment, attempt=1).delete()
    (told,) = handed_in.homework(classroom)
    assert set(told.done) == {done.nickname, again.nickname}
    assert (told.late, told.under_way, told.not_begun) == (
        (late.nickname,), (begun.nickname,), (idle.nickname,),
    )  # fmt: skip
    assert "done by 2 of 5, late by 1" in " ".join(desk(teacher(classroom), classroom).split())


def test_a_round_outside_an_assignment_does_none(classroom, assignment):
    (member,) = members(classroom, 1)
    answer(member, TRUTH)
    (told,) = handed_in.homework(classroom)
    assert told.not_begun == (member.nickname,)


# To take along


def export(browser, classroom, what, kind):
    return browser.get(reverse("quiz:class-export", args=[classroom.uuid, what, kind]))


def sheet(response):
    rows = load_workbook(BytesIO(response.content)).active.iter_rows(values_only=True)
    return [list(row) for row in rows]


def test_pupils_go_out_with_what_they_hold_answered_and_scored(classroom):
    one, two = members(classroom, 2)
    remember(one, 1700)
    remember(one, 1710, "faded")
    remember(one, 1492)
    answer(one, TRUTH)
    answer(one, BELIEF)
    table = tables.pupils(classroom, timezone.now())
    assert table[1:] == [[one.nickname, 1, 2, 1.0], [two.nickname, 0, 0, 0.0]]
    assert sheet(export(teacher(classroom), classroom, "pupils", "xlsx"))[1:] == [
        [one.nickname, 1, 2, 1], [two.nickname, 0, 0, 0],
    ]  # fmt: skip


def test_pupils_go_out_fact_by_fact(classroom):
    (member,) = members(classroom, 1)
    remember(member, 1700)
    remember(member, 1780, "wrong")
    assert tables.facts(classroom, timezone.now())[1] == [member.nickname, "held", "", "wrong", ""]


def test_questions_go_out_with_figures_or_without(classroom):
    for member in members(classroom, 30):
        answer(member, TRUTH)
    answer(member, TRUTH, likeness="rare")
    table = tables.questions(classroom, timezone.now())
    assert [row[2:] for row in table[1:]] == [[30, 1.0, None], [1, "not enough answers", ""]]


@pytest.mark.parametrize("nickname", ["=HYPERLINK(1)", "+1", "-1", "@x", "'=1", "\tx", "＝1"])
def test_no_cell_of_an_export_is_a_formula(classroom, nickname):
    MembershipFactory(classroom=classroom, nickname=nickname)
    browser = teacher(classroom)
    text = export(browser, classroom, "pupils", "csv").content.decode("utf-8-sig")
    assert text.splitlines()[1].startswith(f"'{nickname}")
    assert sheet(export(browser, classroom, "pupils", "xlsx"))[1][0] == f"'{nickname}"


def test_a_nickname_that_no_spreadsheet_holds_goes_out_without_what_it_cannot(classroom):
    MembershipFactory(classroom=classroom, nickname="Bell\x07 Bird")
    table = sheet(export(teacher(classroom), classroom, "pupils", "xlsx"))
    assert table[1][0] == "Bell Bird"


def test_exports_are_files_of_their_kind(classroom):
    browser = teacher(classroom)
    for what in tables.TABLES:
        page = export(browser, classroom, what, "csv")
        assert page["Content-Type"] == "text/csv; charset=utf-8"
        assert f"-{what}.csv" in page["Content-Disposition"]
        assert export(browser, classroom, what, "xlsx").content.startswith(b"PK")
    assert export(browser, classroom, "secrets", "csv").status_code == 404
    assert export(browser, classroom, "pupils", "exe").status_code == 404


# Rights and queries


def urls(classroom):
    pages = [reverse(f"quiz:{name}", args=[classroom.uuid]) for name in PAGES[1:]]
    files = [
        reverse("quiz:class-export", args=[classroom.uuid, what, "csv"]) for what in tables.TABLES
    ]
    return [*pages, *files]


def test_the_desk_is_for_the_teachers_of_the_class_alone(classroom, client):
    elsewhere = ClassroomFactory()
    outsiders = (client, pupil(classroom), pupil(elsewhere), teacher(elsewhere), teacher())
    for url in urls(classroom):
        for outsider in outsiders:
            assert outsider.get(url).status_code == 404
        assert teacher(classroom).get(url).status_code == 200
        assert teacher(classroom).post(url).status_code == 405


def test_pupils_of_other_classes_are_on_no_desk(classroom):
    elsewhere = ClassroomFactory(topic=classroom.topic)
    for member in (*members(elsewhere, 2), MembershipFactory(classroom=elsewhere)):
        remember(member, 1700, "wrong")
        answer(member, BELIEF)
    answer(MembershipFactory(player=PlayerFactory()), BELIEF)
    browser = teacher(classroom)
    assert hardest(classroom) == []
    for url in (classroom.get_absolute_url(), *urls(classroom)):
        page = browser.get(url).content.decode("utf-8-sig")
        assert "Quiet Heron" not in page
        assert BELIEF not in page


def test_every_page_of_the_desk_takes_as_many_queries_for_many_as_for_few(classroom, assignment):
    browser = teacher(classroom)

    def fill(count):
        for member in members(classroom, count):
            remember(member, 1700, "wrong")
            remember(member, 1710)
            answer(member, TRUTH, assignment=assignment, attempt=1)
            for n in range(items.ENOUGH):
                answer(member, BELIEF, likeness=f"like-{n}")

    def queries():
        counts = []
        for url in (classroom.get_absolute_url(), *urls(classroom)):
            with CaptureQueriesContext(connection) as captured:
                assert browser.get(url).status_code == 200
            counts.append(len(captured))
        return counts

    def all_queries():
        """Where nothing was read before, where all is known, and after one pupil's answer."""
        marks._kept.clear()
        beliefs._kept.clear()
        unread, known = queries(), queries()
        answer(classroom.memberships.latest("pk"), BELIEF, likeness="like-1")
        return unread, known, queries()

    fill(30)
    queries()
    few = all_queries()
    fill(6)
    assert all_queries() == few
    assert max(max(counts) for counts in few) <= 9


def test_one_click_leads_to_a_round_on_what_a_class_believes(classroom):
    for member in members(classroom, 2):
        answer(member, BELIEF)
    browser = teacher(classroom)
    page = browser.get(reverse("quiz:class-misconceptions", args=[classroom.uuid]))
    ((belief, link),) = page.context["beliefs"]
    assert (belief.statement, page.context["round_on_all"]) == (BELIEF, "")
    assert f'href="{escape(link)}"' in page.content.decode()
    form = browser.get(link).context["form"]
    assert form["events"].value() == ["in-1790"]
    assert f"topic={classroom.topic.slug}" in link


def test_the_kinds_that_offer_misconceptions_call_them_so(us_russia):
    """What the desk looks for in a key is what drafts have there."""
    meant = [
        meant
        for target in kinds.all_kinds()["cause"].targets(us_russia)[:40]
        for made in [draft(us_russia, "cause", target, 1)]
        if isinstance(made, Draft)
        for meant in made.key["stands_for"].values()
    ]
    assert any(one.startswith(beliefs.PREFIX) for one in meant)
