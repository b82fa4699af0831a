"""Races, dropped replies and a killed server, in small: `make chaos` does them at length."""

import json
from random import Random

import pytest

from quiz.models import Answer
from tests.chaos import __main__ as chaos
from tests.chaos import closing, kills, powercut, races
from tests.load.scenes import Bars
from tests.load.site import served
from tests.load.stored import amiss
from tests.load.wire import Reply

pytestmark = pytest.mark.django_db(transaction=True)


def told_and_stored(acknowledged):
    return list(amiss(json.loads(json.dumps(acknowledged))))


def test_of_eight_submits_at_once_one_counts_and_all_are_shown_it(site_of_tests, staged):
    wrong, acknowledged = races.same_question(site_of_tests, staged(1, 1))
    assert wrong == []
    assert told_and_stored(acknowledged) == []
    assert Answer.objects.count() == 10


def test_replies_that_differ_are_noticed():
    def reply(body, status=200):
        return Reply(status, body, {}, 0.1)

    same = [reply('<p class="notice" role="status">late</p> A'), reply("A")]
    assert list(races.amiss(same)) == []
    assert list(races.amiss([reply("A"), reply("B")])) != []
    assert list(races.amiss([reply("A"), reply("", 500)])) != []


def test_two_tabs_and_dropped_replies_lose_and_double_nothing(site_of_tests, staged):
    errors, acknowledged = races.two_tabs(site_of_tests, staged(2, 1), answers=20)
    assert errors == []
    assert told_and_stored(acknowledged) == []
    errors, acknowledged, dropped = races.dropped_replies(site_of_tests, staged(2, 1))
    assert (errors, dropped > 0) == ([], True)
    assert told_and_stored(acknowledged) == []


def test_an_answer_in_the_last_moment_is_stored_or_refused_and_told_which(site_of_tests, staged):
    told = staged(1, 1)
    closing.close_in(1)
    outcomes = races.deadline(site_of_tests, told, seconds=5)
    assert set(outcomes.values()) <= {200, 410}
    assert list(closing.amiss(outcomes)) == []
    uuid = next(iter(outcomes))
    assert list(closing.amiss({uuid: 410 if outcomes[uuid] == 200 else 200})) != []


def test_a_killed_web_server_loses_nothing_that_was_acknowledged(env_of_tests, staged):
    told = staged(3, 1)
    with (
        served(env_of_tests, threads=4) as site,
        kills.Playing([site.address], told) as playing,
    ):
        waits = kills.again_and_again(playing, 1, site.kill, site.start, lambda _line: None)
    assert told_and_stored(playing.acknowledged) == []
    assert len(waits) == 1


def test_what_was_not_synced_is_lost_in_a_power_cut_and_the_rest_is_not(tmp_path):
    """The simulation by itself: two writes, one of them synced."""
    disk = {powercut.DATABASE: bytearray(b"...."), powercut.WAL: bytearray()}
    waiting, told = {powercut.DATABASE: [], powercut.WAL: []}, []
    for record in (
        ("W", powercut.DATABASE, 0, b"ab"),
        ("S", powercut.DATABASE, 0, b""),
        ("W", powercut.DATABASE, 2, b"cd"),
        ("A", 0, 0, b"told"),
    ):
        powercut.note(record, disk, waiting, told)
    assert bytes(disk[powercut.DATABASE]) == b"ab.."
    assert len(waiting[powercut.DATABASE]) == 1
    assert told == ["told"]
    assert powercut.lost(disk, waiting, told, tmp_path, Random(1)) != []


def test_what_could_not_be_run_is_named_and_ends_the_run_with_1(monkeypatch, capsys):
    bars = Bars()
    monkeypatch.setattr(powercut, "compiler", lambda: None)
    powercut.simulate(None, bars)
    assert "no C compiler" in bars.missed[0]
    monkeypatch.setattr(chaos, "vendors", lambda: ["sqlite"])
    assert chaos.main([], ["sqlite"]) == 0
    assert chaos.main([], chaos.EVERY) == 1
    assert "MISSED: all on postgresql: not run" in capsys.readouterr().out


def test_records_of_the_journal_are_read_as_they_were_written():
    text = b"W 1 4096 3\na\nbA 0 0 2\nokS 2 0 0\n"
    assert powercut.records(text) == [
        ("W", 1, 4096, b"a\nb"),
        ("A", 0, 0, b"ok"),
        ("S", 2, 0, b""),
    ]
