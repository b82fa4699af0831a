"""Export and erasure leave out no table: one that nobody has thought about fails here."""

import json
from contextlib import contextmanager
from datetime import timedelta
from io import StringIO
from zipfile import ZipFile

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import CASCADE, SET_NULL, ForeignKey, Model
from django.test.utils import isolate_apps
from django.utils import timezone

from quiz import play
from quiz.classes import codes, nicknames
from quiz.keeping import erasing, exporting, personal
from quiz.models import Answer, Assignment, Classroom, Membership, Player
from tests.quiz.cast import (
    ClassroomFactory,
    MembershipFactory,
    PlayerFactory,
    UserFactory,
    browser_of,
)
from tests.quiz.keeping.conftest import CANARY, bytes_of_the_database

MODELS = {model._meta.label: model for model in apps.get_models(include_auto_created=True)}


def about():
    return {**personal.OWN, **personal.MENTIONS}


def has_one_line(model):
    label = model._meta.label
    return (label in about()) != (label in personal.IMPERSONAL)


def astray(model):
    """Columns that point to a person, of a table that is neither theirs nor mentions them so."""
    label = model._meta.label
    for field in model._meta.concrete_fields:
        if (field.many_to_one or field.one_to_one) and (
            field.related_model._meta.label in personal.OWN
        ):
            on_delete = field.remote_field.on_delete
            mentioned = on_delete is SET_NULL and personal.MENTIONS.get(label) == field.name
            if not (mentioned or (on_delete is CASCADE and label in personal.OWN)):
                yield field.name


@pytest.mark.parametrize("label", MODELS)
def test_every_table_has_a_line_in_the_data_map(label):
    assert has_one_line(MODELS[label])


@pytest.mark.parametrize("label", MODELS)
def test_what_points_to_a_person_is_theirs_or_mentions_them(label):
    """By introspection, so that a new column is seen as well as a new table."""
    assert list(astray(MODELS[label])) == []


def test_the_map_names_no_table_that_is_gone():
    assert {*about(), *personal.IMPERSONAL} == set(MODELS)


@isolate_apps("quiz")
def test_a_table_without_a_line_is_seen():
    """The control: a model that somebody adds, and what the tests above say of it."""

    class Diary(Model):  # noqa: DJ008 - nobody prints one
        player = ForeignKey(Player, CASCADE)
        read_by = ForeignKey(User, SET_NULL, null=True)

        class Meta:
            app_label = "quiz"

    assert not has_one_line(Diary)
    assert list(astray(Diary)) == ["player", "read_by"]


def test_a_line_that_is_taken_out_of_the_map_is_missed(monkeypatch):
    monkeypatch.delitem(personal.OWN, "quiz.Memory")
    assert [label for label, model in MODELS.items() if not has_one_line(model)] == ["quiz.Memory"]
    assert list(astray(MODELS["quiz.Memory"])) == ["player"]


def test_the_canary_has_rows_everywhere(canary):
    assert [label for label, rows in personal.own_rows(canary) if not rows.exists()] == []


def exported(person, folder):
    file = folder / "person.zip"
    exporting.write(person, file)
    with ZipFile(file) as archive:
        return {
            name.removesuffix(".json"): json.loads(archive.read(name))
            for name in archive.namelist()
            if name.endswith(".json")
        }


def test_the_export_has_every_row_about_them(canary, tmp_path):
    told = exported(canary, tmp_path)
    assert told.keys() == {*personal.OWN, "mentioned"}
    for label, rows in personal.own_rows(canary):
        key = rows.model._meta.pk.attname
        if key not in exporting.SECRETS.get(label, ()):
            found = [str(row[key]) for row in told[label]]
            assert found == [str(pk) for pk in rows.values_list("pk", flat=True)], label
        assert len(told[label]) == rows.count(), label


def test_the_export_has_every_word_that_is_stored(canary, tmp_path):
    told = exported(canary, tmp_path)
    for label, rows in personal.own_rows(canary):
        hidden = exporting.SECRETS.get(label, set())
        columns = {field.attname for field in rows.model._meta.concrete_fields}
        assert set(told[label][0]) == columns - hidden
    for label in ("auth.User", "quiz.Membership", "quiz.Objection", "quiz.Answer"):
        assert CANARY in json.dumps(told[label]), label


