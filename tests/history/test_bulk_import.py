"""Teachers send a file, look at what it would change, and say yes."""

import io
import re
from base64 import b64decode, b64encode
from zipfile import ZipFile

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from history import models
from history.groups import TEACHERS
from history.packs import waiting
from history.packs.export import as_csv, export, files
from history.packs.loader import load, write
from history.packs.pack import BadPack
from history.packs.plan import plans
from history.packs.stored import surround
from history.packs.tables import TABLES
from history.packs.uploads import read_upload
from tests.conftest import SHIPPED
from tests.history.factories import (
    CauseClaimFactory,
    CauseFactory,
    DateClaimFactory,
    EventFactory,
    SourceFactory,
    TopicFactory,
)
from tests.history.test_bulk_export import whole_store
from tests.history.test_bulk_hostile import LARGEST, workbook, zipped

pytestmark = pytest.mark.django_db

SEND, CHECK, EXPORT = (reverse(f"history:{name}") for name in ("import", "import_check", "export"))
COLUMNS = {table.name: ",".join(table.columns) for table in TABLES}
TOPICS = "slug,title,summary\nvalley,The Valley,\n"
SOURCES = f"{COLUMNS['sources']}\nannals,Annals,,,primary,,en,1702,\n"


def a_teacher(name):
    user = User.objects.create(username=name, is_staff=True)
    user.groups.add(Group.objects.get(name=TEACHERS))
    return user


@pytest.fixture
def desk(client):
    client.force_login(a_teacher("teacher"))
    return client


def send(desk, name, content):
    content = content.encode() if isinstance(content, str) else content
    return desk.post(SEND, {"file": SimpleUploadedFile(name, content)}, follow=True)


def confirm(desk, response, **changes):
    context = response.context
    form = {"token": context["sent"].token, "seen": context["seen"]}
    return desk.post(CHECK, form | changes, follow=True)


def told(response):
    return [str(message) for message in response.context["messages"]]


def table(name, *rows):
    return "\n".join([COLUMNS[name], *rows]) + "\n"


# From a file to the library


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("topics.csv", TOPICS.encode()),
        ("topics.csv", b"\xef\xbb\xbf" + TOPICS.encode()),
        ("some.zip", zipped({"topics.csv": TOPICS})),
        ("some.xlsx", workbook([["slug", "title", "summary"], ["valley", "The Valley"]])),
    ],
)
def test_nothing_is_written_before_the_teacher_says_so(desk, name, content):
    shown = send(desk, name, content)
    assert "1 new, 0 changed, 0 unchanged" in shown.content.decode()
    assert "valley" in shown.content.decode()
    assert not models.Topic.objects.exists()
    done = confirm(desk, shown)
    assert told(done) == ["Loaded: 1 created, 0 updated."]
    assert models.Topic.objects.get().title == "The Valley"


def test_a_whole_subject_goes_through_the_admin(desk):
    load(SHIPPED)
    before = whole_store()
    content = desk.get(EXPORT, {"topic": "us-russia", "format": "xlsx"}).content
    models.Event.objects.filter(slug="recognition-1933").update(title="Something else")
    models.Misconception.objects.all().delete()
    shown = send(desk, "us-russia.xlsx", content)
    text = shown.content.decode()
    assert "Something else" in text
    assert "307 new, 0 changed, 0 unchanged" in text
    assert "0 new, 1 changed, 230 unchanged" in text
    confirm(desk, shown)
    assert whole_store() == before


def test_what_is_shown_is_what_is_done():
    load(SHIPPED)
    names = [table.name for table in TABLES]
    pack = export(models.Topic.objects.get(slug="us-russia"))
    for number, name in enumerate(names):
        rows = pack.rows(name)
        text = {"tag": "new-tag", "gist": "New", "explanation": "New", "summary": "New"}
        for row in rows[number::7]:
            row.cells.update({key: text[key] for key in row.cells.keys() & text.keys()})
    models.Misconception.objects.filter(tag="wrong-order").delete()
    content = zipped(files(pack))
    shown = plans(surround(read_upload("a.zip", content)))
    loaded = write(lambda: surround(read_upload("a.zip", content)))
    done = [count for count in loaded.counts if not count.file.endswith("topics")]
    assert [(len(p.new), len(p.edits), p.unchanged) for p in shown] == [
        (count.created, count.updated, count.unchanged) for count in done
    ]
    assert sum(len(p.edits) for p in shown) > 100
    assert sum(len(p.new) for p in shown) > 5


