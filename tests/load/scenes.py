"""What classes do to the site, each with what it has to stand; a scene returns what went wrong."""

import os
from random import Random
from time import monotonic, sleep

from tests.load import hour
from tests.load.crowd import all_at_once, crowd
from tests.load.site import served
from tests.load.spent import Spent
from tests.load.venue import say

# SQLite takes one; for PostgreSQL docs/operations.md advises one for each core.
PROCESSES = {"sqlite": 1, "postgresql": os.cpu_count()}
BLOCKS = 4  # of ours and the other, in turns: what else the machine does slows both alike


class Bars:
    """Collects what is below its bar; figures that depend on the machine are told beside it."""

    def __init__(self):
        self.missed = []

    def not_run(self, told, why):
        """What was asked for and could not be done has not been shown."""
        say(f"  NOT RUN  {told}: {why}")
        self.missed.append(f"{told}: not run, {why}")

    def check(self, told, value, least=None, most=None):
        good = (least is None or value >= least) and (most is None or value <= most)
        bar = f"at least {least}" if least is not None else f"at most {most}"
        say(f"  {'ok    ' if good else 'MISSED'}  {told}: {value:.2f} ({bar})")
        if not good:
            self.missed.append(told)


def answers_alone(site, told, each, start=0):
    """One answer after another, by all at once: no page read in between."""
    pupils, figures = crowd(site.address, told["topic"], told["sessions"])

    def work(pupil, questions):
        for uuid, ways in questions:
            pupil.send(uuid, ways[0])

    asked = [questions[start : start + each] for questions in told["questions"]]
    all_at_once([lambda p=p, q=q: work(p, q) for p, q in zip(pupils, asked, strict=True)], figures)
    return pupils, figures


def fifty(place, bars, answers=40):
    """50 pupils without a pause between their answers."""
    told = place.told
    with served(place.env, workers=PROCESSES[place.vendor]) as site:
        answers_alone(site, told, 1)  # so that everything is loaded
        pupils, figures = answers_alone(site, told, answers, 1)
    report(place, figures, pupils)
    bars.check("answers a second", figures.rate("answer"), least=100)
    bars.check("p95 in seconds", figures.percentile("answer", 95), most=1)
    bars.check("errors", len(figures.errors), most=0)


def against_bare(place, bars, start, each=10):
    """Ours and a bare view by turns, in servers that are alike, on the same rows."""
    rates, errors = {"ours": [], "bare": [], "plain": []}, []
    bare = {**place.env, "DJANGO_SETTINGS_MODULE": "tests.load.bare_settings"}
    with (
        served(place.env) as ours,
        served(bare, application="tests.load.bare") as other,
        served({**bare, "PLAIN": "1"}, application="tests.load.bare") as plain,
    ):
        sites = {"ours": ours, "bare": other, "plain": plain}
        for site in sites.values():
            answers_alone(site, place.told, 1, start)
            start += 1
        for _block in range(BLOCKS):
            for name, site in sites.items():
                _pupils, figures = answers_alone(site, place.told, each, start)
                start += each
                rates[name].append(figures.rate("answer"))
                errors += figures.errors
    means = {name: sum(found) / len(found) for name, found in rates.items()}
    say("  answers a second: " + ", ".join(f"{name} {mean:.0f}" for name, mean in means.items()))
    bars.check("errors", len(errors), most=0)
    bars.check("ours to the bare view", means["ours"] / means["bare"], least=0.5)
    say(f"  (and to one in a new project's middleware: {means['ours'] / means['plain']:.2f})")


def a_class(place, bars, pupils, answers, most_p99=3):
    """They read, answer, look at the board now and then, and go on at once."""
    told = place.stage(pupils)
    with served(place.env, workers=PROCESSES[place.vendor]) as site:
        crowd(site.address, told["topic"], told["sessions"][:1])[0][0].begin()
        players, figures = crowd(
            site.address, told["topic"], told["sessions"], classroom=told["classroom"]
        )
        # They press Play one after another first, as a scene of its own measures that.
        for player in players:
            player.begin()
        all_at_once([lambda p=p: p.play(answers) for p in players], figures)
    report(place, figures, players)
    bars.check("p99 of an answer", figures.percentile("answer", 99), most=most_p99)
    bars.check("errors", len(figures.errors), most=0)


