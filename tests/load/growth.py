"""What a page costs beside 10 thousand stored answers and beside a million, by turns.

Each database is held by a process of its own that answers, over its standard input, with the time
of one page; so that what else the machine does slows both alike. The pupil and the class that are
measured are the same in both; all the rest is other people's.
"""

import json
import logging
import subprocess
import sys
from contextlib import ExitStack
from statistics import median

from config.settings import BASE_DIR

FEW = 10_000
OWN_CLASS = (25, 100)  # pupils, answers of each
PAGES = ("answer", "question", "me", "board")
TURNS = 40
MOST = 1.3


def compare(vendor, bars, many):
    from tests.load.venue import say, venue

    with ExitStack() as stack:
        held = []
        for answers in (FEW, many):
            place = stack.enter_context(venue(vendor, pupils=0))
            held.append(stack.enter_context(holder(place.env, answers)))
            say(f"  {json.loads(held[-1].stdout.readline())} answers stored")
        for page in PAGES:
            times = [[], []]
            for _turn in range(TURNS):
                for process, found in zip(held, times, strict=True):
                    process.stdin.write(f"{page}\n")
                    process.stdin.flush()
                    found.append(json.loads(process.stdout.readline()))
            few, more = (median(found[5:]) for found in times)
            say(f"  {page}: {few:.1f} ms and {more:.1f} ms of computing and waiting")
            bars.check(f"{vendor}, {page}: many to few", more / few, most=MOST)
        for process in held:
            process.stdin.close()


def holder(env, answers):
    return subprocess.Popen(
        [sys.executable, "-m", "tests.load.growth", str(answers)],
        env=env,
        cwd=BASE_DIR,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def hold(answers):
    """Fill the database, then measure what is asked for, line by line."""
    from django.db import connection

    from history.models import Topic
    from quiz.management import made_up_class
    from quiz.models import Answer
    from tests.load.multiplied import multiply
    from tests.load.stage import SUBJECT

    # A line for each page would stand between the figures.
    logging.getLogger("footnote.requests").disabled = True
    topic = Topic.objects.get(slug=SUBJECT)
    made_up_class.OF_EACH = 20
    mine = made_up_class.fill(topic, "mine", OWN_CLASS, lambda _told: None)
    multiply(answers // (OWN_CLASS[0] * OWN_CLASS[1]))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    pages = pages_of(topic, mine)
    print_line(Answer.objects.count())
    for line in sys.stdin:
        print_line(pages[line.strip()]())


def print_line(value):
    sys.stdout.write(f"{value}\n")
    sys.stdout.flush()


def pages_of(topic, classroom):
    from time import perf_counter

    from django.test import Client
    from django.urls import reverse

    from tests.load.stage import begin, session_of

    member = classroom.memberships.earliest("pk")
    browser = Client(headers={"host": "127.0.0.1"})
    browser.cookies["sessionid"] = session_of(member.player)
    asked = iter(begin(topic, [member.player], TURNS // 10 + 1)[member.player_id])
    played = member.player.rounds.latest("pk")

    def timed(get, *wanted):
        began = perf_counter()
        status = get().status_code
        took = 1000 * (perf_counter() - began)
        assert status in wanted, status
        return took

    def answer():
        uuid, ways = next(asked)
        htmx = {"hx-request": "true"}
        return timed(lambda: browser.post(f"/questions/{uuid}/answer/", ways[0], headers=htmx), 200)

    wall = reverse("quiz:board", args=[classroom.uuid])
    return {
        "answer": answer,
        "question": lambda: timed(lambda: browser.get(played.get_absolute_url()), 200),
        "me": lambda: timed(lambda: browser.get("/me/"), 200),
        "board": lambda: timed(lambda: browser.get(wall), 200),
    }


if __name__ == "__main__":
    import django

    django.setup()
    hold(int(sys.argv[1]))