def test_a_change_is_shown_before_and_after(desk):
    TopicFactory(slug="valley", title="The Hill")
    text = send(desk, "topics.csv", TOPICS).content.decode()
    assert re.search(r"<td>The Hill</td>\s*<td>The Valley</td>", text)


def test_a_file_that_changes_nothing_says_so_and_asks_nothing(desk):
    TopicFactory(slug="valley", title="The Valley", summary="")
    text = send(desk, "topics.csv", TOPICS).content.decode()
    assert "has all that is in topics.csv already" in text
    assert "import-confirm" not in text


def test_every_topic_moves_on_just_once(desk):
    elsewhere = TopicFactory(version=7)
    content = zipped({"topics.csv": TOPICS, "sources.csv": SOURCES})
    confirm(desk, send(desk, "a.zip", content))
    elsewhere.refresh_from_db()
    assert elsewhere.version == 8


def test_an_event_keeps_its_topics_so_naming_fewer_or_in_another_order_is_no_change():
    topics = [TopicFactory(slug=slug) for slug in ("hill", "valley")]
    event = EventFactory(topics=topics)
    rows = export(topics[0]).rows("events")
    for wanted in ("valley;hill", "valley"):
        rows[0].cells["topics"] = wanted
        content = as_csv(rows[0].table.columns, rows)
        [plan] = plans(surround(read_upload("events.csv", content)))
        assert (plan.changes, plan.unchanged) == (False, 1)
        assert not write(lambda content=content: surround(read_upload("e.csv", content))).changed
    assert event.topics.count() == 2


# Parts of a pack meet the checks of a whole one, with the library around them


@pytest.fixture
def library():
    topic = TopicFactory(slug="valley")
    event = EventFactory(slug="riot", date="1701", topics=[topic])
    DateClaimFactory(event=event, source=SourceFactory(slug="annals"), says="1701", locator="p. 1")
    cause = CauseFactory(slug="salt", effect=event, statement="Salt had grown dear")
    CauseClaimFactory(cause=cause)
    return event


def an_event(slug="tax", date="1700", topics="valley"):
    return f"{slug},A tax,,{date},,,,It was raised.,{topics},2"


def test_a_part_may_name_what_the_library_has(desk, library):
    content = table("events", an_event())
    confirm(desk, send(desk, "events.csv", content))
    assert models.Event.objects.get(slug="tax").topics.get().slug == "valley"
    assert models.Event.objects.count() == 2


PROBLEMS = [
    ("events", an_event(topics="hills"), "row 2, column topics: “hills” is not a slug"),
    ("events", an_event(date="next year"), "row 2, column date"),
    ("events", an_event("riot", "1801"), "row 2, column date: the store has a claim of “annals”"),
    ("date_claims", "riot,annals,1801,p. 2,G,,,", "row 2, column dispute: this claim says 1801"),
    ("date_claims", "war,annals,1801,p. 2,G,,,", "row 2, column event: “war” is not a slug"),
    ("causes", "new,riot,,It rained,background,E", "row 2, column slug: asserted by nobody"),
    ("causes", "new,riot,,Salt had grown dear,background,E", "the store has this statement"),
    ("causes", "salt,riot,riot,Salt,trigger,E", "run in a circle: riot → riot"),
    ("topics", "Two Words,T,", "row 2, column slug: “Two Words” is no slug"),
]


@pytest.mark.parametrize(("name", "row", "problem"), PROBLEMS)
@pytest.mark.parametrize("kind", ["csv", "zip", "xlsx"])
def test_what_is_wrong_is_told_by_row_and_column_and_nothing_is_written(
    desk, library, name, row, problem, kind
):
    before = whole_store()
    text = table(name, row)
    cells = [line.split(",") for line in text.splitlines()]
    content = {
        "csv": lambda: text,
        "zip": lambda: zipped({f"{name}.csv": text}),
        "xlsx": lambda: workbook(cells, name),
    }[kind]()
    shown = send(desk, f"{name}.{kind}", content)
    problems = shown.context["problems"]
    assert any(line.startswith(f"{name}.csv, ") and problem in line for line in problems), problems
    assert "Nothing was written" in shown.content.decode()
    assert whole_store() == before
    # Nor by somebody who says yes all the same.
    desk.post(CHECK, {"token": "x", "seen": ""})
    assert whole_store() == before


def test_one_bad_row_keeps_all_others_out(desk, library):
    before = whole_store()
    send(desk, "events.csv", table("events", an_event(), an_event("war", "yesterday")))
    kept = desk.session["import"]
    seen = ",".join(f"{pk}:{v}" for pk, v in models.Topic.objects.values_list("pk", "version"))
    desk.post(CHECK, {"token": kept["token"], "seen": seen})
    assert whole_store() == before


