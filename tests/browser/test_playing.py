"""Playing with mouse, finger, keyboard, and without JavaScript."""

import pytest
from playwright.sync_api import expect

from history.models import Event
from quiz.models import Answer, Question

DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
SOON = 20_000  # milliseconds


def start(page, site):
    page.goto(site)
    page.click("#play-us-russia")
    page.wait_for_selector("#answer-form")


def answer_at_random(page):
    """Any answer at all, with a card moved where cards are to be moved."""
    if page.locator("#ordering").count():
        page.locator("button.move[id^=down]").first.click()
    elif page.locator("#typed-answer").count():
        page.fill("#typed-answer", "1815")
    else:
        page.locator(".option").first.click()
    page.click("#submit-answer")
    page.wait_for_selector("#go-on")


def go_on(page):
    page.click("#go-on")
    page.wait_for_selector("#go-on", state="detached")


def to_an_ordering(page, site):
    start(page, site)
    while not page.locator("#ordering").count():
        answer_at_random(page)
        go_on(page)
    return Question.objects.get(position=int(page.locator("#step").get_attribute("value")))


def titles(page):
    return page.locator("#ordering .card-title").all_inner_texts()


def ranks(page):
    return [field.input_value() for field in page.locator("#ordering .rank").all()]


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_ten_questions_are_played_to_the_marks(page, site, complaints, size):
    page.set_viewport_size(size)
    start(page, site)
    for _question in range(10):
        answer_at_random(page)
        assert page.locator(".evidence .claim").count()
        assert page.url.endswith("/answer/")
        go_on(page)
    assert "of 10 marks" in page.locator("h1").inner_text()
    assert Answer.objects.count() == 10
    assert not complaints


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_no_page_of_a_round_is_wider_than_the_window(page, site, size):
    page.set_viewport_size(size)
    to_an_ordering(page, site)
    for step in (lambda: None, lambda: answer_at_random(page)):
        step()
        widths = page.evaluate("() => [document.documentElement.scrollWidth, innerWidth]")
        assert widths[0] <= widths[1]


def test_a_card_is_dragged_by_mouse(page, site, complaints):
    to_an_ordering(page, site)
    before = titles(page)
    handle = page.locator("#ordering .handle")
    top, bottom = handle.first.bounding_box(), handle.last.bounding_box()
    page.mouse.move(top["x"] + 10, top["y"] + 10)
    page.mouse.down()
    page.mouse.move(bottom["x"] + 10, bottom["y"] + 40, steps=10)
    page.mouse.up()
    assert titles(page) == [*before[1:], before[0]]
    assert ranks(page) == [str(n) for n in range(1, len(before) + 1)]
    assert not complaints


def test_a_card_is_dragged_by_finger(browser, site):
    context = browser.new_context(viewport=PHONE, has_touch=True)
    context.set_default_timeout(SOON)
    page = context.new_page()
    to_an_ordering(page, site)
    before = titles(page)
    handle = page.locator("#ordering .handle")
    top, second = handle.nth(0).bounding_box(), handle.nth(1).bounding_box()
    touch = context.new_cdp_session(page)

    def finger(kind, *points):
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": list(points)})

    finger("touchStart", {"x": top["x"] + 20, "y": top["y"] + 20})
    for part in range(1, 11):
        way = (second["y"] + 60 - top["y"] - 20) * part / 10
        finger("touchMove", {"x": top["x"] + 20, "y": top["y"] + 20 + way})
    finger("touchEnd")
    assert titles(page) == [before[1], before[0], *before[2:]]
    context.close()


def test_a_card_is_moved_by_its_arrow_and_the_arrow_keeps_the_focus(page, site):
    to_an_ordering(page, site)
    before = titles(page)
    page.locator("button.move[id^=down]").first.focus()
    page.keyboard.press("Enter")
    assert titles(page)[:2] == [before[1], before[0]]
    assert page.evaluate("() => document.activeElement.id").startswith("down-")
    assert not Answer.objects.filter(question__kind="ordering").exists()


