"""Teachers take their own questions along as a file, and bring many in at once."""

import csv
import io
from dataclasses import replace

import pytest
from django.contrib.auth.models import Group, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from history.groups import TEACHERS
from history.models import Topic
from quiz.admin.authored_rows import MOST_ROWS
from quiz.admin.authored_table import COLUMNS
from quiz.bank import chronicle_for
from quiz.draft import Draft
from quiz.generation import draft
from quiz.models import AuthoredOption, AuthoredQuestion
from tests.history.factories import EventFactory, SourceFactory, TopicFactory
from tests.history.test_bulk_hostile import workbook, zipped
from tests.quiz import own

pytestmark = pytest.mark.django_db

SEND, CHECK = reverse("quiz:questions_import"), reverse("quiz:questions_check")
EXPORT = reverse("admin:quiz_authoredquestion_export")
LIST = reverse("admin:quiz_authoredquestion_changelist")
CSV, XLSX = 0, 1


@pytest.fixture
def no_query_for_each_row():
    """Each row is judged as the page of one question is."""


@pytest.fixture
def teacher(db):
    user = User.objects.create(username="teacher", is_staff=True)
    user.groups.add(Group.objects.get(name=TEACHERS))
    return user


@pytest.fixture
def desk(client, teacher):
    client.force_login(teacher)
    return client


@pytest.fixture
def valley(db):
    SourceFactory(slug="log", title="The log")
    return TopicFactory(slug="valley")


def cells(question, **changes):
    """A row as a teacher would fill it in; what is not named stays empty."""
    row = dict.fromkeys(COLUMNS, "") | {
        "topic": "valley",
        "form": question.form,
        "stem": question.stem,
        "explanation": question.explanation,
        "source": "log",
        "locator": question.locator,
        "accepted": "; ".join(question.accepted),
        "date": question.date.text if question.date else "",
    }
    for n, option in enumerate(question.options, 1):
        row |= {f"option_{n}": option.text, f"why_{n}": option.why_wrong, f"tag_{n}": option.tag}
        row[f"right_{n}"] = "yes" if option.is_right else ""
    return row | changes


def as_csv(*rows, columns=COLUMNS):
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows([row[column] for column in columns] for row in rows)
    return text.getvalue().encode()


def send(desk, *rows, name="questions.csv", content=None):
    content = as_csv(*rows) if content is None else content
    return desk.post(SEND, {"file": SimpleUploadedFile(name, content)}, follow=True)


def confirm(desk, response, **changes):
    context = response.context
    form = {"token": context["sent"].token, "seen": context["seen"]}
    return desk.post(CHECK, form | changes, follow=True)


def exported(desk, kind=CSV):
    return desk.post(EXPORT, {"format": kind}).content


def problems(response):
    return response.context.get("problems", [])


def told(response):
    return [str(message) for message in response.context["messages"]]


# In


def test_a_question_of_each_form_comes_in_and_is_asked(desk, valley):
    looked = send(desk, *map(cells, own.ALL.values()))
    (plan,) = looked.context["plans"]
    assert (len(plan.new), plan.edits, plan.unchanged) == (6, [], 0)
    assert not AuthoredQuestion.objects.exists()
    assert "6 created" in told(confirm(desk, looked))[0]
    fresh = Topic.objects.get()
    assert fresh.version == valley.version + 1
    for row in AuthoredQuestion.objects.all():
        assert isinstance(draft(chronicle_for(fresh), "authored", row.fact, 1), Draft)
        assert row.options.count() == len(own.ALL[row.form].options)


def test_items_to_order_keep_the_order_of_their_columns(desk, valley):
    confirm(desk, send(desk, cells(own.ORDERING)))
    row = AuthoredQuestion.objects.get()
    assert [o.text for o in row.in_order()] == [o.text for o in own.ORDERING.options]


def test_a_row_without_a_slug_gets_one_from_what_it_asks(desk, valley):
    twins = [cells(own.SHORT, stem=stem) for stem in ("Who is it?", "Who is it!?")]
    confirm(desk, send(desk, *twins))
    assert set(AuthoredQuestion.objects.values_list("slug", flat=True)) == {
        "who-is-it",
        "who-is-it-2",
    }