def test_the_export_has_no_password_and_no_key_of_an_open_question(
    canary, open_questions, tmp_path
):
    told = exported(canary, tmp_path)
    waiting = {question.pk for question in open_questions}
    assert waiting
    for row in told["quiz.Question"]:
        assert ("key" not in row) == (row["id"] in waiting)
    assert "password" not in told["auth.User"][0]
    assert "session_key" not in told["sessions.Session"][0]


def test_the_export_has_nobody_elses_rows(canary, classroom, tmp_path):
    MembershipFactory(classroom=classroom, nickname="Zygomorph")
    assert "Zygomorph" not in json.dumps(exported(canary, tmp_path))


@pytest.fixture
def on_disk(transactional_db, canary):
    """The canary in the files of the database, and not in a transaction that is taken back."""
    assert CANARY.encode() in bytes_of_the_database()
    return canary


def stored_of(person):
    """Which rows are theirs; numbers and keys, in which no canary would be seen."""
    return {
        label: set(rows.values_list("pk", flat=True)) for label, rows in personal.own_rows(person)
    }


def left_of(rows):
    left = {label: personal.table(label).filter(pk__in=keys) for label, keys in rows.items()}
    return {label for label, found in left.items() if found.exists()}


def test_of_what_was_theirs_no_row_is_left(canary):
    theirs = stored_of(canary)
    assert left_of(theirs) == set(personal.OWN)
    erasing.erase([canary])
    assert left_of(theirs) == set()


@pytest.mark.parametrize("label", ["axes.AccessLog", "admin.LogEntry", "auth.User"])
def test_a_table_that_an_erasure_forgets_is_seen(canary, monkeypatch, label):
    """The control, as in the next test."""
    theirs = stored_of(canary)
    monkeypatch.delitem(erasing.OWN, label)
    erasing.erase([canary])
    assert label in left_of(theirs)


def test_a_session_that_an_erasure_forgets_is_seen(canary, monkeypatch):
    theirs = stored_of(canary)
    monkeypatch.setattr(erasing, "sessions_of", lambda _people: [])
    erasing.erase([canary])
    assert left_of(theirs) == {"sessions.Session"}


@pytest.mark.django_db
def test_the_browser_of_a_guest_who_is_erased_is_a_strangers(topic):
    guest = PlayerFactory()
    browser, bystander = browser_of(guest), browser_of(PlayerFactory())
    erasing.erase([personal.of_player(guest)])
    assert [session.pk for session in Session.objects.all()] == [bystander.session.session_key]
    assert not browser.session.items()


def test_erasure_leaves_no_trace_in_the_files_of_the_database(on_disk, capsys, caplog):
    call_command("erase_user", CANARY, yes=True)
    for label in personal.OWN:
        rows = personal.table(label)
        stored = json.dumps(list(rows.values()), default=str)
        assert CANARY not in stored, label
    assert CANARY.encode() not in bytes_of_the_database()
    told = capsys.readouterr()
    assert "Clean." in told.out
    assert CANARY not in told.out + told.err + caplog.text


def test_without_scrubbing_there_would_be_a_trace(on_disk):
    """The control: deleted is not overwritten."""
    erasing.erase([on_disk])
    assert not User.objects.filter(username=CANARY).exists()
    assert CANARY.encode() in bytes_of_the_database()


@pytest.fixture
def impatient(monkeypatch):
    """Waits for nobody."""
    monkeypatch.setattr(erasing, "TRIES", 1)
    if connection.vendor != "sqlite":
        yield
        return

    def wait(milliseconds=""):
        with connection.cursor() as cursor:
            return cursor.execute(f"PRAGMA busy_timeout{milliseconds}").fetchone()[0]

    usual = wait()
    wait(" = 50")
    yield
    wait(f" = {usual}")


@contextmanager
def begun(*statements, database=None):
    """Somebody else, in the middle of a transaction."""
    other = connection.copy()
    if database:
        # Without a pool, which has connections to ours alone.
        other.settings_dict |= {"NAME": database, "OPTIONS": {}}
    try:
        with other.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
            yield
            cursor.execute("ROLLBACK")
    finally:
        other.close()


