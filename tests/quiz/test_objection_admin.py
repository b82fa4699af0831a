"""The teachers' queue of objections: what is said, never by whom, and the two decisions."""

import re

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from quiz import objections, play
from quiz.models import Answer, Objection, Withdrawal
from tests.quiz import world
from tests.quiz.test_round_pages import text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("usual_ways")]

LIST = "admin:quiz_objection_changelist"


@pytest.fixture
def teacher(client):
    user = User.objects.create_user("owl", is_staff=True)
    user.groups.add(Group.objects.get(name="Teachers"))
    client.force_login(user)
    return client


@pytest.fixture
def kelpwick(db):
    return world.store(world.world())


def objected(topic, seed=4, position=0, words="It was otherwise.", name=None):
    """Somebody plays, misses a question about a date, and objects."""
    player = play.member(User.objects.create_user(name)) if name else play.new_guest()
    played = play.start_round(player=player, topic=topic, seed=seed)
    question = played.questions.filter(kind="date").order_by("position")[position]
    wrong = next(
        o["id"] for o in question.shown["options"] if o["id"] not in question.key["answer"]
    )
    answer, _is_new = play.answer(question=question, given=wrong)
    return objections.object_to(answer=answer, words=words, option=wrong)[0]


def page(objection):
    return reverse("admin:quiz_objection_change", args=[objection.pk])


def lines(client, **query):
    """The rows of the list, as text."""
    html = client.get(reverse(LIST), query).content.decode()
    rows = html.partition("<tbody>")[2].partition("</tbody>")[0].split("<tr>")[1:]
    return [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in rows]


def test_the_list_has_a_line_for_each_draft_with_how_often(teacher, kelpwick):
    first = objected(kelpwick)
    for _again in range(2):
        objected(kelpwick)
    other = objected(kelpwick, position=1)
    found = lines(teacher)
    assert len(found) == 2
    assert first.answer.question.shown["stem"] in found[0]
    assert " 3 " in found[0]
    assert other.answer.question.shown["stem"] in found[1]
    assert " 1 " in found[1]


def test_what_is_decided_leaves_the_list_and_is_found_by_its_state(teacher, kelpwick):
    objection = objected(kelpwick)
    objections.uphold(objection=objection, by=User.objects.get(username="owl"))
    assert lines(teacher) == []
    assert len(lines(teacher, state="upheld")) == 1
    assert lines(teacher, state="dismissed") == []


def test_a_page_shows_the_question_its_key_the_evidence_the_checks_and_the_words(teacher, kelpwick):
    objection = objected(kelpwick, words="The log says May.")
    objected(kelpwick, words="My grandmother saw it.")
    question = objection.answer.question
    shown = text(teacher.get(page(objection)))
    assert question.shown["stem"] in shown
    for option in question.shown["options"]:
        assert option["text"] in shown
    assert "✓ the answer" in shown
    assert question.key["evidence"][0]["gist"] in shown
    assert "✓ key-supported" in shown
    assert "The log says May." in shown
    assert "My grandmother saw it." in shown
    assert "is also right" in shown


def test_an_order_is_shown_in_its_right_order(teacher, kelpwick):
    played = play.start_round(player=play.new_guest(), topic=kelpwick, seed=4)
    question = played.questions.filter(kind="ordering").first()
    answer, _new = play.answer(question=question, given=question.key["answer"][::-1])
    shown = text(teacher.get(page(objections.object_to(answer=answer, words="No.")[0])))
    titles = {o["id"]: o["text"] for o in question.shown["options"]}
    places = [shown.index(titles[option]) for option in question.key["answer"]]
    assert places == sorted(places)


def test_the_page_outlives_a_check_that_stumbles(teacher, kelpwick, monkeypatch):
    objection = objected(kelpwick)
    monkeypatch.setattr("quiz.soundness.verdicts", lambda *_: {}["way"])
    assert "cannot read this question" in text(teacher.get(page(objection)))


def test_the_page_outlives_the_topic(teacher, kelpwick):
    objection = objected(kelpwick)
    kelpwick.delete()
    assert "Its topic is gone" in text(teacher.get(page(objection)))
    assert len(lines(teacher)) == 1


def test_upholding_gives_back_marks_and_withdraws_the_question(teacher, kelpwick):
    objection = objected(kelpwick)
    objected(kelpwick)
    data = {"uphold": "1", "note": "Both are defensible."}
    response = teacher.post(page(objection), data, follow=True)
    assert "2 answers count as right now" in text(response)
    assert {answer.marks for answer in Answer.objects.all()} == {1}
    assert set(Objection.objects.values_list("state", "note")) == {
        ("upheld", "Both are defensible.")
    }
    assert Withdrawal.objects.get().note == "Both are defensible."


def test_dismissing_takes_a_note(teacher, kelpwick):
    objection = objected(kelpwick)
    data = {"dismiss": "1", "read": [objection.pk]}
    response = teacher.post(page(objection), data)
    assert "Say in a sentence why the question stands." in text(response)
    assert Objection.objects.open().exists()
    teacher.post(page(objection), data | {"note": "The log is clear."})
    assert Objection.objects.get().state == "dismissed"
    assert Answer.objects.get().marks == 0