def all_press_play(place, bars, pupils, within=10):
    """A teacher says: begin."""
    told = place.stage(pupils)
    with served(place.env, workers=PROCESSES[place.vendor]) as site:
        crowd(site.address, told["topic"], told["sessions"][:1])[0][0].begin()
        players, figures = crowd(site.address, told["topic"], told["sessions"])
        all_at_once([p.begin for p in players], figures, within=within)
    report(place, figures, players)
    bars.check("p95 of beginning a round", figures.percentile("begin", 95), most=3)
    bars.check("errors", len(figures.errors), most=0)


def too_many(place, bars, clients, seconds=10):
    """More than can be served: each is served or told when to come again, and then all is well."""
    told = place.stage(clients, 1)
    with served(place.env, workers=PROCESSES[place.vendor]) as site:
        players, figures = crowd(site.address, told["topic"], told["sessions"])
        hints = []

        def insist(pupil, questions):
            last = monotonic() + seconds
            for uuid, ways in questions:
                while monotonic() < last:
                    reply = pupil.send(uuid, ways[0])
                    if reply.status != 503:
                        break
                    hints.append(reply.headers.get("retry-after"))
                    sleep(Random(uuid).uniform(0.2, 1))

        jobs = [
            lambda p=p, q=q: insist(p, q) for p, q in zip(players, told["questions"], strict=True)
        ]
        all_at_once(jobs, figures)
        waited = recovers(site, told)
    others = [error for error in figures.errors if not error.startswith("answer: 503")]
    report(place, figures, players)
    say(f"  sent away with 503: {len(hints)}, all of them told when to come again: {all(hints)}")
    bars.check("errors other than 503", len(others), most=0)
    bars.check("503 without Retry-After", hints.count(None), most=0)
    bars.check("seconds until a page takes less than one again", waited, most=10)


def recovers(site, told, most=30):
    began = monotonic()
    while monotonic() - began < most:
        reply = crowd(site.address, told["topic"], [None])[0][0].wire.get("/")
        if reply.status == 200 and reply.seconds < 1:
            return monotonic() - began
        sleep(0.2)
    return most


def an_hour(place, bars, minutes):
    """Ten requests a second for as long."""
    told = place.stage(hour.PUPILS)
    with served(place.env, workers=PROCESSES[place.vendor]) as site:
        database = place.place / "school.sqlite3"
        players, figures, samples = hour.play(site, told, minutes, database)
    report(place, figures, players)
    requests = sum(map(len, figures.took.values()))
    bars.check("requests a second", requests / figures.seconds, least=9)
    bars.check("errors", len(figures.errors), most=0)
    hour.judge(bars, samples)


def two_processes(place, bars, start, each=10):
    """Two web processes against one, by turns; only PostgreSQL takes two.

    Pupils and database share the cores with them, so it is told how much was left.
    """
    rates = {1: [], 2: []}
    with served(place.env, workers=1) as one, served(place.env, workers=2) as two:
        sites = {1: one, 2: two}
        spent = {
            number: Spent(web=site.process.pid, database=place.cluster.master)
            for number, site in sites.items()
        }
        for site in (one, two, two):
            answers_alone(site, place.told, 1, start)
            start += 1
        for _block in range(BLOCKS):
            for number, site in sites.items():
                spent[number].begin()
                _pupils, figures = answers_alone(site, place.told, each, start)
                spent[number].end()
                start += each
                rates[number].append(figures.rate("answer"))
    means = {number: sum(found) / len(found) for number, found in rates.items()}
    for number, rate in means.items():
        say(f"  {number} web processes: {rate:.0f} answers a second")
        say(spent[number].line(BLOCKS * each * len(place.told["sessions"])))
    bars.check("two processes to one", means[2] / means[1], least=1.6)


def report(place, figures, pupils):
    for line in figures.lines():
        say(line)
    acknowledged = [answer for pupil in pupils for answer in pupil.acknowledged]
    amiss = place.amiss(acknowledged)
    say(f"  acknowledged {len(acknowledged)}, stored otherwise {len(amiss)} {amiss[:3] or ''}")
    assert not amiss
