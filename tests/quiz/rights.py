"""Who gets what at every address, and a stage on which each of them asks for it."""

import re
from copy import deepcopy
from datetime import timedelta
from fnmatch import fnmatch
from types import SimpleNamespace

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from quiz import classes, play
from quiz.draft import Draft
from quiz.generation import draft
from quiz.models import Assignment, SetQuestion
from tests.history.factories import EventFactory, SourceFactory
from tests.quiz import playing
from tests.quiz.cast import (
    ClassroomFactory,
    PlayerFactory,
    UserFactory,
    browser_of,
    pupil,
    signed_in,
    teacher,
)
from tests.quiz.urls import every_url

# Guest: plays without a class.  Neighbour and colleague: a pupil and the teacher of another class.
# Staff: a superuser who teaches nothing.
ROLES = "nobody guest pupil neighbour teacher colleague staff".split()

# A line an address: what a GET gives to each role, and what an empty POST does; one word is for all
# of them, and "in" sends to the login.  Names are patterns, and the first one that fits counts.
TABLE = """
history:event                     | 200                         | 405
history:export                    | in in in in 200 200 200     | in in in in 405 405 405
history:import                    | in in in in 200 200 200     | in in in in 200 200 200
history:import_check              | in in in in 302 302 302     | in in in in 302 302 302
history:source                    | 200                         | 405
history:topic                     | 200                         | 405
quiz:answer                       | 404                         | 404 404 422 404 404 404 404
quiz:assignment                   | 404 404 200 404 200 404 404 | 405
quiz:assignment-paper             | 404 404 404 404 200 404 404 | 405
quiz:assignments                  | 404 404 200 404 200 404 404 | 405
quiz:begin-assignment             | 405                         | 404 404 302 404 404 404 404
quiz:board                        | 404 404 200 404 200 404 404 | 405
quiz:board-facts                  | 404 404 200 404 200 404 404 | 405
quiz:cards                        | 404 404 404 404 200 404 404 | 405
quiz:change-assignment            | 405                         | 404 404 404 404 422 404 404
quiz:class                        | 404 404 200 404 200 404 404 | 405
quiz:class-archive                | 405                         | 404 404 404 404 302 404 404
quiz:class-code                   | 405                         | 404 404 404 404 302 404 404
quiz:class-dismiss                | 405                         | 404 404 404 404 302 404 404
quiz:class-export                 | 404 404 404 404 200 404 404 | 405
quiz:class-invite                 | 405                         | 404 404 404 404 302 404 404
quiz:class-lock                   | 405                         | 404 404 404 404 302 404 404
quiz:class-misconceptions         | 404 404 404 404 200 404 404 | 405
quiz:class-questions              | 404 404 404 404 200 404 404 | 405
quiz:class-settings               | 404 404 404 404 200 404 404 | 404 404 404 404 422 404 404
quiz:class-withdraw               | 405                         | 404 404 404 404 302 404 404
quiz:classes                      | 200                         | in in in in 422 422 422
quiz:come-back                    | 200                         | 422
quiz:coverage                     | in in in in 200 200 200     | in in in in 405 405 405
quiz:ended                        | 200                         | 405
quiz:healthz                      | 200                         | 405
quiz:home                         | 200                         | 405
quiz:icon                         | 302                         | 405
quiz:invitation                   | in in in in 200 200 200     | in in in in 302 302 302
quiz:join                         | 200                         | 422
quiz:join-code                    | 200                         | 422
quiz:joining                      | 404 404 404 404 200 404 404 | 405
quiz:leave                        | 405                         | 404 404 302 404 404 404 404
quiz:login                        | 200                         | 422
quiz:logout                       | 405                         | 302
quiz:me                           | 200                         | 405
quiz:membership                   | 404 404 200 404 404 404 404 | 405
quiz:my-answers                   | 200                         | 405
quiz:new-assignment               | 404 404 404 404 200 404 404 | 404 404 404 404 422 404 404
quiz:object                       | 405                         | 404 404 422 404 404 404 404
quiz:paper                        | 404 404 200 404 404 404 404 | 405
quiz:pupil                        | 404 404 404 404 200 404 404 | 404 404 404 404 422 404 404
quiz:pupil-back                   | 405                         | 404 404 404 404 302 404 404
quiz:pupil-merge                  | 405                         | 404 404 404 404 422 404 404
quiz:pupil-remove                 | 405                         | 404 404 404 404 302 404 404
quiz:pupils                       | 404 404 404 404 200 404 404 | 405
quiz:questions_check              | in in in in 302 302 302     | in in in in 302 302 302
quiz:questions_import             | in in in in 200 200 200     | in in in in 200 200 200
quiz:ranking                      | 405                         | 404 404 302 404 404 404 404
quiz:readyz                       | 200                         | 405
quiz:remove-assignment            | 405                         | 404 404 404 404 302 404 404
quiz:round                        | 404 404 200 404 404 404 404 | 405
quiz:samples                      | in in in in 200 200 200     | in in in in 405 405 405
quiz:signup                       | 200                         | 422
quiz:somebody-else                | 405                         | 302
quiz:start                        | 200                         | 302
quiz:surprise                     | 405                         | 302
quiz:swap-question                | 405                         | 404 404 404 404 302 404 404
quiz:told                         | 405                         | 302
set_language                      | 302                         | 302
admin:login                       | 200 200 200 200 302 302 302 | 200
admin:logout                      | 302 302 302 302 405 405 405 | 302
admin:index                       | in in in in 200 200 200     | in in in in 200 200 200
admin:app_list                    | in in in in 200 200 200     | in in in in 200 200 200
admin:jsi18n                      | in in in in 200 200 200     | in in in in 405 405 405
admin:autocomplete                | in in in in 403 403 403     | in in in in 405 405 405
admin:view_on_site                | in in in in 404 404 404     | in in in in 404 404 404
admin:password_change             | in in in in 200 200 200     | in in in in 200 200 200
admin:password_change_done        | in in in in 200 200 200     | in in in in 405 405 405
admin:auth_*_history              | in in in in 302 302 302     | in in in in 302 302 302
admin:auth_*_add                  | in in in in 403 403 200     | in in in in 403 403 200
admin:auth_*_changelist           | in in in in 403 403 200     | in in in in 403 403 200
admin:auth_user_password_change   | in in in in 403 403 404     | in in in in 403 403 404
admin:auth_*_change               | in in in in 403 403 302     | in in in in 403 403 302
admin:auth_*_delete               | in in in in 403 403 302     | in in in in 403 403 302
admin:history_*_add               | in in in in 200 200 200     | in in in in 200 200 200
admin:history_*_changelist        | in in in in 200 200 200     | in in in in 200 200 200
admin:history_*_export            | in in in in 200 200 200     | in in in in 200 200 200
admin:history_*_*                 | in in in in 302 302 302     | in in in in 302 302 302
admin:quiz_authoredquestion_add        | in in in in 200 200 200     | in in in in 200 200 200
admin:quiz_authoredquestion_changelist | in in in in 200 200 200     | in in in in 200 200 200
admin:quiz_authoredquestion_export     | in in in in 200 200 200     | in in in in 200 200 200
admin:quiz_authoredquestion_*          | in in in in 302 302 302     | in in in in 302 302 302
admin:quiz_objection_add          | in in in in 403 403 403     | in in in in 403 403 403
admin:quiz_objection_change       | in in in in 404 404 404     | in in in in 404 404 404
admin:quiz_objection_changelist   | in in in in 200 200 200     | in in in in 200 200 200
admin:quiz_objection_delete       | in in in in 403 403 403     | in in in in 403 403 403
admin:quiz_objection_history      | in in in in 302 302 302     | in in in in 302 302 302
admin:quiz_withdrawal_add         | in in in in 403 403 403     | in in in in 403 403 403
admin:quiz_withdrawal_changelist  | in in in in 200 200 200     | in in in in 200 200 200
admin:quiz_withdrawal_*           | in in in in 302 302 302     | in in in in 302 302 302
admin:admin/*/*/<path:object_id>/ | in in in in 302 302 302     | in in in in 302 302 302
admin:admin/(*         | in in in in 404 404 404     | in in in in 404 404 404
"""