def test_dismissing_leaves_open_what_came_in_unread(teacher, kelpwick):
    objection, later = objected(kelpwick), objected(kelpwick)
    data = {"dismiss": "1", "note": "The log is clear.", "read": [objection.pk, "x"]}
    teacher.post(page(objection), data)
    assert Objection.objects.open().get() == later


def test_dismissing_reaches_no_other_draft(teacher, kelpwick):
    objection, other = objected(kelpwick), objected(kelpwick, position=1)
    data = {"dismiss": "1", "note": "The log is clear.", "read": [objection.pk, other.pk]}
    teacher.post(page(objection), data)
    assert Objection.objects.open().get() == other


def test_a_dismissed_one_can_be_upheld_and_an_upheld_one_is_settled(teacher, kelpwick):
    objection = objected(kelpwick)
    teacher.post(page(objection), {"dismiss": "1", "note": "No.", "read": [objection.pk]})
    html = teacher.get(page(objection)).content.decode()
    assert 'id="uphold"' in html
    assert 'id="dismiss"' not in html
    teacher.post(page(objection), {"uphold": "1"})
    assert 'id="uphold"' not in teacher.get(page(objection)).content.decode()


def test_what_is_not_there_is_not_found(teacher, kelpwick):
    for pk in ("0", "99", "x", "9" * 30):
        response = teacher.get(reverse("admin:quiz_objection_change", args=[pk]))
        assert response.status_code == 404


def test_objections_are_neither_made_nor_deleted_by_hand(teacher, kelpwick):
    objection = objected(kelpwick)
    assert teacher.get(reverse("admin:quiz_objection_add")).status_code == 403
    delete = reverse("admin:quiz_objection_delete", args=[objection.pk])
    assert teacher.post(delete, {"post": "yes"}).status_code == 403
    assert teacher.get(reverse("admin:quiz_withdrawal_add")).status_code == 403


def test_a_teacher_may_let_a_withdrawn_question_be_asked_again(teacher, kelpwick):
    objection = objected(kelpwick)
    teacher.post(page(objection), {"uphold": "1"})
    delete = reverse("admin:quiz_withdrawal_delete", args=[Withdrawal.objects.get().pk])
    teacher.post(delete, {"post": "yes"})
    assert not Withdrawal.objects.exists()
    assert Answer.objects.get().marks == 1


def test_a_teacher_has_no_right_to_look_at_pupils(teacher):
    rights = User.objects.get(username="owl").get_all_permissions()
    assert {"quiz.change_objection", "quiz.delete_withdrawal"} <= rights
    of_pupils = ("player", "round", "question", "answer")
    assert not [r for r in rights if r.startswith("quiz.") and r.rpartition("_")[2] in of_pupils]


def test_staff_without_the_right_and_pupils_are_refused(client, kelpwick):
    objection = objected(kelpwick)
    client.force_login(User.objects.create_user("clerk", is_staff=True))
    for address in (reverse(LIST), page(objection)):
        assert client.get(address).status_code == 403
    assert client.post(page(objection), {"uphold": "1"}).status_code == 403
    client.force_login(User.objects.create_user("fox"))
    for address in (reverse(LIST), page(objection)):
        assert client.get(address).status_code == 302
    assert client.post(page(objection), {"uphold": "1"}).status_code == 302
    assert Objection.objects.open().exists()


def test_thousands_of_objections_take_as_many_queries_as_one(teacher, kelpwick):
    objection = objected(kelpwick)

    def cost(address):
        with CaptureQueriesContext(connection) as captured:
            assert teacher.get(address).status_code == 200
        return len(captured)

    few = cost(reverse(LIST)), cost(page(objection))
    crowd(objection, alike=1000, different=1000)
    assert len(lines(teacher)) == 50
    assert (cost(reverse(LIST)), cost(page(objection))) == few
    assert teacher.get(page(objection)).content.decode().count('name="read"') == 100


def test_thousands_are_read_a_page_at_a_time_and_decided_in_one_go(teacher, kelpwick):
    objection = objected(kelpwick)
    crowd(objection, alike=3000, different=120)
    assert "121 objections" in text(teacher.get(reverse(LIST)))
    assert [len(lines(teacher, p=page)) for page in (1, 2, 3)] == [50, 50, 21]
    assert " 3001 " in lines(teacher)[0]
    response = teacher.post(page(objection), {"uphold": "1"}, follow=True)
    assert "3001 answers count as right now" in text(response)
    assert Objection.objects.open().count() == 120


def crowd(objection, alike, different):
    """More questions like it, and as many of other likenesses, with an objection to each."""
    question, answer = objection.answer.question, objection.answer
    made = []
    for number in range(alike + different):
        likeness = question.likeness if number < alike else f"other {number}"
        fields = {n: getattr(question, n) for n in ("kind", "seed", "shown", "key")}
        fields |= {"facts": question.facts, "events": question.events, "likeness": likeness}
        made.append(type(question)(round=question.round, position=100 + number, **fields))
    questions = type(question).objects.bulk_create(made)
    fields = {"given": answer.given, "accuracy": 0, "facts": {}, "feedback": {}}
    answers = Answer.objects.bulk_create(Answer(question=q, **fields) for q in questions)
    Objection.objects.bulk_create(Objection(answer=a, words="No.") for a in answers)