def test_a_card_is_moved_by_typing_its_number(page, site):
    to_an_ordering(page, site)
    before = titles(page)
    page.locator(".rank").first.fill("3")
    page.keyboard.press("Tab")
    assert titles(page)[2] == before[0]
    assert ranks(page) == [str(n) for n in range(1, len(before) + 1)]


def test_after_an_answer_the_verdict_has_the_focus(page, site):
    start(page, site)
    answer_at_random(page)
    expect(page.locator("#verdict")).to_be_focused()
    go_on(page)
    expect(page.locator("#stem")).to_be_focused()


def test_back_and_reload_neither_lose_nor_change_an_answer(page, site):
    start(page, site)
    answer_at_random(page)
    verdict = page.locator("#verdict").inner_text()
    page.reload()
    assert page.locator("#verdict").inner_text() == verdict
    page.go_back()
    page.wait_for_selector("#answer-form")
    assert "Question 2 of 10" in page.locator(".step").inner_text()
    assert Answer.objects.count() == 1


def test_a_date_is_typed_and_what_cannot_be_read_is_typed_again(page, site, complaints):
    start(page, site)
    while not page.locator("#typed-answer").count():
        answer_at_random(page)
        go_on(page)
    before = Answer.objects.count()
    page.fill("#typed-answer", "long ago")
    page.keyboard.press("Enter")
    expect(page.locator(".errorlist")).to_be_focused()
    assert "such as" in page.locator(".errorlist").inner_text()
    assert page.locator("#typed-answer").input_value() == "long ago"
    page.fill("#typed-answer", "May 1815")
    page.keyboard.press("Enter")
    expect(page.locator("#verdict")).to_be_focused()
    assert "May 1815" in page.locator(".truths").inner_text()
    assert Answer.objects.count() == before + 1
    # A refused answer is a 422, which browsers log as they would a broken page.
    assert all("422" in told for told in complaints)


def test_a_lost_connection_is_told_and_the_answer_can_be_sent_again(page, site, context):
    start(page, site)
    page.locator(".option").first.click()
    context.set_offline(True)
    page.click("#submit-answer")
    page.wait_for_selector("#not-sent:not(:empty)")
    context.set_offline(False)
    page.click("#submit-answer")
    page.wait_for_selector("#verdict")
    assert Answer.objects.count() == 1


def test_a_round_is_played_without_javascript(browser, site):
    context = browser.new_context(java_script_enabled=False)
    context.set_default_timeout(SOON)
    page = context.new_page()
    start(page, site)
    for _question in range(10):
        if page.locator("#ordering").count():
            first, second = page.locator(".rank").nth(0), page.locator(".rank").nth(1)
            first.fill("2")
            second.fill("1")
        elif page.locator("#typed-answer").count():
            page.fill("#typed-answer", "1815")
        else:
            page.locator(".option").first.click()
        page.click("#submit-answer")
        page.click("#go-on")
    assert "of 10 marks" in page.locator("h1").inner_text()
    assert Answer.objects.count() == 10
    context.close()


def test_no_request_leaves_the_site(page, site):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    start(page, site)
    answer_at_random(page)
    page.goto(f"{site}/topics/us-russia/")
    assert asked
    assert all(url.startswith(site) for url in asked)


def test_every_page_says_what_it_has_to_say_without_javascript(browser, site, us_russia):
    context = browser.new_context(java_script_enabled=False)
    context.set_default_timeout(SOON)
    page = context.new_page()
    event = Event.objects.get()
    for address in ("/", "/topics/us-russia/", event.get_absolute_url(), "/accounts/login/"):
        page.goto(f"{site}{address}")
        assert page.locator("main h1").inner_text()
    start(page, site)
    page.goto(f"{site}/accounts/signup/")
    page.fill("#id_username", "fox")
    page.fill("#id_password1", "kelp-lantern-19")
    page.fill("#id_password2", "kelp-lantern-19")
    page.click("#signup")
    page.click("text=Go on with your round")
    assert page.locator("#answer-form").count() == 1
    context.close()
