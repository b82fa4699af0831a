"""A teacher's own question in a browser: each form asked, answered rightly, wrongly and badly."""

import re
from dataclasses import replace
from html import unescape

import pytest
from django.contrib.auth.models import Group, User
from django.urls import reverse

from history.dates import parse
from quiz.models import Answer
from tests.history.factories import DateClaimFactory, EventFactory, TopicFactory
from tests.quiz import own
from tests.quiz.playing import HTMX, answer_url, current, press_play, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def harbour():
    """A topic in which there is nothing to ask but what its teacher asks."""
    return TopicFactory()


@pytest.fixture(params=own.ALL)
def form(request):
    return request.param


def begun(guest, harbour, question):
    own.store(question, harbour)
    return current(press_play(guest, harbour))


def shown(response):
    plain = unescape(re.sub(r"<[^>]+>", " ", response.content.decode()))
    return re.sub(r"\s+", " ", plain)


def by_text(question, *texts):
    return [o["id"] for text in texts for o in question.shown["options"] if o["text"] == text]


def in_order(question, ids):
    return {f"rank-{option}": place for place, option in enumerate(ids, 1)}


def rightly(question):
    key = question.key
    match key["asks"]["form"]:
        case "ordering":
            return in_order(question, key["answer"])
        case "multiple":
            return {"answer": key["answer"]}
        case "date":
            return {"answer": "1 September 1809"}
    return {"answer": key["answer"][0]}


def wrongly(question):
    match question.key["asks"]["form"]:
        case "ordering":
            return in_order(question, question.key["answer"][::-1])
        case "multiple":
            return {"answer": by_text(question, "The church hill", "The upper school")}
        case "single":
            return {"answer": by_text(question, "Jon Reed")[0]}
        case "true-false":
            return {"answer": by_text(question, "False")[0]}
        case "date":
            return {"answer": "1911"}
    return {"answer": "The Closed Fist"}


def badly(question):
    match question.key["asks"]["form"]:
        case "ordering":
            return dict.fromkeys(in_order(question, question.key["answer"]), 1)
        case "date":
            return {"answer": "the day before yesterday"}
        case "short":
            return {"answer": "?"}
    return {"answer": "stranger"}


def test_the_question_is_shown_with_all_that_answering_needs(guest, harbour, form):
    question = begun(guest, harbour, own.ALL[form])
    page = guest.get(question.round.get_absolute_url()).content.decode()
    assert question.shown["stem"] in unescape(page)
    assert all(option["id"] in page for option in question.shown["options"])
    assert ('id="typed-answer"' in page) == (form in ("short", "date"))
    assert ('type="checkbox"' in page) == (form == "multiple")
    assert own.ALL[form].explanation not in page
    assert not any(
        option.why_wrong and option.why_wrong in page for option in own.ALL[form].options
    )


def test_a_right_answer_is_said_to_be_right_with_its_explanation_and_source(guest, harbour, form):
    question = begun(guest, harbour, own.ALL[form])
    page = shown(guest.post(answer_url(question), rightly(question), follow=True))
    assert "Not right" not in page
    assert "Right" in page
    assert own.ALL[form].explanation in page
    assert own.ALL[form].source.title in page
    assert own.ALL[form].locator in page
    assert Answer.objects.get().accuracy == 1


def test_a_wrong_answer_is_told_what_every_option_was(guest, harbour, form):
    question = begun(guest, harbour, own.ALL[form])
    page = shown(guest.post(answer_url(question), wrongly(question), follow=True))
    assert "Not right" in page
    for option in own.ALL[form].options:
        assert option.text in page
        assert option.why_wrong in page
    assert Answer.objects.get().accuracy == 0


def test_what_cannot_be_an_answer_is_sent_back_and_costs_nothing(guest, harbour, form):
    question = begun(guest, harbour, own.ALL[form])
    for data in (badly(question), {}):
        response = send(guest, question, data)
        assert response.status_code == 422
        assert "errorlist" in response.content.decode()
    assert not Answer.objects.exists()


@pytest.mark.parametrize("typed", ["\0", "a\0b", "x" * 500, "9" * 500, "   "])
@pytest.mark.parametrize("form", ["short", "date"])
def test_what_nobody_would_type_is_sent_back(guest, harbour, form, typed):
    question = begun(guest, harbour, own.ALL[form])
    assert send(guest, question, {"answer": typed}).status_code == 422
    assert not Answer.objects.exists()


