"""Many pupils at once, each in a thread of its own, all of one seed and within a bound of time."""

from random import Random
from threading import Thread
from time import monotonic, sleep

from tests.load.figures import Figures
from tests.load.pupil import Pupil

MOST_PUPILS, MOST_SECONDS = 1000, 300


class TookTooLong(Exception):
    """A pupil still waits although the time is over."""


def crowd(site, topic, seats, *, seed=1, think=0.0, classroom=None):
    """A pupil for each of the seats (sessions), and the figures that they share."""
    assert len(seats) <= MOST_PUPILS
    figures = Figures()
    pupils = [
        Pupil(
            site,
            topic,
            Random(f"{seed} {number}"),
            figures.note,
            session=session,
            classroom=classroom,
            think=think,
        )
        for number, session in enumerate(seats)
    ]
    return pupils, figures


def all_at_once(jobs, figures=None, *, within=0.0, seconds=MOST_SECONDS):
    """Run the jobs side by side; `within` spreads their beginnings over so many seconds."""
    rng, failed = Random(len(jobs)), []

    def run(job, wait):
        sleep(wait)
        try:
            job()
        except Exception as error:
            failed.append(error)

    running = [Thread(target=run, args=(job, rng.uniform(0, within)), daemon=True) for job in jobs]
    if figures:
        figures.begin()
    _run(running, seconds)
    if figures:
        figures.end()
    if failed:
        raise failed[0]


def _run(running, seconds):
    for thread in running:
        thread.start()
    last = monotonic() + seconds
    for thread in running:
        thread.join(max(0, last - monotonic()))
    if any(thread.is_alive() for thread in running):
        raise TookTooLong
