"""While the network is gone: the page stays usable, and an answer is kept and sent once."""

import pytest
from playwright.sync_api import expect

from quiz.models import Answer
from tests.browser.test_playing import answer_at_random, go_on, start

KEPT = "Your answer has not reached the site yet."
SENT = "Your answer, which had been kept on this device, has been sent."


@pytest.fixture
def sent(page):
    """Each answer that went out, whether or not it arrived."""
    heard = []
    page.on("request", lambda r: heard.append(r.url) if r.method == "POST" else None)
    return heard


def to_choices(page, site):
    start(page, site)
    while not page.locator(".option").count():
        answer_at_random(page)
        go_on(page)


def test_an_answer_goes_out_by_itself_once_there_is_a_network(page, site, context):
    to_choices(page, site)
    before = Answer.objects.count()
    notice = page.locator("#not-sent")
    expect(notice).to_be_hidden()
    page.locator(".option").first.click()
    context.set_offline(True)
    page.click("#submit-answer")
    expect(notice).to_contain_text(KEPT)
    assert page.locator(".option :checked").count() == 1
    assert notice.get_attribute("role") == "status"
    context.set_offline(False)
    expect(page.locator("#verdict")).to_be_focused()
    expect(notice).to_have_text(SENT)
    assert Answer.objects.count() == before + 1
    assert page.evaluate("localStorage.length") == 0
    go_on(page)
    expect(notice).to_be_hidden()


def test_a_page_that_was_closed_meanwhile_sends_it_when_it_is_opened_again(page, site, context):
    to_choices(page, site)
    before = Answer.objects.count()
    chosen = page.locator(".option").nth(1)
    words = chosen.inner_text()
    chosen.click()
    context.set_offline(True)
    page.click("#submit-answer")
    expect(page.locator("#not-sent")).to_contain_text(KEPT)
    address = page.url
    page.close()
    context.set_offline(False)
    again = context.new_page()
    again.goto(address)
    expect(again.locator("#verdict")).to_be_focused()
    assert Answer.objects.count() == before + 1
    assert again.locator(".was-chosen").inner_text().startswith(words)
    again.reload()
    assert Answer.objects.count() == before + 1


def test_cards_and_typed_dates_are_kept_as_they_were_left(page, site, context):
    for selector in ("#ordering", "#typed-answer"):
        start(page, site)
        while not page.locator(selector).count():
            answer_at_random(page)
            go_on(page)
        if selector == "#ordering":
            page.locator(".rank").first.fill("3")
            page.keyboard.press("Tab")
            left = page.locator("#ordering .card-title").all_inner_texts()
        else:
            page.fill("#typed-answer", "May 1815")
        context.set_offline(True)
        page.click("#submit-answer")
        expect(page.locator("#not-sent")).to_contain_text(KEPT)
        context.set_offline(False)
        page.reload()
        expect(page.locator("#verdict")).to_be_focused()
        answer = Answer.objects.latest("pk")
        if selector == "#ordering":
            texts = {o["id"]: o["text"] for o in answer.question.shown["options"]}
            assert [texts[i] for i in answer.given] == left
        else:
            assert answer.given["edtf"] == "1815-05"


def test_an_answer_that_arrived_without_an_echo_counts_once(page, site):
    """The line breaks after the site has stored it; sending it again changes nothing."""
    to_choices(page, site)
    before = Answer.objects.count()

    def lose_the_echo(route):
        route.fetch()
        route.abort()

    page.route("**/answer/", lose_the_echo, times=1)
    page.locator(".option").first.click()
    page.click("#submit-answer")
    expect(page.locator("#verdict")).to_be_focused()
    assert page.locator("#play .notice").count() == 0
    assert Answer.objects.count() == before + 1


def test_a_server_in_trouble_is_asked_again(page, site, sent):
    to_choices(page, site)
    sent.clear()
    page.route("**/answer/", lambda route: route.fulfill(status=503), times=1)
    page.locator(".option").first.click()
    page.click("#submit-answer")
    expect(page.locator("#verdict")).to_be_focused()
    assert len(sent) == 2


def test_what_is_no_answer_waits_for_the_reader(page, site, context):
    start(page, site)
    answer_at_random(page)
    context.set_offline(True)
    page.click("#go-on")
    expect(page.locator("#not-sent")).to_contain_text("try again")
    context.set_offline(False)
    go_on(page)
    expect(page.locator("#stem")).to_be_focused()
    expect(page.locator("#not-sent")).to_be_empty()


def test_a_browser_that_keeps_nothing_sends_it_all_the_same(page, site, context):
    forbid = "Object.defineProperty(window, 'localStorage', {get() { throw new Error('no'); }})"
    page.add_init_script(forbid)
    to_choices(page, site)
    before = Answer.objects.count()
    page.locator(".option").first.click()
    context.set_offline(True)
    page.click("#submit-answer")
    expect(page.locator("#not-sent")).not_to_be_empty()
    context.set_offline(False)
    page.click("#submit-answer")
    expect(page.locator("#verdict")).to_be_focused()
    assert Answer.objects.count() == before + 1
