"""Measures board and desk of a large class against those of a small one, as ratios of one run.

All of it happens in a database of its own: SQLite in a temporary folder, or the empty one that
--database names.
"""

import tempfile
from argparse import ArgumentParser
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any, NamedTuple

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from history.groups import TEACHERS
from history.models import Topic
from history.packs import SHIPPED, loader
from quiz.leaderboard import holdings
from quiz.management import made_up_class
from quiz.management.elsewhere import run_in
from quiz.models import Answer, Classroom, Membership, Memory, Teaching
from quiz.people import SESSION_KEY
from quiz.reports import beliefs, marks, tables

SMALL, LARGE = (30, 100), (300, 1000)  # pupils, answers of each
TURNS, FEW_TURNS = 25, 3
KEPT = ("class-misconceptions", "class-questions", "questions.csv")  # read pupil by pupil


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
            run_in(store, "migrate", "--verbosity", "0")
            asked = ["--turns", str(options["turns"])]
            for size in ("small", "large"):
                asked += [f"--{size}", *map(str, options[size])]
            run_in(store, "bench_board", "--measure", *asked)

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
        self.table("board", [_of_the_board(classroom) for classroom in classes], options["turns"])
        self.table("desk", [_of_the_desk(classroom) for classroom in classes], FEW_TURNS)

    def tell(self, progress: str) -> None:
        self.stdout.write(f"\r{progress}  ", ending="")
        self.stdout.flush()

    def analyse(self) -> None:
        """As the database does by itself once it has been in use for a while."""
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")

    def table(self, title: str, of_classes: Sequence[Mapping[str, "Ask"]], turns: int) -> None:
        self.stdout.write(f"{title:44}{'queries':>16}{'milliseconds':>20}{'ratio':>8}")
        small, large = of_classes
        for name, ask in small.items():
            times, queries = _measured([ask, large[name]], turns)
            few, many = (1000 * median(took) for took in times)
            self.stdout.write(
                f"{name:44}{'{} and {}'.format(*queries):>16}"
                f"{f'{few:.1f} and {many:.1f}':>20}{many / few:8.2f}"
            )


class Ask(NamedTuple):
    """One way of asking for a page: what happens beforehand, and the status to expect."""

    get: Callable[[], int]
    status: int = 200
    before: Callable[[], Any] = lambda: None

    def __call__(self) -> float:
        self.before()
        began = perf_counter()
        status = self.get()
        took = perf_counter() - began
        if status != self.status:
            raise CommandError(f"The answer was {status}, not {self.status}.")
        return took

    def queries(self) -> int:
        self()
        self.before()
        with CaptureQueriesContext(connection) as captured:
            self.get()
        return len(captured)


def _measured(asks: Sequence[Ask], turns: int) -> tuple[list[list[float]], list[int]]:
    """Seconds and queries; the classes take turns, so that what else goes on slows both alike."""
    queries = [ask.queries() for ask in asks]
    rounds = [[ask() for ask in asks] for _ in range(turns)]
    return [list(times) for times in zip(*rounds, strict=True)], queries


def _of_the_board(classroom: Classroom) -> dict[str, Ask]:
    wall, own = reverse("quiz:board", args=[classroom.uuid]), classroom.get_absolute_url()
    guest, signed_in, teacher = (of(classroom) for of in (_pupil_of, _account_of, _teacher_of))
    page = partial(_status, guest, wall)
    return {
        "nothing kept in the process": Ask(page, before=holdings._kept.clear),
        "unchanged": Ask(page),
        "304, a guest's page": _poll(guest, own),
        "304, a page of a pupil with an account": _poll(signed_in, own),
        "304, the wall of a pupil with an account": _poll(signed_in, wall),
        "304, the wall of a teacher": _poll(teacher, wall),
        "after one pupil's answer": Ask(page, before=partial(_learn, classroom)),
    }


def _poll(browser: Client, url: str) -> Ask:
    """Each time with the tag of the board as it is then."""
    tag = {"hx-request": "true"}
    asked = partial(_status, browser, url, headers=tag)
    return Ask(asked, 304, lambda: tag.update({"if-none-match": browser.get(url)["ETag"]}))


def _of_the_desk(classroom: Classroom) -> dict[str, Ask]:
    browser = _teacher_of(classroom)
    pages = {"desk": classroom.get_absolute_url()}
    for name in KEPT[:2]:
        pages[name] = reverse(f"quiz:{name}", args=[classroom.uuid])
    for what in tables.TABLES:
        pages[f"{what}.csv"] = reverse("quiz:class-export", args=[classroom.uuid, what, "csv"])
    asks = {name: partial(_status, browser, url) for name, url in pages.items()}
    told = {name: Ask(asked) for name, asked in asks.items()}
    for name in KEPT:
        told[f"{name}, nothing kept"] = Ask(asks[name], before=_forget)
        told[f"{name}, after an answer"] = Ask(asks[name], before=partial(_learn, classroom))
    return told


def _forget() -> None:
    beliefs._kept.clear()
    marks._kept.clear()


def _status(browser: Client, url: str, **asked: Any) -> int:
    return browser.get(url, **asked).status_code


def _pupil_of(classroom: Classroom) -> Client:
    browser = Client(headers={"host": "localhost"})
    session = browser.session
    session[SESSION_KEY] = classroom.memberships.earliest("pk").player_id
    session.save()
    return browser


def _account_of(classroom: Classroom) -> Client:
    player = classroom.memberships.select_related("player").latest("pk").player
    player.user, _new = get_user_model().objects.get_or_create(username=f"in {classroom.name}")
    player.save(update_fields=["user"])
    return _signed_in(player.user)


def _teacher_of(classroom: Classroom) -> Client:
    name = f"teacher of {classroom.name}"
    teacher, _new = get_user_model().objects.get_or_create(username=name)
    teacher.groups.add(Group.objects.get(name=TEACHERS))
    Teaching.objects.get_or_create(classroom=classroom, user=teacher)
    return _signed_in(teacher)


def _signed_in(user: Any) -> Client:
    browser = Client(headers={"host": "localhost"})
    browser.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return browser


def _learn(classroom: Classroom) -> None:
    member = classroom.memberships.latest("pk")
    Memory.objects.filter(player=member.player_id)[:1].get().save()
    Membership.objects.filter(pk=member.pk).touch()