def test_a_new_date_must_suit_the_causes_that_the_library_has(library):
    tax = EventFactory(slug="tax", date="1700", topics=list(library.topics.all()))
    CauseClaimFactory(cause=CauseFactory(effect=library, cause=tax))
    content = table("events", an_event("tax", "1750")).encode()
    with pytest.raises(BadPack, match=r"row 2, column date: “tax” .1750. comes after “riot”"):
        write(lambda: surround(read_upload("events.csv", content)))


def test_a_cause_and_its_claim_may_come_together_or_be_there(desk, library):
    content = zipped(
        {
            "causes.csv": table("causes", "new,riot,,It rained,background,E"),
            "cause_claims.csv": table("cause_claims", "new,annals,p. 1,G,"),
        }
    )
    confirm(desk, send(desk, "a.zip", content))
    assert models.Cause.objects.get(slug="new").claims.count() == 1
    again = table("causes", "new,riot,,It poured,background,E")
    confirm(desk, send(desk, "causes.csv", again))
    assert models.Cause.objects.get(slug="new").statement == "It poured"


def test_claims_of_the_library_count_for_the_warnings(desk, library):
    row = "riot,A riot,,1701,,,,It was loud.,valley,2"
    assert send(desk, "events.csv", table("events", row)).context["warnings"] == []
    told = send(desk, "events.csv", table("events", an_event())).context["warnings"]
    assert "no source says anything of it" in told[0]


# What the browser sends back is not trusted


def test_a_second_yes_changes_nothing(desk):
    shown = send(desk, "topics.csv", TOPICS)
    confirm(desk, shown)
    before = whole_store(), models.Topic.objects.get().version
    assert "no file waiting" in told(confirm(desk, shown))[0]
    assert (whole_store(), models.Topic.objects.get().version) == before


def test_what_another_teacher_changed_meanwhile_is_looked_at_first(desk, client):
    topic = TopicFactory(slug="valley", title="The Hill")
    shown = send(desk, "topics.csv", TOPICS)
    models.Topic.objects.filter(pk=topic.pk).update(title="The Dale")
    models.Topic.objects.bump()
    again = confirm(desk, shown)
    assert "has changed since you looked" in told(again)[0]
    assert "The Dale" in again.content.decode()
    topic.refresh_from_db()
    assert topic.title == "The Dale"
    confirm(desk, again)
    topic.refresh_from_db()
    assert topic.title == "The Valley"


def test_a_yes_to_one_file_does_not_load_another(desk):
    first = send(desk, "topics.csv", TOPICS)
    send(desk, "topics.csv", TOPICS.replace("valley", "hill"))
    assert "has changed since you looked" in told(confirm(desk, first))[0]
    assert not models.Topic.objects.exists()


@pytest.mark.parametrize("token", ["../../etc/passwd", "", "0" * 32])
def test_a_token_is_compared_and_never_opened(desk, token):
    shown = send(desk, "topics.csv", TOPICS)
    confirm(desk, shown, token=token)
    assert not models.Topic.objects.exists()


def test_two_teachers_do_not_get_in_each_others_way(desk, client, django_user_model):
    mine = send(desk, "topics.csv", TOPICS)
    other = type(client)()
    other.force_login(a_teacher("colleague"))
    theirs = send(other, "sources.csv", SOURCES)
    assert confirm(other, mine).redirect_chain
    assert not models.Topic.objects.exists()
    confirm(other, other.get(CHECK))
    assert models.Source.objects.get().slug == "annals"
    assert theirs.context["sent"].name == "sources.csv"
    assert desk.get(CHECK).context["sent"].name == "topics.csv"


def test_what_only_the_database_sees_is_told_and_nothing_is_written(desk, library):
    other = CauseFactory(slug="other", effect=library, statement="It rained")
    CauseClaimFactory(cause=other)
    before = whole_store()
    swapped = table(
        "causes",
        "salt,riot,,It rained,background,E",
        "other,riot,,Salt had grown dear,background,E",
    )
    refused = confirm(desk, send(desk, "causes.csv", swapped))
    assert "Two rows claim the same place" in refused.content.decode()
    assert whole_store() == before


# Files that wait


def test_a_file_waits_where_another_host_finds_it(desk, tmp_path, monkeypatch):
    """A host's own are its temporary folder and its memory; the session it has in common."""

    def on_host(name):
        (tmp_path / name).mkdir()
        monkeypatch.setattr("tempfile.tempdir", str(tmp_path / name))

    on_host("one")
    shown = send(desk, "topics.csv", TOPICS)
    assert list((tmp_path / "one").iterdir()) == []
    assert b64decode(models.WaitingFile.objects.get().content) == TOPICS.encode()
    on_host("two")
    changed = b64encode(TOPICS.replace("The", "A").encode())
    models.WaitingFile.objects.update(content=changed.decode())
    confirm(desk, shown)
    assert models.Topic.objects.get().title == "A Valley"


