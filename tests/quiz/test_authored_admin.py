"""A teacher writes a question, hears what speaks against it, mends it or lets it stand."""

import re
from html import unescape

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from history.groups import TEACHERS
from history.models import Topic
from quiz.bank import chronicle_for
from quiz.draft import Draft
from quiz.generation import draft
from quiz.kinds import authored
from quiz.models import AuthoredQuestion
from tests.history.factories import DateClaimFactory, EventFactory, SourceFactory, TopicFactory
from tests.quiz import own

pytestmark = pytest.mark.django_db

ADD = "admin:quiz_authoredquestion_add"
LIST = "admin:quiz_authoredquestion_changelist"
CHECK = {"_check": "Check without saving"}


@pytest.fixture
def no_query_for_each_row():
    """The admin's form sets look up each row's choices one by one."""


@pytest.fixture
def desk(client):
    """The admin as a teacher who has logged in."""
    teacher = User.objects.create(username="teacher", is_staff=True)
    teacher.groups.add(Group.objects.get(name=TEACHERS))
    client.force_login(teacher)
    return client


@pytest.fixture
def valley():
    return TopicFactory()


def option_rows(*options):
    """What a browser sends of the options: text, right or not, why, tag, place."""
    rows = {"options-TOTAL_FORMS": len(options), "options-INITIAL_FORMS": 0}
    for n, option in enumerate(options):
        rows |= {
            f"options-{n}-text": option.text,
            f"options-{n}-why_wrong": option.why_wrong,
            f"options-{n}-tag": option.tag,
            f"options-{n}-position": 0,
        }
        if option.is_right:
            rows[f"options-{n}-is_right"] = "on"
    return rows


@pytest.fixture
def written(valley):
    """The page as filled in for one of Kelpwick's questions."""

    def fill_in(question, *options, **changes):
        source = SourceFactory()
        fields = {
            "topic": valley.pk,
            "form": question.form,
            "stem": question.stem,
            "explanation": question.explanation,
            "source": source.pk,
            "locator": question.locator,
            "accepted": "\n".join(question.accepted),
            "date": question.date.text if question.date else "",
            "active": "on",
        }
        return fields | option_rows(*(options or question.options)) | changes

    return fill_in


def send(desk, data, url=None):
    return desk.post(url or reverse(ADD), data, follow=True)


def form_of(response):
    return response.context["adminform"].form


def said_of_options(response):
    (inline,) = response.context["inline_admin_formsets"]
    rows = [said for form in inline.formset.forms for said in form.errors.values()]
    return " ".join([*inline.formset.non_form_errors(), *(" ".join(said) for said in rows)])


def text(response):
    plain = unescape(re.sub(r"<[^>]+>", " ", response.content.decode()))
    return re.sub(r"\s+", " ", plain)


def remarked(response):
    return {remark.check for remark in form_of(response).remarks}


# Saved


@pytest.mark.parametrize("question", own.ALL.values(), ids=own.ALL)
def test_a_sound_question_of_each_form_is_saved_and_asked(desk, valley, written, question):
    send(desk, written(question))
    row = AuthoredQuestion.objects.get()
    assert (row.form, row.overruled) == (question.form, "")
    assert row.options.count() == len(question.options)
    valley.refresh_from_db()
    assert isinstance(draft(chronicle_for(valley), "authored", row.fact, 1), Draft)


def test_saving_makes_the_chronicle_new(desk, valley, written):
    before = valley.version
    send(desk, written(own.SHORT))
    assert Topic.objects.get().version == before + 1


def test_deleting_makes_the_chronicle_new(desk, valley):
    row = own.store(own.SHORT, valley)
    url = reverse("admin:quiz_authoredquestion_delete", args=[row.pk])
    desk.post(url, {"post": "yes"})
    assert not AuthoredQuestion.objects.exists()
    assert Topic.objects.get().version == valley.version + 1


def test_an_inactive_question_is_kept_and_not_asked(desk, valley, written):
    data = written(own.SHORT)
    del data["active"]
    send(desk, data)
    assert AuthoredQuestion.objects.count() == 1
    valley.refresh_from_db()
    assert authored.targets(chronicle_for(valley)) == []


# Checked


def test_checking_a_sound_question_says_so_and_saves_nothing(desk, written):
    response = send(desk, written(own.SINGLE) | CHECK)
    assert "Nothing speaks against this question." in text(response)
    assert "is not saved yet" in text(response)
    assert "Please correct" not in text(response)
    assert form_of(response)["stem"].value() == own.SINGLE.stem
    assert not AuthoredQuestion.objects.exists()


