"""Who may do what at every address; an address without a line here fails."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.test import Client, RequestFactory

from tests.quiz.cast import (
    teacher,
)
from tests.quiz.rights import (
    ROLES,
    URLS,
    address,
    one_draft,
    rights,
    send,
    stage,
    told,
    watched,
)

pytestmark = pytest.mark.django_db


__all__ = ["one_draft", "stage", "watched"]  # fixtures


def test_every_address_has_its_line():
    assert [name for name, _parameters in URLS if rights(name) is None] == []


@pytest.mark.parametrize("method", ["get", "post"])
def test_every_role_gets_what_the_table_says(stage, method):
    found, expected = {}, {}
    for name, parameters in URLS:
        url = address(name, parameters, stage.ids)
        for role in ROLES:
            found[name, role] = told(send(stage, role, method, url))
            expected[name, role] = rights(name)[method][role]
    assert found == expected


def test_a_post_without_a_token_is_refused(stage):
    for role in ROLES:
        strict = Client(enforce_csrf_checks=True)
        strict.cookies = stage.browsers[role].cookies
        for name, parameters in URLS:
            reply = strict.post(address(name, parameters, stage.ids))
            assert reply.status_code == 403, (name, role)


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
