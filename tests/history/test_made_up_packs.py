import pytest

from history import models
from history.packs import loader, made_up
from history.packs.tables import TABLES


def contents(folder):
    return {file.name: file.read_bytes() for file in folder.iterdir()}


@pytest.mark.django_db
def test_a_made_up_pack_is_a_pack_that_loads(tmp_path):
    made_up.write(tmp_path, "nothing", 300)
    loader.load(tmp_path)
    assert models.Topic.objects.get(slug="nothing").events.count() == 300
    for table in TABLES:
        assert table.model.objects.exists()


def test_the_same_arguments_give_the_same_bytes(tmp_path):
    for name, seed in (("one", 1), ("same", 1), ("other", 2)):
        made_up.write(tmp_path / name, "nothing", 60, seed)
    assert contents(tmp_path / "one") == contents(tmp_path / "same")
    assert contents(tmp_path / "one") != contents(tmp_path / "other")


@pytest.mark.django_db
def test_it_has_what_real_packs_seldom_have(tmp_path):
    made_up.write(tmp_path, "nothing", 400)
    loader.load(tmp_path)
    events = list(models.Event.objects.all())
    dates, titles = [e.date for e in events], [e.title for e in events]
    assert any(date.startswith("-") for date in dates)
    assert any("/" in date for date in dates)
    assert any(date.endswith("X") for date in dates)
    assert len(set(dates)) < len(dates)
    assert len(set(titles)) < len(titles)
    assert any(character.isdigit() for title in titles for character in title)
    assert models.Cause.objects.filter(cause__isnull=False).exists()
    assert models.Event.objects.filter(calendar="NS").exists()
