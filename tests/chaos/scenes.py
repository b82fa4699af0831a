"""What may go wrong on a bad day, scene by scene, with the figures that it leaves."""

import json
from time import monotonic

from tests.chaos import kills, powercut, races
from tests.chaos.controls import UNPROTECTED, without_insistence
from tests.load.site import run, served
from tests.load.venue import say, venue
from tests.servers.cluster import Cluster

PROCESSES = {"sqlite": {"workers": 1, "threads": 16}, "postgresql": {"workers": 4, "threads": 4}}
CLOSES_IN = 3  # seconds


def race(place, bars, runs=5, questions=250):
    """250 questions, eight submits each."""
    with served(place.env, **PROCESSES[place.vendor]) as site:
        for number in range(runs):
            told = place.stage(questions // 10, 1)
            wrong, acknowledged = races.same_question(site, told)
            amiss = place.amiss(acknowledged)
            say(f"  run {number + 1}: {len(acknowledged)} questions, {wrong[:2]} {amiss[:2]}")
            bars.check("wrong replies and answers", len(wrong) + len(amiss), most=0)


def race_control(place, bars, questions=50):
    """Without the constraint the race finds questions that were scored more than once."""
    env = {**place.env, "WITHOUT": "unique"}
    told = place.stage(questions // 10, 1)
    # One process, or each would try to drop it.
    with served(env, workers=1, threads=16, application=UNPROTECTED) as site:
        wrong, acknowledged = races.same_question(site, told)
    amiss = place.amiss(acknowledged)
    say(f"  without the unique constraint: {len(wrong)} wrong replies, {amiss[:1]}")
    bars.check("what the race sees without the constraint", len(wrong) + len(amiss), least=1)


def tabs(place, bars, answers=1500):
    told = place.stage(5, answers // 50)
    with served(place.env, **PROCESSES[place.vendor]) as site:
        errors, acknowledged = races.two_tabs(site, told, answers)
    amiss = place.amiss(acknowledged)
    say(f"  {len(acknowledged)} answers of 5 pupils in two tabs: {errors[:2]} {amiss[:2]}")
    bars.check("errors, deadlocks, memories astray", len(errors) + len(amiss), most=0)


def tabs_control(place, bars, answers=1500):
    """Without the hold on the player, a memory forgets one of two answers that test it.

    On SQLite it is the transaction that holds: one that is DEFERRED fails when it comes to write.
    """
    env = {**place.env, "WITHOUT": "hold"}
    if place.vendor == "sqlite":
        env = without_insistence(place.env, "?transaction_mode=DEFERRED")
    told = place.stage(5, answers // 50)
    options = PROCESSES[place.vendor]
    with served(env, application=UNPROTECTED, **options) as site:
        errors, acknowledged = races.two_tabs(site, told, answers)
    amiss = place.amiss(acknowledged)
    say(f"  control, nothing holds the player: {len(errors)} errors, {amiss[:1]}")
    bars.check("what two tabs show without the hold", len(errors) + len(amiss), least=1)


def drops(place, bars):
    told = place.stage(10, 5)
    with served(place.env, **PROCESSES[place.vendor]) as site:
        errors, acknowledged, dropped = races.dropped_replies(site, told)
    amiss = place.amiss(acknowledged)
    say(f"  {len(acknowledged)} answers, {dropped} replies dropped: {errors[:2]} {amiss[:2]}")
    bars.check("errors, lost, double", len(errors) + len(amiss), most=0)


def deadline(place, bars):
    told = place.stage(10, 15)
    with served(place.env, **PROCESSES[place.vendor]) as site:
        closing = ["-m", "tests.chaos.closing", str(CLOSES_IN)]
        outcomes = races.deadline(site, told, meanwhile=lambda: run(closing, place.env))
    asked = json.dumps(outcomes)
    amiss = json.loads(run(["-m", "tests.chaos.closing"], place.env, input=asked))
    counts = {status: list(outcomes.values()).count(status) for status in outcomes.values()}
    say(f"  outcomes {counts}, told otherwise than stored: {amiss[:2]}")
    bars.check("told otherwise than stored", len(amiss), most=0)
    bars.check(
        "answers on either side of the moment", min(counts.get(200, 0), counts.get(410, 0)), 1
    )


def web_kills(place, bars, times=20):
    """kill -9 of the web server, master and workers."""
    told = place.stage(20, 3 + times)
    with served(place.env) as site, kills.Playing([site.address], told) as playing:
        waits = kills.again_and_again(playing, times, site.kill, site.start, say)
    judge(place, bars, playing, waits)


def postgres_kills(bars, times=20, settings=(), url_more="", bar=0):
    """kill -9 of every process of PostgreSQL."""
    with Cluster(*settings) as cluster, venue("postgresql", 0, cluster=cluster) as place:
        told = place.stage(20, 3 + times)
        env, application = place.env, "config.wsgi"
        if url_more:
            env, application = without_insistence(env, url_more), UNPROTECTED
        with (
            served(env, workers=2, threads=8, application=application) as site,
            kills.Playing([site.address], told) as playing,
        ):
            waits = kills.again_and_again(playing, times, cluster.kill, cluster.start, say)
        judge(place, bars, playing, waits, bar)


def postgres_control(bars, times=3):
    """With synchronous_commit=off an acknowledged answer is not yet on the disk."""
    say("  control: synchronous_commit=off")
    lazy = ("wal_writer_delay=10s", "wal_writer_flush_after=0", "synchronous_commit=off")
    asked = "?options=-c%20synchronous_commit%3Doff"
    postgres_kills(bars, times, lazy, asked, bar=1)


def power_cuts(bars):
    with venue("sqlite", 0) as place:
        powercut.simulate(place, bars)


def judge(place, bars, playing, waits, bar=0):
    began = monotonic()
    amiss = place.amiss(playing.acknowledged)
    lost = [line for line in amiss if line.startswith("lost")]
    say(
        f"  {len(playing.acknowledged)} acknowledged, {len(lost)} lost, "
        f"{len(amiss) - len(lost)} otherwise amiss (looked through in {monotonic() - began:.0f} s)"
    )
    if bar:
        bars.check("lost without the protection", len(lost), least=bar)
        return
    bars.check("lost, double or astray", len(amiss), most=0)
    bars.check("longest wait for service, in seconds", max(waits), most=5)
