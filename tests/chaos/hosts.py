"""Three web hosts, two databases: hosts are killed, then the primary, and the standby takes over.

The hosts are servers on three ports of this machine with nothing in common but the database. They
name both databases and take the one that can be written to; who brings the standby up is the person
or the program that watches, here this scene.
"""

from contextlib import ExitStack
from threading import Thread
from time import monotonic, sleep

from tests.chaos.kills import Playing
from tests.load.site import run, served
from tests.load.stage import SUBJECT
from tests.load.venue import say, venue
from tests.load.wire import Wire
from tests.servers.cluster import Cluster

HOSTS = 3
SYNCHRONOUS = "ALTER SYSTEM SET synchronous_standby_names = '*'"
FIRST_SYNC = "SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'"


class Standby(Cluster):
    """A copy that follows the primary and has been told where it is."""

    def __init__(self, primary):
        super().__init__()
        self.primary = primary

    def make(self):
        self.run(
            *("pg_basebackup", "--dbname", self.primary.url, "--pgdata", self.data),
            *("--write-recovery-conf", "--wal-method", "stream", "--checkpoint", "fast"),
        )

    def promote(self):
        """To the one that is written to."""
        self.run("pg_ctl", "--pgdata", self.data, "--wait", "promote")


def made_synchronous(primary):
    """From here on no answer is acknowledged before both databases have it on their disks."""
    primary.sql(SYNCHRONOUS)
    primary.sql("SELECT pg_reload_conf()")
    until(lambda: primary.sql(FIRST_SYNC) == "1")


def until(true, most=30):
    last = monotonic() + most
    while not true():
        if monotonic() > last:
            raise TimeoutError
        sleep(0.05)


def of_both(primary, standby):
    """One address for two databases: whichever takes writes."""
    ports = f"{primary.port},{standby.port}"
    return (
        f"postgres://footnote@/postgres?host=127.0.0.1,127.0.0.1&port={ports}"
        "&target_session_attrs=read-write&connect_timeout=2"
    )


def lose_them(bars):
    """The scene itself, with a standby that confirms."""
    with ExitStack() as stack:
        place, primary, standby, sites, playing = opened(stack, synchronous=True)
        for site in sites[:2]:
            sleep(1)
            site.kill()
            began = monotonic()
            waited = playing.wait_for_answer(began)
            say(f"  a web host is gone: the others go on, {waited:.2f} s later")
            site.start()
        bars.check("an edit is seen by every process, in seconds", edit_seen(place, sites), most=2)
        sleep(1)
        primary.kill()
        began = monotonic()
        standby.promote()
        waited = playing.wait_for_answer(began, most=60)
        say(f"  the primary is gone, the standby promoted: answers again after {waited:.2f} s")
        sleep(3)
        playing.over.set()
        judge(bars, place, standby, playing, waited)


def control(bars):
    """A standby that need not confirm, and was out of reach in the end: it lacks answers."""
    with ExitStack() as stack:
        place, primary, standby, _sites, playing = opened(stack, synchronous=False)
        sleep(1)
        standby.kill()
        sleep(3)
        primary.kill()
        playing.over.set()
        standby.start()
        standby.promote()
        env = {**place.env, "DATABASE_URL": standby.url}
        lost = place._replace(env=env).amiss(playing.acknowledged)
        say(f"  control, asynchronous: {len(playing.acknowledged)} acknowledged, {len(lost)} lost")
        bars.check("lost without confirmation", len(lost), least=1)


def opened(stack, synchronous):
    primary = stack.enter_context(Cluster())
    place = stack.enter_context(venue("postgresql", 0, cluster=primary))
    told = place.stage(20, 20)
    standby = stack.enter_context(Standby(primary))
    if synchronous:
        made_synchronous(primary)
    env = {**place.env, "DATABASE_URL": of_both(primary, standby)}
    sites = [stack.enter_context(served(env)) for _host in range(HOSTS)]
    playing = stack.enter_context(Playing([site.address for site in sites], told))
    return place, primary, standby, sites, playing


def edit_seen(place, sites):
    """Seconds until the timeline of each host shows an event under its new title."""
    title, path = "A title that was edited just now", f"/topics/{SUBJECT}/"
    for site in sites:
        assert title not in Wire(site.address).get(path).body
    run(["-m", "tests.chaos.edited", title], place.env)
    began, seen = monotonic(), []

    def watch(site):
        wire = Wire(site.address)
        until(lambda: title in wire.get(path).body)
        seen.append(monotonic() - began)

    watching = [Thread(target=watch, args=[site]) for site in sites]
    for thread in watching:
        thread.start()
    for thread in watching:
        thread.join()
    assert len(seen) == len(sites)
    return max(seen)


def judge(bars, place, standby, playing, waited):
    env = {**place.env, "DATABASE_URL": standby.url}
    amiss = place._replace(env=env).amiss(playing.acknowledged)
    say(f"  {len(playing.acknowledged)} acknowledged, amiss on the new primary: {amiss[:3]}")
    bars.check("lost, double or astray", len(amiss), most=0)
    bars.check("seconds until service after the primary was lost", waited, most=30)