@pytest.mark.parametrize("slug", ["", "short-25"])
def test_a_row_that_is_there_is_changed_and_not_doubled(desk, valley, slug):
    own.store(own.SHORT, valley)
    looked = send(desk, cells(own.SHORT, slug=slug, explanation="So it was.", source="log"))
    ((edit,), new) = (looked.context["plans"][0].edits, looked.context["plans"][0].new)
    assert not new
    assert edit.cells["explanation"] == (own.SHORT.explanation, "So it was.")
    confirm(desk, looked)
    assert AuthoredQuestion.objects.get().explanation == "So it was."


def test_other_options_take_the_place_of_those_before(desk, valley):
    own.store(own.SINGLE, valley)
    row = cells(own.SINGLE, option_3="Will Pike", why_3="He fished.")
    looked = send(desk, row)
    assert looked.context["plans"][0].edits[0].cells["option_3"] == ("Tom Salter", "Will Pike")
    confirm(desk, looked)
    texts = set(AuthoredOption.objects.values_list("text", flat=True))
    assert texts == {"Ada Brine", "Jon Reed", "Will Pike"}


def test_a_second_yes_finds_nothing_to_load(desk, valley):
    looked = send(desk, cells(own.SHORT))
    confirm(desk, looked)
    assert "no file waiting" in told(confirm(desk, looked))[0]
    assert AuthoredQuestion.objects.count() == 1


def test_what_has_changed_since_it_was_looked_at_is_looked_at_again(desk, valley):
    looked = send(desk, cells(own.SHORT))
    Topic.objects.bump()
    assert "Look again" in told(confirm(desk, looked))[0]
    assert not AuthoredQuestion.objects.exists()


@pytest.mark.parametrize("name", ["questions.csv", "mine (2).csv", "QUESTIONS.CSV"])
def test_a_csv_may_be_called_anything(desk, valley, name):
    assert send(desk, cells(own.SHORT), name=name).context["changes"]


def test_a_spreadsheet_comes_in_too(desk, valley):
    rows = [list(COLUMNS), [cells(own.SINGLE)[column] for column in COLUMNS]]
    confirm(desk, send(desk, name="mine.xlsx", content=workbook(rows, "questions")))
    assert AuthoredQuestion.objects.get().options.count() == 3


# Refused


@pytest.mark.parametrize(
    ("question", "changes", "where", "said"),
    [
        (own.SINGLE, {"stem": ""}, "stem", "required"),
        (own.SINGLE, {"stem": "Why " + "so " * 200 + "long?"}, "stem", "at most 300"),
        (own.SINGLE, {"explanation": ""}, "explanation", "required"),
        (own.SINGLE, {"source": ""}, "source", "required"),
        (own.SINGLE, {"source": "nowhere"}, "source", "there is no source “nowhere”"),
        (own.SINGLE, {"topic": "nowhere"}, "topic", "there is no topic “nowhere”"),
        (own.SINGLE, {"event": "nowhere"}, "event", "there is no event “nowhere”"),
        (own.SINGLE, {"event": "far-off"}, "event", "not in this topic"),
        (own.SINGLE, {"locator": ""}, "locator", "required"),
        (own.SINGLE, {"form": "riddle"}, "form", "riddle"),
        (own.SINGLE, {"slug": "not a slug"}, "slug", "valid"),
        (own.SINGLE, {"slug": "x" * 81}, "slug", "at most 80"),
        (own.SINGLE, {"calendar": "lunar"}, "calendar", "lunar"),
        (own.SINGLE, {"active": "perhaps"}, "active", "neither yes nor no"),
        (own.SINGLE, {"right_2": "maybe"}, "right_2", "neither yes nor no"),
        (own.SINGLE, {"right_2": "yes"}, "option_1", "2 options are right"),
        (own.SINGLE, {"right_1": "", "why_1": "No."}, "option_1", "No option is right"),
        (own.SINGLE, {"option_2": "ada brine!"}, "option_1", "say the same"),
        (own.SINGLE, {"option_2": ""}, "option_2", "required"),
        (own.SINGLE, {"option_2": "x" * 201}, "option_2", "at most 200"),
        (own.SINGLE, {"why_2": ""}, "why_2", "Say why"),
        (own.SINGLE, {"tag_2": "two words"}, "tag_2", "valid"),
        (own.SINGLE, {"stem": "Who kept it"}, "overruled_reason", "Mend it, or say"),
        (own.SHORT, {"accepted": ""}, "accepted", "needs it"),
        (own.SHORT, {"accepted": "?!"}, "accepted", "neither letter"),
        (own.DATE, {"date": "yesterday"}, "date", "yesterday"),
        (own.DATE, {"date": ""}, "date", "needs it"),
        (own.ORDERING, {"option_3": "", "why_3": ""}, "option_1", "three items"),
        (own.SHORT, {"explanation": "a\0b"}, "explanation", "NUL"),
        (own.SHORT, {"topic": "a\0b"}, "topic", "NUL"),
    ],
)
def test_what_is_amiss_is_told_by_row_and_column(desk, valley, question, changes, where, said):
    EventFactory(slug="far-off", topics=[TopicFactory()])
    response = send(desk, cells(own.TRUE_FALSE), cells(question, **changes))
    found = [problem for problem in problems(response) if f"row 3, column {where}:" in problem]
    assert found, problems(response)
    assert any(said in problem for problem in found)
    assert not AuthoredQuestion.objects.exists()


