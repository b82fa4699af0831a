"""What is somebody else's looks like what is not there."""

from uuid import uuid4

import pytest
from django.db.models import Q

from quiz import classes, people
from quiz.models.assignment import AssignmentQuerySet
from quiz.models.classroom import ClassroomQuerySet
from quiz.models.round import QuestionQuerySet, RoundQuerySet
from tests.quiz.cast import (
    MembershipFactory,
)
from tests.quiz.rights import URLS, address, one_draft, rights, send, stage, watched, without_tokens

pytestmark = pytest.mark.django_db


__all__ = ["one_draft", "stage", "watched"]  # fixtures

OWNED = [(name, parameters) for name, parameters in URLS if "uuid" in parameters]


WITH_UUID = ("class", "round", "finished", "question", "answered", "assignment")


def told_apart(stage, method):
    """What of somebody else's does not look exactly like what is not: addresses with roles."""
    unknown = stage.ids | dict.fromkeys(WITH_UUID, uuid4())
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


def all_of(rows, _whose):
    return rows


@pytest.mark.parametrize(
    ("where", "owner_filter", "without", "method", "opened"),
    [
        (people, "is_current", anybody, "get", "quiz:round"),
        (people, "is_current", anybody, "post", "quiz:answer"),
        (RoundQuerySet, "of", all_of, "get", "quiz:paper"),
        (QuestionQuerySet, "of", all_of, "post", "quiz:object"),
        (ClassroomQuerySet, "taught_by", all_of, "get", "quiz:pupils"),
        (AssignmentQuerySet, "taught_by", all_of, "get", "quiz:assignment-paper"),
    ],
)
def test_one_missing_filter_of_the_owner_is_noticed(
    stage, monkeypatch, where, owner_filter, without, method, opened
):
    monkeypatch.setattr(where, owner_filter, without)
    assert opened in {name for name, _role in told_apart(stage, method)}


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
