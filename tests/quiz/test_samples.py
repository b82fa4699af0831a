"""What a teacher sees of the questions that an event can give."""

import pytest
from django.contrib.auth.models import Group, User
from django.urls import reverse
from django.utils import translation

from quiz import kinds, soundness
from quiz.soundness import verdicts
from quiz.templatetags.names import refusal_in_words
from tests.history.factories import EventFactory
from tests.quiz import world
from tests.quiz.test_languages import choose

pytestmark = pytest.mark.django_db


@pytest.fixture
def teacher(client):
    user = User.objects.create_user("owl", is_staff=True)
    user.groups.add(Group.objects.get(name="Teachers"))
    client.force_login(user)
    return client


def page(client, slug):
    return client.get(reverse("quiz:samples", args=[slug]))


def test_a_teacher_sees_drafts_with_their_evidence(teacher, topic, us_russia):
    event = us_russia.by_slug["recognition-1933"]
    EventFactory(slug=event.slug, title=event.title, topics=[topic])
    shown = page(teacher, event.slug).content.decode()
    assert event.title in shown
    assert "the answer" in shown
    assert event.claims[0].locator in shown


def test_every_check_of_a_sample_is_shown_with_its_verdict(teacher, topic, us_russia):
    event = us_russia.by_slug["recognition-1933"]
    EventFactory(slug=event.slug, title=event.title, topics=[topic])
    shown = page(teacher, event.slug).content.decode()
    for check in soundness.CHECKS["date"]:
        assert f"✓ {check.name}" in shown
    assert "✗" not in shown


def test_a_check_that_speaks_is_heard_by_name():
    chronicle = world.world()
    draft = world.drafts("date", chronicle)[0]
    assert not any(verdicts(draft, chronicle).values())
    draft.shown["stem"] = "When, if not now, did it happen"
    assert verdicts(draft, chronicle)["plain-form"]
    draft.key["stands_for"] = {}
    assert list(verdicts(draft, chronicle)) == ["well-formed"]


def test_a_teacher_sees_by_name_why_there_is_none(teacher, topic):
    from history import chronicle

    chronicle._kept.clear()
    event = EventFactory(topics=[topic])
    assert "no-dated-claim" in page(teacher, event.slug).content.decode()


def test_each_way_has_a_sample_or_its_rejection(teacher, topic, us_russia):
    event = us_russia.by_slug["recognition-1933"]
    EventFactory(slug=event.slug, title=event.title, topics=[topic])
    response = page(teacher, event.slug)
    asked = {(d.kind, way, d.facts[0]) for way, d, _verdicts in response.context["drafts"]}
    refused = {(r.kind, way, r.target) for way, r in response.context["refused"]}
    assert not asked & refused
    assert {way for kind, way, _fact in asked | refused if kind == "date"} == set(
        kinds.all_kinds()["date"].ways
    )
    for found in response.context["refused"]:
        for rejection in found[1].rejections:
            assert f"<code>{rejection.name}</code>" in response.content.decode()


def test_checks_refusals_and_ways_are_told_in_the_language_of_the_teacher(
    teacher, topic, us_russia
):
    event = us_russia.by_slug["recognition-1933"]
    EventFactory(slug=event.slug, title=event.title, topics=[topic])
    choose(teacher, "es")
    response = page(teacher, event.slug)
    shown = response.content.decode()
    assert "fecha: elegir la fecha" in shown
    assert '✓ no-leak <span class="soft">la pregunta no dice la respuesta</span>' in shown
    refused = {r.name for _way, found in response.context["refused"] for r in found.rejections}
    assert refused
    with translation.override("es"):
        told = {name: refusal_in_words(name) for name in refused}
    for name, words in told.items():
        assert f"<code>{name}</code> {words}" in shown
    assert 'lang="en"' not in shown.split('class="verdicts"')[1].split("</details>")[0]


def test_an_event_without_a_topic_says_so(teacher):
    assert "in no topic" in page(teacher, EventFactory().slug).content.decode()


def test_pupils_and_guests_are_sent_away(client, guest):
    event = EventFactory()
    client.force_login(User.objects.create_user("fox"))
    assert page(client, event.slug).status_code == 302
    assert page(guest, event.slug).status_code == 302


def test_staff_without_the_right_are_refused(client):
    client.force_login(User.objects.create_user("clerk", is_staff=True))
    assert page(client, EventFactory().slug).status_code == 403
