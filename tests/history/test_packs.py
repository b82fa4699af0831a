import csv
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from history import models
from tests.history.factories import (
    CauseFactory,
    DateClaimFactory,
    EventFactory,
    SourceFactory,
    TopicFactory,
)

pytestmark = pytest.mark.django_db

ABOUT = """
slug = "valley"
title = "Kingdoms of the Valley"
language = "en"
licence = "CC0-1.0"
authors = ["Ada Writer"]
"""

VALLEY = {
    "topics": [{"slug": "valley", "title": "The Valley", "summary": ""}],
    "sources": [
        {
            "slug": "annals",
            "title": "Annals",
            "author": "",
            "publisher": "",
            "kind": "primary",
            "viewpoint": "",
            "language": "en",
            "published": "1702",
            "url": "https://example.org/annals",
        }
    ],
    "events": [
        {
            "slug": slug,
            "title": title,
            "title_es": "",
            "date": date,
            "calendar": "",
            "place": "",
            "people": "Ada; Ben",
            "summary": "It happened.",
            "topics": "valley",
            "importance": "2",
        }
        for slug, title, date in (
            ("salt-tax", "A tax on salt", "1701-02"),
            ("salt-riot", "Riots over salt", "1701-11-16"),
        )
    ],
    "date_claims": [
        {
            "event": slug,
            "source": "annals",
            "says": says,
            "locator": "p. 7",
            "gist": "The annals have it so.",
            "quote": "",
            "dispute": "",
            "note": "",
        }
        for slug, says in (("salt-tax", "1701"), ("salt-riot", "1701-11-16"))
    ],
    "causes": [
        {
            "slug": "tax-led-to-riot",
            "effect": "salt-riot",
            "cause": "salt-tax",
            "statement": "Salt had grown dear",
            "role": "trigger",
            "explanation": "Everybody needs salt.",
        }
    ],
    "cause_claims": [
        {
            "cause": "tax-led-to-riot",
            "source": "annals",
            "locator": "p. 8",
            "gist": "The annals blame the tax.",
            "quote": "",
        }
    ],
    "misconceptions": [
        {
            "event": "salt-riot",
            "about": "why",
            "statement": "The king was ill",
            "correction": "He was well.",
            "tag": "wrong-actor",
        }
    ],
}


