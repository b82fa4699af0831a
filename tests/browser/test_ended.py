"""The session ends between two clicks: told plainly, and what was chosen is sent after all."""

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from quiz.models import Answer
from tests.browser.test_playing import SOON, start

PASSWORD = "kelp-lantern-19"


@pytest.fixture
def signed_in(page, site):
    User.objects.create_user("otter", password=PASSWORD)
    sign_in(page, f"{site}/accounts/login/")
    start(page, site)
    return page


def sign_in(page, address=""):
    if address:
        page.goto(address)
    page.fill("#id_username", "otter")
    page.fill("#id_password", PASSWORD)
    page.click("#login")
    page.wait_for_load_state()


def choose(page, number):
    page.locator(".option").nth(number).click()
    return page.locator(".option").nth(number).inner_text()


def test_an_answer_after_the_end_is_sent_once_its_pupil_is_back(signed_in):
    page = signed_in
    chosen = choose(page, 1)
    Session.objects.all().delete()
    page.click("#submit-answer")
    expect(page.locator("h1")).to_have_text("Your session has ended")
    assert page.locator("#login").count() == 0
    assert not Answer.objects.exists()

    page.click("#sign-in-again")
    sign_in(page)
    expect(page.locator("#verdict")).to_be_focused()
    expect(page.locator("#not-sent")).to_have_text(
        "Your answer, which had been kept on this device, has been sent."
    )
    assert Answer.objects.count() == 1
    assert page.locator(".was-chosen").inner_text().startswith(chosen)
    assert page.evaluate("localStorage.length") == 0


def test_going_on_after_the_end_leads_to_the_same_page(signed_in):
    page = signed_in
    choose(page, 0)
    page.click("#submit-answer")
    page.wait_for_selector("#go-on")
    Session.objects.all().delete()
    page.click("#go-on")
    expect(page.locator("h1")).to_have_text("Your session has ended")


def test_signed_out_the_way_back_shows_nothing_of_theirs(signed_in, site):
    page = signed_in
    choose(page, 0)
    page.click("#submit-answer")
    page.wait_for_selector("#go-on")
    page.goto(f"{site}/me/")
    expect(page.locator("h1")).to_have_text("What you know now")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()
    for _step in range(2):
        page.go_back()
        expect(page.locator("#verdict")).to_have_count(0)
        expect(page.get_by_text("What you know now")).to_have_count(0)
        assert "otter" not in page.content()


def test_on_a_shared_tablet_the_next_child_sends_nothing_of_the_last(signed_in, site):
    page = signed_in
    choose(page, 0)
    Session.objects.all().delete()
    page.click("#submit-answer")
    page.wait_for_selector("#begin-anew")
    page.click("#begin-anew")
    page.click("#play-us-russia")
    page.wait_for_selector("#answer-form")
    page.wait_for_timeout(300)
    assert page.locator(":checked[name=answer]").count() == 0
    assert not Answer.objects.exists()


def test_without_javascript_it_is_told_too(browser, site):
    context = browser.new_context(java_script_enabled=False)
    context.set_default_timeout(SOON)
    page = context.new_page()
    start(page, site)
    choose(page, 0)
    Session.objects.all().delete()
    page.click("#submit-answer")
    expect(page.locator("h1")).to_have_text("Your session has ended")
    context.close()


def test_a_form_made_stale_by_signing_in_elsewhere_is_sent_when_the_page_is_loaded(
    page, site, context
):
    """Signing in changes the token that forms carry; what the guest did becomes the account's."""
    User.objects.create_user("otter", password=PASSWORD)
    start(page, site)
    sign_in(context.new_page(), f"{site}/accounts/login/")
    choose(page, 0)
    page.click("#submit-answer")
    expect(page.locator("#not-sent")).to_contain_text("reload the page")
    assert not Answer.objects.exists()
    page.reload()
    expect(page.locator("#verdict")).to_be_focused()
    assert Answer.objects.count() == 1