@pytest.mark.parametrize("column", ["slug", "stem"])
def test_one_question_in_two_rows_is_refused(desk, valley, column):
    one, other = cells(own.SHORT, slug="one"), cells(own.SINGLE, slug="other")
    response = send(desk, one, other | {column: one[column]})
    assert f"questions.csv, row 3, column {column}: row 2 has the same" in problems(response)[0]


def test_two_questions_that_swap_what_they_ask_are_refused_and_stay(desk, valley):
    own.store(own.SHORT, valley)
    own.store(own.SINGLE, valley)
    swapped = (
        cells(own.SHORT, slug="short-25", stem=own.SINGLE.stem),
        cells(own.SINGLE, slug="single-21", stem=own.SHORT.stem),
    )
    assert "written for this topic before" in " ".join(problems(send(desk, *swapped)))
    assert AuthoredQuestion.objects.get(slug="short-25").stem == own.SHORT.stem


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("q.csv", b"", "empty"),
        ("q.csv", "slug,stem\n1,Was heißt das?".encode("latin-1"), "not UTF-8"),
        ("q.csv", b"slug,stem\n1,2\n", "this column is missing"),
        ("q.csv", b'slug,"stem\n1,2\n', "not CSV"),
        ("q.csv", ",".join("x" * 60).encode(), "60 columns"),
        ("q.csv", b"x\n" * 100_002, "lines"),
        ("q.xls", b"\xd0\xcf\x11\xe0", "Only .xlsx, .csv and .zip"),
        ("q.xlsx", b"\xd0\xcf\x11\xe0", "is called .xlsx but is none"),
        ("q.xlsx", b"PK\x03\x04 and nothing", "damaged"),
        ("q.xlsx", zipped({"questions.csv": b"x"}), "is called .xlsx but is none"),
        ("q.xlsx", workbook([list(COLUMNS), ["=1+1"]], "questions"), "is a formula"),
        ("q.xlsx", workbook([["a"], ["b"]], "riddles"), "no such sheet"),
        ("q.xlsx", workbook([["x"] * 60], "questions"), "more than 50 columns"),
    ],
)
def test_a_file_that_is_no_table_of_questions_is_refused_in_words(
    desk, valley, name, content, said
):
    response = send(desk, name=name, content=content)
    shown = " ".join([*map(str, problems(response)), *map(str, response.context["form"].errors)])
    assert said in shown or said in response.content.decode()
    assert not AuthoredQuestion.objects.exists()


def test_more_rows_than_can_be_judged_at_a_time_are_refused(desk, valley):
    many = [cells(own.SHORT, stem=f"Who was number {n}?") for n in range(MOST_ROWS + 1)]
    assert f"at most {MOST_ROWS}" in problems(send(desk, *many))[0]


# Overruled