def test_checking_tells_what_must_be_mended_and_what_may_be_judged(desk, written):
    data = written(own.SINGLE, own.right("Ada Brine"), own.right("Jon Reed"), stem="Who kept it")
    response = send(desk, data | CHECK)
    assert remarked(response) == {"right-options", "plain-form", "enough-options"}
    assert "This has to be mended." in text(response)
    assert "You may judge otherwise." in text(response)
    assert not AuthoredQuestion.objects.exists()


def test_checking_with_a_reason_saves_nothing_either(desk, written):
    send(desk, written(own.SINGLE, stem="Who kept it", overruled_reason="It is a riddle.") | CHECK)
    assert not AuthoredQuestion.objects.exists()


def test_a_page_that_is_not_filled_in_is_not_judged(desk, written):
    response = send(desk, written(own.SINGLE, stem="") | CHECK)
    assert "stem" in form_of(response).errors
    assert not form_of(response).is_checked


def test_an_empty_page_has_no_remarks_and_a_button_to_check(desk):
    page = desk.get(reverse(ADD)).content.decode()
    assert 'id="check-question"' in page
    assert 'id="remarks"' not in page


# Refused


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ([own.wrong("Ada"), own.wrong("Jon"), own.wrong("Tom")], "No option is right."),
        ([own.right("Ada"), own.right("Jon"), own.wrong("Tom")], "2 options are right"),
        ([own.right("Ada"), own.right("Jon"), own.right("Tom")], "3 options are right"),
        ([own.right("Ada")], "No option is wrong."),
        ([own.right("Ada"), own.wrong("Jon"), own.wrong("JON!")], "say the same"),
        ([own.right("Ada"), own.wrong("Jon"), own.wrong("Jon")], "duplicate data for text"),
        ([own.right("Ada"), own.wrong("Jon"), own.wrong("Tom", why="")], "Say why"),
        ([own.right("Ada"), own.wrong("Jon"), own.wrong("")], "This field is required."),
    ],
)
def test_options_that_do_not_make_a_choice_are_refused_there(desk, written, options, said):
    response = send(desk, written(own.SINGLE, *options))
    assert said in said_of_options(response)
    assert not AuthoredQuestion.objects.exists()


@pytest.mark.parametrize(
    ("question", "options", "said"),
    [
        (own.TRUE_FALSE, [own.right("True"), own.wrong("False"), own.wrong("Hm")], "3 options"),
        (own.MULTIPLE, [own.right("Ada"), own.right("Jon"), own.right("Tom")], "is wrong"),
        (own.ORDERING, own.ORDERING.options[:2], "three items"),
        (own.SHORT, own.SINGLE.options, "no options"),
        (own.DATE, own.SINGLE.options, "no options"),
    ],
)
def test_each_form_has_the_options_that_it_needs(desk, written, question, options, said):
    response = send(desk, written(question, *options))
    assert said in said_of_options(response)
    assert not AuthoredQuestion.objects.exists()


@pytest.mark.parametrize(
    ("question", "field", "changes"),
    [
        (own.SHORT, "accepted", {"accepted": ""}),
        (own.SHORT, "accepted", {"accepted": "?!"}),
        (own.SINGLE, "accepted", {"accepted": "Ada"}),
        (own.DATE, "date", {"date": ""}),
        (own.DATE, "date", {"date": "yesterday"}),
        (own.SINGLE, "date", {"date": "1809"}),
        (own.SINGLE, "form", {"form": "riddle"}),
        (own.SINGLE, "stem", {"stem": " "}),
        (own.SINGLE, "explanation", {"explanation": ""}),
        (own.SINGLE, "source", {"source": ""}),
        (own.SINGLE, "locator", {"locator": ""}),
        (own.SINGLE, "topic", {"topic": "404"}),
        (own.SHORT, "explanation", {"explanation": "What did the pilots call their guild?"}),
    ],
)
def test_what_is_amiss_is_told_at_its_field(desk, written, question, field, changes):
    response = send(desk, written(question, **changes))
    assert field in form_of(response).errors
    assert not AuthoredQuestion.objects.exists()


def test_a_day_that_its_calendar_lacks_is_refused(desk, written):
    response = send(desk, written(own.DATE, date="1900-02-29", calendar="NS"))
    assert "date" in form_of(response).errors


def test_a_date_that_no_claim_on_the_event_agrees_with_is_refused_at_the_date(
    desk, valley, written
):
    event = EventFactory(topics=[valley], date="1823")
    DateClaimFactory(event=event)
    response = send(desk, written(own.DATE, event=event.pk))
    assert f"No claim on “{event.title}” agrees" in " ".join(form_of(response).errors["date"])
    assert not AuthoredQuestion.objects.exists()


def test_an_event_of_another_topic_is_refused(desk, written):
    event = EventFactory(topics=[TopicFactory()])
    response = send(desk, written(own.SINGLE, event=event.pk))
    assert "not in this topic" in " ".join(form_of(response).errors["event"])


