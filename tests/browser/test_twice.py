"""Double clicks, Back and Forward, two tabs, a day's pause: told plainly, and nothing is lost."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from quiz.models import Answer, Assignment, Round
from tests.browser.answering import fill_in

LATE = "You had answered this already."
CHOICES = (("date", "choose"), ("date", "place"), ("dispute", "who"))


@pytest.fixture
def asked(town):
    return town.newcomer(*(town.drafts[way] for way in CHOICES))


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def tab(request, town, asked, open_browser):
    page = open_browser(scripts=request.param, cookies=asked.cookies)
    page.goto(town.url + asked.round.get_absolute_url())
    return page


def answers(asked):
    return Answer.objects.filter(question__round=asked.round)


def choose(page, number=0):
    page.locator(".option").nth(number).click()
    return page.locator(".option").nth(number).inner_text()


def test_a_double_click_is_one_answer(tab, asked):
    choose(tab)
    tab.dblclick("#submit-answer")
    tab.wait_for_selector("#verdict")
    assert answers(asked).count() == 1
    assert LATE not in tab.locator("#play").inner_text()


def test_a_double_click_on_next_skips_nothing(tab, asked):
    choose(tab)
    tab.click("#submit-answer")
    tab.dblclick("#go-on")
    tab.wait_for_selector("#answer-form")
    assert "Question 2 of 3" in tab.locator(".step").inner_text()


def test_back_and_forward_through_a_round_keep_all_answers(tab, asked, town):
    for _question in CHOICES[:2]:
        choose(tab)
        tab.click("#submit-answer")
        tab.click("#go-on")
        tab.wait_for_selector("#answer-form")
    before = [(a.pk, a.given) for a in answers(asked).order_by("pk")]
    for step in ("go_back", "go_back", "go_back", "go_forward", "go_forward"):
        getattr(tab, step)()
        tab.wait_for_load_state()
        tab.wait_for_selector("#answer-form, #verdict")
        assert tab.url.startswith(town.url)
    tab.goto(town.url + asked.round.get_absolute_url())
    assert "Question 3 of 3" in tab.locator(".step").inner_text()
    assert [(a.pk, a.given) for a in answers(asked).order_by("pk")] == before


def test_of_two_tabs_the_first_answer_counts_and_the_second_is_told(tab, asked):
    other = tab.context.new_page()
    other.goto(tab.url)
    first = choose(tab, 0)
    tab.click("#submit-answer")
    tab.wait_for_selector("#verdict")
    choose(other, 1)
    other.click("#submit-answer")
    other.wait_for_selector("#verdict")
    assert LATE in other.locator("#play").inner_text()
    assert other.locator(".was-chosen").inner_text().startswith(first)
    assert answers(asked).count() == 1


def test_a_question_that_was_open_for_a_day_is_answered(tab, asked):
    Round.objects.filter(pk=asked.round.pk).update(created=timezone.now() - timedelta(days=1))
    choose(tab)
    tab.click("#submit-answer")
    tab.wait_for_selector("#verdict")
    assert answers(asked).count() == 1


def test_a_question_that_was_open_for_two_months_says_that_it_is_closed(tab, asked):
    Round.objects.filter(pk=asked.round.pk).update(created=timezone.now() - timedelta(days=60))
    choose(tab)
    tab.click("#submit-answer")
    expect(tab.locator("h1")).to_have_text("This round is closed")
    assert not answers(asked).exists()


def test_an_answer_to_what_was_due_meanwhile_is_taken(town, open_browser):
    """A question was open in the evening, and answered the morning after the date."""
    now = timezone.now()
    mine = town.member.player
    due = Assignment.objects.get(uuid=town.ids["open assignment"])
    page = open_browser(cookies=town.cookies_of("pupil"))
    page.goto(town.url + due.get_absolute_url())
    page.click("#begin")
    page.wait_for_selector("#answer-form")
    Assignment.objects.filter(pk=due.pk).update(opens=now - timedelta(days=2), due=now)
    played = Round.objects.get(player=mine, assignment=due)
    fill_in(page)
    page.click("#submit-answer")
    page.wait_for_selector("#verdict")
    assert Answer.objects.filter(question__round=played).count() == 1
    played.delete()
    Assignment.objects.filter(pk=due.pk).update(opens=due.opens, due=due.due)