class Folder:
    """A pack on disk that can be spoiled: `pack["events", 0, "date"] = "yesterday"`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.rows = {name: [dict(row) for row in rows] for name, rows in VALLEY.items()}
        self.about = ABOUT

    def __setitem__(self, place: tuple[str, int, str], value: str) -> None:
        name, index, column = place
        self.rows[name][index][column] = value

    def copy_row(self, name: str, index: int = 0, **changes: str) -> None:
        self.rows[name].append(self.rows[name][index] | changes)

    def write(self) -> None:
        (self.path / "pack.toml").write_text(self.about, encoding="utf-8")
        for name, rows in self.rows.items():
            with (self.path / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, VALLEY[name][0].keys())
                writer.writeheader()
                writer.writerows(rows)

    def load(self) -> None:
        self.write()
        call_command("load_pack", self.path)

    def problems(self) -> list[str]:
        self.write()
        return self.problems_as_written()

    def problems_as_written(self) -> list[str]:
        with pytest.raises(CommandError) as refused:
            call_command("load_pack", self.path)
        assert not models.Topic.objects.filter(slug="valley").exists()
        with pytest.raises(CommandError) as checked:
            call_command("check_pack", self.path)
        assert str(checked.value) == str(refused.value)
        return str(refused.value).splitlines()[:-1]

    def problem(self) -> str:
        [only] = self.problems()
        return only


@pytest.fixture
def pack(tmp_path):
    return Folder(tmp_path)


def test_a_pack_is_loaded_whole(pack):
    pack.load()
    riot = models.Event.objects.get(slug="salt-riot")
    assert (riot.title, riot.date, riot.importance) == ("Riots over salt", "1701-11-16", 2)
    assert riot.earliest == riot.latest == riot.when.earliest
    assert [topic.slug for topic in riot.topics.all()] == ["valley"]
    assert [claim.source.slug for claim in riot.date_claims.all()] == ["annals"]
    [cause] = riot.causes.all()
    assert (cause.cause.slug, cause.claims.get().locator) == ("salt-tax", "p. 8")
    assert riot.misconceptions.get().correction == "He was well."


def test_a_pack_that_is_checked_is_not_loaded(pack, capsys):
    pack.write()
    call_command("check_pack", pack.path)
    assert "can be loaded" in capsys.readouterr().out
    assert not models.Event.objects.exists()


def everything_stored():
    tables = (models.Topic, models.Source, models.Event, models.DateClaim, models.Cause)
    tables += (models.CauseClaim, models.Misconception)
    return [list(table.objects.order_by("pk").values()) for table in tables]


def test_a_second_load_changes_nothing_and_says_so(pack, capsys):
    pack.load()
    before = everything_stored()
    capsys.readouterr()
    pack.load()
    assert everything_stored() == before
    told = capsys.readouterr().out
    assert "events.csv: 0 created, 0 updated, 2 unchanged\n" in told
    assert told.endswith("Pack unchanged.\n")


def test_an_edited_row_is_updated_where_it_stands(pack, capsys):
    pack.load()
    before = models.Event.objects.get(slug="salt-riot").pk
    pack["events", 1, "date"] = "1701-11-17"
    pack["date_claims", 1, "says"] = "1701-11"
    capsys.readouterr()
    pack.load()
    riot = models.Event.objects.get(slug="salt-riot")
    assert (riot.pk, riot.date, riot.earliest) == (before, "1701-11-17", riot.when.earliest)
    assert "events.csv: 0 created, 1 updated, 1 unchanged\n" in capsys.readouterr().out


def test_every_change_moves_every_topic_on_just_once(pack):
    elsewhere = TopicFactory()
    pack.load()
    versions = dict(models.Topic.objects.values_list("slug", "version"))
    assert versions == {"valley": 2, elsewhere.slug: elsewhere.version + 1}
    pack.load()
    assert dict(models.Topic.objects.values_list("slug", "version")) == versions


def test_what_a_teacher_has_added_stays_and_is_counted(pack, capsys):
    pack.load()
    riot = models.Event.objects.get(slug="salt-riot")
    mine = DateClaimFactory(event=riot)
    theirs = DateClaimFactory()
    own = TopicFactory()
    riot.topics.add(own)
    capsys.readouterr()
    pack.load()
    assert models.DateClaim.objects.filter(pk__in=[mine.pk, theirs.pk]).count() == 2
    assert own in riot.topics.all()
    told = capsys.readouterr().out
    assert "date_claims.csv: 0 created, 0 updated, 2 unchanged, 1 kept" in told


def test_an_event_gains_the_topics_it_is_given(pack):
    pack.load()
    pack.copy_row("topics", slug="salt", title="Salt")
    pack["events", 0, "topics"] = "valley; salt"
    pack.load()
    tax = models.Event.objects.get(slug="salt-tax")
    assert {topic.slug for topic in tax.topics.all()} == {"valley", "salt"}


def test_old_style_days_that_only_julian_calendars_have_are_dates(pack):
    pack["events", 1, "date"] = "1900-02-29"
    pack["events", 1, "calendar"] = "OS"
    pack["date_claims", 1, "says"] = "1900-02-29"
    pack.load()
    assert models.Event.objects.get(slug="salt-riot").calendar == "OS"


def test_a_claim_that_differs_in_its_calendar_is_read_as_old_style(pack):
    pack["date_claims", 1, "says"] = "1900-02-29"
    pack["date_claims", 1, "dispute"] = "calendar"
    pack["date_claims", 1, "note"] = "The annals count in the old way."
    pack.load()
    assert models.DateClaim.objects.get(dispute="calendar").when.calendar == "OS"


def test_a_byte_order_mark_is_no_problem(pack):
    pack.write()
    events = pack.path / "events.csv"
    events.write_bytes(b"\xef\xbb\xbf" + events.read_bytes())
    call_command("load_pack", pack.path)
    assert models.Event.objects.count() == 2


def test_every_problem_is_told_at_once_and_nothing_is_written(pack):
    pack["events", 0, "importance"] = "9"
    pack["sources", 0, "kind"] = "rumour"
    pack["misconceptions", 0, "event"] = "salt-war"
    told = pack.problems()
    assert [line.split(":")[0] for line in told] == [
        "events.csv, row 2, column importance",
        "misconceptions.csv, row 2, column event",
        "sources.csv, row 2, column kind",
    ]


BAD_CELLS = [
    ("events", "slug", "Salt Tax!", "salt-tax"),
    ("events", "title", "", "empty"),
    ("events", "title", "x" * 201, "201 characters, and at most 200"),
    ("events", "title", "Salt\0tax", "NUL"),
    ("events", "date", "16.11.1701", "1933-11-16"),
    ("events", "date", "1701-02-30", "1933-11-16"),
    ("events", "calendar", "julian", "(empty), NS, OS, unstated"),
    ("events", "importance", "4", "1, 2, 3"),
    ("events", "importance", "", "empty"),
    ("events", "topics", "", "empty"),
    ("events", "topics", "valley; hills", "“hills” is not a slug in topics.csv"),
    ("sources", "kind", "rumour", "primary, secondary, tertiary, official"),
    ("sources", "kind", "", "write one of primary, secondary, tertiary, official"),
    ("sources", "published", "last year", "1933-11-16"),
    ("sources", "url", "javascript://example.org/%0aalert(1)", "https://example.org/page"),
    ("sources", "url", "ftp://example.org/annals", "https://example.org/page"),
    ("date_claims", "source", "gossip", "sources.csv"),
    ("date_claims", "says", "in autumn", "1933-11-16"),
    ("date_claims", "dispute", "quarrel", "definition, calendar, precision"),
    ("causes", "role", "reason", "trigger, background, sustaining, motive"),
    ("causes", "cause", "salt-war", "events.csv"),
    ("cause_claims", "gist", "", "empty"),
    ("misconceptions", "about", "where", "when, why"),
    ("misconceptions", "tag", "two words", "two-words"),
]


@pytest.mark.parametrize(("name", "column", "value", "advice"), BAD_CELLS)
def test_a_bad_cell_is_named_with_a_value_that_is_right(pack, name, column, value, advice):
    pack[name, 0, column] = value
    place = f"{name}.csv, row 2, column {column}: "
    [told] = [line for line in pack.problems() if line.startswith(place)]
    assert advice in told


def test_rows_are_counted_as_lines_of_the_file(pack):
    pack["events", 0, "summary"] = "One line.\n\nAnd a third."
    pack["events", 1, "importance"] = "0"
    assert pack.problem().startswith("events.csv, row 5, column importance")


@pytest.mark.parametrize("name", VALLEY)
def test_a_missing_file_is_one_problem_and_not_a_hundred(pack, name):
    pack.write()
    (pack.path / f"{name}.csv").unlink()
    told = pack.problems_as_written()
    assert f"{name}.csv: there is no such file" in told[0]
    assert len(told) == 1


def test_a_missing_pack_toml_is_told(pack):
    pack.write()
    (pack.path / "pack.toml").unlink()
    assert "pack.toml: there is no such file" in pack.problems_as_written()[0]


def test_rows_of_empty_cells_are_no_rows(pack):
    pack.write()
    with (pack.path / "topics.csv").open("a") as file:
        file.write(",,\n\n")
    call_command("load_pack", pack.path)
    assert models.Topic.objects.count() == 1


def test_a_missing_folder_is_told(pack):
    with pytest.raises(CommandError, match="there is no such folder"):
        call_command("load_pack", pack.path / "nowhere")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("title,", "", "column title: this column is missing"),
        ("title,", "title,title,", "column title: it is there twice"),
        ("summary", "sumary", "column sumary: no such column"),
    ],
)
def test_the_first_row_names_the_columns(pack, old, new, told):
    pack.write()
    topics = pack.path / "topics.csv"
    topics.write_text(topics.read_text().replace(old, new, 1))
    assert any(f"topics.csv, row 1, {told}" in line for line in pack.problems_as_written())


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (b"hill,The Hill,,more\n", "row 3: this row has 4 cells and the first row has 3"),
        (b"hill,The Hill\n", "row 3: this row has 2 cells"),
        (b"hill,Die H\xf6he,\n", "row 3: this is not UTF-8"),
        (b'hill,"The Hill,\n', "row 3: this is not CSV"),
    ],
)
def test_a_row_that_is_no_row_is_told(pack, row, told):
    pack.write()
    with (pack.path / "topics.csv").open("ab") as file:
        file.write(row)
    assert told in pack.problems_as_written()[0]


@pytest.mark.parametrize(
    ("about", "told"),
    [
        (ABOUT.replace("slug", "sluggish"), "pack.toml, column slug: give it a text"),
        (ABOUT.replace("slug", "sluggish"), "pack.toml, column sluggish: no such key"),
        (ABOUT.replace('["Ada Writer"]', '"Ada"'), "pack.toml, column authors: give a list"),
        ("slug = valley", "pack.toml: this is not TOML"),
    ],
)
def test_what_pack_toml_lacks_is_told(pack, about, told):
    pack.about = about
    assert any(told in line for line in pack.problems())


def test_a_slug_given_twice_is_told_with_the_first_row(pack):
    pack.copy_row("events", 1, title="Another title")
    assert "events.csv, row 4, column slug: row 3 has the same slug" in pack.problem()


def test_a_claim_made_twice_is_told(pack):
    pack.copy_row("date_claims", gist="In other words.")
    assert "row 2 has the same event, source, says, locator" in pack.problem()


def test_a_dispute_without_a_note_is_told(pack):
    pack["date_claims", 0, "dispute"] = "error"
    assert "date_claims.csv, row 2, column note: a dispute needs a note" in pack.problem()


def test_a_claim_may_contradict_its_event_only_openly(pack):
    pack["date_claims", 1, "says"] = "1702"
    told = pack.problem()
    assert "date_claims.csv, row 3, column dispute" in told
    assert "1702" in told
    assert "16 November 1701" in told
    pack["date_claims", 1, "dispute"] = "error"
    pack["date_claims", 1, "note"] = "A slip of the pen."
    pack.load()


def test_a_cause_must_not_come_after_its_effect(pack):
    pack["events", 0, "date"] = "1801"
    pack["date_claims", 0, "says"] = "1801"
    told = pack.problem()
    assert "causes.csv, row 2, column cause" in told
    assert "“salt-tax” (1801) comes after “salt-riot” (16 November 1701)" in told


def let_both_happen_in_1701(pack):
    pack["events", 0, "date"] = pack["events", 1, "date"] = "1701"


def test_causes_must_not_run_in_a_circle(pack):
    let_both_happen_in_1701(pack)
    pack.copy_row("causes", slug="back", effect="salt-tax", cause="salt-riot", statement="Riots")
    pack.copy_row("cause_claims", cause="back")
    told = pack.problem()
    assert "causes.csv, row 3, column cause" in told
    assert "salt-riot → salt-tax → salt-riot" in told


def test_every_circle_is_told(pack):
    let_both_happen_in_1701(pack)
    pack.copy_row("causes", slug="self", effect="salt-tax", cause="salt-tax", statement="Tax")
    pack.copy_row("causes", slug="back", effect="salt-tax", cause="salt-riot", statement="Riots")
    pack.copy_row("cause_claims", cause="self")
    pack.copy_row("cause_claims", cause="back")
    assert [line.split(", column")[0] for line in pack.problems()] == [
        "causes.csv, row 3",
        "causes.csv, row 4",
    ]


def test_a_circle_that_closes_in_the_store_is_told(pack):
    tax, riot = (EventFactory(slug=slug, date="1701") for slug in ("salt-tax", "salt-riot"))
    CauseFactory(cause=riot, effect=tax)
    let_both_happen_in_1701(pack)
    assert "salt-riot → salt-tax → salt-riot" in pack.problem()


def test_a_new_date_must_suit_the_causes_that_the_store_has(pack):
    riot = EventFactory(slug="salt-riot", date="1750")
    CauseFactory(cause=EventFactory(slug="salt-law", date="1740"), effect=riot)
    told = pack.problem()
    assert "events.csv, row 3, column date: “salt-law” (1740) comes after" in told


def test_a_statement_that_the_store_has_under_another_slug_is_told(pack):
    riot = EventFactory(slug="salt-riot")
    CauseFactory(slug="dear-salt", effect=riot, statement="Salt had grown dear")
    assert "the store has this statement as “dear-salt”" in pack.problem()


def test_a_cause_that_nobody_asserts_is_told(pack):
    pack.rows["cause_claims"] = []
    assert "causes.csv, row 2, column slug: asserted by nobody" in pack.problem()


def test_an_event_that_no_source_mentions_is_only_warned_about(pack, capsys):
    pack.rows["date_claims"].pop()
    pack.load()
    told = capsys.readouterr().out
    assert "Warning: events.csv, row 3, column slug: no source says anything of it" in told


def test_an_event_whose_date_is_only_disputed_is_only_warned_about(pack, capsys):
    pack["date_claims", 1, "dispute"] = "precision"
    pack["date_claims", 1, "note"] = "The annals round."
    pack.load()
    assert "events.csv, row 3, column date: no claim gives this date" in capsys.readouterr().out


def test_a_dispute_may_be_about_something_else_than_the_date(pack, capsys):
    pack.copy_row("date_claims", says="", dispute="error", note="They name another king.")
    pack.write()
    call_command("check_pack", pack.path)
    assert "Warning" not in capsys.readouterr().out


def test_what_only_the_database_sees_is_told_without_a_traceback(pack):
    pack.copy_row("causes", slug="second", statement="The king was poor", cause="")
    pack.copy_row("cause_claims", cause="second")
    pack.load()
    before = everything_stored()
    pack["causes", 0, "statement"] = "The king was poor"
    pack["causes", 1, "statement"] = "Salt had grown dear"
    pack.write()
    with pytest.raises(CommandError, match="The store refuses the pack"):
        call_command("load_pack", pack.path)
    assert everything_stored() == before


def test_comparing_a_pack_takes_as_many_queries_for_many_rows_as_for_few(pack):
    pack.load()
    with CaptureQueriesContext(connection) as few:
        pack.load()
    for number in range(200):
        pack.copy_row("events", 0, slug=f"event-{number}")
        pack.copy_row("date_claims", 0, event=f"event-{number}")
    pack.load()
    with CaptureQueriesContext(connection) as many:
        pack.load()
    assert len(many) == len(few)


def test_a_pack_may_name_a_source_that_the_store_has(pack):
    SourceFactory(slug="annals", title="An older title")
    pack.load()
    assert models.Source.objects.get().title == "Annals"


def test_loading_that_takes_long_says_how_far_it_is(pack, capsys, monkeypatch):
    monkeypatch.setattr("history.management.commands.load_pack.PATIENCE", -1)
    pack.load()
    assert "events.csv: 2 of 2 written …" in capsys.readouterr().out