def test_markup_is_shown_as_it_is_typed(desk, written):
    stem = "Which <script>alert(1)</script> is <b>bold</b>?"
    page = send(desk, written(own.SINGLE, own.right("<i>Ada</i>"), stem=stem)).content.decode()
    assert "<script>alert(1)" not in page
    assert "<i>Ada</i>" not in page


# Overruled


def overruling(written):
    return written(own.SINGLE, stem="Who kept it")


def test_a_remark_holds_the_question_back_and_asks_why_it_may_stand(desk, written):
    response = send(desk, overruling(written))
    assert remarked(response) == {"plain-form"}
    assert "why it may stand" in " ".join(form_of(response).errors["overruled_reason"])
    assert not AuthoredQuestion.objects.exists()


def test_with_a_reason_it_is_saved_the_reason_kept_and_the_question_asked(desk, valley, written):
    send(desk, overruling(written) | {"overruled_reason": "They know the game."})
    row = AuthoredQuestion.objects.get()
    assert (row.overruled, row.overruled_reason) == ("plain-form", "They know the game.")
    valley.refresh_from_db()
    assert isinstance(draft(chronicle_for(valley), "authored", row.fact, 1), Draft)


def test_spaces_are_no_reason(desk, written):
    send(desk, overruling(written) | {"overruled_reason": "   "})
    assert not AuthoredQuestion.objects.exists()


def test_no_reason_saves_what_is_refused(desk, written):
    data = written(own.SINGLE, own.wrong("Ada"), own.wrong("Jon"), own.wrong("Tom"))
    send(desk, data | {"overruled_reason": "I know better."})
    assert not AuthoredQuestion.objects.exists()


def as_saved(row, **changes):
    """What the browser would send if Save were pressed on the question's own page."""
    fields = {
        name: getattr(row, name)
        for name in "form stem explanation locator accepted date calendar overruled_reason".split()
    }
    rows = {"options-TOTAL_FORMS": 3, "options-INITIAL_FORMS": 3}
    for n, option in enumerate(row.options.order_by("pk")):
        rows |= {f"options-{n}-id": option.pk, f"options-{n}-question": row.pk}
        for name in ("text", "why_wrong", "tag", "position"):
            rows[f"options-{n}-{name}"] = getattr(option, name)
        if option.is_right:
            rows[f"options-{n}-is_right"] = "on"
    keys = {"topic": row.topic_id, "source": row.source_id, "event": row.event_id or ""}
    return fields | rows | keys | {"active": "on"} | changes


def page(row):
    return reverse("admin:quiz_authoredquestion_change", args=[row.pk])


def test_an_edit_that_needs_it_no_more_forgets_what_was_overruled(desk, valley):
    row = own.store(own.SINGLE, valley, overruled="plain-form", overruled_reason="A game.")
    send(desk, as_saved(row, explanation="The log says so."), page(row))
    row.refresh_from_db()
    assert (row.explanation, row.overruled) == ("The log says so.", "")
    assert row.overruled_reason == "A game."


def test_what_was_overruled_speaks_again_where_the_reason_is_taken_away(desk, valley):
    row = own.store(own.SINGLE, valley, overruled="plain-form", overruled_reason="A game.")
    response = send(desk, as_saved(row, stem="Who kept it", overruled_reason=""), page(row))
    assert remarked(response) == {"plain-form"}
    row.refresh_from_db()
    assert row.stem == own.SINGLE.stem


def test_two_options_may_change_places(desk, valley):
    row = own.store(own.SINGLE, valley)
    data = as_saved(row)
    data["options-0-position"], data["options-1-position"] = 2, 1
    send(desk, data, page(row))
    assert [o.position for o in row.options.order_by("pk")] == [2, 1, 3]


def test_an_option_taken_away_is_not_judged(desk, valley):
    row = own.store(own.SINGLE, valley)
    response = send(desk, as_saved(row) | {"options-2-DELETE": "on"} | CHECK, page(row))
    assert remarked(response) == {"enough-options"}
    assert row.options.count() == 3


def test_a_later_claim_speaks_of_a_question_that_was_saved(valley):
    """The gate is asked again each time; what nobody has overruled keeps the question back."""
    event = EventFactory(slug=own.DATE.event, topics=[valley], date="1809-09-01")
    DateClaimFactory(event=event)
    row = own.store(own.DATE, valley)
    assert isinstance(draft(chronicle_for(valley), "authored", row.fact, 1), Draft)
    DateClaimFactory(event=event, says="1811")
    Topic.objects.bump()
    valley.refresh_from_db()
    refused = draft(chronicle_for(valley), "authored", row.fact, 1)
    assert [rejection.name for rejection in refused.rejections] == ["disputed-date"]


# Found again


