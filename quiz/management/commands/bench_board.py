"""Measures board and desk of a large class against those of a small one, as ratios of one run.

All of it happens in a database of its own: SQLite in a temporary folder, or the empty one that
--database names.
"""

import os
import subprocess
import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from history.groups import TEACHERS
from history.models import Topic
from history.packs import SHIPPED, loader
from quiz.leaderboard import holdings
from quiz.management import made_up_class
from quiz.models import Answer, Classroom, Membership, Memory, Teaching
from quiz.people import SESSION_KEY
from quiz.reports import tables

SMALL, LARGE = (30, 100), (300, 1000)  # pupils, answers of each
TURNS, FEW_TURNS = 25, 3


class Command(BaseCommand):
    help = "Measures the board of a class of 300 against one of 30, in a database of its own."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--database", metavar="URL", help="an empty database; else SQLite")
        parser.add_argument("--small", type=int, nargs=2, default=SMALL, metavar="N")
        parser.add_argument("--large", type=int, nargs=2, default=LARGE, metavar="N")
        parser.add_argument("--turns", type=int, default=TURNS, help="times to ask for each page")
        parser.add_argument("--measure", action="store_true", help="in this very database")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["measure"]:
            self.measure(options)
            return
        with tempfile.TemporaryDirectory() as folder:
            store = options["database"] or f"sqlite:///{Path(folder) / 'bench.sqlite3'}"
            self.run_in(store, ["migrate", "--verbosity", "0"])
            asked = ["--turns", str(options["turns"])]
            for size in ("small", "large"):
                asked += [f"--{size}", *map(str, options[size])]
            self.run_in(store, ["bench_board", "--measure", *asked])

    def run_in(self, store: str, arguments: list[str]) -> None:
        environment = os.environ | {"DATABASE_URL": store, "DEBUG": "1", "PYTHONUNBUFFERED": "1"}
        command = [sys.executable, str(settings.BASE_DIR / "manage.py"), *arguments]
        done = subprocess.run(command, env=environment)  # noqa: S603 - our own command
        if done.returncode:
            raise CommandError(f"{arguments[0]} failed in the database to measure in.")

    def measure(self, options: dict[str, Any]) -> None:
        if Classroom.objects.exists():
            raise CommandError("This database has classes already; give an empty one.")
        loader.load(SHIPPED[0])
        topic = Topic.objects.get(slug=SHIPPED[0].name)
        classes = [
            made_up_class.fill(topic, size, options[size], self.tell) for size in ("small", "large")
        ]
        self.analyse()
        self.stdout.write(
            f"\n{connection.vendor}: {Answer.objects.count()} answers, "
            f"{Memory.objects.count()} memories"
        )
        figures = [dict(_figures(classroom, options["turns"])) for classroom in classes]
        self.table(*figures)
        self.table(*(dict(_of_the_desk(classroom)) for classroom in classes))

    def tell(self, progress: str) -> None:
        self.stdout.write(f"\r{progress}  ", ending="")
        self.stdout.flush()

    def analyse(self) -> None:
        """As the database does by itself once it has been in use for a while."""
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")

    def table(self, small: dict[str, Any], large: dict[str, Any]) -> None:
        self.stdout.write(f"{'':44}{'queries':>16}{'milliseconds':>18}{'ratio':>8}")
        for name, (queries, took) in small.items():
            more_queries, longer = large[name]
            self.stdout.write(
                f"{name:44}{f'{queries} and {more_queries}':>16}"
                f"{f'{1000 * took:.1f} and {1000 * longer:.1f}':>18}{longer / took:8.2f}"
            )


def _figures(classroom: Classroom, turns: int) -> Iterator[tuple[str, tuple[int, float]]]:
    """Queries, all of them, and the median of seconds, for each way in which a board is asked."""
    browser, wall = _pupil_of(classroom), reverse("quiz:board", args=[classroom.uuid])
    tag = browser.get(wall)["ETag"]

    def page() -> int:
        return browser.get(wall).status_code

    def poll() -> int:
        return browser.get(wall, headers={"hx-request": "true", "if-none-match": tag}).status_code

    yield "board, nothing kept in the process", _measured(page, 200, turns, holdings._kept.clear)
    yield "board, unchanged", _measured(page, 200, turns)
    yield "poll, unchanged: 304", _measured(poll, 304, turns)
    yield "board, after one pupil's answer", _measured(page, 200, turns, lambda: _learn(classroom))


def _of_the_desk(classroom: Classroom) -> Iterator[tuple[str, tuple[int, float]]]:
    browser = _teacher_of(classroom)
    pages = {"desk": classroom.get_absolute_url()}
    for name in ("class-misconceptions", "class-questions"):
        pages[name] = reverse(f"quiz:{name}", args=[classroom.uuid])
    for what in tables.TABLES:
        pages[f"{what}.csv"] = reverse("quiz:class-export", args=[classroom.uuid, what, "csv"])
    for name, url in pages.items():
        yield name, _measured(partial(_status, browser, url), 200, FEW_TURNS)


def _status(browser: Client, url: str) -> int:
    return browser.get(url).status_code


def _measured(
    ask: Callable[[], int], status: int, turns: int, before: Callable[[], Any] = lambda: None
) -> tuple[int, float]:
    times = []
    for _ in range(turns):
        before()
        began = perf_counter()
        answered = ask()
        times.append(perf_counter() - began)
        if answered != status:
            raise CommandError(f"The board answered {answered}, not {status}.")
    before()
    with CaptureQueriesContext(connection) as captured:
        ask()
    return len(captured), median(times)


def _pupil_of(classroom: Classroom) -> Client:
    browser = Client(headers={"host": "localhost"})
    session = browser.session
    session[SESSION_KEY] = classroom.memberships.earliest("pk").player_id
    session.save()
    return browser


def _teacher_of(classroom: Classroom) -> Client:
    teacher = get_user_model().objects.create(username=f"teacher of {classroom.name}")
    teacher.groups.add(Group.objects.get(name=TEACHERS))
    Teaching.objects.create(classroom=classroom, user=teacher)
    browser = Client(headers={"host": "localhost"})
    browser.force_login(teacher, "django.contrib.auth.backends.ModelBackend")
    return browser


def _learn(classroom: Classroom) -> None:
    member = classroom.memberships.latest("pk")
    Memory.objects.filter(player=member.player_id)[:1].get().save()
    Membership.objects.filter(pk=member.pk).update(changed=timezone.now())
