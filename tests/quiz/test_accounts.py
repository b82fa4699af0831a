"""Signing up, in and out: a name and a password, and what was played stays."""

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from quiz import play
from quiz.models import Answer, Player
from quiz.views.accounts import NewAccountForm
from tests.quiz.cast import PlayerFactory
from tests.quiz.playing import current, press_play, right, send
from tests.quiz.together import meanwhile

pytestmark = pytest.mark.django_db

PASSWORD = "kelp-lantern-19"
RIGHT = {"username": "fox", "password": PASSWORD}


@pytest.fixture
def fox():
    return User.objects.create_user("fox", password=PASSWORD)


def sign_up(client, name="fox", **extra):
    fields = {"username": name, "password1": PASSWORD, "password2": PASSWORD}
    return client.post(reverse("quiz:signup"), fields | extra)


def sign_in(client, password=PASSWORD, **extra):
    fields = {"username": "fox", "password": password}
    return client.post(reverse("quiz:login"), fields | extra)


def test_signing_up_asks_for_a_name_and_a_password_only(guest):
    fields = guest.get(reverse("quiz:signup")).context["form"].fields
    assert set(fields) == {"username", "password1", "password2"}


def test_what_a_guest_played_stays_theirs_when_they_sign_up(guest, topic):
    played = press_play(guest, topic)
    assert sign_up(guest).status_code == 302
    played.refresh_from_db()
    assert played.player.user == User.objects.get(username="fox")
    assert guest.get(played.get_absolute_url()).status_code == 200


def test_what_a_guest_played_goes_to_the_account_they_sign_in_to(guest, topic, fox):
    played = press_play(guest, topic)
    assert sign_in(guest).status_code == 302
    assert guest.get(played.get_absolute_url()).status_code == 200
    assert Player.objects.get().user == fox


def test_a_guest_s_old_session_ends_when_their_player_gets_an_account(guest, topic, fox):
    """As when they signed up on another device: who finds the first one is not them any more."""
    played = press_play(guest, topic)
    question = current(played)
    Player.objects.update(user=fox)
    assert guest.get(played.get_absolute_url()).status_code == 404
    assert send(guest, question, right(question)).status_code == 404
    assert not Answer.objects.exists()
    assert press_play(guest, topic).player != played.player
    sign_in(guest)
    assert send(guest, question, right(question)).status_code == 302


def test_after_signing_out_the_rounds_are_out_of_reach(guest, topic, fox):
    sign_in(guest)
    played = press_play(guest, topic)
    guest.post(reverse("quiz:logout"))
    assert guest.get(played.get_absolute_url()).status_code == 404


def test_a_member_plays_on_another_device(guest, stranger, topic, fox):
    sign_in(guest)
    played = press_play(guest, topic)
    sign_in(stranger)
    assert stranger.get(played.get_absolute_url()).status_code == 200


def test_a_name_that_is_taken_is_refused_in_words(guest, fox):
    response = sign_up(guest)
    assert response.status_code == 422
    assert "already exists" in response.content.decode()


def test_a_name_that_is_taken_at_this_moment_is_refused_in_the_same_words(guest, monkeypatch):
    is_valid = NewAccountForm.is_valid

    def overtaken(form):
        valid = is_valid(form)
        User.objects.create_user("fox")
        return valid

    monkeypatch.setattr(NewAccountForm, "is_valid", overtaken)
    response = sign_up(guest)
    assert response.status_code == 422
    assert "already exists" in response.content.decode()
    assert not Player.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_first_signed_in_on_four_devices_at_once_all_goes_to_one_player(fox):
    """An account that was made by hand has no player before."""
    guests = PlayerFactory.create_batch(4)
    outcomes = meanwhile(
        first=lambda: list(User.objects.select_for_update()),
        then=lambda: None,
        deeds=[lambda one=one: play.adopt(guest=one, user=fox) and None for one in guests],
    )
    assert outcomes == [None] * 5
    assert Player.objects.get().user == fox


def test_a_wrong_password_is_refused_in_words(guest, fox):
    response = sign_in(guest, password="wrong")
    assert response.status_code == 422
    assert "correct username and password" in response.content.decode()


def test_after_ten_wrong_passwords_the_right_one_waits_too(guest, fox, settings):
    for _attempt in range(settings.AXES_FAILURE_LIMIT):
        sign_in(guest, password="wrong")
    assert sign_in(guest).status_code == 429


def test_a_stranger_elsewhere_locks_nobody_out(guest, stranger, fox, settings):
    elsewhere = {"REMOTE_ADDR": "203.0.113.7"}
    for _attempt in range(settings.AXES_FAILURE_LIMIT):
        guest.post(reverse("quiz:login"), {"username": "fox", "password": "wrong"}, **elsewhere)
    assert guest.post(reverse("quiz:login"), RIGHT, **elsewhere).status_code == 429
    assert sign_in(stranger).status_code == 302


def test_a_neighbour_behind_the_same_address_is_not_locked_out(guest, stranger, fox, settings):
    User.objects.create_user("owl", password=PASSWORD)
    for _attempt in range(settings.AXES_FAILURE_LIMIT):
        sign_in(guest, password="wrong")
    assert sign_in(stranger, username="owl").status_code == 302


@pytest.mark.parametrize(
    "wanted", ["//evil.example", "https://evil.example/", "javascript:alert(1)"]
)
def test_signing_in_leads_to_no_other_site(guest, fox, wanted):
    assert sign_in(guest, next=wanted).url == "/"


def test_signing_in_leads_back_to_where_it_was_asked_for(guest, fox):
    assert sign_in(guest, next="/topics/us-russia/").url == "/topics/us-russia/"


def test_signing_out_is_a_post(guest):
    assert guest.get(reverse("quiz:logout")).status_code == 405


def test_the_site_says_that_it_is_alive(guest, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert guest.get("/healthz").status_code == 200
