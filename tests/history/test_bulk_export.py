"""A topic goes out as a pack and comes back the same."""

import csv
import io
import tomllib
from zipfile import ZipFile

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from history import models
from history.packs import guard, loader
from history.packs.export import Unfit, as_spreadsheet, as_toml, as_zip, export, files
from history.packs.loader import load
from history.packs.stored import surround
from history.packs.uploads import read_upload
from tests.conftest import SHIPPED
from tests.history.factories import (
    CauseClaimFactory,
    CauseFactory,
    DateClaimFactory,
    EventFactory,
    MisconceptionFactory,
    TopicFactory,
)

pytestmark = pytest.mark.django_db

LIBRARY = [
    (models.Misconception, ("event__slug", "about", "statement", "correction", "tag")),
    (models.CauseClaim, ("cause__slug", "source__slug", "locator", "gist", "quote")),
    (models.Cause, ("slug", "effect__slug", "cause__slug", "statement", "role", "explanation")),
    (
        models.DateClaim,
        ("event__slug", "source__slug", "says", "locator", "gist", "quote", "dispute", "note"),
    ),
    (
        models.Event,
        tuple(
            "slug title title_es date calendar place people summary importance earliest latest "
            "topics__slug".split()
        ),
    ),
    (
        models.Source,
        tuple(
            "slug title author publisher kind viewpoint language published url".split(),
        ),
    ),
    (models.Topic, ("slug", "title", "summary")),
]


def whole_store():
    return {
        model.__name__: sorted(
            model.objects.values_list(*columns), key=lambda row: list(map(str, row))
        )
        for model, columns in LIBRARY
    }


def empty_the_store():
    for model, _columns in LIBRARY:
        model.objects.all().delete()