def read(column):
    words = column.split()
    return dict(zip(ROLES, words * len(ROLES) if len(words) == 1 else words, strict=True))


RIGHTS = [
    (name.strip(), {"get": read(get), "post": read(post)})
    for name, get, post in (line.split("|") for line in TABLE.strip().splitlines())
]
URLS = every_url()


def rights(name):
    return next((may for pattern, may in RIGHTS if fnmatch(name, pattern)), None)


@pytest.fixture(autouse=True)
def watched():
    """Nobody here counts queries: the admin asks for its users as often as it likes."""


@pytest.fixture(scope="session")
def one_draft(us_russia):
    targets = [f"when:{event.slug}" for event in us_russia.events]
    outcomes = (draft(us_russia, "date", target, 1) for target in targets)
    return next(outcome for outcome in outcomes if isinstance(outcome, Draft))


@pytest.fixture
def stage(topic, one_draft, monkeypatch):
    """A class with all that has an address in it, a second class, and a browser for each role."""
    monkeypatch.setattr(play, "compose", lambda *_, **__: [one_draft])
    classroom, other = ClassroomFactory.create_batch(2)
    browsers = {
        "nobody": Client(),
        "guest": browser_of(PlayerFactory()),
        "pupil": pupil(classroom),
        "neighbour": pupil(other),
        "teacher": teacher(classroom),
        "colleague": teacher(other),
        "staff": signed_in(UserFactory(is_staff=True, is_superuser=True)),
    }
    member = browsers["pupil"].member
    played = play.start_round(player=member.player, topic=topic)
    finished = play.start_round(player=member.player, topic=topic)
    answered = finished.questions.get()
    playing.send(browsers["pupil"], answered, playing.right(answered))
    ids = {
        "round": played.uuid,
        "finished": finished.uuid,
        "answered": answered.uuid,
        "question": played.questions.get().uuid,
        "class": classroom.uuid,
        "pupil": member.pk,
        "invitation": classes.invite(classroom=classroom).pk,
        "teaching": classroom.teachings.get().pk,
        "topic": topic.slug,
        "assignment": _assigned(classroom, topic, one_draft).uuid,
        "event": EventFactory(slug="recognition-1933", topics=[topic]).slug,
        "source": SourceFactory().slug,
        "token": classes.invite(classroom=classroom).token,
    }
    return SimpleNamespace(classroom=classroom, other=other, browsers=browsers, ids=ids)


