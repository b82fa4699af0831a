from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from quiz import assigning
from quiz.models import Assignment, Question
from quiz.paper import printed
from tests.quiz.cast import ClassroomFactory, pupil, teacher
from tests.quiz.playing import current, play_out, press_play, right, send, wrong

pytestmark = pytest.mark.django_db

XSS = "<script>alert(1)</script>"


def paper_of(played):
    return reverse("quiz:paper", args=[played.uuid])


@pytest.fixture
def finished(guest, topic):
    played = press_play(guest, topic)
    play_out(guest, played, wrong)
    return played


def truth(reason):
    return {"reason": reason, "refers_to": "", "evidence": []}


def shown(mode, *texts):
    options = [{"id": name, "text": text} for name, text in zip("xyz", texts, strict=False)]
    return {"stem": "What was it?", "mode": mode, "hint": "", "options": options}


def key(answer, truths, **asks):
    return {
        "answer": answer,
        "truths": {name: truth(reason) for name, reason in truths.items()},
        "asks": asks,
        "explanation": "It was so.",
        "evidence": [],
    }


def test_there_is_no_paper_while_a_question_is_open(guest, topic):
    played = press_play(guest, topic)
    assert guest.get(paper_of(played)).status_code == 404
    while (question := current(played)) is not None:
        assert guest.get(paper_of(played)).status_code == 404
        send(guest, question, right(question))
    assert guest.get(paper_of(played)).status_code == 200


def test_nobody_elses_paper_is_found(finished):
    assert Client().get(paper_of(finished)).status_code == 404


def test_the_key_and_its_sources_stand_on_the_second_sheet_alone(guest, finished):
    page = unescape(guest.get(paper_of(finished)).content.decode())
    asked, key_sheet = page.split('class="key-on-paper"')
    assert 'class="cited"' not in asked
    for question in finished.questions.all():
        assert question.key["explanation"] not in asked
        for claim in question.key["evidence"]:
            assert claim["gist"] in key_sheet
            assert claim["locator"] in key_sheet
    assert asked.count('class="stem"') == finished.questions.count()


def test_a_finished_round_leads_to_its_paper_and_an_open_one_does_not(guest, topic):
    played = press_play(guest, topic)
    link = f'href="{paper_of(played)}"'
    assert link not in guest.get(played.get_absolute_url()).content.decode()
    play_out(guest, played, wrong)
    assert link in guest.get(played.get_absolute_url()).content.decode()


def test_a_paper_takes_as_many_queries_for_ten_questions_as_for_one(guest, topic, finished):
    with CaptureQueriesContext(connection) as many:
        guest.get(paper_of(finished))
    Question.objects.filter(round=finished, position__gt=1).delete()
    with CaptureQueriesContext(connection) as one:
        guest.get(paper_of(finished))
    assert len(one) == len(many)


def test_letters_follow_the_order_shown_and_the_key_names_them():
    choice = printed(shown("multiple", "Salt", "Gold", "Silk"), key("zx", dict.fromkeys("xyz", "")))
    assert [line.mark for line in choice.options] == ["a", "b", "c"]
    assert [(line.mark, line.text) for line in choice.answers] == [("a", "Salt"), ("c", "Silk")]


def test_the_key_of_an_ordering_stands_in_the_right_order():
    order = printed(shown("order", "War", "Pact", "Peace"), key("yxz", dict.fromkeys("xyz", "")))
    assert [line.text for line in order.answers] == ["Pact", "War", "Peace"]


def test_a_typed_date_is_told_from_other_words():
    (date,) = printed(shown("text"), key(["1933"], {"1933": "So it was."})).answers
    (word,) = printed(shown("text"), key(["salt"], {"salt": "Yes."}, form="short")).answers
    assert (date.is_date, word.is_date) == (True, False)


def test_what_a_teacher_typed_is_text(guest, finished):
    question = finished.questions.first()
    question.shown["stem"] = question.key["explanation"] = XSS
    question.save()
    html = guest.get(paper_of(finished)).content.decode()
    assert XSS not in html
    assert html.count("&lt;script&gt;") >= 2


@pytest.fixture
def classroom():
    return ClassroomFactory()


@pytest.fixture
def set_round(classroom, topic):
    client = teacher(classroom)
    now = timezone.now()
    made = assigning.assign(
        classroom=classroom,
        by=classroom.teachings.get().user,
        topic=topic,
        title="Week one",
        opens=now,
        due=now + timedelta(days=7),
    )
    return client, made


def paper_for_class(assignment):
    return reverse("quiz:assignment-paper", args=[assignment.uuid])


def test_a_teacher_prints_what_is_set_before_and_after_pupils_begin(set_round):
    client, made = set_round
    html = client.get(paper_for_class(made)).content.decode()
    assert html.count('class="stem"') == made.set_questions.count() > 0
    assert f'href="{paper_for_class(made)}"' in client.get(made.get_absolute_url()).content.decode()


def test_a_pupil_never_finds_the_teachers_paper(set_round, classroom):
    assert pupil(classroom).get(paper_for_class(set_round[1])).status_code == 404


def test_where_each_pupil_gets_their_own_there_is_nothing_to_print(set_round):
    client, made = set_round
    Assignment.objects.update(same_for_all=False)
    assert client.get(paper_for_class(made)).status_code == 404
    page = client.get(made.get_absolute_url()).content.decode()
    assert paper_for_class(made) not in page