@pytest.mark.parametrize("content", [b"", b"\0\xff" * 999, zipped({"topics.csv": TOPICS})])
def test_a_file_comes_back_byte_for_byte(content):
    assert waiting.get(waiting.put(content)) == content


def test_a_file_is_gone_when_it_is_loaded_or_replaced(desk):
    send(desk, "topics.csv", TOPICS)
    shown = send(desk, "topics.csv", TOPICS)
    assert models.WaitingFile.objects.count() == 1
    confirm(desk, shown)
    assert not models.WaitingFile.objects.exists()


def test_a_file_that_is_too_old_is_gone_and_said_to_be(desk):
    shown = send(desk, "topics.csv", TOPICS)
    models.WaitingFile.objects.update(sent=timezone.now() - waiting.LONGEST)
    assert "no file waiting" in told(confirm(desk, shown))[0]
    waiting.put(b"another")
    assert models.WaitingFile.objects.count() == 1


def test_no_more_than_a_few_files_wait():
    tokens = [waiting.put(b"x") for _ in range(25)]
    assert models.WaitingFile.objects.count() == 20
    assert [waiting.get(token) for token in (tokens[4], tokens[5])] == [None, b"x"]


def test_a_file_that_is_too_large_is_dropped_unread_and_never_on_disk(desk, monkeypatch):
    monkeypatch.setattr("tempfile.NamedTemporaryFile", None)
    refused = send(desk, "topics.csv", b"x" * LARGEST)
    assert "at most 5 MB" in refused.content.decode()
    assert not models.WaitingFile.objects.exists()
    with pytest.raises(ValueError, match=str(LARGEST + 1)):
        waiting.put(b"x" * (LARGEST + 1))


def test_a_file_that_is_nearly_too_large_is_taken(desk):
    assert "valley" in send(desk, "topics.csv", TOPICS + "\n" * 50_000).content.decode()
    assert waiting.get(waiting.put(b"x" * LARGEST)) == b"x" * LARGEST


# Who may