def test_a_reason_in_the_file_overrules_and_whose_it_was_is_kept(desk, teacher, valley):
    row = cells(own.SINGLE, stem="Who kept it", overruled_reason="They know the game.")
    confirm(desk, send(desk, row))
    kept = AuthoredQuestion.objects.get()
    assert (kept.overruled, kept.overruled_reason) == ("plain-form", "They know the game.")
    assert kept.overruled_by == teacher
    assert kept.overruled_at is not None


def test_a_reason_overrules_nothing_hard(desk, valley):
    row = cells(own.SINGLE, right_2="yes", overruled_reason="I know better.")
    assert "2 options are right" in " ".join(problems(send(desk, row)))


# Out


@pytest.fixture
def stored(desk, valley):
    EventFactory(slug=own.SINGLE.event, topics=[valley])
    return [own.store(question, valley) for question in own.ALL.values()]


@pytest.mark.parametrize(("kind", "name"), [(CSV, "q.csv"), (XLSX, "q.xlsx")])
def test_what_goes_out_comes_back_as_it_was(desk, stored, kind, name):
    looked = send(desk, name=name, content=exported(desk, kind))
    (plan,) = looked.context["plans"]
    assert (plan.new, plan.edits, plan.unchanged) == ([], [], len(stored))
    assert not looked.context["changes"]


@pytest.mark.parametrize("text", ["=2+2", "+1", "-1", "@a", "'=2", " =2", "＝2"])
def test_no_cell_goes_out_as_a_formula(desk, valley, text):
    own.store(replace(own.SHORT, explanation=f"{text} is how the log puts it."), valley)
    (line,) = csv.DictReader(io.StringIO(exported(desk).decode("utf-8-sig")))
    assert line["explanation"].startswith("'")
    book = load_workbook(io.BytesIO(exported(desk, XLSX)))
    assert not any(cell.data_type == "f" for row in book.active.iter_rows() for cell in row)


def test_only_the_list_that_was_looked_at_goes_out(desk, stored):
    found = desk.post(f"{EXPORT}?form__exact=short", {"format": CSV}).content.decode("utf-8-sig")
    assert [line["form"] for line in csv.DictReader(io.StringIO(found))] == ["short"]


def test_it_takes_as_many_queries_for_many_as_for_few(desk, valley):
    counts = []
    for question in own.ALL.values():
        own.store(question, valley)
        with CaptureQueriesContext(connection) as captured:
            exported(desk)
        counts.append(len(captured))
    assert len(set(counts[1:])) == 1


def test_a_row_more_costs_a_few_queries_more_and_no_more(desk, valley):
    """Each is looked up, judged and compared with what is unique; the topic is read once."""
    chronicle_for(valley)
    send(desk, cells(own.SHORT))  # the next file replaces it, as each does the one before
    counts = []
    for number in (1, 11, 21):
        rows = [cells(own.SHORT, stem=f"Who was number {n}?") for n in range(number)]
        with CaptureQueriesContext(connection) as captured:
            send(desk, *rows)
        counts.append(len(captured))
    assert counts[2] - counts[1] == counts[1] - counts[0] <= 10 * 8


# Who may


def test_the_pages_lead_to_one_another(desk, stored):
    assert f'href="{SEND}"' in desk.get(LIST).content.decode()
    assert f'href="{EXPORT}"' in desk.get(SEND).content.decode()
    assert desk.get(EXPORT).status_code == 200


@pytest.mark.parametrize("who", ["guest", "pupil", "staff"])
def test_nobody_but_a_teacher_may(client, valley, who):
    if who != "guest":
        client.force_login(User.objects.create(username=who, is_staff=who == "staff"))
    refused = 403 if who == "staff" else 302
    for url in (SEND, CHECK, EXPORT):
        assert client.get(url).status_code == refused
        assert client.post(url).status_code == refused


def test_a_file_that_waits_for_the_library_is_not_taken_for_questions(desk, valley):
    library = reverse("history:import")
    desk.post(library, {"file": SimpleUploadedFile("topics.csv", b"slug,title,summary\n")})
    assert "no file waiting" in told(desk.get(CHECK, follow=True))[0]
