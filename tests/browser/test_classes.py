"""From a teacher's empty list to a class that plays: by link, by code, and back by three words."""

import pytest
from django.contrib.auth.models import Group, User
from playwright.sync_api import expect

from quiz.models import Classroom, Membership

PHONE = {"width": 390, "height": 844}


@pytest.fixture
def desk(page, site):
    """The teacher's browser, signed in."""
    # The rows that migrations made went with the last test's.
    group, _new = Group.objects.get_or_create(name="Teachers")
    user = User.objects.create_user("teacher", password="kelp-lantern-19", is_staff=True)
    user.groups.add(group)
    page.goto(f"{site}/accounts/login/?next=/classes/")
    page.fill("#id_username", "teacher")
    page.fill("#id_password", "kelp-lantern-19")
    page.click("#login")
    page.fill("#id_name", "10B")
    page.click("#make-class")
    page.wait_for_selector("#code")
    return page


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def phone(request, browser):
    """Makes phones, each with a memory of its own."""
    contexts = []

    def make():
        context = browser.new_context(viewport=PHONE, java_script_enabled=request.param)
        context.set_default_timeout(20_000)
        contexts.append(context)
        return context.new_page()

    yield make
    for context in contexts:
        context.close()


def test_three_pupils_join_and_one_comes_back(desk, site, phone, complaints):
    code, link = desk.inner_text("#code"), desk.get_attribute("#link", "href")
    first = phone()
    first.goto(link)
    first.click("#another")
    assert first.input_value("#id_code") == code
    nickname = first.input_value("#id_nickname")
    first.click("#join")
    expect(first.locator("h1")).to_contain_text(nickname)
    words = first.inner_text("#phrase")

    second = phone()
    second.goto(f"{site}/join/")
    second.fill("#id_code", code.lower())
    second.fill("#id_nickname", nickname.upper())
    second.click("#join")
    expect(second.locator(".errorlist")).to_contain_text("Another pupil has this nickname")
    second.fill("#id_nickname", "Second Otter")
    second.click("#join")
    expect(second.locator("h1")).to_contain_text("Second Otter")

    third = phone()
    third.goto(f"{site}/join/")
    third.click("#come-back")
    third.fill("#id_code", code)
    third.fill("#id_phrase", words.upper())
    third.click("#come-back")
    expect(third.locator(".messages")).to_contain_text(f"Welcome back, {nickname}")
    assert Membership.objects.count() == 2

    desk.goto(site + f"/classes/{Classroom.objects.get().uuid}/pupils/")
    desk.click("a.nickname:has-text('Second Otter')")
    desk.fill("#id_nickname", "Calm Otter")
    desk.click("#rename")
    desk.click("#cards")
    assert desk.locator(".return-card").count() == 2
    desk.emulate_media(media="print")
    assert not desk.locator(".masthead").is_visible()
    assert desk.locator(".return-card .phrase").first.is_visible()
    assert not complaints
