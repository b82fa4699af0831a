"""A form may send what it likes beside the answer: nothing of it is read."""

from urllib.parse import urlencode

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.db import transaction
from django.test.client import encode_multipart

from quiz.models import Answer, Memory, Player, Question, Round
from quiz.views import rounds
from tests.quiz.playing import answer_url, current, press_play, send, wrong

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("usual_ways")]

TOUCHED = [Player, Round, Question, Answer, Memory]


def stored_after(client, question, extra):
    """All rows that an answer touches, as a wrong one leaves them; then it is taken back."""
    with transaction.atomic(), time_machine.travel(question.round.created, tick=False):
        send(client, question, wrong(question) | extra)
        rows = {
            model: [{**row, "id": None} for row in model.objects.order_by("pk").values()]
            for model in TOUCHED
        }
        transaction.set_rollback(True)
    return rows


def columns():
    """Each as a field that a form might try; how sure they are is theirs to say."""
    names = {name for model in TOUCHED for f in model._meta.fields for name in (f.name, f.attname)}
    return dict.fromkeys(names - {"confidence"} | {"score", "user", "is_correct"}, "1")


def test_extra_fields_change_nothing(guest, topic):
    question = current(press_play(guest, topic))
    plain = stored_after(guest, question, {})
    assert [row["accuracy"] for row in plain[Answer]] == [0]
    assert stored_after(guest, question, columns()) == plain


def test_a_view_that_trusts_a_field_is_noticed(guest, topic, monkeypatch):
    def trusting(request, mine):
        response = honest(request, mine)
        Answer.objects.update(accuracy=request.POST.get("accuracy", 0))
        return response

    honest = rounds._take
    monkeypatch.setattr(rounds, "_take", trusting)
    question = current(press_play(guest, topic))
    plain = stored_after(guest, question, {})
    assert stored_after(guest, question, columns()) != plain


MB = 10**6
FORM = "application/x-www-form-urlencoded"


def form_of(fields, kind):
    """As a browser would send it; and as a program does, a part for each."""
    return (urlencode(fields), FORM) if kind == FORM else (encode_multipart("x", fields), kind)


@pytest.mark.parametrize("kind", [FORM, "multipart/form-data; boundary=x"])
@pytest.mark.parametrize(
    "extra",
    [{"words": "x" * 3 * MB}, {f"field-{number}": "" for number in range(1001)}],
    ids=["3 MB", "1,001 fields"],
)
def test_a_form_that_is_too_large_is_refused_and_answers_nothing(guest, topic, extra, kind):
    question = current(press_play(guest, topic))
    body, named = form_of(wrong(question) | extra, kind)
    assert guest.post(answer_url(question), body, content_type=named).status_code == 400
    assert not Answer.objects.exists()
    body, named = form_of(wrong(question) | {"words": "x" * 2 * MB}, kind)
    assert guest.post(answer_url(question), body, content_type=named).status_code == 302
    assert Answer.objects.count() == 1


def test_more_files_than_anybody_sends_are_refused(guest, topic):
    question = current(press_play(guest, topic))
    files = {f"file-{number}": ContentFile(b"x", "x.csv") for number in range(101)}
    assert guest.post(answer_url(question), wrong(question) | files).status_code == 400
    assert not Answer.objects.exists()