def _assigned(classroom, topic, draft):
    due = timezone.now() + timedelta(days=7)
    made = Assignment.objects.create(classroom=classroom, topic=topic, title="Week one", due=due)
    SetQuestion.objects.create(assignment=made, position=1, **play.columns_of(draft))
    return made


# What stands in an address: by the address's own name, or else by the parameter's.
MEANT = {
    "quiz:round": {"uuid": "round"},
    "quiz:paper": {"uuid": "finished"},
    "quiz:answer": {"uuid": "question"},
    "quiz:object": {"uuid": "answered"},
    "quiz:class-withdraw": {"number": "invitation"},
    "quiz:class-dismiss": {"number": "teaching"},
    "quiz:start": {"slug": "topic"},
    "quiz:samples": {"slug": "event"},
    **{
        f"quiz:{name}": {"uuid": "assignment"}
        for name in (
            "assignment",
            "assignment-paper",
            "begin-assignment",
            "change-assignment",
            "remove-assignment",
            "swap-question",
        )
    },
    "quiz:coverage": {"slug": "topic"},
    "history:topic": {"slug": "topic"},
    "history:event": {"slug": "event"},
    "history:source": {"slug": "source"},
}
USUALLY = {"uuid": "class", "number": "pupil", "token": "token"}
# Addresses in the admin, of nothing: what comes before looking decides.
IN_ADMIN = {
    "object_id": "0",
    "content_type_id": 0,
    "app_label": "history",
    "url": "nowhere",
    "id": "0",
}


def address(name, parameters, ids):
    meant = USUALLY | MEANT.get(name, {})
    known = IN_ADMIN | {"code": "00000000", "position": 1, "what": "pupils", "kind": "csv"}
    values = {p: ids[meant[p]] if p in meant else known[p] for p in parameters}
    if "/" not in name:
        return reverse(name, kwargs=values)
    path = name.removeprefix("admin:")
    return "/" + re.sub(r"<path:\w+>|\(\?P<url>.*", "nowhere", path)


def told(response):
    sent_to_login = response.status_code == 302 and "login/?next=" in response.url
    return "in" if sent_to_login else str(response.status_code)


def without_tokens(response):
    return re.sub(rb'name="csrfmiddlewaretoken" value="\w+"', b"", response.content)


def send(stage, role, method, url, look=lambda _reply: None):
    """What comes of it, and nothing that stays."""
    browser, before = stage.browsers[role], transaction.savepoint()
    cookies = deepcopy(browser.cookies)
    try:
        reply = getattr(browser, method)(url)
        look(reply)
        return reply
    finally:
        transaction.savepoint_rollback(before)
        browser.cookies = cookies
