"""The server is restarted under the hands of a class."""

from playwright.sync_api import expect

from quiz.models import Answer
from tests.browser.serving import serving
from tests.servers.ports import free_port


def test_an_answer_sent_while_the_server_restarts_arrives_once(town, context, page):
    pupil = town.newcomer(town.drafts["date", "choose"])
    port = free_port()
    with serving(port) as first:
        [cookie] = pupil.cookies
        context.add_cookies([cookie | {"url": first.address}])
        page.goto(first.address + pupil.round.get_absolute_url())
        page.locator(".option").nth(1).click()
        chosen = page.locator(".option").nth(1).inner_text()
    page.click("#submit-answer")
    expect(page.locator("#not-sent")).to_contain_text("sent by itself")
    expect(page.locator("#submit-answer")).to_be_focused()
    with serving(port):
        expect(page.locator("#verdict")).to_be_focused(timeout=20_000)
        expect(page.locator("#not-sent")).to_contain_text("has been sent")
    assert Answer.objects.filter(question__round=pupil.round).count() == 1
    assert page.locator(".was-chosen").inner_text().startswith(chosen)
