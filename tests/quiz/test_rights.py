"""Who may do what at every address; an address without a line here fails."""

import re
from copy import deepcopy
from datetime import timedelta
from fnmatch import fnmatch
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.db.models import Q
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from quiz import classes, people, play
from quiz.draft import Draft
from quiz.generation import draft
from quiz.models import Assignment, SetQuestion
from quiz.models.assignment import AssignmentQuerySet
from quiz.models.classroom import ClassroomQuerySet
from tests.history.factories import EventFactory, SourceFactory
from tests.quiz.cast import (
    ClassroomFactory,
    MembershipFactory,
    PlayerFactory,
    UserFactory,
    browser_of,
    pupil,
    signed_in,
    teacher,
)
from tests.quiz.urls import every_url

pytestmark = pytest.mark.django_db

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
quiz:object                       | 405                         | 404
quiz:paper                        | 404                         | 405
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
    ids = {
        "round": played.uuid,
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
    "quiz:paper": {"uuid": "round"},
    "quiz:answer": {"uuid": "question"},
    "quiz:object": {"uuid": "question"},
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


def test_every_address_has_its_line():
    assert [name for name, _parameters in URLS if rights(name) is None] == []


@pytest.mark.parametrize("method", ["get", "post"])
def test_every_role_gets_what_the_table_says_and_a_get_changes_nothing(stage, method):
    found, expected = {}, {}
    for name, parameters in URLS:
        url = address(name, parameters, stage.ids)
        for role in ROLES:
            with CaptureQueriesContext(connection) as captured:
                found[name, role] = told(send(stage, role, method, url))
            written = [q["sql"] for q in captured if re.match("INSERT|UPDATE|DELETE", q["sql"])]
            if method == "get" and name != "quiz:readyz":  # whose one write is taken back
                assert [sql for sql in written if "django_session" not in sql] == [], (name, role)
            expected[name, role] = rights(name)[method][role]
    assert found == expected


def test_a_post_without_a_token_is_refused(stage):
    for role in ROLES:
        strict = Client(enforce_csrf_checks=True)
        strict.cookies = stage.browsers[role].cookies
        for name, parameters in URLS:
            reply = strict.post(address(name, parameters, stage.ids))
            assert reply.status_code == 403, (name, role)


OWNED = [(name, parameters) for name, parameters in URLS if "uuid" in parameters]


def told_apart(stage, method):
    """What of somebody else's does not look exactly like what is not: addresses with roles."""
    unknown = stage.ids | dict.fromkeys(("class", "round", "question", "assignment"), uuid4())
    for name, parameters in OWNED:
        urls = [address(name, parameters, ids) for ids in (stage.ids, unknown)]
        for role in (r for r, word in rights(name)[method].items() if word == "404"):
            one, other = (send(stage, role, method, url) for url in urls)
            both_404 = (one.status_code, other.status_code) == (404, 404)
            if not both_404 or without_tokens(one) != without_tokens(other):
                yield name, role


@pytest.mark.parametrize("method", ["get", "post"])
def test_what_is_somebody_elses_looks_like_what_is_not(stage, method):
    assert list(told_apart(stage, method)) == []


def anybody(*_request):
    return Q()


def all_of(rows, _user):
    return rows


@pytest.mark.parametrize(
    ("where", "owner_filter", "without", "opened"),
    [
        (people, "is_current", anybody, "quiz:round"),
        (ClassroomQuerySet, "taught_by", all_of, "quiz:pupils"),
        (AssignmentQuerySet, "taught_by", all_of, "quiz:assignment-paper"),
    ],
)
def test_one_missing_filter_of_the_owner_is_noticed(
    stage, monkeypatch, where, owner_filter, without, opened
):
    monkeypatch.setattr(where, owner_filter, without)
    assert opened in {name for name, _role in told_apart(stage, "get")}


def test_in_ones_own_class_a_number_of_another_class_is_unknown(stage):
    foreign = {
        "pupil": MembershipFactory(classroom=stage.other).pk,
        "invitation": classes.invite(classroom=stage.other).pk,
        "teaching": stage.other.teachings.get().pk,
    }
    for name, parameters in OWNED:
        if "number" in parameters:
            every = (foreign, dict.fromkeys(foreign, 2**31), dict.fromkeys(foreign, 2**70))
            urls = [address(name, parameters, stage.ids | numbers) for numbers in every]
            replies = [send(stage, "teacher", "post", url) for url in urls]
            assert {reply.status_code for reply in replies} == {404}, name
            assert len({without_tokens(reply) for reply in replies}) == 1, name


# All that anybody's admin holds: the shared library, what is said against questions, and accounts.
LIBRARY = "topic source event cause misconception authoredquestion objection withdrawal".split()
FOR_SUPERUSERS = ["user", "group"]


def test_the_admin_holds_no_pupils_data():
    for user, expected in (
        (User(is_staff=True), LIBRARY),
        (User(is_staff=True, is_superuser=True), [*LIBRARY, *FOR_SUPERUSERS]),
    ):
        if not user.is_superuser:
            user = User.objects.get(pk=teacher().session["_auth_user_id"])
        request = RequestFactory().get("/admin/")
        request.user = user
        seen = {
            model._meta.model_name
            for model, its_admin in admin.site._registry.items()
            if any(its_admin.get_model_perms(request).values())
        }
        assert seen == set(expected)