def test_the_list_is_searched_and_filtered(desk, valley):
    own.store(own.SINGLE, valley)
    own.store(own.SHORT, valley, overruled="no-leak", overruled_reason="A game.")

    def found(query):
        return {row.form for row in desk.get(reverse(LIST) + query).context["cl"].queryset}

    assert found("") == {"single", "short"}
    assert found("?q=pilot-as-keeper") == {"single"}
    assert found("?form__exact=short") == {"short"}
    assert found("?overruled=yes") == {"short"}
    assert found("?overruled=no") == {"single"}
    assert found(f"?topic__id__exact={valley.pk}") == {"single", "short"}


def test_the_list_takes_as_many_queries_for_many_rows_as_for_few(desk, valley):
    own.store(own.SINGLE, valley)
    counts = []
    for question in (None, own.SHORT, own.DATE, own.ORDERING):
        if question:
            own.store(question, valley)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            desk.get(reverse(LIST))
        counts.append(len(captured))
    assert counts[1] == counts[2] == counts[3]


def test_the_page_takes_as_many_queries_for_many_options_as_for_few(desk, valley):
    event = EventFactory(slug=own.SINGLE.event, topics=[valley])
    row = own.store(own.SINGLE, valley)
    counts = []
    for number in range(4):
        row.options.create(text=f"Nobody {number}", why_wrong=f"No {number}.")
        with CaptureQueriesContext(connection) as captured:
            assert event.title in desk.get(page(row)).content.decode()
        counts.append(len(captured))
    assert len(set(counts[1:])) == 1


def test_who_overruled_what_and_when_is_kept_and_told(desk, valley, written):
    send(desk, overruling(written) | {"overruled_reason": "They know the game."})
    row = AuthoredQuestion.objects.get()
    assert row.overruled_by.username == "teacher"
    assert row.overruled_at is not None
    assert "plain-form (teacher, " in text(desk.get(page(row)))


def test_another_teachers_edit_leaves_it_to_who_overruled_it(desk, valley):
    first = User.objects.create(username="first")
    stem = "Who kept it"
    row = own.store(own.SINGLE, valley, overruled="plain-form", overruled_reason="A game.")
    AuthoredQuestion.objects.update(stem=stem, overruled_by=first)
    send(desk, as_saved(row, stem=stem, explanation="The log says so."), page(row))
    row.refresh_from_db()
    assert (row.explanation, row.overruled_by) == ("The log says so.", first)


def test_the_slug_is_made_once_and_kept(desk, valley, written):
    send(desk, written(own.SHORT))
    row = AuthoredQuestion.objects.get()
    assert row.slug == "what-did-the-pilots-call-their-guild"
    assert 'name="slug"' not in desk.get(page(row)).content.decode()


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("stem", "a\0b?"),
        ("stem", "x" * 301),
        ("explanation", "a\0b"),
        ("locator", "x" * 301),
        ("accepted", "a\0b"),
        ("slug", "x" * 81),
        ("slug", "a b"),
        ("overruled_reason", "a\0b"),
        ("topic", "9" * 30),
        ("source", "a\0b"),
    ],
)
def test_what_no_database_would_hold_is_told_at_its_field(desk, written, field, typed):
    response = send(desk, written(own.SHORT, **{field: typed}))
    assert response.status_code == 200
    assert field in form_of(response).errors
    assert not AuthoredQuestion.objects.exists()


@pytest.mark.parametrize(
    ("field", "typed"),
    [("text", "x" * 201), ("text", "a\0b"), ("tag", "x" * 81), ("position", str(2**70))],
)
def test_nor_is_it_taken_in_an_option(desk, written, field, typed):
    response = send(desk, written(own.SINGLE) | {f"options-1-{field}": typed})
    assert response.status_code == 200
    assert said_of_options(response)
    assert not AuthoredQuestion.objects.exists()


# Who may


def test_teachers_may_do_everything_with_questions_of_their_own():
    group = Group.objects.get(name=TEACHERS)
    rights = set(group.permissions.values_list("codename", flat=True))
    models = ("authoredquestion", "authoredoption")
    actions = ("add", "change", "delete", "view")
    assert {f"{action}_{model}" for action in actions for model in models} <= rights


@pytest.mark.parametrize("who", ["guest", "pupil", "staff"])
def test_nobody_else_may(client, valley, who):
    row = own.store(own.SINGLE, valley)
    if who != "guest":
        client.force_login(User.objects.create(username=who, is_staff=who == "staff"))
    refused = 403 if who == "staff" else 302
    delete = reverse("admin:quiz_authoredquestion_delete", args=[row.pk])
    for url in (reverse(LIST), reverse(ADD), page(row), delete):
        assert client.get(url).status_code == refused
    for url, data in ((page(row), as_saved(row, stem="Mine?")), (delete, {"post": "yes"})):
        assert client.post(url, data).status_code == refused
    assert AuthoredQuestion.objects.get().stem == own.SINGLE.stem