def test_a_second_answer_changes_nothing(guest, harbour, form):
    question = begun(guest, harbour, own.ALL[form])
    for fill_in in (wrongly, rightly, wrongly):
        response = guest.post(answer_url(question), fill_in(question), follow=True)
        assert "Not right" in shown(response)
    assert Answer.objects.get().accuracy == 0


def test_the_marks_are_shown_even_of_what_is_about_no_event(guest, harbour, form):
    question = begun(guest, harbour, own.ALL[form])
    assert question.events == []
    send(guest, question, wrongly(question))
    assert "0 of 1 mark" in shown(guest.get(question.round.get_absolute_url()))


def test_another_browser_finds_no_such_question(guest, stranger, harbour, form):
    question = begun(guest, harbour, own.ALL[form])
    assert send(stranger, question, rightly(question)).status_code == 404
    assert not Answer.objects.exists()


def test_htmx_gets_the_part_alone(guest, harbour, form):
    question = begun(guest, harbour, own.ALL[form])
    page = send(guest, question, rightly(question), **HTMX).content.decode()
    assert page.lstrip().startswith("<article")


def test_what_was_typed_stays_when_it_is_sent_back(guest, harbour):
    question = begun(guest, harbour, own.DATE)
    page = send(guest, question, {"answer": '"><b>soon'}).content.decode()
    assert 'value="&quot;&gt;&lt;b&gt;soon"' in page
    assert 'aria-invalid="true"' in page


def test_what_was_typed_is_repeated_and_every_right_answer_told(guest, harbour):
    question = begun(guest, harbour, own.SHORT)
    page = send(guest, question, {"answer": "<b>Fist</b>"}, **HTMX).content.decode()
    assert "&lt;b&gt;Fist&lt;/b&gt;" in page
    assert "The Brotherhood" in page
    assert "The Open Hand" in page


@pytest.mark.parametrize(
    ("question", "typed", "said"),
    [
        (own.SHORT, "The Brotherhod", "costs no mark"),
        (own.DATE, "1809", "more exactness was asked for"),
        (replace(own.DATE, date=parse("1917-11-07", "NS")), "25 October 1917", "Old Style"),
    ],
)
def test_what_is_nearly_as_written_gets_a_note(guest, harbour, question, typed, said):
    calendar = question.date.calendar if question.date else ""
    own.store(question, harbour, calendar=calendar)
    asked = current(press_play(guest, harbour))
    page = shown(guest.post(answer_url(asked), {"answer": typed}, follow=True))
    assert said in page


def test_markup_is_shown_as_it_was_typed(guest, harbour):
    options = (own.right("<i>Ada</i>"), own.wrong("<b>Jon</b>"), own.wrong("<u>Tom</u>", "He too."))
    stem = "Who <script>alert(1)</script> kept the lamp?"
    question = begun(guest, harbour, replace(own.SINGLE, stem=stem, options=options))
    asked = guest.get(question.round.get_absolute_url()).content.decode()
    told = guest.post(answer_url(question), rightly(question), follow=True).content.decode()
    for page in (asked, told):
        assert "&lt;script&gt;" in page
        assert "<script>alert" not in page
        assert "<i>Ada" not in page


def test_a_question_once_asked_stays_as_it_was_when_its_teacher_edits_it(guest, harbour):
    question = begun(guest, harbour, own.SHORT)
    type(harbour).objects.bump()
    row = harbour.authored_questions.get()
    row.accepted = "Something else"
    row.save()
    page = shown(guest.post(answer_url(question), {"answer": "The Brotherhood"}, follow=True))
    assert "Right" in page


def test_the_samples_of_an_event_have_the_teachers_own(client, harbour):
    event = EventFactory(slug=own.SHORT.event, topics=[harbour])
    DateClaimFactory(event=event)
    own.store(own.SHORT, harbour)
    teacher = User.objects.create(username="teacher", is_staff=True)
    teacher.groups.add(Group.objects.get(name="Teachers"))
    client.force_login(teacher)
    page = client.get(reverse("quiz:samples", args=[event.slug]))
    assert own.SHORT.stem in shown(page)