def limited(*rights):
    user = User.objects.create(username="limited", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    return user


LIBRARY = "topic source event dateclaim cause causeclaim misconception".split()
ALL = {action: [f"{action}_{model}" for model in LIBRARY] for action in ("add", "change", "view")}
WHO = {
    "guest": (lambda: None, 302, 302),
    "pupil": (lambda: User.objects.create(username="pupil"), 302, 302),
    "staff without rights": (lambda: limited(), 403, 403),
    "may only look": (lambda: limited(*ALL["view"]), 403, 200),
    "may only add": (lambda: limited(*ALL["view"], *ALL["add"]), 403, 200),
    "may only change": (lambda: limited(*ALL["view"], *ALL["change"]), 403, 200),
    "may all but one": (
        lambda: limited(*ALL["add"], *ALL["change"][1:], *ALL["view"][1:]),
        403,
        403,
    ),
    "teacher": (lambda: a_teacher("teacher"), 200, 200),
}


@pytest.mark.parametrize("who", WHO)
def test_who_may_import_and_export(client, who):
    make, importing, exporting = WHO[who]
    if user := make():
        client.force_login(user)
    assert client.get(SEND).status_code == importing
    assert client.get(EXPORT).status_code == exporting
    sent = client.post(SEND, {"file": SimpleUploadedFile("topics.csv", TOPICS.encode())})
    assert sent.status_code == (302 if importing == 200 else importing)
    assert client.post(CHECK, {}).status_code == (302 if importing == 200 else importing)
    assert not models.Topic.objects.exists()


@pytest.mark.parametrize("model", [models.Topic, models.Event, models.Source, models.Cause])
def test_a_list_may_be_taken_along_by_whoever_may_see_it(client, model):
    url = reverse(f"admin:history_{model._meta.model_name}_export")
    client.force_login(limited())
    assert client.get(url).status_code == 403
    User.objects.all().delete()
    client.force_login(limited(f"view_{model._meta.model_name}"))
    assert client.get(url).status_code == 200


def test_a_form_without_its_token_is_refused(teacher_client):
    assert teacher_client.post(SEND, {}).status_code == 403
    assert teacher_client.post(CHECK, {}).status_code == 403


@pytest.fixture
def teacher_client():
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(a_teacher("teacher"))
    return client


# Out


def test_a_topic_is_exported_with_a_click(desk, library):
    response = desk.get(EXPORT, {"topic": "valley", "format": "zip"})
    assert response["Content-Disposition"] == 'attachment; filename="valley.zip"'
    with ZipFile(io.BytesIO(response.content)) as archive:
        assert set(archive.namelist()) == {"pack.toml", *(table.file for table in TABLES)}


def test_what_could_not_be_loaded_elsewhere_is_told_first(desk, library):
    CauseFactory(effect=library)
    wanted = {"topic": "valley", "format": "zip"}
    assert "asserted by nobody" in desk.get(EXPORT, wanted).content.decode()
    assert desk.get(EXPORT, {**wanted, "anyway": "1"})["Content-Type"] == "application/zip"


def test_what_no_spreadsheet_can_hold_is_told(desk, library):
    models.Event.objects.update(summary="x" * 40_000)
    text = desk.get(EXPORT, {"topic": "valley", "format": "xlsx"}).content.decode()
    assert "events, riot, column summary: no spreadsheet can hold this text" in text


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize(
    ("model", "name"),
    [
        (models.Topic, "topics"),
        (models.Source, "sources"),
        (models.Event, "events"),
        (models.Cause, "causes"),
        (models.Misconception, "misconceptions"),
    ],
)
def test_a_list_comes_back_as_it_went(desk, model, name, kind):
    load(SHIPPED)
    models.Topic.objects.update(summary="=2+2")
    models.Event.objects.update(place="@home", people="One\r\nTwo")
    before = whole_store()
    url = reverse(f"admin:history_{model._meta.model_name}_export")
    got = desk.post(url, {"format": "0" if kind == "csv" else "1", "resource": "0"})
    assert got["Content-Disposition"].startswith("attachment")
    assert b"\n=2+2" not in got.content
    loaded = write(lambda: surround(read_upload(f"{name}.{kind}", got.content)))
    assert not loaded.changed
    assert whole_store() == before


def test_a_list_goes_out_as_it_is_filtered(desk, library):
    EventFactory(title="Something else", topics=[TopicFactory()])
    url = reverse("admin:history_event_export") + "?q=else"
    text = desk.post(url, {"format": "0", "resource": "0"}).content.decode("utf-8-sig")
    assert text.startswith(COLUMNS["events"])
    assert len(text.splitlines()) == 2


def test_a_list_that_no_spreadsheet_can_hold_is_told(desk, library):
    models.Event.objects.update(summary="x" * 40_000)
    url = reverse("admin:history_event_export")
    text = desk.post(url, {"format": "1", "resource": "0"}).content.decode()
    assert "no spreadsheet can hold this text" in text


# Pages


def pages(desk):
    lists = [
        reverse(f"admin:history_{model._meta.model_name}_{name}")
        for model in (models.Topic, models.Source, models.Event, models.Cause)
        for name in ("changelist", "export")
    ]
    yield from (desk.get(url) for url in [SEND, EXPORT, *lists])
    yield send(desk, "events.csv", table("events", an_event("riot", "1801")))
    yield send(desk, "topics.csv", TOPICS)


def test_no_page_has_anything_that_the_policy_forbids(desk, library):
    for response in pages(desk):
        text = response.content.decode()
        assert response.status_code == 200
        assert not re.search(r"<style|<script(?![^>]* src=)|\sstyle=|\son\w+=|javascript:", text)
        assert "unsafe" not in response["Content-Security-Policy"]


def test_every_control_has_an_id_that_stays(desk, library):
    checked = 0
    for response in pages(desk):
        forms = re.findall(
            r'<form[^>]* id="(?:im|ex|con)[^>]*>.*?</form>', response.content.decode(), re.S
        )
        controls = re.findall(r'<(?:button|select|input)(?! type="hidden")[^>]*>', "".join(forms))
        assert all(' id="' in control for control in controls)
        checked += len(controls)
    assert checked > 10


def test_what_a_file_holds_is_shown_as_text(desk):
    attack = "slug,title,summary\nvalley,<script>alert(1)</script>,\n"
    TopicFactory(slug="valley")
    text = send(desk, '"><script>alert(2)</script>.csv', attack).content.decode()
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)" in text


def test_the_preview_takes_as_many_queries_for_many_rows_as_for_few(desk, library):
    def queries(number):
        rows = (an_event(f"event-{n}") for n in range(number))
        with CaptureQueriesContext(connection) as found:
            assert send(desk, "events.csv", table("events", *rows)).context["plans"]
        return len(found)

    queries(1)  # the next file replaces it, as each does the one before
    assert queries(300) == queries(3)
