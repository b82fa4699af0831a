"""The reader's language: chosen in the foot of every page, kept, and told to caches."""

import re
from datetime import UTC, datetime
from http.cookies import SimpleCookie

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.formats import localize

from tests.history.factories import EventFactory, TopicFactory
from tests.quiz.cast import ClassroomFactory, UserFactory, pupil, signed_in, teacher

pytestmark = pytest.mark.django_db

SWITCH = "/i18n/setlang/"


def choose(browser, language, page="http://testserver/", **data):
    return browser.post(SWITCH, {"language": language, **data}, headers={"referer": page})


def language_of(response):
    return re.search(r'<html lang="([^"]*)"', response.text)[1]


def test_every_page_offers_every_language_by_its_own_name():
    page = Client().get("/").text
    for code, name in settings.LANGUAGES:
        button = re.search(rf'<button[^>]*id="language-{code}"[^>]*>[^<]*</button>', page)[0]
        assert f'lang="{code}"' in button
        assert button.endswith(f">{name}</button>")
        assert ('aria-current="true"' in button) == (code == "en")


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", "27 November 2026, 09:05"),
        ("es", "27 de noviembre de 2026 a las 09:05"),
        ("ru", "27 ноября 2026 г. 9:05"),
    ],
)
def test_a_time_is_written_in_the_manner_of_the_language(language, written):
    with translation.override(language):
        assert localize(datetime(2026, 11, 27, 9, 5, tzinfo=UTC)) == written


@pytest.mark.parametrize("page", ["/", "/join/", "/me/", "/accounts/login/", "/nowhere/"])
def test_a_language_that_was_chosen_stays_on_every_page(page):
    browser = Client()
    choose(browser, "ru")
    response = browser.get(page)
    assert language_of(response) == "ru"
    assert response["Content-Language"] == "ru"
    assert 'id="language-ru"' in response.text


def test_it_stays_for_a_year_in_a_cookie_that_no_script_and_no_other_site_gets():
    cookie = choose(Client(), "es").cookies[settings.LANGUAGE_COOKIE_NAME]
    assert cookie["max-age"] == 365 * 24 * 60 * 60
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")


def test_who_signs_in_or_out_reads_on_in_the_same_language():
    user = UserFactory(username="reader")
    user.set_password("a-long-secret")
    user.save()
    browser = Client()
    choose(browser, "es")
    browser.post("/accounts/login/", {"username": "reader", "password": "a-long-secret"})
    assert language_of(browser.get("/")) == "es"
    browser.post("/accounts/logout/")
    assert language_of(browser.get("/")) == "es"
    assert User.objects.count() == 1


def test_a_choice_wins_over_the_browsers_wish_and_that_over_english():
    browser = Client(headers={"accept-language": "es-MX,es;q=0.9"})
    assert language_of(browser.get("/")) == "es"
    choose(browser, "ru")
    assert language_of(browser.get("/")) == "ru"
    assert language_of(Client(headers={"accept-language": "fi"}).get("/")) == "en"


@pytest.mark.parametrize(
    ("came_from", "goes_to"),
    [
        ("http://testserver/join/?class=9b", "http://testserver/join/?class=9b"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ],
)
def test_it_leads_back_to_the_page_one_was_on_and_to_no_other_site(came_from, goes_to):
    assert choose(Client(), "es", came_from).url == goes_to


def test_a_next_page_elsewhere_is_refused():
    assert choose(Client(), "es", next="//evil.example/").url in ("/", "http://testserver/")


def test_a_language_that_is_not_spoken_changes_nothing():
    browser = Client()
    choose(browser, "ru")
    for wrong in ("xx", "", "\0", "../../etc", "ru" * 500):
        choose(browser, wrong)
        assert language_of(browser.get("/")) == "ru"


def test_looking_at_the_switch_changes_nothing():
    browser = Client()
    response = browser.get(SWITCH, {"language": "ru"})
    assert settings.LANGUAGE_COOKIE_NAME not in response.cookies
    assert language_of(browser.get("/")) == "en"


def test_a_forged_choice_is_refused():
    assert Client(enforce_csrf_checks=True).post(SWITCH, {"language": "ru"}).status_code == 403


def test_a_broken_cookie_is_no_error():
    browser = Client()
    for broken in ("xx", "ru;", "'", "%00", "a" * 4000):
        browser.cookies = SimpleCookie({settings.LANGUAGE_COOKIE_NAME: broken})
        assert browser.get("/").status_code == 200


def test_caches_are_told_what_the_page_hangs_on():
    event = EventFactory(topics=[TopicFactory()])
    for url in ("/", event.get_absolute_url(), "/join/"):
        varies = Client().get(url)["Vary"]
        assert "Cookie" in varies
        assert "Accept-Language" in varies


def test_a_board_has_another_version_in_another_language():
    classroom = ClassroomFactory(topic=TopicFactory())
    browser, url = pupil(classroom), reverse("quiz:board", args=[classroom.uuid])
    english = browser.get(url)
    choose(browser, "ru")
    russian = browser.get(url, headers={"if-none-match": english["ETag"]})
    assert russian.status_code == 200
    assert language_of(russian) == "ru"
    assert browser.get(url, headers={"if-none-match": russian["ETag"]}).status_code == 304


def test_the_library_of_teachers_follows():
    browser = teacher(ClassroomFactory())
    choose(browser, "es")
    assert "Cerrar sesión" in browser.get("/admin/").text


def test_a_page_without_a_class_offers_it_too():
    assert 'id="language-es"' in signed_in(UserFactory()).get("/classes/").text
