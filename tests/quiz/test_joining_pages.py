"""A pupil from a code on the board to a seat in the class, and back on another device."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from quiz import classes
from quiz.classes import limiter
from quiz.models import Answer, Classroom, Membership, Player, Round
from quiz.people import SESSION_KEY
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
from tests.quiz.playing import current, press_play, right, send

pytestmark = pytest.mark.django_db

CODE = "7K3F0W1Z"


@pytest.fixture
def classroom():
    return ClassroomFactory(code=CODE)


def join(browser, code=CODE, nickname="Quiet Heron", **extra):
    fields = {"code": code, "nickname": nickname}
    return browser.post(reverse("quiz:join"), fields | extra)


def come_back(browser, member, **said):
    fields = {"code": member.classroom.code, "phrase": member.phrase}
    return browser.post(reverse("quiz:come-back"), fields | said)


def text(response):
    return re.sub(r"\s+", " ", response.content.decode())


def test_a_pupil_joins_by_a_link_with_the_nickname_they_are_given(classroom, guest):
    fields = guest.get(reverse("quiz:join-code", args=[CODE])).context["form"].initial
    response = guest.post(reverse("quiz:join"), fields, follow=True)
    member = Membership.objects.get()
    assert response.redirect_chain == [(reverse("quiz:membership", args=[classroom.uuid]), 302)]
    assert member.nickname == fields["nickname"]
    assert member.phrase in text(response)
    assert guest.get(classroom.get_absolute_url()).status_code == 200


def test_another_nickname_is_given_without_losing_the_code(guest, monkeypatch):
    monkeypatch.setattr("quiz.classes.nicknames.suggest", lambda: "Merry Otter")
    page = join(guest, code="7k3f 0w1z", another="1")
    assert page.status_code == 200
    assert page.context["form"].initial == {"code": "7K3F-0W1Z", "nickname": "Merry Otter"}
    assert not Player.objects.exists()


def test_no_email_and_no_name_is_asked(guest):
    assert set(guest.get(reverse("quiz:join")).context["form"].fields) == {"code", "nickname"}


def test_a_link_tells_nothing_about_its_code(classroom, guest, django_assert_num_queries):
    def body(code):
        page = guest.get(reverse("quiz:join-code", args=[code])).content.decode()
        page = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)
        return re.sub(r'value="[\w -]+"', "", page)

    with django_assert_num_queries(0):
        assert body(CODE) == body("00000000")


CLOSED = {
    "unknown": {"code": "00000000"},
    "locked": {"joining": False},
    "archived": {"archived": "2026-01-01T00:00Z"},
    "full": {"size": 1},
}


def test_unknown_locked_archived_and_full_look_alike(classroom, guest):
    MembershipFactory(classroom=classroom)
    bodies = set()
    for state in CLOSED.values():
        Classroom.objects.update(
            **{"code": CODE, "joining": True, "archived": None, "size": 60} | state
        )
        response = join(Client())
        assert response.status_code == 422
        assert "ask them" in text(response)
        bodies.add(re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text(response)))
    assert len(bodies) == 1


@pytest.mark.parametrize(
    ("state", "sentence"),
    [("locked", "joining is locked"), ("archived", "is archived"), ("full", "seats are taken")],
)
def test_its_teacher_reads_which_it_is(classroom, state, sentence):
    MembershipFactory(classroom=classroom)
    Classroom.objects.update(**CLOSED[state])
    for name in ("joining", "pupils"):
        page = teacher(classroom).get(reverse(f"quiz:{name}", args=[classroom.uuid]))
        assert sentence in text(page)


def test_a_refused_nickname_makes_no_player(classroom, guest):
    MembershipFactory(classroom=classroom, nickname_key="quletheron")
    response = join(guest)
    assert response.status_code == 422
    assert "Another pupil has this nickname. How about" in text(response)
    assert Player.objects.count() == 1
    assert SESSION_KEY not in guest.session


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"nickname": "<b>Fox</b>"}, "Use letters and digits"),
        ({"nickname": "x" * 500}, "2 to 24 letters"),
        ({"nickname": "\u202eשועל"}, "Use letters and digits"),
        ({"nickname": "fuck"}, "could hurt somebody"),
        ({"nickname": "Fox\x00"}, "Null characters are not allowed"),
        ({"code": "7K3F\x00"}, "Null characters are not allowed"),
        ({"code": "7" * 5000}, "at most 40 characters"),
        ({"code": "☃" * 8}, "No class can be joined"),
        ({"code": ""}, "This field is required"),
    ],
)
def test_bad_input_gets_a_sentence(classroom, guest, fields, sentence):
    response = join(guest, **fields)
    assert response.status_code == 422
    assert sentence in text(response)
    assert not Membership.objects.exists()


@pytest.mark.parametrize("fields", [{"phrase": "a\x00b"}, {"phrase": "x" * 5000}, {"code": "\x00"}])
def test_bad_words_get_a_sentence(classroom, guest, fields):
    assert come_back(guest, MembershipFactory(classroom=classroom), **fields).status_code == 422


def test_forty_pupils_behind_one_address_join_although_some_mistype(classroom):
    for number in range(40):
        browser = Client()
        if number % 3 == 0:
            assert join(browser, code="7K3F0W1Y").status_code == 422
        assert join(browser, nickname=f"Fox {number}").status_code == 302
    assert classroom.memberships.count() == 40


def test_guessing_is_stopped_in_words(classroom, guest, monkeypatch):
    monkeypatch.setattr(limiter, "MOST", 3)
    statuses = [join(guest, code=f"0000000{n}").status_code for n in range(4)]
    assert statuses == [422, 422, 422, 429]
    assert "Wait ten minutes" in text(join(guest))
    assert join(Client(REMOTE_ADDR="192.0.2.9")).status_code == 302


def test_a_guest_who_has_played_joins_with_what_they_did(classroom, guest, topic):
    played = press_play(guest, topic)
    join(guest)
    assert Membership.objects.get().player == played.player


def test_somebody_with_an_account_joins_with_it(classroom):
    user = UserFactory()
    assert join(signed_in(user)).status_code == 302
    assert Membership.objects.get().player.user == user


def test_who_is_in_the_class_joins_it_again_as_they_are(classroom):
    browser = pupil(classroom, nickname="Old Fox")
    Classroom.objects.update(joining=False)
    assert join(browser).url == reverse("quiz:membership", args=[classroom.uuid])
    assert Membership.objects.get().nickname == "Old Fox"


def test_on_a_shared_tablet_the_next_pupil_begins_anew(classroom):
    tablet = pupil(classroom)
    assert "That is not me" in text(tablet.get(reverse("quiz:join")))
    tablet.post(reverse("quiz:somebody-else"))
    join(tablet)
    assert classroom.memberships.count() == 2


def test_a_pupil_comes_back_on_another_device_and_plays_on(classroom, guest, stranger, topic):
    played = press_play(guest, topic)
    join(guest)
    member = Membership.objects.get()
    response = come_back(stranger, member, code="7k3f-0w1z", phrase=member.phrase.upper())
    assert response.url == classroom.get_absolute_url()
    assert stranger.get(played.get_absolute_url()).status_code == 200
    assert guest.get(played.get_absolute_url()).status_code == 200


def test_what_was_played_on_the_new_device_comes_along(classroom, guest, stranger, topic):
    join(guest)
    played = press_play(stranger, topic)
    send(stranger, current(played), right(current(played)))
    come_back(stranger, Membership.objects.get())
    assert Answer.objects.of(Membership.objects.get().player).count() == 1
    assert stranger.get(played.get_absolute_url()).status_code == 200
    assert Player.objects.count() == 1


def test_another_pupils_tablet_does_not_give_their_answers_away(classroom, topic):
    tablet = pupil(classroom)
    played = press_play(tablet, topic)
    owner = MembershipFactory(classroom=classroom)
    come_back(tablet, owner)
    assert Round.objects.get().player == played.player
    assert classroom.memberships.count() == 2
    assert tablet.get(played.get_absolute_url()).status_code == 404


def test_coming_back_changes_the_cookie(classroom, guest):
    guest.get(reverse("quiz:join"))
    browser = browser_of(PlayerFactory())
    before = browser.cookies["sessionid"].value
    come_back(browser, MembershipFactory(classroom=classroom))
    assert browser.cookies["sessionid"].value != before


def test_wrong_words_and_wrong_codes_are_answered_alike(classroom, guest):
    member = MembershipFactory(classroom=classroom, phrase="mossbell larktide inchrope")
    replies = [
        come_back(guest, member, phrase="wrong words here"),
        come_back(guest, member, code="00000000"),
    ]
    assert [reply.status_code for reply in replies] == [422, 422]
    assert all("do not belong together" in text(reply) for reply in replies)


def test_words_do_not_open_an_account(classroom, guest):
    member = MembershipFactory(classroom=classroom, player=PlayerFactory(user=UserFactory()))
    response = come_back(guest, member)
    assert response.status_code == 422
    assert "sign in with its name" in text(response)
    assert SESSION_KEY not in guest.session


def test_who_is_signed_in_is_told_to_sign_out_first(classroom):
    member = MembershipFactory(classroom=classroom)
    response = come_back(teacher(), member)
    assert response.status_code == 422
    assert "Sign out" in text(response)
    assert Membership.objects.get().player == member.player


def test_a_guest_pupil_who_signs_in_takes_their_class_along(classroom):
    user = UserFactory(username="fox")
    user.set_password("kelp-lantern-19")
    user.save()
    browser = pupil(classroom)
    fields = {"username": "fox", "password": "kelp-lantern-19"}
    browser.post(reverse("quiz:login"), fields)
    assert Membership.objects.get().player.user == user
    assert browser.get(classroom.get_absolute_url()).status_code == 200


def test_signing_in_at_a_classmates_browser_leaves_both_as_they_are(classroom):
    user = UserFactory(username="fox")
    user.set_password("kelp-lantern-19")
    user.save()
    mine = MembershipFactory(classroom=classroom, player=PlayerFactory(user=user))
    classmate = pupil(classroom)
    classmate.post(reverse("quiz:login"), {"username": "fox", "password": "kelp-lantern-19"})
    assert set(classroom.memberships.all()) == {mine, classmate.member}


def test_a_teacher_who_signs_in_at_a_pupils_browser_takes_nothing(classroom):
    user = UserFactory(username="fox", is_staff=True)
    user.set_password("kelp-lantern-19")
    user.save()
    browser = pupil(classroom)
    fields = {"username": "fox", "password": "kelp-lantern-19"}
    assert browser.post(reverse("quiz:login"), fields).status_code == 302
    assert Membership.objects.get().player.user is None


def test_an_open_tab_of_a_removed_pupil_gets_a_clear_sentence(classroom):
    browser = pupil(classroom, nickname="Quiet Heron")
    classes.remove(membership=browser.member)
    for name in ("class", "membership"):
        page = browser.get(reverse(f"quiz:{name}", args=[classroom.uuid]))
        assert page.status_code == 404
        assert "You are not in this class any more" in text(page)
        assert "What you have answered stays yours" in text(page)
        assert page["HX-Refresh"] == "true"
    assert "ask your teacher" in text(join(browser)).lower()


def test_a_removed_pupil_keeps_and_finishes_their_round(classroom, topic):
    browser = pupil(classroom)
    played = press_play(browser, topic)
    classes.remove(membership=browser.member)
    question = current(played)
    assert send(browser, question, right(question)).status_code == 302
    assert Answer.objects.get().question == question


def test_a_pupil_leaves_the_ranking_and_takes_part_again(classroom):
    browser = pupil(classroom)
    url = reverse("quiz:ranking", args=[classroom.uuid])
    for data, wanted in (({}, False), ({}, False), ({"in_ranking": "1"}, True)):
        browser.post(url, data)
        assert Membership.objects.get().in_ranking is wanted


def test_a_pupil_leaves_the_class(classroom):
    browser = pupil(classroom)
    browser.post(reverse("quiz:leave", args=[classroom.uuid]))
    assert Membership.objects.get().removed
    assert "You have left" in text(browser.get("/"))
    assert browser.get(classroom.get_absolute_url()).status_code == 404


def test_a_pupil_finds_their_class_and_their_words_again(classroom):
    browser = pupil(classroom, nickname="Quiet Heron", phrase="mossbell larktide inchrope")
    assert reverse("quiz:classes") in text(browser.get("/"))
    assert "Quiet Heron" in text(browser.get(reverse("quiz:classes")))
    words = browser.get(reverse("quiz:membership", args=[classroom.uuid]))
    assert "mossbell larktide inchrope" in text(words)
    assert "7K3F-0W1Z" in text(words)