# At its usual level a reader holds nothing up between two statements, but a writer does.
HELD_UP_BY = {
    "sqlite": [["BEGIN", "SELECT count(*) FROM auth_user"]],
    "postgresql": [
        ["BEGIN ISOLATION LEVEL REPEATABLE READ", "SELECT count(*) FROM auth_user"],
        ["BEGIN", "DELETE FROM auth_group"],
    ],
}


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("doing", HELD_UP_BY[connection.vendor])
def test_it_is_not_called_clean_while_somebody_could_still_look_at_what_was(on_disk, doing):
    with begun(*doing):
        erasing.erase([on_disk])
        assert not erasing.scrub()
        assert CANARY.encode() in bytes_of_the_database()
    assert erasing.scrub()
    assert CANARY.encode() not in bytes_of_the_database()


# Of PostgreSQL's server another database; SQLite has one, in which somebody has read nothing yet.
NOT_HELD_UP_BY = {
    "sqlite": (["BEGIN"], None),
    "postgresql": (["BEGIN", "SELECT pg_current_xact_id()"], "postgres"),
}


def test_who_cannot_see_what_was_holds_nothing_up(on_disk):
    doing, database = NOT_HELD_UP_BY[connection.vendor]
    with begun(*doing, database=database):
        erasing.erase([on_disk])
        assert erasing.scrub()
        assert CANARY.encode() not in bytes_of_the_database()


@pytest.mark.django_db
def test_a_dry_run_says_what_would_go_and_erases_nothing(canary, capsys):
    before = Answer.objects.count()
    call_command("erase_user", CANARY)
    told = capsys.readouterr().out
    assert f"{before}  quiz.Answer: goes" in told
    assert "Nothing was erased" in told
    assert Answer.objects.count() == before


def test_others_keep_everything(canary, classroom, topic):
    other = play.new_guest()
    play.start_round(player=other, topic=topic, seed=3)
    MembershipFactory(classroom=classroom, player=other)
    erasing.erase([canary])
    assert Player.objects.get() == other
    assert other.rounds.get().questions.count() == 10
    assert Membership.objects.get().player == other
    assert User.objects.filter(username="admin").exists()


def test_a_guest_is_erased_by_class_and_nickname(transactional_db, topic):
    classroom, key = ClassroomFactory(code=codes.new()), nicknames.key("Kind Hare")
    member = MembershipFactory(classroom=classroom, nickname="Kind Hare", nickname_key=key)
    play.start_round(player=member.player, topic=topic, seed=3)
    call_command("erase_user", "kind hare", code=classroom.code, yes=True)
    assert not Player.objects.exists()
    assert Classroom.objects.get() == classroom


def test_what_a_teacher_made_stays_without_their_name(topic, classroom, canary, capsys):
    set_by = Assignment.objects.create(
        classroom=classroom,
        title="The first half",
        topic=topic,
        due=timezone.now() + timedelta(days=7),
        set_by=canary.user,
    )
    assert [c.name for c in erasing.left_without_teacher(canary)] == ["Taught by them alone"]
    call_command("erase_user", CANARY)
    assert "quiz.Assignment.set_by: no longer names them" in capsys.readouterr().out
    erasing.erase([canary])
    set_by.refresh_from_db()
    assert set_by.set_by is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    "who",
    [
        [],
        ["nobody"],
        ["--player", "999999"],
        ["--class", "00000000", "nobody"],
        ["a", "--player", "1"],
        ["--class", "00000000"],
    ],
    ids=" ".join,
)
def test_who_is_meant_must_be_plain(who):
    UserFactory(username="a")
    with pytest.raises(CommandError, match=r"Say who|There is no"):
        call_command("erase_user", *who, "--yes")


def test_an_export_is_nobody_elses_from_its_first_byte_on(canary, tmp_path, monkeypatch):
    file, seen = tmp_path / "person.zip", []
    rows_of = exporting.tables
    monkeypatch.setattr(
        exporting, "tables", lambda person: seen.append(file.stat().st_mode) or rows_of(person)
    )
    exporting.write(canary, file)
    assert [mode & 0o077 for mode in seen] == [0]


def test_an_export_overwrites_nothing(canary, tmp_path):
    file = tmp_path / "person.zip"
    call_command("export_user", CANARY, to=file, stdout=StringIO())
    assert file.stat().st_mode & 0o077 == 0
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("export_user", CANARY, to=file)
