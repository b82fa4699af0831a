"""All of it by keyboard alone: nothing out of reach, no focus lost, each result told once."""

import pytest
from playwright.sync_api import expect

from quiz.models import Answer, Assignment, Classroom, Membership, Objection
from tests.browser.keyboard import LISTEN, Keyboard
from tests.browser.town import PASSWORD, WAYS


@pytest.fixture
def keys(page):
    page.add_init_script(LISTEN)
    return Keyboard(page)


@pytest.fixture
def round_of(town, context, page):
    """Begin a round of these ways in the browser, as somebody new."""

    def begin(*ways):
        somebody = town.newcomer(*(town.drafts[way] for way in ways))
        context.add_cookies(somebody.cookies)
        page.goto(town.url + somebody.round.get_absolute_url())
        return somebody

    return begin


def give_an_answer(keys):
    """Whatever is asked, in the way in which a keyboard does it."""
    page = keys.page
    if page.locator("#ordering").count():
        keys.activate("button[id^=down]")
    elif page.locator("#typed-answer, .typed input").count():
        keys.fill(".typed input", "1815")
    else:
        keys.go_to("[name=answer]")
        keys.press("Space")
    keys.activate("#submit-answer")
    expect(page.locator("#verdict")).to_be_focused()


@pytest.mark.parametrize("way", WAYS, ids=", ".join)
def test_a_question_is_answered_and_its_result_told_once(round_of, keys, way):
    somebody = round_of(way, WAYS[0])
    give_an_answer(keys)
    verdict = keys.page.locator("#verdict").inner_text()
    told = [said for said in keys.heard() if not said.startswith("live: Now in place")]
    assert told == [f"focus: {verdict}"]
    assert Answer.objects.filter(question__round=somebody.round).count() == 1
    keys.activate("#go-on")
    expect(keys.page.locator("#stem")).to_be_focused()
    assert keys.heard() == [f"focus: {keys.page.locator('#stem').inner_text()}"]


def test_a_moved_card_is_told_once_and_its_arrow_keeps_the_focus(round_of, keys):
    round_of(("ordering", "all"))
    keys.go_to("button[id^=down]")
    arrow, title = keys.at, keys.page.locator(".card-title").first.inner_text()
    keys.heard()
    keys.press("Enter")
    assert keys.at == arrow
    assert keys.heard() == [f"live: Now in place: 2. {title}"]
    keys.press("Space")
    assert keys.at == arrow
    assert keys.heard() == [f"live: Now in place: 3. {title}"]


def test_what_cannot_be_read_is_told_once_and_corrected(round_of, keys):
    round_of(("date", "type"))
    keys.fill("#typed-answer", "long ago")
    keys.press("Enter")
    expect(keys.page.locator(".errorlist")).to_be_focused()
    assert len(keys.heard()) == 1
    keys.fill("#typed-answer", "1815")
    keys.press("Enter")
    expect(keys.page.locator("#verdict")).to_be_focused()


def test_somebody_objects(round_of, keys):
    somebody = round_of(("date", "choose"))
    give_an_answer(keys)
    keys.activate("#object summary")
    keys.activate("#object-submit")
    expect(keys.page.locator("#object .errorlist")).to_be_focused()
    keys.fill("#object-words", "Another year is as good.")
    keys.heard()
    keys.activate("#object-submit")
    expect(keys.page.locator("#objection")).to_be_focused()
    assert len(keys.heard()) == 1
    assert Objection.objects.filter(answer__question__round=somebody.round).count() == 1


def test_a_guest_finds_a_topic_plays_and_reads_the_marks(town, page, keys):
    page.goto(town.url)
    keys.press("Tab", "Enter")
    assert keys.at == "main"
    keys.activate("#play-kelpwick")
    page.wait_for_selector("#answer-form")
    while page.locator("#answer-form").count():
        give_an_answer(keys)
        last = "marks" in page.locator("#go-on").inner_text()
        keys.activate("#go-on")
        page.wait_for_selector("#go-on", state="detached")
    assert last
    assert "of 10 marks" in page.locator("h1").inner_text()
    keys.activate("#question-1 summary")
    expect(page.locator("#question-1 .evidence")).to_be_visible()
    keys.activate("#play-again")
    page.wait_for_selector("#answer-form")


def test_a_guest_reads_the_timeline_an_event_and_a_source(town, page, keys):
    page.goto(f"{town.url}/topics/{town.topic.slug}/")
    keys.activate("a[href^='/events/']")
    page.wait_for_url("**/events/**")
    keys.activate("a[href^='/sources/']")
    page.wait_for_url("**/sources/**")
    expect(page.locator("h1")).to_be_visible()


def test_a_pupil_joins_and_plays_what_was_set(town, page, keys):
    page.goto(f"{town.url}/join/")
    keys.fill("#id_code", town.classroom.code)
    keys.fill("#id_nickname", "Brisk Wren")
    keys.press("Enter")
    expect(page.locator("h1")).to_contain_text("Brisk Wren")
    page.goto(town.url + town.classroom.get_absolute_url())
    keys.activate("#to-assignments")
    page.wait_for_url("**/classes/*/assignments/")
    keys.activate("main a[href^='/assignments/']")
    page.wait_for_selector("#begin")
    keys.activate("#begin")
    page.wait_for_selector("#answer-form")
    give_an_answer(keys)
    member = Membership.objects.get(nickname="Brisk Wren")
    member.player.rounds.all().delete()
    member.delete()


def test_a_teacher_makes_a_class_and_sets_a_round(town, page, keys):
    page.goto(f"{town.url}/accounts/login/?next=/classes/")
    keys.fill("#id_username", "brine")
    keys.fill("#id_password", PASSWORD)
    keys.press("Enter")
    page.wait_for_selector("#id_name")
    keys.fill("#id_name", "By keyboard")
    keys.activate("#make-class")
    page.wait_for_selector("#code")
    made = Classroom.objects.get(name="By keyboard")
    page.goto(town.url + made.get_absolute_url())
    keys.activate("#tab-assignments")
    page.wait_for_url("**/assignments/")
    keys.activate("#new-assignment")
    page.wait_for_url("**/new/**")
    keys.go_to("#id_title")
    keys.press("Enter")
    page.wait_for_url("**/assignments/*-*/")
    assert Assignment.objects.filter(classroom=made).count() == 1
    made.delete()


def test_the_focus_leaves_every_part_of_a_question_again(round_of, keys):
    """No trap: from the last thing on the page the next Tab goes on, and comes round."""
    round_of(("ordering", "all"))
    seen = []
    for _press in range(60):
        keys.press("Tab")
        seen.append(keys.page.evaluate("document.activeElement.outerHTML.slice(0, 80)"))
    assert seen[0] in seen[1:]
