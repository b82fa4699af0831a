"""The load tool itself, and a handful of pupils against the real server: `make load` in small."""

import json
from random import Random

import pytest
from django.db import connection

from quiz.models import Answer, Memory
from tests.load import hour, scenes
from tests.load.crowd import all_at_once, crowd
from tests.load.figures import Figures, percentile
from tests.load.pupil import filled_in
from tests.load.stored import amiss
from tests.load.wire import NotThisMachine, Reply, Wire


@pytest.mark.parametrize("site", ["http://192.0.2.1:80", "http://10.0.0.1:8000"])
def test_load_goes_to_no_other_machine(site):
    with pytest.raises(NotThisMachine):
        Wire(site)


def test_a_percentile_is_one_of_the_times():
    times = [n / 100 for n in range(1, 101)]
    assert [percentile(times, share) for share in (50, 95, 100)] == [0.5, 0.95, 1.0]
    assert percentile([3.0], 99) == 3.0


def test_what_was_not_wanted_is_an_error():
    figures = Figures()
    for status in (200, 304, 500, 0):
        figures.note("board", Reply(status, "", {}, 0.1), 200, 304)
    assert len(figures.errors) == 2


def test_the_same_seed_fills_in_the_same_form():
    page = "".join(f'<input type="radio" name="answer" value="{i}">' for i in "abcd")
    cards = "".join(f'<input type="number" name="rank-{i}" value="1">' for i in "abcd")
    for form in (page, cards):
        assert filled_in(form, Random(3)) == filled_in(form, Random(3))
    assert sorted(filled_in(cards, Random(1)).values()) == [1, 2, 3, 4]


def test_a_figure_below_its_bar_is_named(capsys):
    bars = scenes.Bars()
    bars.check("answers a second", 99, least=100)
    bars.check("p95", 0.5, most=1)
    assert bars.missed == ["answers a second"]
    assert "MISSED" in capsys.readouterr().out


@pytest.mark.django_db(transaction=True)
def test_a_small_class_plays_and_what_it_was_told_is_stored(site_of_tests, staged):
    told = staged(4)
    pupils, figures = crowd(
        site_of_tests.address, told["topic"], told["sessions"], classroom=told["classroom"]
    )
    all_at_once([lambda p=p: p.play(6) for p in pupils], figures, seconds=60)
    acknowledged = [answer for pupil in pupils for answer in pupil.acknowledged]
    assert figures.errors == []
    assert len(acknowledged) == Answer.objects.count() == 24
    assert list(amiss(json.loads(json.dumps(acknowledged)))) == []
    assert {"begin", "read", "answer", "board"} == set(figures.took)
    _control(acknowledged)


@pytest.mark.django_db(transaction=True)
def test_a_small_hour_is_played_and_sampled(site_of_tests, staged, monkeypatch):
    monkeypatch.setattr(hour, "THINK", 1)
    players, figures, samples = hour.play(
        site_of_tests, staged(3), minutes=0.1, database=connection.settings_dict["NAME"]
    )
    assert figures.errors == []
    assert [len(player.acknowledged) for player in players] == [6, 6, 6]
    assert all(sample.memory > 10 and sample.files > 5 for sample in samples)


@pytest.mark.parametrize(("last", "missed"), [(100, []), (120, ["memory, last quarter to second"])])
def test_memory_that_grows_all_the_time_is_noticed(last, missed):
    bars, quarters = scenes.Bars(), [50, 100, (100 + last) / 2, last]
    hour.judge(bars, [hour.Sample(memory, 20, 4) for memory in quarters for _each in range(15)])
    assert bars.missed == missed


def _control(acknowledged):
    """The check sees a lost answer, one that was changed, and a memory moved twice."""
    first, second = (Answer.objects.get(question__uuid=uuid) for uuid, _data in acknowledged[:2])
    Answer.objects.filter(pk=second.pk).update(given="another")
    first.delete()
    moved = Memory.objects.latest("pk")
    Memory.objects.filter(pk=moved.pk).update(times=moved.times + 1)
    told = " ".join(amiss(acknowledged))
    assert "lost" in told
    assert "not as given" in told
    assert "do not follow" in told