def written(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_the_shipped_pack_comes_back_with_the_same_rows_and_then_the_same_bytes(tmp_path):
    call_command("load_pack", SHIPPED)
    before = whole_store()
    call_command("export_pack", "us-russia", tmp_path / "once")
    empty_the_store()
    call_command("load_pack", tmp_path / "once")
    assert whole_store() == before
    call_command("export_pack", "us-russia", tmp_path / "twice")
    assert written(tmp_path / "twice") == written(tmp_path / "once")


@pytest.mark.parametrize(("kind", "write"), [("zip", as_zip), ("xlsx", as_spreadsheet)])
def test_a_zip_and_a_spreadsheet_bring_back_the_same_rows(kind, write):
    load(SHIPPED)
    before = whole_store()
    content = write(export(models.Topic.objects.get(slug="us-russia")))
    empty_the_store()
    loader.write(lambda: surround(read_upload(f"pack.{kind}", content)))
    assert whole_store() == before


def test_a_zip_is_the_same_bytes_whenever_it_is_made():
    load(SHIPPED)
    topic = models.Topic.objects.get(slug="us-russia")
    assert as_zip(export(topic)) == as_zip(export(topic))


@pytest.fixture
def topic():
    topic = TopicFactory(slug="valley", title='The "Valley"')
    event = EventFactory(topics=[topic], date="1701")
    DateClaimFactory(event=event)
    elsewhere = EventFactory(topics=[TopicFactory()], date="1700")
    DateClaimFactory(event=elsewhere)
    CauseClaimFactory(cause=CauseFactory(effect=event, cause=elsewhere))
    MisconceptionFactory(event=event)
    return topic


def test_a_topic_takes_along_what_it_rests_on_and_nothing_else(topic, tmp_path):
    DateClaimFactory(event=EventFactory(topics=[TopicFactory(slug="other")], date="1650"))
    call_command("export_pack", "valley", tmp_path)
    call_command("check_pack", tmp_path)
    with (tmp_path / "events.csv").open(newline="") as file:
        assert len(list(csv.DictReader(file))) == 2
    with (tmp_path / "topics.csv").open(newline="") as file:
        assert "other" not in {row["slug"] for row in csv.DictReader(file)}


def test_a_pack_says_whose_it_is(topic, tmp_path):
    told = ["--licence", "CC0-1.0", "--author", "Ada", "--author", "Ben", "--title", "Salt"]
    call_command("export_pack", "valley", tmp_path, *told)
    assert tomllib.loads((tmp_path / "pack.toml").read_text()) == {
        "slug": "valley",
        "title": "Salt",
        "language": "en",
        "licence": "CC0-1.0",
        "authors": ["Ada", "Ben"],
    }


def test_an_unknown_topic_is_told_with_those_that_there_are(topic, tmp_path):
    with pytest.raises(CommandError, match=r"There is: .*valley"):
        call_command("export_pack", "hills", tmp_path)


def test_what_load_pack_would_refuse_is_told(topic, tmp_path, capsys):
    CauseFactory(effect=models.Event.objects.get(date="1701"))
    call_command("export_pack", "valley", tmp_path)
    assert "asserted by nobody" in capsys.readouterr().err


def test_exporting_takes_as_many_queries_for_many_rows_as_for_few(topic):
    with CaptureQueriesContext(connection) as few:
        files(export(topic))
    for _ in range(20):
        event = EventFactory(topics=[topic], date="1701")
        DateClaimFactory(event=event)
        CauseClaimFactory(cause=CauseFactory(effect=event))
    with CaptureQueriesContext(connection) as many:
        files(export(topic))
    assert len(many) == len(few)


DANGEROUS = [
    "=2+2",
    "+1",
    "-0043",
    "@SUM(A1)",
    "\t=2+2",
    "\r=2+2",
    "'=2+2",
    "''=2+2",
    " =2+2",
    "\uff1d2+2",
    "'tis the season",
    "plain\r\nlines",
    "#N/A",
]


@pytest.mark.parametrize("value", DANGEROUS)
@pytest.mark.parametrize(("kind", "write"), [("zip", as_zip), ("xlsx", as_spreadsheet)])
def test_no_cell_goes_out_as_a_formula_and_each_comes_back_as_it_was(topic, value, kind, write):
    models.Event.objects.filter(date="1701").update(summary=value)
    content = write(export(topic))
    before = whole_store()
    loader.write(lambda: surround(read_upload(f"pack.{kind}", content)))
    assert whole_store() == before
    empty_the_store()
    loader.write(lambda: surround(read_upload(f"pack.{kind}", content)))
    assert whole_store() == before


def test_every_cell_of_an_export_is_safe(topic):
    models.Event.objects.filter(date="1701").update(
        title="=1", summary="@x", place="-x", people="+"
    )
    with ZipFile(io.BytesIO(as_zip(export(topic)))) as archive:
        for name in archive.namelist():
            for cells in csv.reader(io.StringIO(archive.read(name).decode(), newline="")):
                assert not any(cell[:1] in tuple("=+-@\t\r") for cell in cells if cell)


@given(st.text())
def test_the_guard_is_taken_off_as_it_was_put_on(value):
    cell = guard.put_on(value)
    assert guard.take_off(cell) == value
    assert not cell.startswith(tuple("=+-@\t\r"))


@given(st.text(st.characters(codec="utf-8")))
def test_what_a_pack_says_of_itself_is_toml(value):
    assert tomllib.loads(as_toml({"title": value, "authors": [value]})) == {
        "title": value,
        "authors": [value],
    }


@pytest.mark.parametrize("value", ["x" * 40_000, "bell \x07", "_x000D_"])
def test_what_a_spreadsheet_would_spoil_is_refused_with_its_place(topic, value):
    models.Event.objects.filter(date="1701").update(slug="riot", summary=value)
    with pytest.raises(Unfit, match="events, riot, column summary"):
        as_spreadsheet(export(topic))


def test_an_export_by_a_filter_that_there_is_not_begins_anew(admin_client):
    url = reverse("admin:history_event_export")
    response = admin_client.get(url, {"nowhere": "9999"})
    assert (response.status_code, response.url) == (302, url)
