"""The same form sent several times at the same moment, at every address that takes one.

None of them is a fault of the site: the first does what was asked, the others are told something.
"""

from collections import Counter
from threading import Barrier

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from quiz.models import Classroom, Membership, Question
from tests.quiz.cast import MembershipFactory
from tests.quiz.playing import right
from tests.quiz.rights import URLS, address, one_draft, rights, stage, watched
from tests.quiz.together import at_once

__all__ = ["one_draft", "stage", "watched"]  # fixtures

pytestmark = pytest.mark.django_db(transaction=True)

TIMES = 8
REFUSED = {"405", "in"}  # who may see the page may send it nothing
PASSWORD = "kelp-lantern-19"
SIGN_UP = {"username": "owl", "password1": PASSWORD, "password2": PASSWORD}
DATES = {"title": "Week 2", "opens": "2026-01-01T08:00", "due": "2126-01-08T08:00", "attempts": 1}


def asked(stage):
    return Question.objects.get(uuid=stage.ids["question"])


def removed(_stage):
    Membership.objects.update(removed=timezone.now())
    return {}


def another_pupil(stage):
    return {"other": MembershipFactory(classroom=stage.classroom).pk, "sure": "on"}


def joining(stage):
    Classroom.objects.filter(pk=stage.classroom.pk).update(code="7K3F0W1Z")
    return {"code": "7K3F0W1Z", "nickname": "Quiet Fox"}


def coming_back(stage):
    Membership.objects.update(phrase="kelp lantern tide")
    return joining(stage) | {"phrase": "kelp lantern tide"}


def account(_stage):
    User.objects.create_user("owl", password=PASSWORD)
    return {"username": "owl", "password": PASSWORD}


def file_to_send(_stage):
    return {"file": SimpleUploadedFile("own.csv", b"slug\n")}


# Who sends it, and what: fields, or what makes them.  An address that takes forms needs a line.
FORMS = {
    "quiz:answer": ("pupil", lambda stage: right(asked(stage))),
    "quiz:begin-assignment": ("pupil", {}),
    "quiz:change-assignment": ("teacher", DATES),
    "quiz:class-archive": ("teacher", {"archived": "on"}),
    "quiz:class-code": ("teacher", {}),
    "quiz:class-dismiss": ("teacher", {}),
    "quiz:class-invite": ("teacher", {}),
    "quiz:class-lock": ("teacher", {"locked": "on"}),
    "quiz:class-settings": ("teacher", {"name": "10B", "size": 30}),
    "quiz:class-withdraw": ("teacher", {}),
    "quiz:classes": ("teacher", {"name": "10B"}),
    "quiz:come-back": ("guest", coming_back),
    "quiz:invitation": ("colleague", {}),
    "quiz:join": ("nobody", joining),
    "quiz:join-code": ("guest", joining),
    "quiz:leave": ("pupil", {}),
    "quiz:login": ("guest", account),
    "quiz:logout": ("teacher", {}),
    "quiz:new-assignment": ("teacher", DATES | {"length": 3, "same_for_all": "on"}),
    "quiz:object": ("pupil", {"words": "It was otherwise."}),
    "quiz:pupil": ("teacher", {"nickname": "Quiet Fox"}),
    "quiz:pupil-back": ("teacher", removed),
    "quiz:pupil-merge": ("teacher", another_pupil),
    "quiz:pupil-remove": ("teacher", {}),
    "quiz:questions_check": ("staff", {}),
    "quiz:questions_import": ("staff", file_to_send),
    "quiz:ranking": ("pupil", {"in_ranking": "on"}),
    "quiz:remove-assignment": ("teacher", {}),
    "quiz:signup": ("guest", SIGN_UP),
    "quiz:somebody-else": ("pupil", {}),
    "quiz:start": ("nobody", {}),
    "quiz:surprise": ("staff", {}),
    "quiz:swap-question": ("teacher", {}),
    "quiz:told": ("pupil", {}),
}


def pressed(browser, url, data):
    """Each as if from a tab of this browser; what came of them."""
    ready = Barrier(TIMES)

    def press(_number):
        tab = Client(raise_request_exception=False)
        tab.cookies.update(browser.cookies)
        ready.wait(10)
        return tab.post(url, data).status_code

    return Counter(map(str, at_once(press, TIMES)))


def test_every_form_has_its_line():
    quiz = [name for name, _parameters in URLS if name.startswith("quiz:")]
    takes = {name for name in quiz if set(rights(name)["post"].values()) - REFUSED}
    assert takes == set(FORMS)


@pytest.mark.parametrize("name", FORMS)
def test_a_form_sent_by_several_tabs_at_once_makes_nothing_stumble(stage, name):
    role, data = FORMS[name]
    browser = stage.browsers[role]
    data = data(stage) if callable(data) else data
    found = pressed(browser, address(name, dict(URLS)[name], stage.ids), data)
    assert max(found) < "500", found
    assert found["302"], found
